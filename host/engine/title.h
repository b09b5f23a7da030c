/* Which of the page's titles is the article's. */
#ifndef CLEANCOPY_ENGINE_TITLE_H
#define CLEANCOPY_ENGINE_TITLE_H

#include "engine/meta.h"

#define NO_BLOCK UINT32_MAX

/* What the page says in several places; NULL where it is silent. */
struct titles {
    const char *document; /* the title element, else the snapshot's */
    const char *shared;   /* written for sharing: Open Graph and the like */
    const char *shared_source;
    const char *headline;   /* JSON-LD */
    const char *heading;    /* as its readers see it */
    const char *beside;     /* what stands in the heading and is called something else */
    uint32_t heading_block; /* where that stands, or NO_BLOCK */
};

/* Sets meta->title; the site's name is known before (site.h). */
void title_read(struct page *page, const struct titles *titles, struct meta *meta);

#endif
