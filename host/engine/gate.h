/* The gate: a prompt for an account or money that stands where the article's text ends. */
#ifndef CLEANCOPY_ENGINE_GATE_H
#define CLEANCOPY_ENGINE_GATE_H

#include "engine/overlay.h"
#include "engine/page.h"

/* NULL where none stands there. What lies over the page says nothing of what is under it,
 * and there lies what a script has put behind the page's foot. Needs the article. */
const struct overlay *gate_find(struct page *page);

/* It says that the text goes on behind it. */
bool gate_says_more(const struct page *page, const struct overlay *gate);

/* Whether there is such a prompt anywhere on the page. */
bool gate_any(const struct page *page);

#endif
