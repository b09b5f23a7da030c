/* The places near the headline, and behind the text, where a page writes who and when. */
#ifndef CLEANCOPY_ENGINE_MASTHEAD_H
#define CLEANCOPY_ENGINE_MASTHEAD_H

#include "engine/block.h"
#include "engine/page.h"
#include "engine/title.h"
#include "rules/metadata.h"

/* Ranges of blocks, [first, end). */
struct masthead {
    uint32_t top_first, top_end;   /* around the headline and the beginning of the text */
    uint32_t tail_first, tail_end; /* behind the text */
    uint32_t heading;              /* where the headline stands, else the text begins */
};

/* All ranges are empty where there is no article. */
void masthead_find(const struct page *page, const struct titles *titles,
                   struct masthead *out);

/* The zones of a node (feature.h), without what says nothing here: the footer of an article
 * and a table around the text. */
uint32_t masthead_zones(const struct page *page, uint32_t n);

/* A short line that may be a byline or a dateline, and is nobody else's: no comment's, no
 * other story's, no overlay's. */
bool masthead_is_line(const struct page *page, const struct block *b);

/* What the class, the id or the microdata of an element says of its text (labels.txt); bits
 * 1 << enum label_kind, strong and weak ones together. 0 for text and large elements. */
unsigned masthead_labels(const struct page *page, uint32_t n);

#endif
