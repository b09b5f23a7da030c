/* What is read as a whole: tables, lists, quotations, boxes. */
#ifndef CLEANCOPY_ENGINE_UNIT_H
#define CLEANCOPY_ENGINE_UNIT_H

#include "engine/page.h"

/* Those of which enough was chosen, or that stand in the text, stay whole. */
void unit_keep(struct page *page);

#endif
