/* Which of the page's titles is the article's, and where the site's name ends in it. */
#ifndef CLEANCOPY_ENGINE_TITLE_H
#define CLEANCOPY_ENGINE_TITLE_H

#include "engine/meta.h"

/* What the page says in several places; NULL where it is silent. */
struct titles {
    const char *document; /* the title element, else the snapshot's */
    const char *heading;  /* title_heading */
    const char *shared;   /* written for sharing: Open Graph and the like */
    const char *shared_source;
    const char *headline; /* JSON-LD */
};

/* The one h1, or the last before the article's text. */
const char *title_heading(struct page *page);

/* Sets meta->site, if nothing has yet, and meta->title. In this order. */
void title_site(struct page *page, const struct titles *titles, struct meta *meta);
void title_read(struct page *page, const struct titles *titles, struct meta *meta);

#endif
