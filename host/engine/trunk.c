#include "engine/trunk.h"

#include "engine/feature.h"
#include "engine/node.h"

static bool is_container(const struct node *node)
{
    return node->tag != TAG_TEXT && node->tag != TAG_P && tag_rules[node->tag].block;
}

uint32_t trunk_core(const struct tallies *tallies, uint32_t share)
{
    const struct page *page = tallies->page;
    uint64_t all = tallies->upto_block[page->blocks->n].good_words;
    uint32_t core = NO_NODE;

    for (uint32_t n = 0; n < page->n_nodes && all > 0; n++)
        if (is_container(&page->nodes[n]) &&
            (uint64_t)tally_of(tallies, n).good_words * 1000 > all * share)
            core = n;
    return core;
}

uint32_t trunk_top(struct page *page, const struct tallies *tallies)
{
    uint32_t *score = arena_array(&page->arena, page->n_nodes, sizeof(*score));
    uint64_t most = 0;
    uint32_t top = NO_NODE;

    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];
        uint32_t n = page->nodes[b->owner].parent;

        for (uint32_t part = 1; feature_is_good(b) && part <= 3 && n != NO_NODE; part++) {
            score[n] += b->n_words * 6 / part;
            n = page->nodes[n].parent;
        }
    }
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        struct tally t;
        uint64_t points;

        if (score[n] == 0)
            continue;
        t = tally_of(tallies, n);
        points = (uint64_t)score[n] * (uint64_t)(1000 - permille(t.link_words, t.words));
        if (points > most) {
            most = points;
            top = n;
        }
    }
    return top;
}

void trunk_grow(struct page *page, uint32_t end, struct trunk *out)
{
    out->end = end;
    out->branch = NULL;
    if (end == NO_NODE)
        return;
    out->branch = arena_array(&page->arena, page->n_nodes, sizeof(*out->branch));
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t parent = page->nodes[n].parent;

        if (node_is_in(page, end, n))
            out->branch[n] = NO_NODE;
        else if (parent == NO_NODE || out->branch[parent] == NO_NODE)
            out->branch[n] = n;
        else
            out->branch[n] = out->branch[parent];
    }
}

struct hold trunk_hold(const struct page *page, const struct trunk *trunk, uint32_t n)
{
    const struct node *nodes = page->nodes;
    uint32_t branch = trunk->branch[n];
    uint32_t fork = branch == NO_NODE ? n : nodes[branch].parent;
    uint16_t level = fork == NO_NODE ? 0 : nodes[fork].depth;
    struct hold hold = {.up = nodes[trunk->end].depth - level,
                        .down = nodes[n].depth - level,
                        .side = 1,
                        .branch = branch == NO_NODE ? n : branch};

    if (branch != NO_NODE && fork != trunk->end)
        hold.side = branch < trunk->end ? 0 : 2;
    return hold;
}
