#include "engine/kept.h"

#include "engine/feature.h"
#include "engine/node.h"
#include "engine/overlay.h"

bool kept_takes(const struct page *page, const struct block *b, uint32_t stray_words,
                uint32_t out)
{
    uint32_t core = page->features->core;

    return !overlay_claims(page, b) && !b->teaser && !(feature_zones(page, b) & out) &&
           (stray_words <= STRAY_WORDS ||
            (core != NO_NODE && node_is_in(page, b->first, core)));
}

bool kept_ends(const struct block_list *blocks, uint32_t *first, uint32_t *last)
{
    uint32_t from = 0, to = blocks->n;

    while (from < to && !blocks->items[from].keep)
        from++;
    while (from < to && !blocks->items[to - 1].keep)
        to--;
    *first = from;
    *last = to - 1;
    return from < to;
}
