/* What the site is called, and where its name ends in a title. */
#ifndef CLEANCOPY_ENGINE_SITE_H
#define CLEANCOPY_ENGINE_SITE_H

#include "engine/title.h"

/* What the page says its site is called, without separators at its ends and headlines before
 * it; NULL where nothing of a name is left, or a template's placeholder stands there. */
const char *site_named(struct page *page, const struct titles *titles, const char *text);

/* Sets meta->site from the document's title, if nothing has yet. */
void site_read(struct page *page, const struct titles *titles, struct meta *meta);

/* [from, to) is the site's name: as the page gives it (`site`, or NULL), its first part
 * ("News" of "News - all there is"), or as its host is called. */
bool site_is(struct page *page, const char *from, const char *to, const char *site);

/* Cuts the site's name with its separator off either end of the title. NULL: nothing is left. */
const char *site_cut(struct page *page, const char *title, const char *site);

#endif
