#include "render/flow.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "engine/limits.h"
#include "engine/node.h"

/* What a block-level element is to the text in it. */
enum role {
    ROLE_CONTAINER, /* not printed: div, section, and all the grammar does not know */
    ROLE_PARAGRAPH, /* p: printed with the text directly in it */
    ROLE_LINE,      /* holds text only: headings, summary, dt, caption */
    ROLE_PRE,
    ROLE_HOLDER, /* holds text or blocks: li, td, dd, figure ... */
    ROLE_FLOW, /* holds blocks only, text in paragraphs: blockquote, details, the root */
    ROLE_STRUCTURE, /* holds items, cells or rows only */
};

/* An element has at most two invented ones above it: a row and a cell. */
#define BOXES_MAX ((LIMIT_DEPTH + 2) * 3)

/* Block-level elements printed inside each other; deeper ones are containers. No reader
 * can tell so many apart, and what reads the output has limits of its own. */
#define PRINTED_MAX 128

/* Nested inline elements of one kind; more say nothing and cost the reader's browser. */
#define SAME_INLINE_MAX 3

/* Invisible characters held back at the start of a line until something
 * visible follows. */
#define LEAD_MAX 64

struct box {
    uint8_t role;
    bool open;  /* its start was told */
    bool made;  /* the page has no such element */
    bool inked; /* the last thing told in it was text directly in it */
    uint16_t tag;
    uint16_t holder; /* index of the innermost printed box, itself included */
    uint16_t depth;  /* printed boxes around it, itself included */
    uint32_t node;
};

struct inline_box {
    uint16_t tag;
    bool open;
    uint32_t node;
};

/* An element of the page that was entered, and what stood open before it. */
struct entered {
    uint32_t end;
    uint16_t n_boxes, n_inlines;
};

struct flow {
    const struct page *page;
    enum print_what what;
    flow_sink *sink;
    void *context;

    struct box boxes[BOXES_MAX];
    size_t n_boxes;
    struct inline_box inlines[LIMIT_DEPTH + 2];
    size_t n_inlines;
    struct entered entered[LIMIT_DEPTH + 2];
    size_t n_entered;

    bool paragraph; /* one is open */
    bool run;       /* text was told since the last block-level boundary */
    bool space;     /* white space was passed since */
    bool wbr;
    unsigned breaks;
    char lead[LEAD_MAX];
    size_t lead_len;
    struct strbuf held; /* white space in a pre that may turn out to be its last */
};

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

/* The innermost box that is printed as itself, below index `n`. The root always is. */
static size_t printed_below(const struct flow *flow, size_t n)
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

static struct box *holder(struct flow *flow)
{
    return &flow->boxes[printed_below(flow, flow->n_boxes)];
}

static void tell(struct flow *flow, enum flow_kind kind, enum tag tag, uint32_t node,
                 uint32_t outer)
{
    const struct flow_event event = {
        .kind = kind, .tag = tag, .node = node, .outer = outer};

    flow->sink(flow->context, &event);
}

static void tell_text(struct flow *flow, const char *text, size_t len)
{
    const struct flow_event event = {.kind = FLOW_TEXT,
                                     .tag = TAG_TEXT,
                                     .node = NO_NODE,
                                     .outer = NO_NODE,
                                     .text = text,
                                     .len = len};

    if (len)
        flow->sink(flow->context, &event);
}

static uint32_t outer_node(const struct flow *flow, size_t n)
{
    do
        n = printed_below(flow, n);
    while (n && flow->boxes[n].made);
    return flow->boxes[n].node;
}

static void close_inlines(struct flow *flow)
{
    for (size_t i = flow->n_inlines; i-- > 0;) {
        if (flow->inlines[i].open)
            tell(flow, FLOW_CLOSE, flow->inlines[i].tag, flow->inlines[i].node, NO_NODE);
        flow->inlines[i].open = false;
    }
}

static void open_inlines(struct flow *flow)
{
    for (size_t i = 0; i < flow->n_inlines; i++) {
        if (!flow->inlines[i].open)
            tell(flow, FLOW_OPEN, flow->inlines[i].tag, flow->inlines[i].node, NO_NODE);
        flow->inlines[i].open = true;
    }
}

