/* Chooses the article among the blocks that no overlay claims, and marks it NODE_KEEP with
 * the pictures, figures, tables and headings that belong to it. */
#ifndef CLEANCOPY_ENGINE_ARTICLE_H
#define CLEANCOPY_ENGINE_ARTICLE_H

#include "engine/page.h"

struct verdict {
    enum access access;
    const struct reason *access_reasons;
    size_t n_access_reasons;
    bool concealed; /* kept text that the page showed blurred or cut */
    uint32_t n_words;      /* kept */
    uint32_t n_page_words; /* in all blocks */
    uint32_t n_blocks;     /* kept */
};

/* Scores every block (block->score). */
void article_score(struct page *page);

/* Chooses; `marks` of the reader win over every verdict (NULL: none). Sets page->verdict but
 * for access. NO_ARTICLE when nothing is worth keeping. */
enum status article_choose(struct page *page, const struct marks *marks);

/* Whether the page holds the whole text, from its length, its end, and what stands there. */
void article_access(struct page *page);

#endif
