/* Pictures that stand behind an empty element as its background, and are the content all
 * the same. */
#ifndef CLEANCOPY_ENGINE_BACKDROP_H
#define CLEANCOPY_ENGINE_BACKDROP_H

#include "engine/page.h"

/* An element that holds nothing to read or see, with a background picture, becomes an img
 * where it says so: by the role of a picture, by an attribute scripts load backgrounds
 * from, or by standing in a figure. What is decoration has none of these. Needs
 * picture_repair. */
void backdrop_mend(struct page *page);

#endif
