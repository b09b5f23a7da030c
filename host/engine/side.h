/* Notes at the side: a span inside the text, with a switch before it that shows its number and
 * unfolds it on narrow screens. They are printed after the paragraph, with links both ways. */
#ifndef CLEANCOPY_ENGINE_SIDE_H
#define CLEANCOPY_ENGINE_SIDE_H

#include "engine/page.h"

/* Gives notes the guise of asides and NODE_SIDE, and the parts of their switches that of
 * links, which note_settle numbers. The link back bears NODE_SIDE too: it is printed with
 * its note. Needs habit_sweep. */
void side_mend(struct page *page);

/* The node whose "label" and "href" are the link back of a note: a part of its switch, or the
 * note itself where no part is left for it. NO_NODE: it has none. */
uint32_t side_back(const struct page *page, uint32_t note);

#endif
