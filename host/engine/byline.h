/* Who wrote it: as the page declares, as it marks, or as it writes. */
#ifndef CLEANCOPY_ENGINE_BYLINE_H
#define CLEANCOPY_ENGINE_BYLINE_H

#include "engine/head.h"
#include "engine/jsonld.h"
#include "engine/masthead.h"
#include "engine/meta.h"

/* Sets meta->byline and meta->authors. Needs meta->site and meta->lang. */
void byline_read(struct page *page, const struct head *head, const struct jsonld *jsonld,
                 const struct masthead *masthead, struct meta *meta);

#endif
