/* What the reader decided, over the blocks as the engine chose them. */
#ifndef CLEANCOPY_ENGINE_MARK_H
#define CLEANCOPY_ENGINE_MARK_H

#include "engine/page.h"

/* Changes block->keep, block->dropped, and the claims of overlays that are put back. */
void mark_apply(struct page *page, const struct marks *marks);

#endif
