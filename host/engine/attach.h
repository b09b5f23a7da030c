/* From chosen blocks to marked nodes: the text, what it stands in, and the pictures,
 * rules and empty cells that belong between. */
#ifndef CLEANCOPY_ENGINE_ATTACH_H
#define CLEANCOPY_ENGINE_ATTACH_H

#include "engine/page.h"

/* Sets NODE_KEEP for block->keep, captions of kept figures included. Wrappers that hold
 * all of the article stay unmarked. */
void attach_mark(struct page *page);

#endif
