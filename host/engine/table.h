/* Tables of data stay tables; those that lay a page out go, and what they hold stays. */
#ifndef CLEANCOPY_ENGINE_TABLE_H
#define CLEANCOPY_ENGINE_TABLE_H

#include "engine/page.h"

/* A table that lays out, and the first evidence of it that was met. */
struct table_layout {
    uint32_t node;
    const char *evidence; /* a word below */
};

/* Marks NODE_UNWRAP on every part of a table that lays out, and lists it in page->layouts, in
 * document order. It does by one of these, and nothing that only data has (a head, heads of
 * rows, a caption, a summary, three rows of three cells):
 *
 *   role           it says so itself: presentation, none; this counts whatever it holds
 *   formulas       a formula a row, and its number
 *   table_in_cell  a table in a cell
 *   heading        a heading in a cell
 *   paragraphs     three of them in a cell
 *   long_text      a cell of a thousand bytes, or of lines parted by breaks
 *   one_column     no row has a second cell
 *   one_row        of at most four cells, with no code in it
 */
void table_unwrap(struct page *page);

/* One formula a row and its number beside it: the columns only set it in the middle. */
bool table_sets_formulas(const struct page *page, uint32_t table);

#endif
