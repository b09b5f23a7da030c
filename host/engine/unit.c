#include "engine/unit.h"

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/habit.h"
#include "engine/kept.h"
#include "engine/letters.h"
#include "engine/node.h"
#include "engine/table.h"

/* A remark is a sentence or a few; of a longer box the model sees what it is. */
enum { REMARK_WORDS = 60 };

/* "Read more:" promises nothing that the text needs; a sentence does. */
enum { PROMISE_WORDS = 6 };

/* What the model thinks of the parts of a unit that stays all the same: a cell alone looks
 * like nothing, an item like little. UINT16_MAX: it is no unit. NOTHING_LESS: one of which
 * most must be kept, a box with its first words ("Warning"). */
enum { OF_TABLE = 200, OF_LIST = 300, NOTHING_LESS = 1001 };

static bool is_kept_in(const struct page *page, uint32_t b, uint32_t n)
{
    return b < page->blocks->n && page->blocks->items[b].keep &&
           node_is_in(page, page->blocks->items[b].first, n);
}

/* Right before and after it stands what is kept, beside it: in a forum's post the quotation
 * comes first, and is another's. */
static bool is_between(const struct page *page, uint32_t n)
{
    const uint32_t *before = page->features->before;
    uint32_t parent = page->nodes[n].parent;

    return parent != NO_NODE && before[n] > 0 &&
           is_kept_in(page, before[n] - 1, parent) &&
           is_kept_in(page, before[page->nodes[n].end], parent);
}

static uint16_t least_of_unit(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    switch (node->tag) {
    case TAG_TABLE: /* of data, or of formulas and their numbers */
        return node->marks & NODE_UNWRAP && !table_sets_formulas(page, n) ? UINT16_MAX
                                                                          : OF_TABLE;
    case TAG_DL:
        return OF_TABLE;
    case TAG_UL:
    case TAG_OL:
        return OF_LIST;
    case TAG_BLOCKQUOTE:
        return is_between(page, n) ? OF_LIST : UINT16_MAX;
    case TAG_ASIDE:
    case TAG_DETAILS:
        return NOTHING_LESS;
    default:
        return UINT16_MAX;
    }
}

/* All of it or nothing more: where most of its words are kept, or the model thinks well
 * enough of it, and most of it is no links. */
static void keep_unit(struct page *page, uint32_t from, uint32_t to, uint16_t least)
{
    struct block *items = page->blocks->items;
    uint32_t words = 0, links = 0, kept = 0;
    uint64_t sum = 0;

    for (uint32_t i = from; i < to; i++) {
        const struct block *b = &items[i];

        if (!kept_takes(page, b, 0, ZONE_OUT))
            continue;
        kept += b->keep ? b->n_words : 0;
        links += b->n_link_words * 2 > b->n_words ? b->n_words : 0;
        words += b->n_words;
        sum += b->n_link_words * 2 > b->n_words ? 0 : (uint64_t)b->n_words * b->score;
    }
    if (kept * 2 <= words &&
        (links * 2 > words || sum < (uint64_t)(words - links) * least))
        return;
    for (uint32_t i = from; i < to; i++)
        if (!items[i].copy && kept_takes(page, &items[i], 0, ZONE_OUT))
            block_keep(&items[i], "unit");
}

/* The unit around a node, or the node. One that holds the running text is none of it: a menu
 * or a banner that nobody closed. */
static uint32_t unit_around(const struct page *page, uint32_t n)
{
    uint32_t core = page->features->core;

    for (uint32_t a = n; a != NO_NODE; a = page->nodes[a].parent)
        if (least_of_unit(page, a) != UINT16_MAX)
            return core != NO_NODE && node_is_in(page, core, a) ? n : a;
    return n;
}

/* What is read as a whole stays as a whole: one item says little without the others, and
 * the first kept one need not be the first of it. */
static void keep_units(struct page *page)
{
    const uint32_t *before = page->features->before;
    uint32_t first, last;

    if (!kept_ends(page->blocks, &first, &last))
        return;
    for (uint32_t n = unit_around(page, page->blocks->items[first].first);
         n < page->blocks->items[last].first; n++) {
        const struct node *node = &page->nodes[n];
        uint16_t least = least_of_unit(page, n);

        if (least == UINT16_MAX)
            continue;
        keep_unit(page, before[n], before[node->end], least);
        n = node->end - 1;
    }
}

/* A box of a few words that its page calls a note or a warning, and no list of links. */
static bool is_remark(const struct page *page, uint32_t n)
{
    const uint32_t *before = page->features->before;
    uint32_t words = 0, links = 0;

    if (page->nodes[n].tag != TAG_ASIDE ||
        !(habit_is(page, n, HABIT_CALLOUT) || habit_is(page, n, HABIT_REMARK)))
        return false;
    for (uint32_t b = before[n]; b < before[page->nodes[n].end] && words <= REMARK_WORDS;
         b++) {
        words += page->blocks->items[b].n_words;
        links += page->blocks->items[b].n_link_words;
    }
    return words <= REMARK_WORDS && links * 2 <= words;
}

/* A remark between two kept blocks, where they stand, is of the text: the model sees a place
 * beside it, and few words. */
static void keep_remarks(struct page *page)
{
    const uint32_t *before = page->features->before;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        if (!is_remark(page, n) || !is_between(page, n))
            continue;
        for (uint32_t b = before[n]; b < before[node->end]; b++)
            if (kept_takes(page, &page->blocks->items[b], 0, ZONE_OUT & ~ZONE_ASIDE))
                block_keep(&page->blocks->items[b], "unit");
    }
}

/* The line right above a list, beside it, that ends in a colon; NULL if there is none. */
static struct block *line_above(const struct page *page, uint32_t n)
{
    uint32_t b = page->features->before[n];
    struct block *line = b > 0 ? &page->blocks->items[b - 1] : NULL;

    return (page->nodes[n].tag == TAG_UL || page->nodes[n].tag == TAG_OL) &&
                   line != NULL && line->keep && line->n_link_words == 0 &&
                   node_heading_level(page, line->owner) == 0 &&
                   page->nodes[line->owner].parent == page->nodes[n].parent &&
                   letters_end(line->text, line->len) == END_COLON
               ? line
               : NULL;
}

/* A list that a sentence promises stays, be it all links: where to read what the text tells
 * of. A word or two above one that goes are its heading, and go with it. */
static void keep_lists(struct page *page)
{
    const uint32_t *before = page->features->before;
    struct block *items = page->blocks->items;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        struct block *line = line_above(page, n);
        uint32_t to = before[page->nodes[n].end];
        bool any = false;

        if (line == NULL)
            continue;
        for (uint32_t b = before[n]; b < to; b++) {
            if (line->n_words >= PROMISE_WORDS && !items[b].copy &&
                kept_takes(page, &items[b], 0, ZONE_OUT))
                block_keep(&items[b], "unit");
            any |= items[b].keep;
        }
        if (!any && before[n] < to)
            block_drop(line, "empty_section");
    }
}

void unit_keep(struct page *page)
{
    keep_units(page);
    keep_lists(page);
    keep_remarks(page);
}
