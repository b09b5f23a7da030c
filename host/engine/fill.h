/* What stays with what was chosen, by structure: the threshold takes blocks one by one, and a
 * text has ends, code, tables, lists and headings. */
#ifndef CLEANCOPY_ENGINE_FILL_H
#define CLEANCOPY_ENGINE_FILL_H

#include "engine/page.h"

/* After choice_make. */
void fill_in(struct page *page);

#endif
