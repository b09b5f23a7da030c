#include "engine/fill.h"

#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/habit.h"
#include "engine/node.h"
#include "engine/overlay.h"
#include "engine/table.h"

enum { STRAY_WORDS = 25, REMARK_WORDS = 60 };

/* What the model gives less is no heading of the section below it and does not begin the
 * text; and is nothing that the text ends with. */
enum { FAINT = 100, DOUBTED = 300 };

/* A paragraph of as many words may be what the text begins with: fewer say who wrote it, or
 * when, or how long it takes to read. */
enum { BEGINNING_WORDS = 8, BEGINNING = 150 };

/* May stand in the article if its neighbours do, `stray_words` of what is not kept away;
 * outside the core only close to them. In the places `out` it may not. */
static bool is_open(const struct page *page, const struct block *b, uint32_t stray_words,
                    uint32_t out)
{
    uint32_t core = page->features->core;

    return !overlay_claims(page, b) && !b->teaser && !(feature_zones(page, b) & out) &&
           (stray_words <= STRAY_WORDS ||
            (core != NO_NODE && node_is_in(page, b->first, core)));
}

/* Both are of kept blocks; false if there is none. */
static bool find_ends(const struct block_list *blocks, uint32_t *first, uint32_t *last)
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

/* The threshold left it out, and nothing else did. */
static bool is_doubted(const struct page *page, const struct block *b, uint16_t least)
{
    return b->score >= least && b->score < page->article->keep_from &&
           is_open(page, b, 0, ZONE_OUT);
}

static bool is_paragraph(const struct page *page, const struct block *b)
{
    return page->nodes[b->owner].tag == TAG_P && b->n_words > 0 &&
           b->n_link_words * 2 <= b->n_words;
}

/* What may stand below the headline: running text, or one sentence of what it is about. */
static bool may_begin(const struct page *page, const struct block *b)
{
    return (feature_is_good(b) && is_doubted(page, b, FAINT)) ||
           (is_paragraph(page, b) && b->n_words >= BEGINNING_WORDS &&
            is_doubted(page, b, BEGINNING));
}

/* What may come after the text's `last` paragraph: running text, or a paragraph beside it
 * ("A version of this appeared in the Evening Post."). */
static bool may_end(const struct page *page, const struct block *b,
                    const struct block *last)
{
    return (feature_is_good(b) && is_doubted(page, b, DOUBTED)) ||
           (is_paragraph(page, b) && is_doubted(page, b, FAINT) &&
            page->nodes[b->owner].parent == page->nodes[last->owner].parent);
}

/* No paragraph is lost at the ends: the text begins right below the headline, and goes on as
 * long as running text follows. There the model sees an edge, and doubts what is a paragraph
 * like the others. */
static void keep_edges(struct page *page)
{
    struct block *items = page->blocks->items;
    uint32_t first, last, top, stray = 0;

    if (!find_ends(page->blocks, &first, &last))
        return;
    for (top = first; top > 0; top--)
        if (node_heading_level(page, items[top - 1].owner) == 1)
            break;
    for (uint32_t i = top; top > 0 && i < first; i++)
        if (may_begin(page, &items[i]))
            block_keep(&items[i], "edge");
    for (uint32_t i = last + 1; i < page->blocks->n && stray <= STRAY_WORDS; i++) {
        if (may_end(page, &items[i], &items[last]))
            block_keep(&items[i], "edge");
        stray = items[i].keep ? 0 : stray + items[i].n_words;
    }
}

/* Code between two kept blocks stays: the model doubts it more than it should. */
static void keep_code(struct page *page)
{
    struct block *items = page->blocks->items;
    uint32_t first, last, stray = 0;

    if (!find_ends(page->blocks, &first, &last))
        return;
    for (uint32_t i = first; i < last; i++) {
        if (node_closest(page, items[i].first, TAG_PRE) != NO_NODE &&
            is_open(page, &items[i], stray, ZONE_OUT))
            block_keep(&items[i], "code");
        stray = items[i].keep ? 0 : stray + items[i].n_words;
    }
}

/* What the model thinks of the parts of a unit that stays all the same: a cell alone looks
 * like nothing, an item like little. UINT16_MAX: it is no unit. NOTHING_LESS: one of which
 * most must be kept, a box with its first words ("Warning"). */
