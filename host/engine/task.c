#include "engine/task.h"

#include <string.h>

#include "engine/guise.h"
#include "engine/node.h"

/* Whether nothing is to be read between the beginning of the item and the box. */
static bool begins_item(const struct page *page, uint32_t n)
{
    uint32_t item = node_closest(page, n, TAG_LI);

    if (item == NO_NODE)
        return false;
    for (uint32_t i = item + 1; i < n; i++) {
        const struct node *node = &page->nodes[i];

        if (node->tag == TAG_TEXT ? strspn(node->text, " \t\n\r\f") < node->len
                                  : tag_rules[node->tag].is_void)
            return false;
    }
    return true;
}

void task_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *type =
            page->nodes[n].tag == TAG_INPUT ? node_attr(page, n, "type") : NULL;

        if (!type || strcasecmp(type, "checkbox") != 0 || !begins_item(page, n))
            continue;
        bool done = node_attr(page, n, "checked") != NULL;
        guise_set(page, n, TAG_SPAN, NULL);
        guise_attr(page, n, "label", done ? TASK_DONE : TASK_OPEN);
        page->nodes[n].marks |= NODE_SAYS;
    }
}
