#include "engine/fill.h"

#include "engine/block.h"
#include "engine/edge.h"
#include "engine/feature.h"
#include "engine/kept.h"
#include "engine/node.h"
#include "engine/section.h"
#include "engine/unit.h"

/* Code between two kept blocks stays: the model doubts it more than it should. */
static void keep_code(struct page *page)
{
    struct block *items = page->blocks->items;
    uint32_t first, last, stray = 0;

    if (!kept_ends(page->blocks, &first, &last))
        return;
    for (uint32_t i = first; i < last; i++) {
        if (node_closest(page, items[i].first, TAG_PRE) != NO_NODE &&
            kept_takes(page, &items[i], stray, ZONE_OUT))
            block_keep(&items[i], "code");
        stray = items[i].keep ? 0 : stray + items[i].n_words;
    }
}

void fill_in(struct page *page)
{
    edge_keep(page);
    keep_code(page);
    unit_keep(page);
    section_keep(page);
}