static void close_paragraph(struct flow *flow)
{
    close_inlines(flow);
    if (flow->paragraph)
        tell(flow, FLOW_CLOSE, TAG_P, NO_NODE, NO_NODE);
    flow->paragraph = false;
    flow->run = flow->space = flow->wbr = false;
    flow->breaks = 0;
}

static void hold_newline(struct flow *flow)
{
    strbuf_putc(&flow->held, '\n');
}

/* A line of text ends: a block-level element begins or ends here. */
static void end_line(struct flow *flow)
{
    if (holder(flow)->role == ROLE_PRE) {
        /* Lines of code in elements of their own often bring their newline too. */
        if (!flow->held.len || flow->held.bytes[flow->held.len - 1] != '\n')
            hold_newline(flow);
        return;
    }
    close_paragraph(flow);
    flow->lead_len = 0;
}

static void push_box(struct flow *flow, enum role role, enum tag tag, uint32_t node)
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
    tell(flow, FLOW_OPEN, tag, node, row);
    tell(flow, FLOW_CLOSE, tag, node, NO_NODE);
}

/* Cells before the first full one of a row keep the columns in line. */
static void tell_empty_cells_before(struct flow *flow, uint32_t row, uint32_t cell)
{
    for (uint32_t n = node_first_child(flow->page, row); n < cell;
         n = node_next_sibling(flow->page, n))
        if (is_cell(flow->page->nodes[n].tag))
            tell_empty_cell(flow, flow->page->nodes[n].tag, n, row);
}

