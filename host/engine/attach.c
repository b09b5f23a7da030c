#include "engine/attach.h"

#include <stdlib.h>
#include <string.h>

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/habit.h"
#include "engine/node.h"
#include "engine/overlay.h"

/* Words that may stand between a picture and the text it belongs to: a
 * credit, a byline. */
#define NEAR_WORDS 40
#define NEAR_BLOCKS 200

/* Words beside a picture that say nothing. */
#define WORDS_BESIDE 2

/* Nodes of a gallery that are looked at. */
#define GALLERY_NODES 400

/* "Image: Vjeran Pavic / The Verge" */
#define CREDIT_WORDS 8

/* Of a picture's box: a caption, a credit, a line of each in another language. */
#define BOX_BLOCKS 4

/* How far above its text the name of a caption may stand. */
#define CAPTION_LEVELS 2

/* Pictures that say they are smaller, either way, are icons and counters. */
#define ICON_PX 48

/* A list, table or quotation is nothing without its element, even when it holds
 * everything. */
static bool has_meaning(uint16_t tag)
{
    switch (tag) {
    case TAG_DIV:
    case TAG_SECTION:
    case TAG_ARTICLE:
    case TAG_MAIN:
    case TAG_BODY:
    case TAG_HTML:
    case TAG_CENTER:
    case TAG_FORM:
    case TAG_HEADER:
    case TAG_UNKNOWN:
        return false;
    default:
        return true;
    }
}

/* The element whose children the article is: around all kept blocks, out of all that has
 * a meaning. Nothing from it upwards is marked. */
static uint32_t find_scope(const struct page *page, uint32_t first, uint32_t last)
{
    const struct block *items = page->blocks->items;
    uint32_t scope = node_around(page, items[first].owner, items[last].owner);

    for (uint32_t b = first; b <= last; b++)
        if (items[b].keep)
            scope = node_around(page, scope, items[b].owner);
    for (uint32_t n = scope; n != NO_NODE; n = page->nodes[n].parent)
        if (has_meaning(page->nodes[n].tag) && page->nodes[n].parent != NO_NODE)
            scope = page->nodes[n].parent;
    return scope;
}

/* Marks a node with the elements around it, up to the scope. */
static void mark_up(struct page *page, uint32_t n, uint32_t scope)
{
    while (n != scope && n != NO_NODE && !(page->nodes[n].marks & NODE_KEEP)) {
        page->nodes[n].marks |= NODE_KEEP;
        n = page->nodes[n].parent;
    }
}

/* What stands among text without being text. */
static bool is_picture(const struct node *node)
{
    return node->tag == TAG_FIGURE || node->tag == TAG_PICTURE || node->tag == TAG_IMG ||
           node->tag == TAG_MATH || (node->marks & (NODE_EMBED | NODE_POST));
}

static void mark_range(struct page *page, uint32_t first, uint32_t end, uint32_t scope)
{
    for (uint32_t n = first; n < end; n++) {
        struct node *node = &page->nodes[n];

        if ((node->marks & NODE_OVERLAY) ||
            ((node->marks & NODE_REFUSED) && is_picture(node)))
            continue;
        node->marks |= NODE_KEEP;
    }
    if (first < end && page->nodes[first].parent != scope && first != scope)
        mark_up(page, page->nodes[first].parent, scope);
}

/* Line breaks and rules between two kept blocks that nothing stands between. */
static void mark_breaks(struct page *page, uint32_t first, uint32_t end, uint32_t scope)
{
    for (uint32_t n = first; n < end; n++) {
        uint16_t tag = page->nodes[n].tag;
        uint32_t parent = page->nodes[n].parent;

        if ((tag == TAG_BR || tag == TAG_HR) &&
            (parent == scope || (page->nodes[parent].marks & NODE_KEEP)))
            page->nodes[n].marks |= NODE_KEEP;
    }
}

/* Where parts between two kept blocks went, a rule beside them still parts these: one does. */
static void mark_rule(struct page *page, uint32_t first, uint32_t end, uint32_t scope)
{
    for (uint32_t n = first; n < end; n++) {
        uint32_t parent = page->nodes[n].parent;

        if (page->nodes[n].tag == TAG_HR && !(page->nodes[n].marks & NODE_OVERLAY) &&
            (parent == scope || (page->nodes[parent].marks & NODE_KEEP))) {
            page->nodes[n].marks |= NODE_KEEP;
            return;
        }
    }
}

