/* What repeats: elements of one name under one parent (cards, posts, menu entries), blocks
 * in places that look the same all the way up, and blocks of the same text. Each is a
 * grouping of items by a hash; two groups that collide are one, which a model survives. */
#ifndef CLEANCOPY_ENGINE_ALIKE_H
#define CLEANCOPY_ENGINE_ALIKE_H

#include "engine/tally.h"

struct group {
    uint32_t n;
    uint32_t words, link_words, good_words;
};

struct grouping {
    uint32_t *of; /* per item: which group */
    struct group *groups;
    uint32_t n;
};

struct alikes {
    struct grouping siblings; /* per node; texts are in none: group 0 is empty */
    struct grouping paths;    /* per block: tag and class of three levels */
    struct grouping trails;   /* per block: tags of six levels */
    struct grouping copies;   /* per block: folded text */
    uint32_t *repeated; /* per node: the nearest element around it with two more of its
                         * kind, NO_NODE if none */
    uint32_t *earlier;  /* per block: how many blocks before it have its text */
};

/* `stand` is the node of each block that the paths begin at. */
void alike_sweep(struct page *page, const struct tallies *tallies, const uint32_t *stand,
                 struct alikes *out);

#endif