/* Tells the start of all boxes that were waiting for something to be in them. */
static void open_boxes(struct flow *flow)
{
    size_t last = printed_below(flow, flow->n_boxes);

    for (size_t i = 1; i <= last; i++) {
        struct box *box = &flow->boxes[i];

        if (box->open || !is_printed(box))
            continue;
        size_t below = printed_below(flow, i);
        flow->boxes[below].inked = false;
        tell(flow, FLOW_OPEN, box->tag, box->node, outer_node(flow, i));
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

static void pop_box(struct flow *flow)
{
    struct box *box = &flow->boxes[flow->n_boxes - 1];

    end_line(flow);
    if (box->role == ROLE_PRE) {
        strbuf_clear(&flow->held);
        close_paragraph(flow);
    }
    flow->n_boxes--;
    if (box->open)
        tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
    else if (is_cell(box->tag) && is_printed(box) && !box->made && holder(flow)->open)
        tell_empty_cell(flow, box->tag, box->node, outer_node(flow, flow->n_boxes));
}

/* A real item or cell ends the one that was made for what stood before it; a cell stays
 * in a row that was made for its neighbour. */
static void pop_made(struct flow *flow, enum tag next)
{
    while (flow->n_boxes > 1 && flow->boxes[flow->n_boxes - 1].made &&
           !(is_cell(next) && flow->boxes[flow->n_boxes - 1].tag == TAG_TR))
        pop_box(flow);
}

/* Text and blocks that stand where only items, cells or rows may: makes
 * what is missing. */
static void make_items(struct flow *flow)
{
    for (;;) {
        switch (holder(flow)->tag) {
        case TAG_UL:
        case TAG_OL:
            push_box(flow, ROLE_HOLDER, TAG_LI, NO_NODE);
            return;
        case TAG_DL:
            push_box(flow, ROLE_HOLDER, TAG_DD, NO_NODE);
            return;
        case TAG_TR:
            push_box(flow, ROLE_HOLDER, TAG_TD, NO_NODE);
            return;
        case TAG_TABLE:
        case TAG_THEAD:
        case TAG_TBODY:
        case TAG_TFOOT:
            push_box(flow, ROLE_STRUCTURE, TAG_TR, NO_NODE);
            break;
        default:
            return;
        }
    }
}

/* Whether an item, cell, row ... stands where it may; makes the row a cell lacks. */
static bool may_stand(struct flow *flow, enum tag tag)
{
    const struct box *in = holder(flow);

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
        return in->tag == TAG_TABLE || is_section(in->tag);
    case TAG_TD:
    case TAG_TH:
        if (in->tag == TAG_TABLE || is_section(in->tag))
            push_box(flow, ROLE_STRUCTURE, TAG_TR, NO_NODE);
        return holder(flow)->tag == TAG_TR;
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
    struct box *box = holder(flow);

    close_paragraph(flow);
    if (box->open)
        tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
    box->open = false;
    box->role = ROLE_CONTAINER;
    for (size_t i = (size_t)(box - flow->boxes); i < flow->n_boxes; i++)
        find_holder(flow, i);
}

static void enter_block(struct flow *flow, enum tag tag, uint32_t node)
{
    enum role role = role_of(tag);

    if (is_item(tag))
        pop_made(flow, tag);
    end_line(flow);
    if (holder(flow)->role == ROLE_PRE || !may_stand(flow, tag))
        role = ROLE_CONTAINER;
    if (role != ROLE_CONTAINER && role != ROLE_PARAGRAPH) {
        if (holder(flow)->role == ROLE_LINE)
            cut_line(flow);
        if (holder(flow)->role == ROLE_STRUCTURE && !is_item(tag))
            make_items(flow);
        /* Asked last: an item that was made just now counts, as it will when the output is
         * read again. */
        if (!is_item(tag) && flow->boxes[flow->n_boxes - 1].depth >= PRINTED_MAX)
            role = ROLE_CONTAINER;
    }
    push_box(flow, role, tag, node);
}

static void enter_inline(struct flow *flow, enum tag tag, uint32_t node)
{
    size_t same = 0, most = tag == TAG_A ? 1 : SAME_INLINE_MAX;

    if ((tag == TAG_RT || tag == TAG_RP) &&
        (!flow->n_inlines || flow->inlines[flow->n_inlines - 1].tag != TAG_RUBY))
        return; /* a browser would move it */
    for (size_t i = 0; i < flow->n_inlines; i++)
        same += flow->inlines[i].tag == tag;
    if (same < most)
        flow->inlines[flow->n_inlines++] =
            (struct inline_box){.tag = (uint16_t)tag, .node = node};
}

static void leave(struct flow *flow)
{
    const struct entered *entered = &flow->entered[--flow->n_entered];

    while (flow->n_boxes > entered->n_boxes)
        pop_box(flow);
    while (flow->n_inlines > entered->n_inlines) {
        const struct inline_box *box = &flow->inlines[--flow->n_inlines];
        if (box->open)
            tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
    }
}

/* Whether text here gets a paragraph: `p` says so, and so do boxes that
 * hold blocks only. */
static bool wants_paragraph(const struct flow *flow, size_t in)
{
    if (flow->boxes[in].role == ROLE_FLOW)
        return true;
    if (flow->boxes[in].role != ROLE_HOLDER)
        return false;
    for (size_t i = in + 1; i < flow->n_boxes; i++)
        if (flow->boxes[i].role == ROLE_PARAGRAPH)
            return true;
    return false;
}

static void begin_run(struct flow *flow)
{
    make_items(flow);
    open_boxes(flow);

    size_t in = printed_below(flow, flow->n_boxes);
    if (wants_paragraph(flow, in)) {
        size_t top = flow->n_boxes - 1;
        tell(flow, FLOW_OPEN, TAG_P, top > in ? flow->boxes[top].node : NO_NODE,
             outer_node(flow, flow->n_boxes));
        flow->paragraph = true;
        flow->boxes[in].inked = false;
    } else {
        if (flow->boxes[in].inked)
            tell(flow, FLOW_VOID, TAG_BR, NO_NODE, NO_NODE);
        flow->boxes[in].inked = true;
    }
    flow->run = true;
}

/* Everything that waited for something visible. */
static void begin_ink(struct flow *flow)
{
    if (flow->breaks >= 2 && flow->paragraph)
        close_paragraph(flow);
    if (!flow->run) {
        begin_run(flow);
    } else if (flow->breaks) {
        for (unsigned i = 0; i < flow->breaks && i < 2; i++)
            tell(flow, FLOW_VOID, TAG_BR, NO_NODE, NO_NODE);
    } else if (flow->space) {
        tell_text(flow, " ", 1);
    } else if (flow->wbr) {
        tell(flow, FLOW_VOID, TAG_WBR, NO_NODE, NO_NODE);
    }
    flow->space = flow->wbr = false;
    flow->breaks = 0;
    tell_text(flow, flow->held.bytes, flow->held.len);
    strbuf_clear(&flow->held);
    open_inlines(flow);
    tell_text(flow, flow->lead, flow->lead_len);
    flow->lead_len = 0;
}

static bool is_blank(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v');
}

static bool is_control(unsigned char c)
{
    return c < 0x20 || c == 0x7f;
}

/* Shows nothing: does not begin a line. */
static bool is_invisible(uint32_t c)
{
    return c == 0xA0 || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 ||
           c == 0xFEFF;
}

/* Holds invisible characters back at the start of a line; returns what is left. */
static const char *hold_lead(struct flow *flow, const char *at, const char *end)
{
    while (at < end) {
        const char *next = at;

        if (is_blank((unsigned char)*at) || is_control((unsigned char)*at)) {
            at++;
            continue;
        }
        if (!is_invisible(text_next(&next, end)))
            break;
        size_t len = (size_t)(next - at);
        if (flow->lead_len + len <= LEAD_MAX) {
            memcpy(flow->lead + flow->lead_len, at, len);
            flow->lead_len += len;
        }
        at = next;
    }
    return at;
}

/* Words with single blanks between them go out in one piece. */
static const char *piece_end(const char *at, const char *end)
{
    while (at < end) {
        if (!is_control((unsigned char)*at) && *at != ' ')
            at++;
        else if (*at == ' ' && at + 1 < end && !is_blank((unsigned char)at[1]) &&
                 !is_control((unsigned char)at[1]))
            at += 2;
        else
            break;
    }
    return at;
}

static void flow_text(struct flow *flow, const char *at, const char *end)
{
    while (at < end) {
        if (!flow->run || flow->breaks)
            at = hold_lead(flow, at, end);
        while (at < end && is_control((unsigned char)*at) &&
               !is_blank((unsigned char)*at))
            at++;
        if (at == end)
            return;
        if (is_blank((unsigned char)*at)) {
            flow->space = flow->run;
            at++;
            continue;
        }
        const char *stop = piece_end(at, end);
        begin_ink(flow);
        tell_text(flow, at, (size_t)(stop - at));
        at = stop;
    }
}

/* White space before the first ink of a pre: of it only the indent of the last line
 * stays. */
static void begin_code(struct flow *flow)
{
    const char *newline = strrchr(flow->held.bytes, '\n');

    if (!flow->run && newline) {
        size_t indent = strlen(newline + 1);

        memmove(flow->held.bytes, newline + 1, indent + 1);
        flow->held.len = indent;
    }
    begin_ink(flow);
}

static void flow_pre(struct flow *flow, const char *at, const char *end)
{
    while (at < end) {
        const char *stop = at;

        if (*at == '\r' && !(at + 1 < end && at[1] == '\n')) {
            hold_newline(flow);
        } else if (is_blank((unsigned char)*at) && *at != '\r') {
            strbuf_putc(&flow->held, *at == '\f' ? ' ' : *at);
        } else if (!is_control((unsigned char)*at)) {
            while (stop < end && !is_control((unsigned char)*stop) && *stop != ' ')
                stop++;
            begin_code(flow);
            tell_text(flow, at, (size_t)(stop - at));
        }
        at = stop > at ? stop : at + 1;
    }
}

static bool is_blank_text(const struct node *node)
{
    return strspn(node->text, " \t\n\f\r") == node->len;
}

static void pass_text(struct flow *flow, const struct node *node)
{
    if (flow->what == PRINT_KEPT && !(node->marks & NODE_KEEP)) {
        /* What was left out must not glue its neighbours together. */
        if (!is_blank_text(node))
            flow->space = flow->run;
        return;
    }
    if (holder(flow)->role == ROLE_PRE)
        flow_pre(flow, node->text, node->text + node->len);
    else
        flow_text(flow, node->text, node->text + node->len);
}

static void pass_rule(struct flow *flow, uint32_t n)
{
    struct box *in = holder(flow);

    end_line(flow);
    if (in->role == ROLE_FLOW || in->role == ROLE_HOLDER) {
        open_boxes(flow);
        in->inked = false;
        tell(flow, FLOW_VOID, TAG_HR, n, NO_NODE);
    }
}

static void pass_void(struct flow *flow, uint32_t n)
{
    const struct node *node = &flow->page->nodes[n];
    bool kept = flow->what == PRINT_ALL || (node->marks & NODE_KEEP);
    bool in_pre = holder(flow)->role == ROLE_PRE;

    switch (node->tag) {
    case TAG_BR: /* a line break between two kept texts counts, whoever marked it */
        if (in_pre)
            hold_newline(flow);
        flow->breaks += flow->run && !in_pre;
        flow->lead_len = 0;
        break;
    case TAG_WBR:
        flow->wbr = flow->run && !in_pre;
        break;
    case TAG_HR:
        if (kept && !in_pre)
            pass_rule(flow, n);
        break;
    case TAG_IMG:
        if (!kept) {
            flow->space = flow->space || flow->run;
            break;
        }
        if (in_pre)
            begin_code(flow);
        else
            begin_ink(flow);
        tell(flow, FLOW_VOID, TAG_IMG, n, NO_NODE);
        break;
    default: /* col: says nothing without a style */
        break;
    }
}

/* What is dropped, but stood there as a thing between two words. */
static bool takes_room(enum tag tag)
{
    return !tag_rules[tag].skip || tag == TAG_IFRAME || tag == TAG_SELECT ||
           tag == TAG_VIDEO || tag == TAG_AUDIO || tag == TAG_SVG || tag == TAG_CANVAS;
}

/* Passes one node and returns the next one to pass. */
static uint32_t pass(struct flow *flow, uint32_t n)
{
    const struct node *node = &flow->page->nodes[n];
    enum tag tag = node->tag;

    if (tag == TAG_TEXT) {
        pass_text(flow, node);
        return n + 1;
    }
    if (grammar[tag].verb == GRAMMAR_DROP || (node->marks & NODE_DROP)) {
        if (takes_room(tag))
            flow->space = flow->space || flow->run;
        if (tag_rules[tag].block)
            end_line(flow);
        return node->end;
    }
    bool kept = grammar[tag].verb == GRAMMAR_KEEP && !(node->marks & NODE_UNWRAP);
    if (tag_rules[tag].is_void) {
        if (kept)
            pass_void(flow, n);
        return node->end; /* a drawing that became a picture has had elements in it */
    }
    struct entered *entered = &flow->entered[flow->n_entered++];
    entered->end = node->end;
    entered->n_boxes = (uint16_t)flow->n_boxes;
    entered->n_inlines = (uint16_t)flow->n_inlines;
    if (tag_rules[tag].block) {
        enter_block(flow, tag, n);
        entered->n_boxes =
            (uint16_t)(flow->n_boxes - 1); /* a made row stays for the next */
    } else if (kept) {
        enter_inline(flow, tag, n);
    }
    return n + 1;
}

void flow_walk(const struct page *page, uint32_t first, uint32_t end,
               enum print_what what, flow_sink *sink, void *context)
{
    struct flow flow = {.page = page, .what = what, .sink = sink, .context = context};

    strbuf_init(&flow.held, LIMIT_SNAPSHOT);
    push_box(&flow, ROLE_FLOW, TAG_UNKNOWN, NO_NODE);
    flow.boxes[0].open = true;
    if (end > page->n_nodes)
        end = page->n_nodes;
    for (uint32_t n = first; n < end;) {
        while (flow.n_entered && flow.entered[flow.n_entered - 1].end <= n)
            leave(&flow);
        n = pass(&flow, n);
    }
    while (flow.n_entered)
        leave(&flow);
    while (flow.n_boxes > 1)
        pop_box(&flow);
    close_paragraph(&flow);
    strbuf_release(&flow.held);
}
