#include "engine/copy.h"

#include <string.h>

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/node.h"

/* Short texts may repeat for good reasons. */
enum { COPY_WORDS = 12, REST_WORDS = 8 };

struct copies {
    struct page *page;
    uint32_t *of;   /* per block: the kept one before it with the same text, or itself */
    uint32_t *upto; /* per block: words of the copies before it */
    uint32_t *kept; /* per block: words of the kept ones before it */
};

static uint32_t hash(const struct block *b)
{
    uint32_t h = 2166136261u;

    for (uint32_t i = 0; i < b->folded_len; i++)
        h = (h ^ (unsigned char)b->folded[i]) * 16777619u;
    return h;
}

static void find(struct copies *c)
{
    struct block_list *blocks = c->page->blocks;
    size_t size = 16;
    uint32_t *table;

    while (size < (size_t)blocks->n * 2)
        size *= 2;
    table = arena_array(&c->page->arena, size, sizeof *table); /* 1 + index of a block */
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        size_t slot = hash(b) & (size - 1);

        c->of[i] = i;
        if (!b->keep || b->n_words < COPY_WORDS)
            continue;
        while (table[slot] != 0 && !block_says_same(&blocks->items[table[slot] - 1], b))
            slot = (slot + 1) & (size - 1);
        if (table[slot] == 0)
            table[slot] = i + 1;
        else
            c->of[i] = table[slot] - 1;
    }
}

static void sum_up(struct copies *c)
{
    const struct block_list *blocks = c->page->blocks;

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];

        c->kept[i + 1] = c->kept[i] + (b->keep ? b->n_words : 0);
        c->upto[i + 1] = c->upto[i] + (c->of[i] != i ? b->n_words : 0);
    }
}

/* Written like the first, among text that is no copy. */
static bool is_refrain(const struct copies *c, const struct block *first,
                       const struct block *b)
{
    const struct page *page = c->page;
    const uint32_t *before = page->features->before;
    const struct node *nodes = page->nodes;
    uint32_t around = nodes[b->owner].parent, from, to;

    if (first->owner == b->owner)
        return true;
    if (around == NO_NODE || !node_is_like(page, first->owner, b->owner))
        return false;
    from = before[around];
    to = before[nodes[around].end];
    return (c->upto[to] - c->upto[from]) * 3 < (c->kept[to] - c->kept[from]) * 2;
}

static void drop(struct block *b)
{
    block_drop(b, "repeats");
    b->copy = true;
}

/* Of a quotation that says what stands above, whose it was ("Ann wrote:"): nothing is left
 * of it. */
static bool drop_rest(struct copies *c, uint32_t quotation)
{
    const struct page *page = c->page;
    uint32_t from = page->features->before[quotation];
    uint32_t to = page->features->before[page->nodes[quotation].end];

    if (c->kept[to] - c->kept[from] > REST_WORDS || c->upto[to] == c->upto[from])
        return false;
    for (uint32_t i = from; i < to; i++)
        if (page->blocks->items[i].keep)
            drop(&page->blocks->items[i]);
    return true;
}

void copy_drop(struct page *page)
{
    struct block_list *blocks = page->blocks;
    struct copies c = {.page = page};

    c.of = arena_array(&page->arena, (size_t)blocks->n + 1, sizeof *c.of);
    c.upto = arena_array(&page->arena, (size_t)blocks->n + 1, sizeof *c.upto);
    c.kept = arena_array(&page->arena, (size_t)blocks->n + 1, sizeof *c.kept);
    find(&c);
    sum_up(&c);
    for (uint32_t i = 0; i < blocks->n; i++) {
        struct block *b = &blocks->items[i], *first = &blocks->items[c.of[i]];

        if (first == b)
            continue;
        if (first->hidden && !b->hidden)
            drop(first);
        else if (b->hidden || !is_refrain(&c, first, b))
            drop(b);
    }
    sum_up(&c);
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_BLOCKQUOTE && drop_rest(&c, n))
            n = page->nodes[n].end - 1;
}
