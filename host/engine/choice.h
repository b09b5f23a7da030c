/* Which blocks a page's probabilities choose (block->score to block->keep), before the
 * structure around them has its say (article.h). */
#ifndef CLEANCOPY_ENGINE_CHOICE_H
#define CLEANCOPY_ENGINE_CHOICE_H

#include "engine/page.h"

/* Needs feature_sweep and scores; blocks with score 0 are never chosen. Returns the least
 * score that was. `declared`: the page says that it is an article. */
uint16_t choice_make(struct page *page, bool declared);

#endif
