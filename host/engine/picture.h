/* Pictures: the address they lack while the page has not scrolled to them, and those that
 * show nothing. An address is taken from wherever the page gives it. */
#ifndef CLEANCOPY_ENGINE_PICTURE_H
#define CLEANCOPY_ENGINE_PICTURE_H

#include "engine/page.h"

/* Gives every img its src, in the arena, and leaves it those candidates that show the same
 * (srcset, the sources beside it); marks NODE_DROP on pictures that count readers
 * instead of showing something, and on the noscript twin of one that has its address. A
 * picture that a figure has in a noscript alone comes out of it. Needs habit_sweep. */
void picture_repair(struct page *page);

/* An address that names a file of pictures: what counts readers is a program. */
bool picture_is_named(const char *url);

#endif
