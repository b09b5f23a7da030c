#include "render/list.h"

#include <stdlib.h>

#include "engine/node.h"

/* Numbers of more digits than CommonMark reads begin anew. */
#define NUMBER_LIMIT 100000000L

static bool read_number(const struct page *page, uint32_t n, const char *name, long *out)
{
    const char *value = n == NO_NODE ? NULL : node_attr(page, n, name);
    char *end;

    if (!value)
        return false;
    long number = strtol(value, &end, 10);
    if (end == value || number < 0 || number >= NUMBER_LIMIT)
        return false;
    *out = number;
    return true;
}

static long count_items(const struct page *page, uint32_t list)
{
    long items = 0;

    for (uint32_t n = node_first_child(page, list); n != NO_NODE;
         n = node_next_sibling(page, n))
        items += page->nodes[n].tag == TAG_LI;
    return items;
}

void list_open(struct list_stack *lists, const struct page *page,
               const struct flow_event *event)
{
    struct list *list = &lists->items[lists->n++];

    *list = (struct list){.ordered = event->tag == TAG_OL, .next = 1, .step = 1};
    if (event->node == NO_NODE)
        return;
    if (node_attr(page, event->node, "reversed")) {
        list->step = -1;
        list->next = count_items(page, event->node);
    }
    read_number(page, event->node, "start", &list->next);
}

void list_close(struct list_stack *lists)
{
    lists->n--;
}

long list_number(struct list_stack *lists, const struct page *page,
                 const struct flow_event *event)
{
    struct list *list = &lists->items[lists->n - 1];
    long number = list->next;

    read_number(page, event->node, "value", &number);
    if (number < 0)
        number = 0;
    list->next = number + list->step;
    return number;
}
