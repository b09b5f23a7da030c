/* The element that a prompt is drawn in, with its heading and its plea. */
#ifndef CLEANCOPY_ENGINE_BOX_H
#define CLEANCOPY_ENGINE_BOX_H

#include "engine/evidence.h"
#include "engine/ground.h"

/* Blocks of a box that holds hardly a line besides the prompt: a heading, a plea, a call. */
enum { BOX_LINES = 4 };

/* An element that holds whole blocks, or none; not the article. */
bool box_is(const struct ground *ground, uint32_t n, struct region *region);

/* An element of the page's frame, which is nobody's box. */
bool box_is_frame(const struct page *page, uint32_t n);

/* The largest element around a part that holds little beside it, and not the article. `apart`:
 * the part stands beside the article, not in its flow. False: there is none. */
bool box_around(const struct ground *ground, const struct region *part, bool apart,
                struct region *box);

/* Where in a box in the flow the prompt begins and ends beside running text of the author's:
 * what is pressed ends it, or the small print below. Before it a plea may stand, but not where it has an inner box of
 * its own and asks for an account. False: there is no such text. */
bool box_prompt(const struct ground *ground, const struct region *box, bool account,
                uint32_t *first, uint32_t *end);

/* The block at which the list of links begins that a box ends in, under its heading: it leads
 * elsewhere. The box's end, where it ends in none. */
uint32_t box_list_begin(const struct ground *ground, const struct region *box);

#endif
