/* What ranges of the page hold, each in two loads and a subtraction: prefix sums over
 * blocks and over nodes. Every block counts, whatever an overlay or a place claims: what
 * is learned from files must mean the same in a browser's snapshot. */
#ifndef CLEANCOPY_ENGINE_TALLY_H
#define CLEANCOPY_ENGINE_TALLY_H

#include "engine/page.h"

/* Of blocks. */
struct tally {
    uint32_t blocks, good_blocks; /* good: feature_is_good */
    uint32_t words, link_words, good_words;
    uint32_t sentences;
};

/* Of elements. */
struct census {
    uint32_t headings, paragraphs, items, images, controls;
};

struct tallies {
    const struct page *page;
    struct tally *upto_block; /* n_blocks + 1 */
    struct census *upto_node; /* n_nodes + 1 */
};

/* Needs feature_sweep. */
void tally_sweep(struct page *page, struct tallies *out);

/* The blocks of a node's subtree; the blocks [from, to), cut to the page. */
struct tally tally_of(const struct tallies *t, uint32_t n);
struct tally tally_between(const struct tallies *t, int64_t from, int64_t to);

/* The elements of a node's subtree, itself included. */
struct census census_of(const struct tallies *t, uint32_t n);

/* a in b, in thousandths; 0 of nothing. */
static inline int32_t permille(uint64_t a, uint64_t b)
{
    return b == 0 ? 0 : (int32_t)(a * 1000 / b);
}

#endif
