/* Drawings: SVG that stands in the page, or in an address. One that is a figure becomes a
 * picture of its own (data:image/svg+xml;base64), where it can neither run nor load
 * anything; icons go with the elements they dress. */
#ifndef CLEANCOPY_ENGINE_DRAWING_H
#define CLEANCOPY_ENGINE_DRAWING_H

#include "engine/page.h"

/* Every svg element that is a figure becomes an img. Needs habit_sweep. */
void drawing_mend(struct page *page);

/* Whether an address is a drawing (data:image/svg+xml, in whatever encoding). */
bool drawing_is(const char *url);

/* The same drawing in base64, in the arena; NULL where it draws nothing: a place held. */
const char *drawing_address(struct page *page, const char *url);

#endif
