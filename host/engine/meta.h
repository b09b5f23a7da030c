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

struct meta {
    struct fact title, byline, site, published, modified; /* dates: ISO 8601 as given */
    struct fact lang, dir;                                /* BCP 47; ltr or rtl */
    struct fact canonical, image, excerpt;                /* absolute addresses */
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
