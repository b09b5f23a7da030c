#include "render/md_table.h"

#include <string.h>

#include "engine/node.h"

#define ROW '\x01'
#define CELL '\x02'

static bool is_beyond_cells(enum tag tag)
{
    switch (tag) {
    case TAG_TABLE:
    case TAG_UL:
    case TAG_OL:
    case TAG_DL:
    case TAG_PRE:
    case TAG_BLOCKQUOTE:
    case TAG_FIGURE:
        return true;
    default:
        return tag_heading_level(tag) != 0;
    }
}

bool md_table_is_layout(const struct page *page, uint32_t table)
{
    unsigned cells = 0, widest = 0, paragraphs = 0;

    for (uint32_t n = table + 1; n < page->nodes[table].end; n++) {
        enum tag tag = page->nodes[n].tag;

        if (is_beyond_cells(tag))
            return true;
        if (tag == TAG_TR)
            cells = 0;
        if (tag == TAG_TD || tag == TAG_TH) {
            paragraphs = 0;
            if (++cells > widest)
                widest = cells;
        }
        if (tag == TAG_P && ++paragraphs > 1)
            return true;
    }
    return widest < 2;
}

void md_table_init(struct md_table *table, size_t max)
{
    *table = (struct md_table){0};
    strbuf_init(&table->cells, max);
}

void md_table_release(struct md_table *table)
{
    strbuf_release(&table->cells);
}

void md_table_row(struct md_table *table)
{
    strbuf_putc(&table->cells, ROW);
    table->column = 0;
    table->n_rows++;
}

static void add_cell(struct md_table *table, const char *text)
{
    strbuf_putc(&table->cells, CELL);
    strbuf_puts(&table->cells, text);
    if (++table->column > table->n_columns)
        table->n_columns = table->column;
}

/* The columns that a cell of a row above stands in. */
static void pass_spanned(struct md_table *table)
{
    while (table->column < MD_COLUMNS_MAX && table->rows_left[table->column]) {
        table->rows_left[table->column]--;
        add_cell(table, "");
    }
}

void md_table_cell(struct md_table *table, bool is_head, unsigned columns, unsigned rows,
                   const char *text)
{
    if (is_head && table->n_rows == 1)
        table->has_head = true;
    pass_spanned(table);
    /* A cell that says something is written wherever it stands. */
    for (unsigned i = 0; i < columns && (i == 0 || table->column < MD_COLUMNS_MAX); i++) {
        if (table->column < MD_COLUMNS_MAX)
            table->rows_left[table->column] = (uint16_t)(rows - 1);
        add_cell(table, i == 0 ? text : "");
    }
}

static void write_line(const char *cell, unsigned n, struct strbuf *out)
{
    strbuf_putc(out, '|');
    for (unsigned i = 0; i < n; i++) {
        strbuf_puts(out, cell);
        strbuf_putc(out, '|');
    }
}

/* Writes the row at `at` and returns the next one. Short rows are GFM's to fill, but not
 * a short head. */
static const char *write_row(const char *at, unsigned least, struct strbuf *out)
{
    unsigned n = 0;

    strbuf_putc(out, '|');
    for (at++; *at == CELL; n++) {
        size_t len = strcspn(++at, "\x01\x02");

        strbuf_putc(out, ' ');
        strbuf_add(out, at, len);
        strbuf_puts(out, len ? " |" : "|");
        at += len;
    }
    for (; n < least; n++)
        strbuf_puts(out, " |");
    return at;
}

void md_table_write(struct md_table *table, struct strbuf *out)
{
    const char *at = table->cells.bytes;

    if (table->has_head)
        at = write_row(at, table->n_columns, out);
    else
        write_line(" ", table->n_columns, out);
    strbuf_putc(out, '\n');
    write_line(" --- ", table->n_columns, out);
    while (*at) {
        strbuf_putc(out, '\n');
        at = write_row(at, 0, out);
    }
    strbuf_clear(&table->cells);
    table->column = table->n_columns = table->n_rows = 0;
    table->has_head = false;
    memset(table->rows_left, 0, sizeof table->rows_left);
}
