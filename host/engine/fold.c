#include "engine/fold.h"

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/node.h"

/* A button that unfolds what is below it may stand alone in so many elements. */
enum { BUTTON_UP = 3 };

/* The next element, of the button or of what is around it alone. */
static uint32_t next_element(const struct page *page, uint32_t n)
{
    uint32_t next = NO_NODE;

    for (int up = 0; up < BUTTON_UP && n != NO_NODE && next == NO_NODE; up++) {
        next = node_next_sibling(page, n);
        while (next != NO_NODE && page->nodes[next].tag == TAG_TEXT)
            next = node_next_sibling(page, next);
        n = page->nodes[n].parent;
    }
    return next;
}

uint32_t fold_text(const struct page *page, uint32_t button)
{
    uint32_t next = next_element(page, button), b;

    if (next == NO_NODE || (!(page->features->zones[next] & ZONE_HIDDEN) &&
                            !node_attr(page, button, "aria-expanded")))
        return page->blocks->n;
    b = block_at(page, next);
    return b < page->blocks->n && page->blocks->items[b].first < page->nodes[next].end
               ? b
               : page->blocks->n;
}
