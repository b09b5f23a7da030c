#include "engine/masthead.h"

#include <string.h>

#include "base/array.h"
#include "engine/feature.h"
#include "engine/lexicon.h"
#include "engine/node.h"

enum {
    ABOVE = 10, /* blocks before the headline: a dateline, a section */
    BELOW = 14, /* behind it, and behind the text's beginning */
    FAR = 60,   /* a headline so far from the text is of something between, too */
    TAIL = 12,  /* behind the text: "about the author" */
    LINE_MAX =
        40, /* words of a byline with everything that is put into one block with it */
    SENTENCE = 12,       /* with a sentence in it, so many are text */
    TABLE_BLOCKS = 1000, /* looked at for text in a table: it is asked once a node */
    LABEL_NODES = 60, /* of an element that names or dates; larger ones hold something */
};

void masthead_find(const struct page *page, const struct titles *titles,
                   struct masthead *out)
{
    const struct block_list *blocks = page->blocks;
    uint32_t first = blocks->n, last = 0, low, high;

    *out = (struct masthead){0};
    for (uint32_t i = 0; i < blocks->n; i++)
        if (blocks->items[i].keep && i != titles->heading_block) {
            first = first < i ? first : i;
            last = i;
        }
    if (first == blocks->n && titles->heading_block == NO_BLOCK)
        return;
    out->heading = titles->heading_block != NO_BLOCK ? titles->heading_block : first;
    if (first == blocks->n)
        first = last = out->heading;
    low = first < out->heading ? first : out->heading;
    high = first > out->heading ? first : out->heading;
    if (high - low > FAR)
        low = high = out->heading;
    out->top_first = low > ABOVE ? low - ABOVE : 0;
    out->top_end = blocks->n - high > BELOW ? high + BELOW : blocks->n;
    out->tail_first = last + 1 > out->top_end ? last + 1 : out->top_end;
    out->tail_end = blocks->n - last > TAIL ? last + TAIL : blocks->n;
    if (out->tail_end < out->tail_first)
        out->tail_end = out->tail_first;
}

/* The footer of an article within the page says who and when, as that of a page does not. */
static bool is_own_foot(const struct page *page, uint32_t n)
{
    uint32_t foot = node_closest(page, n, TAG_FOOTER);

    return foot != NO_NODE && node_closest(page, foot, TAG_ARTICLE) != NO_NODE;
}

/* A table that lays the page out: it holds text. */
static bool holds_text(const struct page *page, uint32_t table)
{
    const struct block_list *blocks = page->blocks;
    uint32_t first = block_at(page, table);

    for (uint32_t b = first; b < blocks->n && b - first < TABLE_BLOCKS &&
                             blocks->items[b].first < page->nodes[table].end;
         b++)
        if (blocks->items[b].keep && feature_is_good(&blocks->items[b]))
            return true;
    return false;
}

uint32_t masthead_zones(const struct page *page, uint32_t n)
{
    uint32_t zones = page->features->zones[n];
    uint32_t table = zones & ZONE_TABLE ? node_closest(page, n, TAG_TABLE) : NO_NODE;

    if ((zones & ZONE_FOOTER) && is_own_foot(page, n))
        zones &= ~(uint32_t)ZONE_FOOTER;
    if (table != NO_NODE && holds_text(page, table))
        zones &= ~(uint32_t)ZONE_TABLE;
    return zones;
}

/* "By Ann One Jr. | 27. July 2014": what has parts and no stop at its end is no sentence. */
static bool is_parted(const struct block *b)
{
    static const char *const signs[] = {" | ", " Â· ", " â¢ "};

    for (size_t i = 0; i < N_OF(signs); i++)
        if (strstr(b->text, signs[i]))
            return !strchr(".!?", b->text[b->len - 1]);
    return false;
}

bool masthead_is_line(const struct page *page, const struct block *b)
{
    const uint32_t others = ZONE_COMMENTS | ZONE_RELATED | ZONE_FOOTER | ZONE_AD |
                            ZONE_NAV | ZONE_CODE | ZONE_QUOTE | ZONE_TABLE;

    return b->overlay == 0 && b->n_words <= LINE_MAX &&
           (b->n_sentences == 0 || b->n_words <= SENTENCE || is_parted(b)) &&
           !(masthead_zones(page, b->owner) & others);
}

unsigned masthead_labels(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    const char *class, *id;
    struct class_hits hits = {0};

    if (node->tag == TAG_TEXT || node->end - n > LABEL_NODES)
        return 0;
    class = node_attr(page, n, "class");
    id = node_attr(page, n, "id");
    if (class)
        lexicon_labels(class, &hits);
    if (id)
        lexicon_labels(id, &hits);
    return hits.strong | hits.weak;
}
