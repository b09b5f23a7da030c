/* Segments of a title: headline, section and site's name, with separators between them. */
#ifndef CLEANCOPY_ENGINE_SEGMENT_H
#define CLEANCOPY_ENGINE_SEGMENT_H

#include "engine/page.h"

/* Where the segment that begins at `from` ends: at a separator with a blank on both sides, at
 * a colon before one, at `|` `»` `_` `[` with or without. *next is where the next one begins. */
const char *segment_end(const char *from, const char *end, const char **next);

/* A sign that may stand between segments. */
bool segment_is_mark(uint32_t c);

/* What is left of [from, to) when blanks, separators and brackets are taken from its ends, in
 * the page's arena; NULL: nothing. */
const char *segment_trimmed(struct page *page, const char *from, const char *to);

/* How much of its words the heading shares with the title, or with the segment of it that is
 * most alike, in percent. The last of several is looked at only where it is the longest: else
 * it is the site's name. Both folded. */
unsigned segment_likeness(const char *heading, const char *title);

#endif
