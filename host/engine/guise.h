/* An element in another guise: what a page wrote as one thing and means as another is
 * printed as what it means. Numbers, parents and ends stay as they are, so that every mark
 * stays valid; only tag and attributes change, in the page's arena. */
#ifndef CLEANCOPY_ENGINE_GUISE_H
#define CLEANCOPY_ENGINE_GUISE_H

#include "engine/page.h"

/* The element is one of this tag from now on; of its attributes title, lang, dir and those
 * in `also` (ended by NULL, or NULL) stay. */
void guise_set(struct page *page, uint32_t n, enum tag tag, const char *const *also);

/* Sets one attribute; name and value are borrowed. */
void guise_attr(struct page *page, uint32_t n, const char *name, const char *value);

/* Nothing of the element is printed. */
static inline void guise_drop(struct page *page, uint32_t n)
{
    page->nodes[n].marks |= NODE_DROP;
}

#endif
