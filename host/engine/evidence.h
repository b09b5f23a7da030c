/* Fills in what was observed of a region: the cues of its blocks, its controls, its marks
 * and how it lies. */
#ifndef CLEANCOPY_ENGINE_EVIDENCE_H
#define CLEANCOPY_ENGINE_EVIDENCE_H

#include "engine/cue.h"
#include "engine/overlay.h"

/* Blocks [first, end), and nodes [from, to) for what is no block:
 * fields, frames, marks. */
struct region {
    uint32_t first, end;
    uint32_t from, to;
    uint32_t element; /* that holds exactly these; NO_NODE: a run in the flow */
    bool boxed; /* in an element of its own: what a sign or a last line says is one */
};

/* What the region is called by: the details of the reasons. */
struct names {
    const struct vendor *vendor;
    const struct phrase *phrase;
    const char *class_word;
    const char *frame_host;
    const struct vendor *channel; /* the service that a link leads to */
};

void evidence_read(struct page *page, const struct cues *cues,
                   const struct region *region, struct evidence *evidence,
                   struct names *names);

#endif
