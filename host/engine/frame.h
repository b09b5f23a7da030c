/* Frames of the page's own origin, whose content stands in the snapshot: what it links to
 * leads on from the frame's address, not from the page's. */
#ifndef CLEANCOPY_ENGINE_FRAME_H
#define CLEANCOPY_ENGINE_FRAME_H

#include "engine/page.h"

/* Makes the addresses in frames absolute where they stand, by the `src` of the nearest
 * SAW_FRAME around them, so that no later stage need know of frames. */
void frame_settle(struct page *page);

#endif