enum { OF_TABLE = 200, OF_LIST = 300, NOTHING_LESS = 1001 };

/* Right before and after it stands what is kept, beside it: in a forum's post the quotation
 * comes first, and is another's. */
static bool is_between(const struct page *page, uint32_t n)
{
    const struct block *items = page->blocks->items;
    const uint32_t *before = page->features->before;
    uint32_t from = before[n], to = before[page->nodes[n].end],
             parent = page->nodes[n].parent;

    return parent != NO_NODE && from > 0 && to < page->blocks->n &&
           items[from - 1].keep && items[to].keep &&
           node_is_in(page, items[from - 1].first, parent) &&
           node_is_in(page, items[to].first, parent);
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

        if (!is_open(page, b, 0, ZONE_OUT))
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
        if (!items[i].copy && is_open(page, &items[i], 0, ZONE_OUT))
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

    if (!find_ends(page->blocks, &first, &last))
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

static bool is_kept_in(const struct page *page, uint32_t b, uint32_t n)
{
    return b < page->blocks->n && page->blocks->items[b].keep &&
           node_is_in(page, page->blocks->items[b].first, n);
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

        if (!is_remark(page, n) || before[n] == 0 ||
            !is_kept_in(page, before[n] - 1, node->parent) ||
            !is_kept_in(page, before[node->end], node->parent))
            continue;
        for (uint32_t b = before[n]; b < before[node->end]; b++)
            if (is_open(page, &page->blocks->items[b], 0, ZONE_OUT & ~ZONE_ASIDE))
                block_keep(&page->blocks->items[b], "unit");
    }
}

/* More than a third of what was chosen is headings: a list of them, with little below each. */
static bool is_heading_list(const struct page *page)
{
    uint32_t words = 0, heading_words = 0;

    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];

        if (!b->keep)
            continue;
        words += b->n_words;
        heading_words += node_heading_level(page, b->owner) != 0 ? b->n_words : 0;
    }
    return heading_words * 3 > words;
}

/* A heading within the text, over nothing at all and as sure: no dropped section leaves it
 * behind, it is a line that is set as a heading, or a question whose answer is not there. On
 * an article it has to be surer: there such lines are seldom, and often lead elsewhere. */
enum { LIKELY = 500, SURE = 800 };

static bool is_line(const struct page *page, const struct block *b)
{
    return b->score >= (page->declared ? SURE : LIKELY);
}

/* The first kept block that is no heading; all of them, if there is none. */
static uint32_t find_text(const struct page *page)
{
    const struct block *items = page->blocks->items;
    uint32_t i = 0;

    while (i < page->blocks->n &&
           (!items[i].keep || node_heading_level(page, items[i].owner) != 0))
        i++;
    return i;
}

/* A heading stays when something of its section does. Backwards, so that one look at each
 * block is enough: text_after[level] is whether text was kept since the last heading of
 * that level or above it. It may stand where the text does that it is over (in an aside), and
 * may hold a button that unfolds it. */
static void keep_headings(struct page *page)
{
    bool text_after[7] = {false}, list = is_heading_list(page);
    bool below = false, left_out = false; /* text kept below; some right below */
    uint32_t stray = 0, out = ZONE_OUT, text = find_text(page);

    for (uint32_t i = page->blocks->n; i-- > 0;) {
        struct block *b = &page->blocks->items[i];
        int level = node_heading_level(page, b->owner);

        if (level == 0) {
            for (int l = 1; b->keep && l <= 6; l++)
                text_after[l] = true;
            stray = b->keep ? 0 : stray + b->n_words;
            below |= b->keep;
            left_out = !b->keep;
            if (b->keep)
                out = ZONE_OUT & ~(feature_zones(page, b) | ZONE_FORM);
            continue;
        }
        if (b->keep && !list && !text_after[level]) {
            if (i < text || !below || left_out || !is_line(page, b))
                block_drop(b, "empty_section");
        } else if (text_after[level] && b->score >= FAINT &&
                   is_open(page, b, stray, out)) {
            block_keep(b, "section");
        }
        for (int l = level; l <= 6; l++)
            text_after[l] = false;
        left_out = false;
    }
}

void fill_in(struct page *page)
{
    keep_edges(page);
    keep_code(page);
    keep_units(page);
    keep_remarks(page);
    keep_headings(page);
}
