/* A table on its way to Markdown (GFM). Cells are collected first: the line below the
 * head must know how many columns there are. */
#ifndef CLEANCOPY_RENDER_MD_TABLE_H
#define CLEANCOPY_RENDER_MD_TABLE_H

#include "base/strbuf.h"
#include "engine/page.h"

/* What a span may fill with empty cells: more is an attack on the line below the head. */
#define MD_COLUMNS_MAX 200

struct md_table {
    struct strbuf cells; /* each begins with a control character of its own */
    unsigned column, n_columns, n_rows;
    bool has_head;
    uint16_t rows_left[MD_COLUMNS_MAX]; /* of a cell above that spans rows */
};

/* What GFM can't say in a cell: lists, code, headings, tables, several paragraphs; or a
 * table of one column, which is a page's way to place a box. Such a table is printed as
 * HTML, or as the blocks it holds. */
bool md_table_is_layout(const struct page *page, uint32_t table);

void md_table_init(struct md_table *table, size_t max);
void md_table_release(struct md_table *table);
void md_table_row(struct md_table *table);

/* A cell that spans columns or rows has empty ones after and below it. */
void md_table_cell(struct md_table *table, bool is_head, unsigned columns, unsigned rows,
                   const char *text);

/* Appends the table, one line a row, without a newline at its end, and empties it.
 * Without a head the first line is empty: GFM has no table without one. */
void md_table_write(struct md_table *table, struct strbuf *out);

#endif