/* The largest element around a picture that holds no kept text. */
static uint32_t picture_branch(const struct page *page, uint32_t n, uint32_t scope)
{
    for (;;) {
        uint32_t parent = page->nodes[n].parent;

        if (parent == NO_NODE || parent == scope ||
            (page->nodes[parent].marks & NODE_KEEP))
            return n;
        n = parent;
    }
}

/* "16", "16px"; neither "auto" nor "100%" is a size. */
static bool is_small(const char *length)
{
    char *end = NULL;
    long pixels = length ? strtol(length, &end, 10) : 0;

    return length && end != length && *end != '%' && pixels <= ICON_PX;
}

static bool is_icon(const struct page *page, uint32_t n)
{
    return is_small(node_attr(page, n, "width")) ||
           is_small(node_attr(page, n, "height"));
}

/* Words in the blocks of [first, end) that are not kept; captions of figures don't count.
 * Nobody asks beyond NEAR_WORDS, and many empty blocks are as much as many words: so a
 * page of pictures costs a few blocks each. */
static uint32_t stray_words(const struct page *page, uint32_t first, uint32_t end)
{
    const struct features *f = page->features;
    uint32_t words = 0, begin = f->before[first];

    for (uint32_t b = begin; first < end && b < f->before[end] && words <= NEAR_WORDS;
         b++) {
        const struct block *block = &page->blocks->items[b];

        if (b - begin > NEAR_BLOCKS)
            return NEAR_WORDS + 1;
        if (!block->keep && !(feature_zones(page, block) & ZONE_FIGURE))
            words += block->n_words;
    }
    return words;
}

static void unmark(struct page *page, const struct block *block)
{
    for (uint32_t n = block->first; n < block->end; n++)
        page->nodes[n].marks &= ~(uint32_t)NODE_KEEP;
}

/* Words beside a picture in what holds it and nothing kept. A formula's own are its own, and
 * so are those of a post. */
static uint32_t words_beside(const struct page *page, uint32_t n, uint32_t top)
{
    const struct node *nodes = page->nodes;

    return nodes[n].tag == TAG_MATH || (nodes[n].marks & NODE_POST)
               ? stray_words(page, top, n) +
                     stray_words(page, nodes[n].end, nodes[top].end)
               : stray_words(page, top, nodes[top].end);
}

/* The blocks in a figure or table that is kept, and in a figure that the reader took out: so
 * its text is among what was dropped. */
static void keep_blocks(struct page *page, uint32_t figure, uint32_t scope)
{
    const struct features *f = page->features;

    for (uint32_t b = f->before[figure]; b < f->before[page->nodes[figure].end]; b++) {
        struct block *block = &page->blocks->items[b];

        if (block->overlay != 0)
            continue;
        block->dropped |= (page->nodes[block->first].marks & NODE_REFUSED) != 0;
        if (block->dropped) {
            block->keep = false;
            unmark(page, block);
        } else {
            block_keep(block, "figure");
            mark_range(page, block->first, block->end, scope);
        }
    }
}

/* A caption by its name, where the page has no figures. */
static bool is_caption(const struct page *page, const struct block *block)
{
    uint32_t n = block->owner;

    for (int i = 0; i < CAPTION_LEVELS && n != NO_NODE; i++, n = page->nodes[n].parent)
        if (habit_is(page, n, HABIT_CAPTION))
            return true;
    return false;
}

/* Whether what stands beside a picture is its caption or a credit: a few words, none of
 * which leads anywhere. Teasers lead to their stories. */
static bool is_credit(const struct page *page, uint32_t top)
{
    uint32_t words = 0;

    for (uint32_t b = block_at(page, top);
         b < page->blocks->n && page->blocks->items[b].first < page->nodes[top].end;
         b++) {
        const struct block *block = &page->blocks->items[b];

        if (block->keep || is_caption(page, block) ||
            (feature_zones(page, block) & ZONE_FIGURE))
            continue;
        words += block->n_words;
        if (block->n_link_words || words > CREDIT_WORDS)
            return false;
    }
    return true;
}

