/* When it was published, and last changed: as the page declares, marks, or writes near its
 * headline; as its address says. Never guessed, never today. */
#ifndef CLEANCOPY_ENGINE_DATE_H
#define CLEANCOPY_ENGINE_DATE_H

#include "engine/head.h"
#include "engine/jsonld.h"
#include "engine/masthead.h"
#include "engine/meta.h"

/* Sets meta->published and meta->modified. Needs meta->lang. */
void date_read(struct page *page, const struct head *head, const struct jsonld *jsonld,
               const struct masthead *masthead, struct meta *meta);

#endif
