/* Who, what, when, where; each with the place it was read from. Never guessed, never
 * today. */
#ifndef CLEANCOPY_ENGINE_META_H
#define CLEANCOPY_ENGINE_META_H

#include "engine/page.h"

/* value NULL: the page does not say. source: json-ld, open-graph, twitter, dublin-core,
 * meta, microdata, element, title, url, text, snapshot. */
struct fact {
    const char *value;
    const char *source;
};

/* What is known of a page, in the order of the answer. Dates are ISO 8601 as the page gives
 * them; lang is BCP 47, dir ltr or rtl; canonical, image and licence are absolute
 * addresses (a licence may also be words). byline holds all authors. */
#define META_FACTS(X) \
    X(title)          \
    X(subtitle)       \
    X(byline)         \
    X(site)           \
    X(section)        \
    X(published)      \
    X(modified)       \
    X(lang)           \
    X(dir)            \
    X(canonical)      \
    X(image)          \
    X(excerpt)        \
    X(licence)

struct meta {
#define META_FACT(name) struct fact name;
    META_FACTS(META_FACT)
#undef META_FACT
    const struct fact *authors, *tags; /* each one by itself */
    size_t n_authors, n_tags;
    uint32_t heading;    /* the block whose heading says the title, or UINT32_MAX */
    bool says_article;   /* the page declares itself an article */
    int free_access;     /* its own isAccessibleForFree: 1 yes, 0 no, -1 unsaid */
    const char *gated;   /* CSS selector of what it says is not; NULL: unsaid */
    uint32_t body_words; /* of its own articleBody, which may itself be cut; 0: unsaid */
    uint32_t stated_words; /* its own wordCount; 0: unsaid */
};

/* Sets page->meta from head, JSON-LD and, where these are silent, the article's own
 * elements. */
void meta_read(struct page *page);

#endif
