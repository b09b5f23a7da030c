#include <string.h>

#include "base/text.h"
#include "engine/node.h"
#include "render/flow_inside.h"

/* Nested inline elements of one kind; more say nothing and cost the reader's browser. */
#define SAME_INLINE_MAX 3

static void close_inlines(struct flow *flow)
{
    for (size_t i = flow->n_inlines; i-- > 0;) {
        if (flow->inlines[i].open)
            flow_tell(flow, FLOW_CLOSE, flow->inlines[i].tag, flow->inlines[i].node,
                      NO_NODE);
        flow->inlines[i].open = false;
    }
}

static void open_inlines(struct flow *flow)
{
    for (size_t i = 0; i < flow->n_inlines; i++) {
        if (!flow->inlines[i].open)
            flow_tell(flow, FLOW_OPEN, flow->inlines[i].tag, flow->inlines[i].node,
                      NO_NODE);
        flow->inlines[i].open = true;
    }
}

void line_close_paragraph(struct flow *flow)
{
    close_inlines(flow);
    if (flow->paragraph)
        flow_tell(flow, FLOW_CLOSE, TAG_P, flow->paragraph_node, NO_NODE);
    flow->paragraph = false;
    flow->run = flow->space = flow->wbr = false;
    flow->breaks = 0;
}

void line_hold_newline(struct flow *flow)
{
    strbuf_putc(&flow->held, '\n');
}

void line_end(struct flow *flow)
{
    if (box_holder(flow)->role == ROLE_PRE) {
        /* Lines of code in elements of their own often bring their newline too. */
        if (!flow->held.len || flow->held.bytes[flow->held.len - 1] != '\n')
            line_hold_newline(flow);
        return;
    }
    line_close_paragraph(flow);
    flow->lead_len = 0;
}

void line_enter(struct flow *flow, enum tag tag, uint32_t node)
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
    box_make_items(flow);
    box_open_all(flow);

    size_t in = box_printed_below(flow, flow->n_boxes);
    if (wants_paragraph(flow, in)) {
        size_t top = flow->n_boxes - 1;
        flow->paragraph_node = top > in ? flow->boxes[top].node : NO_NODE;
        flow_tell(flow, FLOW_OPEN, TAG_P, flow->paragraph_node,
                  box_outer(flow, flow->n_boxes));
        flow->paragraph = true;
        flow->boxes[in].inked = false;
    } else {
        if (flow->boxes[in].inked)
            flow_tell(flow, FLOW_VOID, TAG_BR, NO_NODE, NO_NODE);
        flow->boxes[in].inked = true;
    }
    flow->run = true;
}

void line_ink(struct flow *flow)
{
    if (flow->breaks >= 2 && flow->paragraph)
        line_close_paragraph(flow);
    if (!flow->run) {
        begin_run(flow);
    } else if (flow->breaks) {
        for (unsigned i = 0; i < flow->breaks && i < 2; i++)
            flow_tell(flow, FLOW_VOID, TAG_BR, NO_NODE, NO_NODE);
    } else if (flow->space) {
        flow_tell_text(flow, " ", 1);
    } else if (flow->wbr) {
        flow_tell(flow, FLOW_VOID, TAG_WBR, NO_NODE, NO_NODE);
    }
    flow->space = flow->wbr = false;
    flow->breaks = 0;
    flow_tell_text(flow, flow->held.bytes, flow->held.len);
    strbuf_clear(&flow->held);
    open_inlines(flow);
    flow_tell_text(flow, flow->lead, flow->lead_len);
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

void line_text(struct flow *flow, const char *at, const char *end)
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
        line_ink(flow);
        flow_tell_text(flow, at, (size_t)(stop - at));
        at = stop;
    }
}

void line_code(struct flow *flow)
{
    const char *newline = strrchr(flow->held.bytes, '\n');

    if (!flow->run && newline) {
        size_t indent = strlen(newline + 1);

        memmove(flow->held.bytes, newline + 1, indent + 1);
        flow->held.len = indent;
    }
    line_ink(flow);
}

void line_pre(struct flow *flow, const char *at, const char *end)
{
    while (at < end) {
        const char *stop = at;

        if (*at == '\r' && !(at + 1 < end && at[1] == '\n')) {
            line_hold_newline(flow);
        } else if (is_blank((unsigned char)*at) && *at != '\r') {
            strbuf_putc(&flow->held, *at == '\f' ? ' ' : *at);
        } else if (!is_control((unsigned char)*at)) {
            while (stop < end && !is_control((unsigned char)*stop) && *stop != ' ')
                stop++;
            line_code(flow);
            flow_tell_text(flow, at, (size_t)(stop - at));
        }
        at = stop > at ? stop : at + 1;
    }
}
