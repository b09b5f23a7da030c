/* Text blocks in document order: one run of text inside the nearest block-level element,
 * split at block-level elements, `hr` and double `br`. Not in blocks: head, script,
 * style, template, svg, form controls, and noscript unless its text outweighs the rest of
 * the page. */
#ifndef CLEANCOPY_ENGINE_BLOCK_H
#define CLEANCOPY_ENGINE_BLOCK_H

#include "engine/page.h"

struct block {
    uint32_t first, end; /* the nodes it is made of: [first, end); `first` is its id and
                          * stands first (node_index) */
    uint32_t owner;      /* the nearest block-level element */
    const char *text;    /* white space collapsed, NUL-terminated */
    uint32_t len;        /* bytes of text */
    const char *folded;  /* text_fold of it, for matching */
    uint32_t folded_len;
    uint32_t n_words, n_link_words, n_sentences;
    bool hidden;      /* not visible, by browser or attribute */
    uint16_t score;   /* probability of belonging to the article, 0 to 1000 (article.h) */
    uint16_t overlay; /* 1 + index of the overlay it belongs to, 0: none */
    bool keep;
    bool copy;    /* says what another says that stays (copy.h) */
    bool teaser;  /* begins another page than this (teaser.h) */
    bool title;   /* says the page's title, which the answer has anyway (article.h) */
    bool dropped; /* by the reader's mark (mark.h) */
    /* For --why: the named rule that changed the score (article.c), and the one that decided
     * against the score; NULL: none did. README.md has what they mean. */
    const char *scored_by, *decided_by;
};

struct block_list {
    struct block *items;
    uint32_t n;
};

/* The same words, however they are set. */
bool block_says_same(const struct block *a, const struct block *b);

/* Decides against the score, by a rule with a name. */
void block_keep(struct block *block, const char *rule);
void block_drop(struct block *block, const char *rule);

/* Splits the page; sets page->blocks. The blocks live in the page's arena. */
void block_split(struct page *page);

/* Index of the first block whose first node is >= n (binary search); blocks->n if none.
 * So the blocks inside a subtree are [block_at(first), block_at(end)). */
uint32_t block_at(const struct page *page, uint32_t n);

#endif
