#include "engine/edge.h"

#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/kept.h"
#include "engine/measure.h"
#include "engine/node.h"

/* What the model gives less is nothing that the text ends with. */
enum { DOUBTED = 300 };

/* A paragraph of as many words may be what the text begins with: fewer say who wrote it, or
 * when, or how long it takes to read. */
enum { BEGINNING_WORDS = 8, BEGINNING = 150 };

/* The threshold left it out, and nothing else did. */
static bool is_doubted(const struct page *page, const struct block *b, uint16_t least)
{
    return b->score >= least && b->score < page->article->keep_from &&
           kept_takes(page, b, 0, ZONE_OUT);
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

static bool is_headline(const struct page *page, uint32_t b)
{
    return node_heading_level(page, page->blocks->items[b].owner) == 1 ||
           b == measure_title(page->measures);
}

/* No paragraph is lost at the ends: the text begins right below the headline, and goes on as
 * long as running text follows. There the model sees an edge, and doubts what is a paragraph
 * like the others. */
void edge_keep(struct page *page)
{
    struct block *items = page->blocks->items;
    uint32_t first, last, top, stray = 0;

    if (!kept_ends(page->blocks, &first, &last))
        return;
    for (top = first; top > 0 && !is_headline(page, top - 1); top--)
        ;
    for (uint32_t i = top; top > 0 && i < first; i++)
        if (may_begin(page, &items[i]))
            block_keep(&items[i], "edge");
    for (uint32_t i = last + 1; i < page->blocks->n && stray <= STRAY_WORDS; i++) {
        if (may_end(page, &items[i], &items[last]))
            block_keep(&items[i], "edge");
        stray = items[i].keep ? 0 : stray + items[i].n_words;
    }
}
