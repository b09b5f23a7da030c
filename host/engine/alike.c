#include "engine/alike.h"

#include "engine/feature.h"
#include "engine/node.h"

/* No page tells its elements apart after that many; a hostile one has megabytes. */
enum { CLASS_BYTES = 256 };

/* Fewer than this are no row. */
enum { ROW = 3 };

static uint64_t mix(uint64_t h, uint64_t value)
{
    h = (h ^ value) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static uint64_t mix_bytes(uint64_t h, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)bytes[i]) * 0x100000001B3u;
    return mix(h, len);
}

/* Without digits: post-4711 is a post like the others. */
static uint64_t look(const struct page *page, uint32_t n)
{
    const char *class = node_attr(page, n, "class");
    uint64_t h = mix(14695981039346656037u, page->nodes[n].tag);

    for (size_t i = 0; class != NULL && class[i] != '\0' && i < CLASS_BYTES; i++)
        if (class[i] < '0' || class[i] > '9')
            h = (h ^ (unsigned char)class[i]) * 0x100000001B3u;
    return mix(h, 0);
}

struct slots {
    struct page *page;
    uint64_t *keys;   /* 0: free */
    uint32_t *values; /* the key's group */
    size_t size;      /* a power of two */
    size_t cap;       /* of groups */
};

static void slots_open(struct slots *s, struct page *page, size_t n, struct grouping *g)
{
    s->page = page;
    s->size = 16;
    while (s->size < n * 2)
        s->size *= 2;
    s->keys = arena_array(&page->arena, s->size, sizeof(*s->keys));
    s->values = arena_array(&page->arena, s->size, sizeof(*s->values));
    g->of = arena_array(&page->arena, n, sizeof(*g->of));
    g->groups = arena_array(&page->arena, n + 1, sizeof(*g->groups));
    g->n = 1; /* the first holds nothing */
}

static void join(struct slots *s, struct grouping *g, uint32_t item, uint64_t key,
                 const struct tally *t)
{
    size_t slot;
    struct group *group;

    key |= 1;
    slot = (key >> 1) & (s->size - 1);
    while (s->keys[slot] != 0 && s->keys[slot] != key)
        slot = (slot + 1) & (s->size - 1);
    if (s->keys[slot] == 0) {
        s->keys[slot] = key;
        s->values[slot] = g->n++;
    }
    g->of[item] = s->values[slot];
    group = &g->groups[g->of[item]];
    group->n++;
    group->words += t->words;
    group->link_words += t->link_words;
    group->good_words += t->good_words;
}

static void group_siblings(struct page *page, const struct tallies *tallies,
                           const uint64_t *looks, struct alikes *out)
{
    struct slots s;

    slots_open(&s, page, page->n_nodes, &out->siblings);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        struct tally t;

        if (node->tag == TAG_TEXT || node->parent == NO_NODE)
            continue;
        t = tally_of(tallies, n);
        if (t.words > 0)
            join(&s, &out->siblings, n, mix(looks[n], node->parent), &t);
    }
    out->repeated = arena_array(&page->arena, page->n_nodes, sizeof(*out->repeated));
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t parent = page->nodes[n].parent;

        if (out->siblings.groups[out->siblings.of[n]].n >= ROW)
            out->repeated[n] = n;
        else
            out->repeated[n] = parent == NO_NODE ? NO_NODE : out->repeated[parent];
    }
}

/* The looks of `levels` elements from `n` up. */
static uint64_t path(const struct page *page, uint32_t n, int levels,
                     const uint64_t *looks)
{
    uint64_t h = 1;

    for (; levels > 0 && n != NO_NODE; levels--, n = page->nodes[n].parent)
        h = mix(h, looks != NULL ? looks[n] : page->nodes[n].tag);
    return h;
}

static void group_blocks(struct page *page, const struct tallies *tallies,
                         const uint32_t *stand, const uint64_t *looks, struct alikes *out)
{
    struct slots paths, trails, copies;
    uint32_t n = page->blocks->n;

    slots_open(&paths, page, n, &out->paths);
    slots_open(&trails, page, n, &out->trails);
    slots_open(&copies, page, n, &out->copies);
    out->earlier = arena_array(&page->arena, n, sizeof(*out->earlier));
    for (uint32_t i = 0; i < n; i++) {
        const struct block *b = &page->blocks->items[i];
        struct tally t = tally_between(tallies, i, (int64_t)i + 1);

        join(&paths, &out->paths, i, path(page, stand[i], 3, looks), &t);
        join(&trails, &out->trails, i, path(page, stand[i], 6, NULL), &t);
        join(&copies, &out->copies, i, mix_bytes(7, b->folded, b->folded_len), &t);
        out->earlier[i] = out->copies.groups[out->copies.of[i]].n - 1;
    }
}

void alike_sweep(struct page *page, const struct tallies *tallies, const uint32_t *stand,
                 struct alikes *out)
{
    uint64_t *looks = arena_array(&page->arena, page->n_nodes, sizeof(*looks));

    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag != TAG_TEXT)
            looks[n] = look(page, n);
    group_siblings(page, tallies, looks, out);
    group_blocks(page, tallies, stand, looks, out);
}