/* Pictures in [first, end), as far as they matter to NEAR_WORDS. */
static uint32_t count_pictures(const struct page *page, uint32_t first, uint32_t end)
{
    uint32_t count = 0;

    for (uint32_t n = first; n < end && n - first < GALLERY_NODES; n++)
        count += page->nodes[n].tag == TAG_IMG;
    return count;
}

/* Whether the words beside a picture are too many to be nothing: a teaser's headline, an
 * author's name. A gallery has some for each of its pictures ("+ 4", "Zoom"). */
static bool says_else(const struct page *page, uint32_t n, uint32_t top)
{
    uint32_t words = words_beside(page, n, top);

    return words > WORDS_BESIDE && !is_credit(page, top) &&
           words > WORDS_BESIDE * count_pictures(page, top, page->nodes[top].end);
}

static void keep_captions(struct page *page, uint32_t top, uint32_t scope)
{
    for (uint32_t b = block_at(page, top);
         b < page->blocks->n && page->blocks->items[b].first < page->nodes[top].end;
         b++) {
        struct block *block = &page->blocks->items[b];

        if (block->keep || block->overlay || block->dropped || !is_caption(page, block))
            continue;
        block_keep(block, "caption");
        mark_range(page, block->first, block->end, scope);
    }
}

/* What holds a picture and its caption: its branch, or the small box around it, of which the
 * credit was kept already. */
static uint32_t caption_box(const struct page *page, uint32_t top, uint32_t scope)
{
    const uint32_t *before = page->features->before;
    uint32_t box = page->nodes[top].parent;

    return top != scope && box != NO_NODE && box != scope &&
                   before[page->nodes[box].end] - before[box] <= BOX_BLOCKS
               ? box
               : top;
}

/* Stands where an article does not. What is hidden with kept text is there for whoever opens
 * it: a slide, a tab. */
static bool is_outside(const struct page *page, uint32_t n)
{
    const uint32_t *zones = page->features->zones;
    uint32_t b;

    if (zones[n] & ZONE_OUT & ~(uint32_t)ZONE_HIDDEN)
        return true;
    if (!(zones[n] & ZONE_HIDDEN))
        return false;
    while (page->nodes[n].parent != NO_NODE && zones[page->nodes[n].parent] & ZONE_HIDDEN)
        n = page->nodes[n].parent;
    for (b = block_at(page, n); b < block_at(page, page->nodes[n].end); b++)
        if (page->blocks->items[b].keep)
            return false;
    return true;
}

/* A picture is kept where it stands among kept text and its own surroundings say nothing
 * else: a teaser's picture stands with its headline, an author's with a name. */
static bool mark_picture(struct page *page, uint32_t n, uint32_t scope, uint32_t from,
                         uint32_t to)
{
    const struct node *nodes = page->nodes;
    uint32_t top = picture_branch(page, n, scope);
    uint32_t gap = 0;

    if ((nodes[n].marks & (NODE_KEEP | NODE_OVERLAY)) || is_outside(page, n) ||
        is_icon(page, n) || says_else(page, n, top))
        return false;
    if (nodes[top].end <= from)
        gap = stray_words(page, nodes[top].end, from);
    else if (top >= to)
        gap = stray_words(page, to, top);
    if (gap > NEAR_WORDS)
        return false;
    if (!(nodes[n].marks & NODE_REFUSED))
        mark_range(page, n, nodes[n].end, scope);
    if (nodes[n].tag == TAG_FIGURE || nodes[n].tag == TAG_MATH ||
        (nodes[n].marks & NODE_POST))
        keep_blocks(page, n, scope);
    else
        keep_captions(page, caption_box(page, top, scope), scope);
    return true;
}

static bool is_closed(const struct node *node)
{
    return node->tag == TAG_NOSCRIPT || tag_rules[node->tag].skip;
}

static void mark_pictures(struct page *page, uint32_t scope, uint32_t from, uint32_t to)
{
    for (uint32_t n = scope; n < page->nodes[scope].end; n++) {
        const struct node *node = &page->nodes[n];

        if (is_closed(node) ||
            (is_picture(node) && mark_picture(page, n, scope, from, to)))
            n = node->end - 1;
    }
}

/* Rows keep their empty cells, or columns shift. */
static void mark_cells(struct page *page, uint32_t scope)
{
    for (uint32_t n = scope + 1; n < page->nodes[scope].end; n++) {
        struct node *node = &page->nodes[n];

        if ((node->tag == TAG_TD || node->tag == TAG_TH) &&
            !(node->marks & NODE_OVERLAY) &&
            (page->nodes[node->parent].marks & NODE_KEEP))
            node->marks |= NODE_KEEP;
    }
}

