/* What an overlay offers, as it stands on the page: actions, placeholders, benefits,
 * renewal terms. Strings are the page's. */
#ifndef CLEANCOPY_ENGINE_DETAIL_H
#define CLEANCOPY_ENGINE_DETAIL_H

#include "engine/cue.h"
#include "engine/overlay.h"

/* Blocks [first, end). */
struct span {
    uint32_t first, end;
};

/* The controls among the overlay's ranges that can be acted on, each once. */
void detail_actions(struct page *page, const struct cues *cues, struct overlay *overlay);

/* From the blocks of the spans. */
void detail_texts(struct page *page, const struct cues *cues, const struct span *spans,
                  size_t n_spans, struct overlay *overlay);

#endif
