#include "engine/mark.h"

#include <stdlib.h>

#include "engine/article.h"
#include "engine/block.h"
#include "engine/node.h"
#include "engine/overlay.h"

/* The overlay with this id, or NULL. */
static const struct overlay *overlay_by_id(const struct page *page, uint32_t id)
{
    for (size_t i = 0; i < page->overlays->n; i++)
        if (page->overlays->items[i].id == id)
            return &page->overlays->items[i];
    return NULL;
}

static void keep_block(struct page *page, struct block *b)
{
    b->keep = true;
    b->dropped = false;
    b->overlay = 0;
    for (uint32_t n = b->first; n < b->end; n++)
        page->nodes[n].marks &= ~(uint32_t)NODE_OVERLAY;
}

static void drop_block(struct page *page, struct block *b)
{
    (void)page;
    b->dropped |= b->keep;
    b->keep = false;
}

static void each_block(struct page *page, uint32_t first, uint32_t end,
                       void (*verb)(struct page *, struct block *))
{
    struct block_list *blocks = page->blocks;

    for (uint32_t b = block_at(page, first);
         b < blocks->n && blocks->items[b].first < end; b++)
        verb(page, &blocks->items[b]);
}

/* The blocks of the part, block or subtree that an id names. */
static void apply(struct page *page, uint32_t id,
                  void (*verb)(struct page *, struct block *))
{
    const struct overlay *overlay = overlay_by_id(page, id);
    struct block_list *blocks = page->blocks;
    uint32_t b;

    if (id >= page->n_nodes)
        return;
    if (overlay) {
        for (size_t i = 0; i < overlay->n_ranges; i++) {
            if (verb == keep_block)
                for (uint32_t n = overlay->ranges[i].first; n < overlay->ranges[i].end;
                     n++)
                    page->nodes[n].marks &= ~(uint32_t)NODE_OVERLAY;
            each_block(page, overlay->ranges[i].first, overlay->ranges[i].end, verb);
        }
        return;
    }
    b = block_at(page, id);
    if (b == blocks->n || blocks->items[b].first != id) {
        each_block(page, id, page->nodes[id].end, verb);
        return;
    }
    /* A part outside the article begins here, unless its reader has named this block in
     * the middle of one. */
    if (verb == keep_block && !blocks->items[b].keep && !blocks->items[b].dropped &&
        blocks->items[b].overlay == 0 && article_run_begins(page, b)) {
        uint32_t end = article_run_end(page, b);

        while (b < end)
            keep_block(page, &blocks->items[b++]);
        return;
    }
    verb(page, &blocks->items[b]);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

/* In document order, so that the rest of a part whose beginning was put back is a part of
 * its own by then, as it was in the answer the reader saw. */
static void apply_all(struct page *page, const uint32_t *ids, size_t n,
                      void (*verb)(struct page *, struct block *))
{
    uint32_t *sorted = arena_array(&page->arena, n, sizeof *sorted);

    for (size_t i = 0; i < n; i++)
        sorted[i] = ids[i];
    qsort(sorted, n, sizeof *sorted, by_number);
    for (size_t i = 0; i < n; i++)
        apply(page, sorted[i], verb);
}

void mark_apply(struct page *page, const struct marks *marks)
{
    apply_all(page, marks->drop, marks->n_drop, drop_block);
    apply_all(page, marks->keep, marks->n_keep, keep_block);
}
