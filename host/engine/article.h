/* Chooses the article among the blocks that no overlay claims, and marks it NODE_KEEP
 * with the pictures, figures, tables and headings that belong to it. */
#ifndef CLEANCOPY_ENGINE_ARTICLE_H
#define CLEANCOPY_ENGINE_ARTICLE_H

#include "engine/block.h"
#include "engine/page.h"

struct article {
    enum access access;
    const struct reason *access_reasons;
    size_t n_access_reasons;
    bool concealed;        /* kept text that the page showed blurred or cut */
    uint16_t keep_from;    /* the least score that was chosen */
    uint32_t n_words;      /* kept */
    uint32_t n_page_words; /* in all blocks */
    uint32_t n_blocks;     /* kept */
};

/* Scores every block (block->score) by the model (model.h). Needs feature_sweep. */
void article_score(struct page *page);

/* Chooses: block->keep, then NODE_KEEP; `marks` of the reader win over every verdict
 * (NULL: none). Sets page->article. NO_ARTICLE when nothing is worth keeping. */
enum status article_choose(struct page *page, const struct marks *marks);

/* Sets block->title and counts what is kept and shown; after tidy, which may take a heading
 * that repeats the title (such a block has `keep` but no mark). */
void article_count(struct page *page);

/* Whether the block is kept and shown. */
bool article_shows(const struct page *page, const struct block *block);

#endif
