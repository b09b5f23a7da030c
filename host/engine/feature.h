/* What a page's containers hold and what kind of place a node stands in. Every element
 * covers a contiguous range of blocks, so a sum over its subtree is two loads and a
 * subtraction. */
#ifndef CLEANCOPY_ENGINE_FEATURE_H
#define CLEANCOPY_ENGINE_FEATURE_H

#include "engine/block.h"
#include "engine/page.h"

/* Places, inherited from the elements around. An element that holds the better part of
 * the page's running text is none of the ZONE_OUT kinds, whatever it is called. */
enum {
    ZONE_NAV = 1 << 0,
    ZONE_HEADER = 1 << 1,
    ZONE_FOOTER = 1 << 2,
    ZONE_ASIDE = 1 << 3,
    ZONE_COMMENTS = 1 << 4,
    ZONE_RELATED = 1 << 5,
    ZONE_SHARE = 1 << 6,
    ZONE_FORM = 1 << 7,
    ZONE_DIALOG = 1 << 8,
    ZONE_HIDDEN = 1 << 9,
    ZONE_HEADING = 1 << 10,
    ZONE_LIST = 1 << 11,
    ZONE_TABLE = 1 << 12,
    ZONE_CODE = 1 << 13,
    ZONE_QUOTE = 1 << 14,
    ZONE_FIGURE = 1 << 15,
    ZONE_AD = 1 << 17,
    ZONE_BYLINE = 1 << 18,
    ZONE_NOTES = 1 << 19,     /* tags, edit links and the like around an article */
    ZONE_PARAGRAPH = 1 << 16, /* what writers write into: p, li, dd, td, caption ... */
};

/* Places where an article does not stand. */
#define ZONE_OUT                                                                       \
    (ZONE_NAV | ZONE_FOOTER | ZONE_ASIDE | ZONE_COMMENTS | ZONE_RELATED | ZONE_SHARE | \
     ZONE_FORM | ZONE_DIALOG | ZONE_HIDDEN | ZONE_AD | ZONE_BYLINE | ZONE_NOTES)

struct sums {
    uint32_t words, link_words;
    uint32_t good_words; /* in blocks that read as running text */
    uint32_t weight;     /* the same, where no overlay and no ZONE_OUT claims them */
};

struct features {
    uint32_t *before;  /* per node (n_nodes + 1): how many blocks begin before it */
    struct sums *upto; /* per block (n_blocks + 1): sums of the blocks before it */
    uint32_t *zones;   /* per node: ZONE_ bits */
    uint32_t core; /* the smallest element that holds half of the weight, or NO_NODE */
};

/* Sets page->features. After naming_read, and after overlay_judge, so that what it claims does not weigh. */
void feature_sweep(struct page *page);

/* May hold text of several blocks: a paragraph or a heading is too small. */
bool feature_is_container(const struct page *page, uint32_t n);

/* Running text: long enough, not links, with sentences. Counts only, so any language. */
bool feature_is_good(const struct block *block);

/* Sums over the blocks of a subtree. */
struct sums feature_sums(const struct page *page, uint32_t n);

/* The zones of a block. */
uint32_t feature_zones(const struct page *page, const struct block *block);

#endif
