/* Tables of data stay tables; those that lay a page out go, and what they hold stays. */
#ifndef CLEANCOPY_ENGINE_TABLE_H
#define CLEANCOPY_ENGINE_TABLE_H

#include "engine/page.h"

/* Marks NODE_UNWRAP on every part of a table that lays out: it says so (role), or it has
 * one column, a table in a cell, headings, several paragraphs or a long text in a cell, and nothing that
 * only data has: a head, heads of rows, a caption, a summary. */
void table_unwrap(struct page *page);

#endif
