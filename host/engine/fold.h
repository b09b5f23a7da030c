/* What unfolds when a button is pressed: a question's answer, a section below its name. */
#ifndef CLEANCOPY_ENGINE_FOLD_H
#define CLEANCOPY_ENGINE_FOLD_H

#include "engine/page.h"

/* The first block of the element below a button, when that is hidden on the page or the button
 * says that it may be; blocks->n, if it holds none. Needs feature_sweep. */
uint32_t fold_text(const struct page *page, uint32_t button);

#endif
