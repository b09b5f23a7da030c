/* Regions that may be overlays, each with its evidence and its judgement: elements that a
 * sign makes candidates, then runs of blocks in the flow. */
#ifndef CLEANCOPY_ENGINE_REGION_H
#define CLEANCOPY_ENGINE_REGION_H

#include "engine/evidence.h"
#include "engine/verdict.h"

struct found {
    struct region region;
    struct evidence evidence;
    struct names names;
    struct judgement judgement;
};

struct found_list {
    struct found *items;
    size_t n;
};

/* What goes, no two with a block in common; and what may, outside of those. */
struct regions {
    struct found_list sure, unsure;
};

void region_find(struct page *page, const struct cues *cues, struct regions *out);

#endif
