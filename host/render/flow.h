/* The marked nodes as a browser would lay them out, told as events: what the three
 * printers have in common. Whatever the page's nesting, the events are well formed and
 * plain:
 *
 * - Block-level elements never stand inside inline ones; these are closed and opened
 *   again.
 * - Running text stands in a paragraph, a heading or an item, cell, caption ...: where
 *   the page has it bare, or in an element that is not printed, a paragraph is opened for
 *   it. So two paragraphs never run together.
 * - Items stand in lists, cells in rows, rows in tables; what lacks its list or table is
 *   running text, and text that lacks its item or cell gets one.
 * - Elements open when something is in them: none is empty, but for cells beside full
 *   ones.
 * - White space is collapsed, but exact in `pre`, whose first and last empty lines go.
 *
 * Printing what was parsed from printed HTML gives the same events. */
#ifndef CLEANCOPY_RENDER_FLOW_H
#define CLEANCOPY_RENDER_FLOW_H

#include "engine/page.h"
#include "render/render.h"

enum flow_kind {
    FLOW_OPEN,
    FLOW_CLOSE,
    FLOW_VOID, /* br, hr, img, wbr */
    FLOW_TEXT,
};

struct flow_event {
    enum flow_kind kind;
    enum tag tag;     /* of what is printed: TAG_P for a paragraph made from a div */
    uint32_t node;    /* whose attributes it has; NO_NODE: the page has no such element */
    uint32_t outer;   /* block-level: the printed element around it, or NO_NODE */
    const char *text; /* FLOW_TEXT, without control characters */
    size_t len;
};

typedef void flow_sink(void *context, const struct flow_event *event);

void flow_walk(const struct page *page, uint32_t first, uint32_t end,
               enum print_what what, flow_sink *sink, void *context);

#endif
