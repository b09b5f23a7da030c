/* The lead picture: the one an article opens with. Pages print it above the headline, in
 * the head of the page, again in the text, and in several sizes; here it stands once. */
#ifndef CLEANCOPY_ENGINE_LEAD_H
#define CLEANCOPY_ENGINE_LEAD_H

#include "engine/page.h"

/* Keeps the picture that the page names as its own (meta->image), where it stands before
 * the text and was not kept with it; then takes NODE_KEEP from further copies of the first
 * picture, in whatever size. Needs meta_read. */
void lead_settle(struct page *page);

/* Two addresses of one picture: the same but for scheme, query, and what says a size
 * ("-300x200", "@2x", "/w_600/"). */
bool lead_is_same(const char *a, const char *b);

#endif
