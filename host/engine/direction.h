/* Which way text runs: by its first strong character, as where a page says dir=auto. */
#ifndef CLEANCOPY_ENGINE_DIRECTION_H
#define CLEANCOPY_ENGINE_DIRECTION_H

#include "engine/page.h"

enum direction { DIRECTION_NONE, DIRECTION_LTR, DIRECTION_RTL };

/* DIRECTION_NONE where no letter stands among the first. */
enum direction direction_of(const char *text, size_t len);

/* Says it (`dir`) of each kept block that runs against what is around it, where the page says
 * nothing of the kind. Needs meta_read. */
void direction_settle(struct page *page);

#endif
