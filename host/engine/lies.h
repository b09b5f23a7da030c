/* How nodes lie on the page: over it, fixed, in a dialog, hidden. */
#ifndef CLEANCOPY_ENGINE_LIES_H
#define CLEANCOPY_ENGINE_LIES_H

#include "engine/cue.h"

/* Sets lies and media. A dialog or a fixed element may be the whole page: then it says nothing
 * of its parts. */
void lies_read(struct page *page, struct cues *cues);

#endif
