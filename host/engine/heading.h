/* The article's headline as its readers see it. */
#ifndef CLEANCOPY_ENGINE_HEADING_H
#define CLEANCOPY_ENGINE_HEADING_H

#include "engine/title.h"

/* A heading that shares less of its words with what the page calls itself is a slogan, the
 * site's name, or a part of the text. Measured on two corpora that disagree about it. */
#define HEADING_PERCENT 40

/* Sets heading, beside and heading_block, from the others: of the page's h1 the one that shares
 * most with them, else the last before the article's text. */
void heading_find(struct page *page, struct titles *titles);

/* How much of its words a heading shares with the title most like it, in percent. */
unsigned heading_likeness(struct page *page, const struct titles *titles,
                          const char *heading);

/* Whether a heading of the text, h1 to h3, says these words and no others. */
bool heading_says(struct page *page, const char *words);

#endif
