#include "engine/node.h"
#include "render/flow_inside.h"

/* Block-level elements printed inside each other; deeper ones are containers. No reader
 * can tell so many apart, and what reads the output has limits of its own. */
#define PRINTED_MAX 128

static enum role role_of(enum tag tag)
{
    if (grammar[tag].verb != GRAMMAR_KEEP)
        return ROLE_CONTAINER;
    switch (tag) {
    case TAG_P:
        return ROLE_PARAGRAPH;
    case TAG_SUMMARY:
    case TAG_DT:
    case TAG_CAPTION:
        return ROLE_LINE;
    case TAG_PRE:
        return ROLE_PRE;
    case TAG_LI:
    case TAG_DD:
    case TAG_TD:
    case TAG_TH:
    case TAG_FIGURE:
    case TAG_FIGCAPTION:
        return ROLE_HOLDER;
    case TAG_ASIDE:
    case TAG_BLOCKQUOTE:
    case TAG_DETAILS:
        return ROLE_FLOW;
    case TAG_UL:
    case TAG_OL:
    case TAG_DL:
    case TAG_TABLE:
    case TAG_THEAD:
    case TAG_TBODY:
    case TAG_TFOOT:
    case TAG_TR:
        return ROLE_STRUCTURE;
    default:
        return tag_heading_level(tag) != 0 ? ROLE_LINE : ROLE_CONTAINER;
    }
}

static bool is_cell(enum tag tag)
{
    return tag == TAG_TD || tag == TAG_TH;
}

static bool is_section(enum tag tag)
{
    return tag == TAG_THEAD || tag == TAG_TBODY || tag == TAG_TFOOT;
}

static bool is_printed(const struct box *box)
{
    return box->role != ROLE_CONTAINER && box->role != ROLE_PARAGRAPH;
}

size_t box_printed_below(const struct flow *flow, size_t n)
{
    return flow->boxes[n - 1].holder;
}

static void find_holder(struct flow *flow, size_t n)
{
    struct box *box = &flow->boxes[n];
    bool printed = is_printed(box);

    box->holder = printed ? (uint16_t)n : box[-1].holder;
    box->depth = (uint16_t)((n ? box[-1].depth : 0) + printed);
}

struct box *box_holder(struct flow *flow)
{
    return &flow->boxes[box_printed_below(flow, flow->n_boxes)];
}

uint32_t box_outer(const struct flow *flow, size_t n)
{
    do
        n = box_printed_below(flow, n);
    while (n && flow->boxes[n].made);
    return flow->boxes[n].node;
}

void box_push(struct flow *flow, enum role role, enum tag tag, uint32_t node)
{
    struct box *box = &flow->boxes[flow->n_boxes];

    *box = (struct box){.role = (uint8_t)role,
                        .made = node == NO_NODE,
                        .tag = (uint16_t)tag,
                        .node = node};
    find_holder(flow, flow->n_boxes++);
}

static void tell_empty_cell(struct flow *flow, enum tag tag, uint32_t node, uint32_t row)
{
    flow_tell(flow, FLOW_OPEN, tag, node, row);
    flow_tell(flow, FLOW_CLOSE, tag, node, NO_NODE);
}

/* Cells before the first full one of a row keep the columns in line. */
static void tell_empty_cells_before(struct flow *flow, uint32_t row, uint32_t cell)
{
    for (uint32_t n = node_first_child(flow->page, row); n < cell;
         n = node_next_sibling(flow->page, n))
        if (is_cell(flow->page->nodes[n].tag))
            tell_empty_cell(flow, flow->page->nodes[n].tag, n, row);
}

void box_open_all(struct flow *flow)
{
    size_t last = box_printed_below(flow, flow->n_boxes);

    for (size_t i = 1; i <= last; i++) {
        struct box *box = &flow->boxes[i];

        if (box->open || !is_printed(box))
            continue;
        size_t below = box_printed_below(flow, i);
        flow->boxes[below].inked = false;
        flow_tell(flow, FLOW_OPEN, box->tag, box->node, box_outer(flow, i));
        box->open = true;
        if (box->tag == TAG_TR && !box->made && i < last) {
            size_t cell = i + 1;
            while (cell < last && !is_printed(&flow->boxes[cell]))
                cell++;
            if (!flow->boxes[cell].made)
                tell_empty_cells_before(flow, box->node, flow->boxes[cell].node);
        }
    }
}

void box_pop(struct flow *flow)
{
    struct box *box = &flow->boxes[flow->n_boxes - 1];

    line_end(flow);
    if (box->role == ROLE_PRE) {
        strbuf_clear(&flow->held);
        line_close_paragraph(flow);
    }
    flow->n_boxes--;
    if (box->open)
        flow_tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
    else if (is_cell(box->tag) && is_printed(box) && !box->made && box_holder(flow)->open)
        tell_empty_cell(flow, box->tag, box->node, box_outer(flow, flow->n_boxes));
}

