#include <string.h>

#include "base/array.h"
#include "engine/node.h"
#include "engine/side.h"
#include "engine/style.h"
#include "render/flow_inside.h"

/* How far above a text the style that keeps its lines may stand. */
#define STYLE_LEVELS 4

void flow_tell(struct flow *flow, enum flow_kind kind, enum tag tag, uint32_t node,
               uint32_t outer)
{
    const struct flow_event event = {
        .kind = kind, .tag = tag, .node = node, .outer = outer};

    flow->sink(flow->context, &event);
}

void flow_tell_text(struct flow *flow, const char *text, size_t len)
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

void flow_part_words(struct flow *flow)
{
    if (box_holder(flow)->role != ROLE_PRE)
        flow->space = flow->space || flow->run;
}

static void leave_inline(struct flow *flow)
{
    const struct inline_box *box = &flow->inlines[--flow->n_inlines];

    if (box->open)
        flow_tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
}

static void leave(struct flow *flow)
{
    const struct entered *entered = &flow->entered[--flow->n_entered];

    while (flow->n_boxes > entered->n_boxes)
        box_pop(flow);
    while (flow->n_inlines > entered->n_inlines)
        leave_inline(flow);
}

static bool is_blank_text(const struct node *node)
{
    return strspn(node->text, " \t\n\f\r") == node->len;
}

/* The lines of a text are lines, by a style attribute near above it: verse and letters that
 * were typed. */
static bool keeps_lines(const struct page *page, uint32_t n)
{
    static const char *const keeping[] = {"pre", "pre-wrap", "pre-line", "break-spaces"};

    for (int i = 0; i < STYLE_LEVELS && n != NO_NODE; i++, n = page->nodes[n].parent) {
        const char *style = node_attr(page, n, "style");

        if (!style || !strcasestr(style, "white-space"))
            continue;
        for (size_t k = 0; k < N_OF(keeping); k++)
            if (style_is(style, "white-space", keeping[k]))
                return true;
        return false;
    }
    return false;
}

static void pass_lines(struct flow *flow, const char *at, const char *end)
{
    const char *newline;

    while ((newline = memchr(at, '\n', (size_t)(end - at)))) {
        line_text(flow, at, newline);
        flow->breaks += flow->run;
        at = newline + 1;
    }
    line_text(flow, at, end);
}

static void pass_text(struct flow *flow, const struct node *node)
{
    if (node->marks & NODE_DROP)
        return;
    if (flow->what == PRINT_KEPT && !(node->marks & NODE_KEEP)) {
        if (!is_blank_text(node))
            flow_part_words(flow);
        return;
    }
    if (box_holder(flow)->role == ROLE_PRE)
        line_pre(flow, node->text, node->text + node->len);
    else if (memchr(node->text, '\n', node->len) && keeps_lines(flow->page, node->parent))
        pass_lines(flow, node->text, node->text + node->len);
    else
        line_text(flow, node->text, node->text + node->len);
}

static void pass_rule(struct flow *flow, uint32_t n)
{
    struct box *in = box_holder(flow);

    line_end(flow);
    if (in->role == ROLE_FLOW || in->role == ROLE_HOLDER) {
        box_open_all(flow);
        in->inked = false;
        flow_tell(flow, FLOW_VOID, TAG_HR, n, NO_NODE);
    }
}

/* An element picture is told around its img alone: it is nothing without one. */
static void tell_picture(struct flow *flow, uint32_t n)
{
    const struct node *nodes = flow->page->nodes;
    uint32_t picture = nodes[n].parent;
    bool open = false;

    for (uint32_t s = picture == NO_NODE ? n : picture + 1; s < n; s++) {
        if (nodes[picture].tag != TAG_PICTURE || nodes[s].tag == TAG_IMG)
            break;
        if (nodes[s].tag != TAG_SOURCE || nodes[s].parent != picture ||
            nodes[s].marks & NODE_DROP)
            continue;
        if (!open)
            flow_tell(flow, FLOW_OPEN, TAG_PICTURE, picture, NO_NODE);
        open = true;
        flow_tell(flow, FLOW_VOID, TAG_SOURCE, s, NO_NODE);
    }
    flow_tell(flow, FLOW_VOID, TAG_IMG, n, NO_NODE);
    if (open)
        flow_tell(flow, FLOW_CLOSE, TAG_PICTURE, picture, NO_NODE);
}

