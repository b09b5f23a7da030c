#include "engine/listing.h"

#include <string.h>

#include "engine/guise.h"
#include "engine/node.h"

static bool is_blank_text(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    return node->tag == TAG_TEXT && strspn(node->text, " \t\n\r\f") == node->len;
}

static bool is_gone(const struct page *page, uint32_t n)
{
    return page->nodes[n].marks & NODE_DROP;
}

static bool is_table_part(uint16_t tag)
{
    switch (tag) {
    case TAG_TABLE:
    case TAG_THEAD:
    case TAG_TBODY:
    case TAG_TFOOT:
    case TAG_TR:
    case TAG_TD:
    case TAG_TH:
        return true;
    default:
        return false;
    }
}

/* The next node of [at, end) that is one of these and not dropped; `end` if there is
 * none. */
static uint32_t next_of(const struct page *page, uint32_t at, uint32_t end, enum tag tag)
{
    while (at < end && page->nodes[at].tag != tag)
        at = is_gone(page, at) ? page->nodes[at].end : at + 1;
    return at < end && !is_gone(page, at) ? at : end;
}

static void unwrap_table(struct page *page, uint32_t first, uint32_t end)
{
    for (uint32_t n = first; n < end; n++)
        if (is_table_part(page->nodes[n].tag))
            page->nodes[n].marks |= NODE_UNWRAP;
}

static bool stands_between_blocks(const struct page *page, uint32_t n)
{
    uint32_t next = page->nodes[n].end;

    return next < page->n_nodes && page->nodes[next].tag != TAG_TEXT &&
           tag_rules[page->nodes[next].tag].block;
}

/* Lines are elements in the one cell that holds code: that cell is the pre. */
static void cell_becomes_code(struct page *page, uint32_t first, uint32_t end)
{
    for (uint32_t n = first; n < end; n++) {
        if (page->nodes[n].tag != TAG_TD || is_gone(page, n))
            continue;
        for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
            if (is_blank_text(page, i) && stands_between_blocks(page, i))
                guise_drop(page, i);
        guise_set(page, n, TAG_PRE, NULL);
        n = page->nodes[n].end - 1;
    }
    unwrap_table(page, first, end);
}

/* A row is a line; what stands between rows and cells is no code. */
static void rows_become_lines(struct page *page, uint32_t table)
{
    uint32_t end = page->nodes[table].end;

    for (uint32_t n = table + 1; n < end; n++) {
        uint16_t tag = page->nodes[n].tag;

        if (tag == TAG_TEXT && is_table_part(page->nodes[page->nodes[n].parent].tag) &&
            page->nodes[page->nodes[n].parent].tag != TAG_TD && is_blank_text(page, n))
            guise_drop(page, n);
    }
    for (uint32_t n = table + 1; n < end; n++) {
        if (page->nodes[n].tag == TAG_TR)
            guise_set(page, n, TAG_DIV, NULL);
        else if (is_table_part(page->nodes[n].tag))
            guise_set(page, n, TAG_SPAN, NULL);
    }
}

static unsigned count_rows(const struct page *page, uint32_t table)
{
    uint32_t end = page->nodes[table].end;
    unsigned rows = 0;

    for (uint32_t n = next_of(page, table + 1, end, TAG_TR); n < end;
         n = next_of(page, n + 1, end, TAG_TR))
        rows++;
    return rows;
}

/* An editor shows each line as a pre of its own: all of them are one. */
static void lines_become_code(struct page *page, uint32_t n)
{
    uint32_t end = page->nodes[n].end, first = next_of(page, n + 1, end, TAG_PRE);

    if (first == end || next_of(page, first + 1, end, TAG_PRE) == end)
        return;
    for (uint32_t i = first; i < end; i = next_of(page, i + 1, end, TAG_PRE))
        guise_set(page, i, TAG_DIV, NULL);
    guise_set(page, n, TAG_PRE, (const char *const[]){"class", NULL});
}

void listing_mend(struct page *page, uint32_t n)
{
    uint32_t end = page->nodes[n].end;
    uint32_t table = next_of(page, n, end, TAG_TABLE);

    if (table == end) {
        lines_become_code(page, n);
        return;
    }
    if (next_of(page, n, end, TAG_PRE) < end) {
        unwrap_table(page, table, page->nodes[table].end);
    } else if (count_rows(page, table) == 1) {
        cell_becomes_code(page, table, page->nodes[table].end);
    } else {
        rows_become_lines(page, table);
        if (node_closest(page, table, TAG_PRE) == NO_NODE)
            guise_set(page, table, TAG_PRE, NULL);
        else
            guise_set(page, table, TAG_DIV, NULL);
    }
}
