/* A trunk is the chain of elements from the root to one that matters: what holds half of
 * the running text, what most paragraphs are children of, the title. Everything else hangs
 * off it on some branch, and where and how far down says much of what it is. */
#ifndef CLEANCOPY_ENGINE_TRUNK_H
#define CLEANCOPY_ENGINE_TRUNK_H

#include "engine/tally.h"

struct trunk {
    uint32_t end; /* the element at its end, NO_NODE: the page has none */
    uint32_t
        *branch; /* per node: the branch it is on, NO_NODE: the node is of the trunk */
};

/* Where a node stands to a trunk. */
struct hold {
    int32_t up;   /* levels from the trunk's end up to where the branch begins */
    int32_t down; /* levels from there down to the node */
    int32_t side; /* the branch stands: 0 before, 1 in, 2 after what the trunk ends in */
    uint32_t branch; /* the node itself where it is of the trunk */
};

/* The smallest element with more than `share` thousandths of the page's good words. */
uint32_t trunk_core(const struct tallies *tallies, uint32_t share);

/* The element that most good text stands directly in: half counts one level up, a third
 * two, less what is links. */
uint32_t trunk_top(struct page *page, const struct tallies *tallies);

void trunk_grow(struct page *page, uint32_t end, struct trunk *out);

/* `trunk->end` must be an element. */
struct hold trunk_hold(const struct page *page, const struct trunk *trunk, uint32_t n);

#endif
