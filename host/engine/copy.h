/* Paragraphs that stand on the page twice: for small screens, for printing, drawn out as a
 * quotation. A refrain or a contract's clause, written each time as the first time, is none. */
#ifndef CLEANCOPY_ENGINE_COPY_H
#define CLEANCOPY_ENGINE_COPY_H

#include "engine/page.h"

/* Takes block->keep from copies of kept blocks: of two, from the one that is hidden, else from
 * the later one; and from the few words that are left of a quotation. */
void copy_drop(struct page *page);

#endif
