/* Notes, and all links within the page: where they lead is printed too, so both ends get
 * ids of our own, numbered in the order of the page. */
#ifndef CLEANCOPY_ENGINE_NOTE_H
#define CLEANCOPY_ENGINE_NOTE_H

#include "engine/page.h"

/* In headings: what leads from them to themselves goes, or is no link any more. */
void note_clean_headings(struct page *page);

/* Links of the kept text that lead to kept text lead there by "#" and the id of what is
 * printed there; other ids go. A footnote that the text leads to, and that leads back, is
 * kept with it. Marks NODE_NOTE, NODE_NOTE_MARK and NODE_NOTE_BACK. Needs article_choose. */
void note_settle(struct page *page);

#endif
