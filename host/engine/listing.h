/* Listings: code that a page lays out in a table, numbers in one column, code in the
 * other. */
#ifndef CLEANCOPY_ENGINE_LISTING_H
#define CLEANCOPY_ENGINE_LISTING_H

#include "engine/page.h"

/* The element says that it is a listing (rules/habits.txt, code). Where the code stands
 * in a pre of its own the table around it goes; where every row is a line of it, the
 * table becomes a pre. Numbers must have been dropped before. */
void listing_mend(struct page *page, uint32_t n);

#endif