static void pass_void(struct flow *flow, uint32_t n)
{
    const struct node *node = &flow->page->nodes[n];
    bool kept = flow_is_kept(flow, n);
    bool in_pre = box_holder(flow)->role == ROLE_PRE;

    switch (node->tag) {
    case TAG_BR: /* a line break between two kept texts counts, whoever marked it */
        if (in_pre)
            line_hold_newline(flow);
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
            flow_part_words(flow);
            break;
        }
        if (in_pre)
            line_code(flow);
        else
            line_ink(flow);
        tell_picture(flow, n);
        break;
    default: /* source: told with its picture */
        break;
    }
}

/* A paragraph with a link, and the poster before its words. */
static void pass_embed(struct flow *flow, uint32_t n)
{
    const char *label = node_attr(flow->page, n, "label");
    size_t n_boxes = flow->n_boxes, n_inlines = flow->n_inlines;

    if (box_holder(flow)->role == ROLE_PRE)
        return;
    box_enter(flow, TAG_P, n, true);
    line_enter(flow, TAG_A, n);
    if (node_attr(flow->page, n, "src")) {
        line_ink(flow);
        flow_tell(flow, FLOW_VOID, TAG_IMG, n, NO_NODE);
        flow->space = true;
    }
    line_text(flow, label, label + strlen(label));
    while (flow->n_boxes > n_boxes)
        box_pop(flow);
    flow->n_inlines = n_inlines;
}

/* A label in place of what the element holds; a link is one with it. */
static void pass_label(struct flow *flow, uint32_t n)
{
    const struct node *node = &flow->page->nodes[n];
    const char *label = node_attr(flow->page, n, "label");
    size_t n_inlines = flow->n_inlines;

    if ((node->tag == TAG_A || node->marks & NODE_SIDE) && !(node->marks & NODE_UNWRAP))
        line_enter(flow, TAG_A, n);
    line_text(flow, label, label + strlen(label));
    while (flow->n_inlines > n_inlines)
        leave_inline(flow);
}

/* Whether a side note waits: then it is passed later. */
static bool hold_side(struct flow *flow, uint32_t n)
{
    uint32_t home = flow->page->nodes[n].parent;

    if (flow->page->nodes[n].tag == TAG_A) /* printed with its note */
        return true;
    if (flow->in_side || flow->n_sides == SIDES_MAX || box_holder(flow)->role == ROLE_PRE)
        return false;
    while (home != NO_NODE && !tag_rules[flow->page->nodes[home].tag].block)
        home = flow->page->nodes[home].parent;
    flow->side_home = home;
    flow->sides[flow->n_sides++] = n;
    return true;
}

/* What is dropped, but stood there as a thing between two words. */
static bool takes_room(enum tag tag)
{
    return !tag_rules[tag].skip || tag == TAG_IFRAME || tag == TAG_SELECT ||
           tag == TAG_VIDEO || tag == TAG_AUDIO || tag == TAG_SVG || tag == TAG_CANVAS;
}

