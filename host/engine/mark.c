#include "engine/mark.h"

#include <stdlib.h>

#include "engine/article.h"
#include "engine/block.h"
#include "engine/node.h"
#include "engine/overlay.h"
#include "engine/rest.h"

/* The overlay with this id, or NULL. */
static const struct overlay *overlay_by_id(const struct page *page, uint32_t id)
{
    for (size_t i = 0; i < page->overlays->n; i++)
        if (page->overlays->items[i].id == id)
            return &page->overlays->items[i];
    return NULL;
}

/* What the reader decided about a block. */
enum verb { KEEP, DROP };

static void give_back(struct page *page, uint32_t first, uint32_t end)
{
    for (uint32_t n = first; n < end; n++)
        page->nodes[n].marks &= ~(uint32_t)(NODE_OVERLAY | NODE_REFUSED);
}

/* For what is not chosen yet: pictures, and the captions that come with them. Ids come in
 * order, so what begins in a refused range has been done with it. */
static void refuse(struct page *page, uint32_t first, uint32_t end)
{
    if (page->nodes[first].marks & NODE_REFUSED)
        return;
    for (uint32_t n = first; n < end; n++)
        page->nodes[n].marks |= NODE_REFUSED;
}

static void mark_block(struct page *page, struct block *b, enum verb verb)
{
    if (verb == DROP) {
        b->dropped |= b->keep;
        b->keep = false;
        return;
    }
    block_keep(b, "marked");
    b->dropped = false;
    b->overlay = 0;
    give_back(page, b->first, b->end);
}

static void mark_range(struct page *page, uint32_t first, uint32_t end, enum verb verb)
{
    struct block_list *blocks = page->blocks;

    for (uint32_t b = block_at(page, first);
         b < blocks->n && blocks->items[b].first < end; b++)
        mark_block(page, &blocks->items[b], verb);
}

static void mark_overlay(struct page *page, const struct overlay *overlay, enum verb verb)
{
    for (size_t i = 0; i < overlay->n_ranges; i++) {
        const struct node_range *range = &overlay->ranges[i];

        if (verb == KEEP)
            give_back(page, range->first, range->end);
        mark_range(page, range->first, range->end, verb);
    }
}

/* A part outside the article begins with this block, unless its reader has named the block
 * in the middle of one. */
static bool begins_part(const struct page *page, uint32_t b)
{
    const struct block *block = &page->blocks->items[b];

    return !block->keep && !block->dropped && block->overlay == 0 && rest_begins(page, b);
}

/* The part, block or subtree that an id names. */
static void apply(struct page *page, uint32_t id, enum verb verb)
{
    const struct overlay *overlay = overlay_by_id(page, id);
    struct block_list *blocks = page->blocks;
    uint32_t b, end;

    if (id >= page->n_nodes)
        return;
    if (overlay) {
        mark_overlay(page, overlay, verb);
        return;
    }
    b = block_at(page, id);
    if (b == blocks->n || blocks->items[b].first != id) {
        if (verb == DROP)
            refuse(page, id, page->nodes[id].end);
        else
            give_back(page, id, page->nodes[id].end);
        mark_range(page, id, page->nodes[id].end, verb);
        return;
    }
    if (verb == DROP)
        refuse(page, id, blocks->items[b].end);
    end = verb == KEEP && begins_part(page, b) ? rest_end(page, b) : b + 1;
    while (b < end)
        mark_block(page, &blocks->items[b++], verb);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

    return x < y ? -1 : x > y;
}

/* In document order, so that the rest of a part whose beginning was put back is a part of
 * its own by then, as it was in the answer the reader saw. */
static void apply_all(struct page *page, const uint32_t *ids, size_t n, enum verb verb)
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
    apply_all(page, marks->drop, marks->n_drop, DROP);
    apply_all(page, marks->keep, marks->n_keep, KEEP);
}
