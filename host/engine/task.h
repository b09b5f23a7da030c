/* Lists of things to do: the box before an item says whether it is done. */
#ifndef CLEANCOPY_ENGINE_TASK_H
#define CLEANCOPY_ENGINE_TASK_H

#include "engine/page.h"

/* What a box is printed as. */
#define TASK_DONE "\xe2\x98\x91"
#define TASK_OPEN "\xe2\x98\x90"

/* A checkbox at the beginning of an item gets NODE_SAYS and its sign as "label". */
void task_mend(struct page *page);

#endif
