/* What was kept so far, and what may join it. */
#ifndef CLEANCOPY_ENGINE_KEPT_H
#define CLEANCOPY_ENGINE_KEPT_H

#include "engine/block.h"
#include "engine/page.h"

/* Words between two kept blocks that may all be missing from the article. */
enum { STRAY_WORDS = 25 };

/* What the model gives less is no heading of the section below it and does not begin the
 * text. */
enum { FAINT = 100 };

/* May stand in the article if its neighbours do, `stray_words` of what is not kept away;
 * outside the core only close to them. In the places `out` it may not. */
bool kept_takes(const struct page *page, const struct block *b, uint32_t stray_words,
                uint32_t out);

/* The first and the last kept block; false if there is none. */
bool kept_ends(const struct block_list *blocks, uint32_t *first, uint32_t *last);

#endif
