/* The lists that are open around a text, innermost last, and the number that comes next:
 * for the printers that write markers. */
#ifndef CLEANCOPY_RENDER_LIST_H
#define CLEANCOPY_RENDER_LIST_H

#include "engine/limits.h"
#include "render/flow.h"

struct list {
    bool ordered;
    long next;
    int step;
};

struct list_stack {
    struct list items[LIMIT_DEPTH + 2];
    unsigned n;
};

void list_open(struct list_stack *lists, const struct page *page,
               const struct flow_event *event);
void list_close(struct list_stack *lists);

/* The number of the item that opens now in the innermost list. */
long list_number(struct list_stack *lists, const struct page *page,
                 const struct flow_event *event);

#endif
