/* Names that the running text itself wears. One on every paragraph says nothing of one of them:
 * some sites put the class of their wall on all that it may hide. Where it is on a third of the
 * running text, it stays a mark of what is no running text. */
#ifndef CLEANCOPY_ENGINE_WORN_H
#define CLEANCOPY_ENGINE_WORN_H

#include "engine/cue.h"

/* Takes such names from the signs. */
void worn_disown(struct page *page, struct cues *cues);

#endif
