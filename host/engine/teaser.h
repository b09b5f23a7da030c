/* Rows of teasers: elements of one parent that each begin another page, with its title as
 * a link and perhaps a few lines of it. Beside a story they are what to read next. */
#ifndef CLEANCOPY_ENGINE_TEASER_H
#define CLEANCOPY_ENGINE_TEASER_H

#include "engine/block.h"
#include "engine/page.h"

/* All that the block says is a link to another page. */
bool teaser_names_page(struct page *page, const struct block *b);

/* Takes block->keep from rows that stand beside the story and sets block->teaser. For
 * pages that call themselves an article, after the choice; on others such rows may be all
 * there is. */
void teaser_drop(struct page *page);

#endif
