/* The page's own JSON-LD, read with tolerance: several scripts, graphs, arrays,
 * references, slightly broken text. The one place in the engine that includes jansson.
 * What is said of an article wins over what is said of the page, of the first over later
 * ones. */
#ifndef CLEANCOPY_ENGINE_JSONLD_H
#define CLEANCOPY_ENGINE_JSONLD_H

#include "engine/page.h"

/* Authors of one article, and its tags, that are read. */
#define JSONLD_MANY 32

/* NULL, false, -1 or 0: unsaid. Strings are of the page's arena, as the
 * page wrote them. */
struct jsonld {
    const char *headline, *subtitle;
    const char *authors[JSONLD_MANY], *tags[JSONLD_MANY];
    size_t n_authors, n_tags;
    const char *section;
    const char *site; /* the publisher, else the web site */
    const char *published, *modified;
    const char *lang;
    const char *image;
    const char *excerpt;
    const char *canonical;
    const char *licence;
    bool says_article;
    bool is_thread;        /* of posts: authors are accounts */
    int free_access;       /* isAccessibleForFree: 1 yes, 0 no, -1 unsaid */
    const char *gated;     /* CSS selector of the part of it that is not (hasPart) */
    uint32_t stated_words; /* wordCount */
    uint32_t body_words;   /* in articleBody, which may itself be cut */
};

/* Seeds jansson's tables while the process may still ask the system for
 * a random number. */
void jsonld_prepare(void);

void jsonld_read(struct page *page, struct jsonld *out);

#endif
