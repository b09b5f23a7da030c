#include <string.h>

#include "engine/node.h"
#include "render/flow_inside.h"

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

static void leave(struct flow *flow)
{
    const struct entered *entered = &flow->entered[--flow->n_entered];

    while (flow->n_boxes > entered->n_boxes)
        box_pop(flow);
    while (flow->n_inlines > entered->n_inlines) {
        const struct inline_box *box = &flow->inlines[--flow->n_inlines];
        if (box->open)
            flow_tell(flow, FLOW_CLOSE, box->tag, box->node, NO_NODE);
    }
}

static bool is_blank_text(const struct node *node)
{
    return strspn(node->text, " \t\n\f\r") == node->len;
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
    default: /* col: says nothing without a style; source: told with its picture */
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
            flow_part_words(flow);
        if (tag_rules[tag].block)
            line_end(flow);
        return node->end;
    }
    bool kept = grammar[tag].verb == GRAMMAR_KEEP && !(node->marks & NODE_UNWRAP) &&
                !tag_rules[tag].math && /* parts of a formula without one are its text */
                tag != TAG_PICTURE;     /* told with its img */
    if (node->marks & NODE_SAYS) {
        const char *label = node_attr(flow->page, n, "label");

        if (flow_is_kept(flow, n))
            line_text(flow, label, label + strlen(label));
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
    entered->end = node->end;
    entered->n_boxes = (uint16_t)flow->n_boxes;
    entered->n_inlines = (uint16_t)flow->n_inlines;
    if (tag_rules[tag].block) {
        box_enter(flow, tag, n, kept);
        entered->n_boxes =
            (uint16_t)(flow->n_boxes - 1); /* a made row stays for the next */
    } else if (kept) {
        line_enter(flow, tag, n);
    }
    return n + 1;
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
            leave(&flow);
        n = pass(&flow, n);
    }
    while (flow.n_entered)
        leave(&flow);
    while (flow.n_boxes > 1)
        box_pop(&flow);
    line_close_paragraph(&flow);
    strbuf_release(&flow.held);
}