/* A real item or cell ends the one that was made for what stood before it; cells and rows
 * stay in a row or body that was made for their neighbour. */
static void pop_made(struct flow *flow, enum tag next)
{
    const struct box *top = &flow->boxes[flow->n_boxes - 1];

    while (flow->n_boxes > 1 && top->made && !(is_cell(next) && top->tag == TAG_TR) &&
           !((is_cell(next) || next == TAG_TR) && top->tag == TAG_TBODY)) {
        box_pop(flow);
        top--;
    }
}

/* A browser puts rows that stand in a table itself into a body: so do we, or it would read
 * another document than was printed. */
static void make_body(struct flow *flow)
{
    if (box_holder(flow)->tag == TAG_TABLE)
        box_push(flow, ROLE_STRUCTURE, TAG_TBODY, NO_NODE);
}

void box_make_items(struct flow *flow)
{
    for (;;) {
        switch (box_holder(flow)->tag) {
        case TAG_UL:
        case TAG_OL:
            box_push(flow, ROLE_HOLDER, TAG_LI, NO_NODE);
            return;
        case TAG_DL:
            box_push(flow, ROLE_HOLDER, TAG_DD, NO_NODE);
            return;
        case TAG_TR:
            box_push(flow, ROLE_HOLDER, TAG_TD, NO_NODE);
            return;
        case TAG_TABLE:
            make_body(flow);
            break;
        case TAG_THEAD:
        case TAG_TBODY:
        case TAG_TFOOT:
            box_push(flow, ROLE_STRUCTURE, TAG_TR, NO_NODE);
            break;
        default:
            return;
        }
    }
}

/* Whether an item, cell, row ... stands where it may; makes the row a cell lacks, and
 * the body a row lacks. */
static bool may_stand(struct flow *flow, enum tag tag)
{
    const struct box *in = box_holder(flow);

    switch (tag) {
    case TAG_LI:
        return in->tag == TAG_UL || in->tag == TAG_OL;
    case TAG_DT:
    case TAG_DD:
        return in->tag == TAG_DL;
    case TAG_FIGCAPTION:
        return in->tag == TAG_FIGURE;
    case TAG_SUMMARY:
        return in->tag == TAG_DETAILS && !in->open;
    case TAG_CAPTION:
        return in->tag == TAG_TABLE && !in->open;
    case TAG_THEAD:
    case TAG_TBODY:
    case TAG_TFOOT:
        return in->tag == TAG_TABLE;
    case TAG_TR:
        make_body(flow);
        return is_section(box_holder(flow)->tag);
    case TAG_TD:
    case TAG_TH:
        make_body(flow);
        if (is_section(box_holder(flow)->tag))
            box_push(flow, ROLE_STRUCTURE, TAG_TR, NO_NODE);
        return box_holder(flow)->tag == TAG_TR;
    default:
        return true;
    }
}

static bool is_item(enum tag tag)
{
    switch (tag) {
    case TAG_LI:
    case TAG_DT:
    case TAG_DD:
    case TAG_CAPTION:
    case TAG_TR:
    case TAG_TD:
    case TAG_TH:
        return true;
    default:
        return is_section(tag);
    }
}

/* A heading that holds a list or table is cut short there: what follows
 * is running text. */
static void cut_line(struct flow *flow)
{
    struct box *box = box_holder(flow);

    line_close_paragraph(flow);
    if (box->open)
        flow_tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
    box->open = false;
    box->role = ROLE_CONTAINER;
    for (size_t i = (size_t)(box - flow->boxes); i < flow->n_boxes; i++)
        find_holder(flow, i);
}

static bool says_language(const struct page *page, uint32_t pre)
{
    const char *class = node_attr(page, pre, "class");

    return class && *class;
}

void box_enter(struct flow *flow, enum tag tag, uint32_t node, bool kept)
{
    enum role role = kept ? role_of(tag) : ROLE_CONTAINER;

    if (is_item(tag))
        pop_made(flow, tag);
    line_end(flow);
    if (box_holder(flow)->role == ROLE_PRE || !may_stand(flow, tag))
        role = ROLE_CONTAINER;
    if (role != ROLE_CONTAINER && role != ROLE_PARAGRAPH) {
        if (box_holder(flow)->role == ROLE_LINE)
            cut_line(flow);
        if (box_holder(flow)->role == ROLE_STRUCTURE && !is_item(tag))
            box_make_items(flow);
        /* Asked last: an item that was made just now counts, as it will when the output is
         * read again. */
        if (!is_item(tag) && flow->boxes[flow->n_boxes - 1].depth >= PRINTED_MAX)
            role = ROLE_CONTAINER;
    }
    box_push(flow, role, tag, node);
    /* The language of code is the code element's to say. */
    if (role == ROLE_PRE && says_language(flow->page, node))
        line_enter(flow, TAG_CODE, node);
}