/* Whether the greater part of an element is kept, and not all of it: of a table by its
 * cells, of a quotation by its words. What an overlay claims does not count. */
static bool is_mostly_kept(const struct page *page, uint32_t n)
{
    bool by_words = page->nodes[n].tag == TAG_BLOCKQUOTE;
    uint32_t all = 0, kept = 0;

    for (uint32_t b = block_at(page, n);
         b < page->blocks->n && page->blocks->items[b].first < page->nodes[n].end; b++) {
        const struct block *block = &page->blocks->items[b];
        uint32_t weight = by_words ? block->n_words : 1;

        all += block->overlay == 0 && !block->dropped ? weight : 0;
        kept += block->keep ? weight : 0;
    }
    return kept * 2 > all && kept < all;
}

/* A table of data of which the greater part is kept has all its cells, whatever a cell
 * alone looks like: a number, a link. So has a quotation all its lines: the last says whose
 * it is. */
static void complete(struct page *page, uint32_t scope)
{
    for (uint32_t n = scope + 1; n < page->nodes[scope].end; n++)
        if ((page->nodes[n].tag == TAG_FIGCAPTION || page->nodes[n].tag == TAG_CAPTION) &&
            (page->nodes[page->nodes[n].parent].marks & NODE_KEEP) &&
            !(page->nodes[n].marks & NODE_OVERLAY))
            keep_blocks(page, n, scope);
    for (uint32_t n = scope + 1; n < page->nodes[scope].end; n++) {
        const struct node *node = &page->nodes[n];

        if ((node->tag != TAG_TABLE && node->tag != TAG_BLOCKQUOTE) ||
            !(node->marks & NODE_KEEP) || (node->marks & NODE_UNWRAP) ||
            (node->tag == TAG_BLOCKQUOTE && strcmp(node->name, "blockquote") != 0))
            continue; /* an answer in a thread is no quotation: it has its buttons */
        if (node->marks & NODE_POST || is_mostly_kept(page, n))
            keep_blocks(page, n, scope);
        n = node->end - 1;
    }
}

/* The picture that stands between the headline and the text, mostly outside
 * what holds the text: the last one before it, a few words away at most.
 * NO_NODE if there is none. */
static uint32_t find_lead(const struct page *page, uint32_t from)
{
    const struct block *items = page->blocks->items;
    uint32_t b = page->features->before[from], words = 0;

    for (uint32_t n = from; n-- > 0;) {
        const struct node *node = &page->nodes[n];

        if (b > 0 && items[b - 1].first == n) {
            b--;
            words += feature_zones(page, &items[b]) & ZONE_FIGURE ? 0 : items[b].n_words;
        }
        if (words > NEAR_WORDS || node->tag == TAG_H1)
            break;
        if (is_picture(node) && node->end <= from && !is_icon(page, n) &&
            !(node->marks & NODE_OVERLAY) && !(page->features->zones[n] & ZONE_OUT) &&
            node_closest(page, n, TAG_NOSCRIPT) == NO_NODE)
            return n;
    }
    return NO_NODE;
}

void attach_mark(struct page *page)
{
    struct block_list *blocks = page->blocks;
    uint32_t first = NO_NODE, last = 0, scope, lead;
    const struct block *before = NULL;

    for (uint32_t b = 0; b < blocks->n; b++)
        if (blocks->items[b].keep) {
            first = first == NO_NODE ? b : first;
            last = b;
        }
    if (first == NO_NODE)
        return;

    scope = find_scope(page, first, last);
    lead = find_lead(page, blocks->items[first].first);
    if (lead != NO_NODE)
        scope = node_around(page, scope, lead);
    for (uint32_t b = first; b <= last; b++) {
        const struct block *block = &blocks->items[b];

        if (block->keep) {
            mark_range(page, block->first, block->end, scope);
            if (before == block - 1)
                mark_breaks(page, before->end, block->first, scope);
            else if (before)
                mark_rule(page, before->end, block->first, scope);
            before = block;
        }
    }
    complete(page, scope);
    mark_pictures(page, scope, blocks->items[first].first, blocks->items[last].end);
    mark_cells(page, scope);
}
