/* Blocks in the flow that ask for something together: a prompt that no element says is one. */
#ifndef CLEANCOPY_ENGINE_RUN_H
#define CLEANCOPY_ENGINE_RUN_H

#include "engine/evidence.h"
#include "engine/ground.h"

/* A block that says enough for a run around it. */
bool run_begins_at(const struct ground *ground, uint32_t b);

/* The run around such a block, from block `least` on. */
struct region run_around(const struct ground *ground, uint32_t b, uint32_t least);

/* Blocks [first, end) with the fields and frames between them, but not those outside the
 * landmark. */
struct region run_region(const struct page *page, const struct cues *cues, uint32_t first,
                         uint32_t end);

#endif