/* A side note begins with its link back. */
static void pass_back(struct flow *flow, uint32_t note)
{
    uint32_t back = side_back(flow->page, note);

    if (back == NO_NODE || !flow_is_kept(flow, back))
        return;
    pass_label(flow, back);
    flow_part_words(flow);
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
            flow_part_words(flow);
        if (tag_rules[tag].block)
            line_end(flow);
        return node->end;
    }
    bool kept = grammar[tag].verb == GRAMMAR_KEEP && !(node->marks & NODE_UNWRAP) &&
                !tag_rules[tag].math && /* parts of a formula without one are its text */
                tag != TAG_PICTURE;     /* told with its img */
    if ((node->marks & NODE_SIDE) && hold_side(flow, n))
        return node->end;
    if (node->marks & NODE_SAYS) {
        if (flow_is_kept(flow, n))
            pass_label(flow, n);
        if (tag != TAG_A)
            flow_part_words(flow);
        return node->end;
    }
    if (node->marks & NODE_EMBED) {
        if (flow_is_kept(flow, n))
            pass_embed(flow, n);
        return node->end;
    }
    if (tag == TAG_MATH) {
        if (flow_is_kept(flow, n))
            math_pass(flow, n);
        return node->end;
    }
    if (tag_rules[tag].is_void) {
        if (kept)
            pass_void(flow, n);
        return node->end; /* a drawing that became a picture has had elements in it */
    }
    struct entered *entered = &flow->entered[flow->n_entered++];
    entered->node = n;
    entered->end = node->end;
    entered->n_boxes = (uint16_t)flow->n_boxes;
    entered->n_inlines = (uint16_t)flow->n_inlines;
    if (tag_rules[tag].block) {
        box_enter(flow, tag, n, kept);
        entered->n_boxes =
            (uint16_t)(flow->n_boxes - 1); /* a made row stays for the next */
        if (node->marks & NODE_SIDE)
            pass_back(flow, n);
    } else if (kept) {
        line_enter(flow, tag, n);
    }
    return n + 1;
}

/* A note at the side holds none: what it is made of is passed as it stands. */
static void walk_side(struct flow *flow, uint32_t note)
{
    uint32_t end = flow->page->nodes[note].end;
    size_t n_entered = flow->n_entered;

    for (uint32_t n = note; n < end;) {
        while (flow->n_entered > n_entered && flow->entered[flow->n_entered - 1].end <= n)
            leave(flow);
        n = pass(flow, n);
    }
    while (flow->n_entered > n_entered)
        leave(flow);
}

/* The notes at the side of what ended. */
static void pass_sides(struct flow *flow)
{
    size_t n_sides = flow->n_sides;

    flow->n_sides = 0;
    flow->in_side = true;
    for (size_t i = 0; i < n_sides; i++)
        walk_side(flow, flow->sides[i]);
    flow->in_side = false;
}

/* A paragraph or heading can't hold what stands at its side; an item or cell does. */
static bool holds_sides(const struct flow *flow, uint32_t n)
{
    enum tag tag = flow->page->nodes[n].tag;

    return tag != TAG_P && tag != TAG_DT && tag != TAG_SUMMARY && tag != TAG_CAPTION &&
           tag_heading_level(tag) == 0;
}

static void leave_with_sides(struct flow *flow)
{
    uint32_t n = flow->entered[flow->n_entered - 1].node;
    bool due = flow->n_sides && n == flow->side_home;

    if (due && holds_sides(flow, n))
        pass_sides(flow);
    leave(flow);
    if (due && !holds_sides(flow, n))
        pass_sides(flow);
}

void flow_walk(const struct page *page, uint32_t first, uint32_t end,
               enum print_what what, flow_sink *sink, void *context)
{
    struct flow flow = {.page = page, .what = what, .sink = sink, .context = context};

    strbuf_init(&flow.held, LIMIT_SNAPSHOT);
    box_push(&flow, ROLE_FLOW, TAG_UNKNOWN, NO_NODE);
    flow.boxes[0].open = true;
    if (end > page->n_nodes)
        end = page->n_nodes;
    for (uint32_t n = first; n < end;) {
        while (flow.n_entered && flow.entered[flow.n_entered - 1].end <= n)
            leave_with_sides(&flow);
        n = pass(&flow, n);
    }
    while (flow.n_entered)
        leave_with_sides(&flow);
    pass_sides(&flow);
    while (flow.n_boxes > 1)
        box_pop(&flow);
    line_close_paragraph(&flow);
    strbuf_release(&flow.held);
}
