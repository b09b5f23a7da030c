/* Next stories: what a page that goes on for ever puts below its own story, each an article
 * of its own with a headline of the first rank. */
#ifndef CLEANCOPY_ENGINE_NEXT_H
#define CLEANCOPY_ENGINE_NEXT_H

#include "engine/page.h"

/* Takes block->keep from stories below the page's own and sets block->teaser. For pages that
 * call themselves an article, after the choice. */
void next_drop(struct page *page);

#endif
