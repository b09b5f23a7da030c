/* Other stories: what a page that goes on for ever puts below its own, each an article of its
 * own, or an element like it, with a headline of the first rank, or below a headline that leads
 * to it; and what stands aside of the story. */
#ifndef CLEANCOPY_ENGINE_NEXT_H
#define CLEANCOPY_ENGINE_NEXT_H

#include "engine/page.h"

/* Takes block->keep from what is not the page's own story and sets block->teaser. For pages
 * that call themselves an article, after the choice. */
void next_drop(struct page *page);

#endif
