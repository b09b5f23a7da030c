/* Which of the page's titles is the article's, and where the site's name ends in it. */
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

/* Sets heading and heading_block, from the others: of the page's h1 the one that shares most
 * with them, else the last before the article's text. */
void title_heading(struct page *page, struct titles *titles);

/* What the page says its site is called, without separators at its ends and headlines before
 * it; NULL where nothing of a name is left, or a template's placeholder stands there. */
const char *title_site_name(struct page *page, const struct titles *titles,
                            const char *text);

/* Sets meta->site, if nothing has yet, and meta->title. In this order. */
void title_site(struct page *page, const struct titles *titles, struct meta *meta);
void title_read(struct page *page, const struct titles *titles, struct meta *meta);

#endif
