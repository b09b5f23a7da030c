/* Headings and what they stand over. */
#ifndef CLEANCOPY_ENGINE_SECTION_H
#define CLEANCOPY_ENGINE_SECTION_H

#include "engine/page.h"

/* A heading stays when text of its section does, and goes when none does. */
void section_keep(struct page *page);

#endif
