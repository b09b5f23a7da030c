/* What regions are looked for on: the page's blocks with their cues, as far as no region that
 * goes has claimed them. */
#ifndef CLEANCOPY_ENGINE_GROUND_H
#define CLEANCOPY_ENGINE_GROUND_H

#include "engine/block.h"
#include "engine/cue.h"

struct ground {
    struct page *page;
    const struct cues *cues;
    bool *claimed; /* per block */
};

const struct block *ground_block(const struct ground *ground, uint32_t b);

/* Whether one of blocks [first, end) is. */
bool ground_is_claimed(const struct ground *ground, uint32_t first, uint32_t end);

#endif
