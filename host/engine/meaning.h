/* Elements that mean another: a heading or a table by its role, what HTML has given up, a
 * list that stands in a list without an item. */
#ifndef CLEANCOPY_ENGINE_MEANING_H
#define CLEANCOPY_ENGINE_MEANING_H

#include "engine/page.h"

/* Gives them the guise of what they mean, but for headings of the first level; a list in a
 * list becomes part of the item before. */
void meaning_mend(struct page *page);

/* The same for those. The title is chosen by then: who says it by a role says it of a name
 * of the site, a box, anything. */
void meaning_settle(struct page *page);

#endif
