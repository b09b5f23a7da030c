#include "engine/article.h"

#include <string.h>

#include "base/text.h"
#include "engine/attach.h"
#include "engine/choice.h"
#include "engine/feature.h"
#include "engine/mark.h"
#include "engine/measure.h"
#include "engine/meta.h"
#include "engine/model.h"
#include "engine/node.h"
#include "engine/overlay.h"
#include "engine/teaser.h"
#include "engine/thread.h"

/* ---- score: what the model says of each block, and what the browser saw of it ---- */

enum { STRAY_WORDS = 25, FEW_WORDS = 100, ROWS = 64 };
enum { SURE = 700, VERY_SURE = 900 };

static const struct sums *whole(const struct page *page)
{
    return &page->features->upto[page->blocks->n];
}

/* A few words, and most of them links to elsewhere: no article. A few words may be all that
 * a page says, and a long list, be it all links, what a reader came for. */
static bool is_no_page(const struct page *page)
{
    const struct sums *all = whole(page);

    return page->features->core == NO_NODE && all->words < FEW_WORDS &&
           all->link_words * 2 > all->words;
}

/* What the browser saw hidden as a paragraph of its own is for no reader. A fold, a tab or
 * a slide is hidden as a container, and there for whoever opens it. */
static bool is_hidden_alone(const struct page *page, const struct block *b)
{
    uint32_t hidden = NO_NODE; /* the outermost */

    for (uint32_t n = b->first; n != NO_NODE; n = page->nodes[n].parent)
        if (page->nodes[n].saw & SAW_HIDDEN)
            hidden = n;
    return hidden != NO_NODE && !feature_is_container(page, hidden);
}

/* Named rules after the score. What they doubt stays only where the model is sure. Names are
 * believed on pages that call themselves articles; on threads, lists and shops the model,
 * which knows them too, is right more often. */
static uint16_t after_rules(const struct page *page, const struct block *b,
                            uint16_t score)
{
    uint32_t zones = feature_zones(page, b);

    if (is_no_page(page))
        return 0;
    if ((zones & ZONE_HIDDEN) && page->snapshot->stamp && is_hidden_alone(page, b))
        return 0;
    /* Text that attributes hide, beside some that they don't; a place by name or tag. */
    if ((zones & ZONE_HIDDEN) && score < VERY_SURE && page->features->core != NO_NODE)
        return score / 2;
    if (page->declared && score < SURE &&
        ((zones & ZONE_OUT) || b->n_link_words * 2 > b->n_words))
        return score / 2;
    /* Pages of so few words are not among those that were learned from: there, running text
     * that no rule doubts stays. */
    if (whole(page)->words < FEW_WORDS && feature_is_good(b) && !(zones & ZONE_OUT) &&
        score < SURE)
        return SURE;
    return score;
}

void article_score(struct page *page)
{
    const struct measures *measures = page->measures = measure_sweep(page);
    int16_t rows[ROWS][N_MEASURES];
    uint16_t scores[ROWS];

    page->declared = measure_says_article(measures);
    for (uint32_t from = 0; from < page->blocks->n; from += ROWS) {
        uint32_t some = page->blocks->n - from < ROWS ? page->blocks->n - from : ROWS;

        for (uint32_t i = 0; i < some; i++)
            measure_row(measures, from + i, rows[i]);
        model_rate((const int16_t(*)[N_MEASURES])rows, some, scores);
        for (uint32_t i = 0; i < some; i++) {
            struct block *b = &page->blocks->items[from + i];

            b->score = overlay_claims(page, b) ? 0 : after_rules(page, b, scores[i]);
        }
    }
}

/* ---- choose: what stays, from the scores
 * -------------------------------------------------- */

/* May stand in the article if its neighbours do, `stray_words` of what is not kept away;
 * outside the core only close to them. */
static bool is_open(const struct page *page, const struct block *b, uint32_t stray_words)
{
    return !overlay_claims(page, b) && !b->teaser &&
           !(feature_zones(page, b) & ZONE_OUT) && page->features->core != NO_NODE &&
           (stray_words <= STRAY_WORDS ||
            node_is_in(page, b->first, page->features->core));
}

/* What the model gives less is no heading of the section below it and does not begin the
 * text; and it is nothing that the text ends with. */
enum { FAINT = 100, DOUBTED = 300 };

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

/* Running text that the threshold left out, and nothing else did. */
static bool is_doubted(const struct page *page, const struct block *b, uint16_t least)
{
    return b->score >= least && b->score < page->article->keep_from &&
           feature_is_good(b) && is_open(page, b, 0);
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
        items[i].keep |= is_doubted(page, &items[i], FAINT);
    for (uint32_t i = last + 1; i < page->blocks->n && stray <= STRAY_WORDS; i++) {
        items[i].keep = is_doubted(page, &items[i], DOUBTED);
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
        items[i].keep |= (feature_zones(page, &items[i]) & ZONE_CODE) != 0 &&
                         is_open(page, &items[i], stray);
        stray = items[i].keep ? 0 : stray + items[i].n_words;
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

/* A heading stays when something of its section does. Backwards, so that one look at each
 * block is enough: text_after[level] is whether text was kept since the last heading of
 * that level or above it. */
static void keep_headings(struct page *page)
{
    bool text_after[7] = {false}, list = is_heading_list(page);
    uint32_t stray = 0;

    for (uint32_t i = page->blocks->n; i-- > 0;) {
        struct block *b = &page->blocks->items[i];
        int level = node_heading_level(page, b->owner);

        if (level == 0) {
            for (int l = 1; b->keep && l <= 6; l++)
                text_after[l] = true;
            stray = b->keep ? 0 : stray + b->n_words;
            continue;
        }
        b->keep = (b->keep && list) ||
                  (text_after[level] &&
                   (b->keep || (b->score >= FAINT && is_open(page, b, stray))));
        for (int l = level; l <= 6; l++)
            text_after[l] = false;
    }
}

enum status article_choose(struct page *page, const struct marks *marks)
{
    struct block_list *blocks = page->blocks;
    bool any = false;

    page->article = arena_alloc(&page->arena, sizeof(*page->article));
    page->article->keep_from = choice_make(page, page->declared);
    if (page->declared)
        teaser_drop(page);
    keep_edges(page);
    keep_code(page);
    keep_headings(page);
    thread_keep(page);
    if (marks != NULL)
        mark_apply(page, marks);

    for (uint32_t i = 0; i < blocks->n; i++)
        any |= blocks->items[i].keep;
    if (!any)
        return NO_ARTICLE;
    attach_mark(page);
    return OK;
}

void article_count(struct page *page)
{
    struct article *a = page->article;
    const char *title = page->meta->title.value;

    strbuf_clear(&page->scratch);
    if (title != NULL)
        text_fold(title, strlen(title), &page->scratch);
    a->n_words = a->n_page_words = a->n_blocks = 0;
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        struct block *b = &page->blocks->items[i];

        b->title = i + 1 == page->meta->heading ||
                   (b->folded_len > 0 && strcmp(b->folded, page->scratch.bytes) == 0);
        a->n_page_words += b->n_words;
        if (!b->keep || !(page->nodes[b->first].marks & NODE_KEEP))
            continue;
        a->n_words += b->n_words;
        a->n_blocks++;
    }
}

bool article_shows(const struct page *page, const struct block *block)
{
    return block->keep && (page->nodes[block->first].marks & NODE_KEEP) != 0;
}
