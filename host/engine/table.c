#include "engine/table.h"

#include <string.h>

#include "engine/node.h"

/* A cell of data is a word, a number, a sentence; one with so many paragraphs is a part of
 * a page. */
#define PARAGRAPHS_MIN 3

/* So has one with so much text, in bytes. */
#define TEXT_MIN 1000

/* So has one whose paragraphs are parted by breaks: so many, in so many bytes. */
#define BREAKS_MIN 4
#define LINES_MIN 300

#define GRID_CELLS 3

/* One row alone of so few cells sets boxes side by side: a post and what stands beside it. */
#define COLUMNS_MAX 4

/* "(12a)", in bytes. */
#define NUMBER_LEN 12

static bool is_part(uint16_t tag)
{
    switch (tag) {
    case TAG_TABLE:
    case TAG_CAPTION:
    case TAG_COLGROUP:
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

/* What was measured of one table, tables in it left out. */
struct shape {
    unsigned cells, widest; /* of the row in hand; of all */
    unsigned rows;
    unsigned grid_rows;  /* of as many cells as a grid's */
    unsigned paragraphs; /* of the cell in hand */
    unsigned breaks;     /* the same */
    size_t text_len;
    const char *layout; /* what no cell of data holds, the first that was met; or NULL */
    bool is_data, has_code;
};

static void lays_out(struct shape *shape, bool does, const char *evidence)
{
    if (does && !shape->layout)
        shape->layout = evidence;
}

static void measure(const struct page *page, uint32_t n, struct shape *shape)
{
    uint16_t tag = page->nodes[n].tag;

    switch (tag) {
    case TAG_TH:
    case TAG_CAPTION:
    case TAG_THEAD:
        shape->is_data = true;
        break;
    case TAG_TR:
        shape->cells = 0;
        shape->rows++;
        break;
    case TAG_TD:
        shape->paragraphs = 0;
        shape->breaks = 0;
        shape->text_len = 0;
        if (++shape->cells > shape->widest)
            shape->widest = shape->cells;
        shape->grid_rows += shape->cells == GRID_CELLS;
        break;
    case TAG_P:
        lays_out(shape, ++shape->paragraphs >= PARAGRAPHS_MIN, "paragraphs");
        break;
    case TAG_TEXT:
        shape->text_len += page->nodes[n].len;
        lays_out(shape,
                 shape->text_len >= (shape->breaks >= BREAKS_MIN ? LINES_MIN : TEXT_MIN),
                 "long_text");
        break;
    case TAG_BR:
        shape->breaks++;
        break;
    case TAG_TABLE:
        lays_out(shape, true, "table_in_cell");
        break;
    case TAG_CODE: /* a listing has rows of its own, or none */
    case TAG_PRE:
        shape->has_code = true;
        break;
    default:
        lays_out(shape, tag_heading_level(tag) != 0, "heading");
    }
}

bool table_sets_formulas(const struct page *page, uint32_t table)
{
    unsigned rows = 0, formulas = 0;
    size_t len = 0;

    for (uint32_t n = table + 1; n < page->nodes[table].end; n++) {
        uint16_t tag = page->nodes[n].tag;

        if (tag == TAG_MATH) {
            formulas++;
            n = page->nodes[n].end - 1;
        } else if (tag == TAG_TEXT) {
            len += page->nodes[n].len - strspn(page->nodes[n].text, " \t\n\r\f");
        } else if (tag == TAG_TR) {
            rows++;
        } else if (tag == TAG_TH || tag == TAG_IMG || tag == TAG_TABLE) {
            return false;
        }
    }
    return rows > 0 && formulas == rows && len <= rows * NUMBER_LEN;
}

/* By which evidence a table lays out; NULL for one of data. */
static const char *layout_evidence(const struct page *page, uint32_t table)
{
    const char *role = node_attr(page, table, "role");
    struct shape shape = {0};

    if (role)
        return strcmp(role, "presentation") == 0 || strcmp(role, "none") == 0 ? "role"
                                                                              : NULL;
    if (table_sets_formulas(page, table))
        return "formulas";
    if (node_attr(page, table, "summary"))
        return NULL;
    for (uint32_t n = table + 1; n < page->nodes[table].end && !shape.is_data; n++) {
        measure(page, n, &shape);
        if (page->nodes[n].tag == TAG_TABLE)
            n = page->nodes[n].end - 1;
    }
    /* Many rows of many cells are a grid, whatever stands in the cells. One such row between
     * two that span it all is a page: its head, its columns and its foot. */
    if (shape.is_data || shape.grid_rows >= GRID_CELLS)
        return NULL;
    lays_out(&shape, shape.widest < 2, "one_column");
    lays_out(&shape, shape.rows < 2 && !shape.has_code && shape.widest <= COLUMNS_MAX,
             "one_row");
    return shape.layout;
}

static void unwrap(struct page *page, uint32_t table)
{
    page->nodes[table].marks |= NODE_UNWRAP;
    for (uint32_t n = table + 1; n < page->nodes[table].end; n++) {
        if (page->nodes[n].tag == TAG_TABLE)
            n = page->nodes[n].end - 1;
        else if (is_part(page->nodes[n].tag))
            page->nodes[n].marks |= NODE_UNWRAP;
    }
}

void table_unwrap(struct page *page)
{
    size_t cap = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *evidence =
            page->nodes[n].tag == TAG_TABLE ? layout_evidence(page, n) : NULL;

        if (!evidence)
            continue;
        unwrap(page, n);
        page->layouts = arena_grow(&page->arena, page->layouts, &cap, page->n_layouts + 1,
                                   sizeof *page->layouts);
        page->layouts[page->n_layouts++] = (struct table_layout){n, evidence};
    }
}
