#include "engine/article.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "engine/attach.h"
#include "engine/choice.h"
#include "engine/feature.h"
#include "engine/fill.h"
#include "engine/mark.h"
#include "engine/measure.h"
#include "engine/meta.h"
#include "engine/model.h"
#include "engine/next.h"
#include "engine/node.h"
#include "engine/overlay.h"
#include "engine/teaser.h"
#include "engine/thread.h"

enum { FEW_WORDS = 150, ROWS = 64 };
enum { NOTHING = 100, SURE = 700, VERY_SURE = 900 };

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

/* Most of the running text is hidden: questions whose answers unfold. */
static bool is_folded(const struct page *page)
{
    uint32_t shown = 0, hidden = 0;

    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];
        uint32_t zones = feature_zones(page, b);

        if (!feature_is_good(b) || b->overlay != 0)
            continue;
        if (zones & ZONE_HIDDEN)
            hidden += b->n_words;
        else if (!(zones & ZONE_OUT))
            shown += b->n_words;
    }
    return hidden > shown;
}

static uint16_t by_rule(struct block *b, const char *rule, int score)
{
    b->scored_by = rule;
    return (uint16_t)score;
}

/* All of it is links, and none of them leads anywhere: buttons. */
static bool is_buttons(const struct page *page, const struct block *b)
{
    if (b->n_words == 0 || b->n_link_words < b->n_words)
        return false;
    for (uint32_t n = b->first; n < b->end; n++) {
        const char *href =
            page->nodes[n].tag == TAG_A ? node_attr(page, n, "href") : NULL;

        if (href != NULL && strcmp(href, "#") != 0 &&
            strncasecmp(href, "javascript:", 11) != 0)
            return false;
    }
    return page->nodes[b->first].tag == TAG_A;
}

/* Named rules after the score. What they doubt stays only where the model is sure. Names and
 * links are believed on pages that call themselves articles; on threads, lists and shops the
 * model, which knows them too, is right more often. Pages of a few words are not among those
 * that were learned from: there links are none of the text, and running text is. */
static uint16_t after_rules(const struct page *page, struct block *b, uint16_t score,
                            bool folded)
{
    uint32_t zones = feature_zones(page, b);
    bool few = whole(page)->words < FEW_WORDS;

    if (is_no_page(page))
        return by_rule(b, "no_page", 0);
    if ((zones & ZONE_HIDDEN) && page->snapshot->stamp && is_hidden_alone(page, b))
        return by_rule(b, "hidden", 0);
    /* Text that attributes hide, beside some that they don't; a place by name or tag. */
    if ((zones & ZONE_HIDDEN) && !folded && page->features->core != NO_NODE)
        return by_rule(b, "hidden", few ? score / 3 : score / 2);
    if (is_buttons(page, b) && score < VERY_SURE)
        return by_rule(b, "buttons", 0);
    if (page->declared && (zones & ZONE_OUT) && score < SURE)
        return by_rule(b, "place", score / 2);
    if ((page->declared || few) && b->n_link_words * 2 > b->n_words && score < SURE)
        return by_rule(b, "links", score / 2);
    /* With next to no score it is the foot of the page. */
    if (few && feature_is_good(b) && !(zones & ZONE_OUT) && score >= NOTHING &&
        score < SURE)
        return by_rule(b, "few_words", SURE);
    return score;
}

void article_score(struct page *page)
{
    const struct measures *measures = page->measures = measure_sweep(page);
    int16_t rows[ROWS][N_MEASURES];
    uint16_t scores[ROWS];
    bool folded = is_folded(page);

    page->declared = measure_says_article(measures);
    for (uint32_t from = 0; from < page->blocks->n; from += ROWS) {
        uint32_t some = page->blocks->n - from < ROWS ? page->blocks->n - from : ROWS;

        for (uint32_t i = 0; i < some; i++)
            measure_row(measures, from + i, rows[i]);
        model_rate((const int16_t(*)[N_MEASURES])rows, some, scores);
        for (uint32_t i = 0; i < some; i++) {
            struct block *b = &page->blocks->items[from + i];

            b->score = overlay_claims(page, b) ? by_rule(b, "overlay", 0)
                                               : after_rules(page, b, scores[i], folded);
        }
    }
}

enum status article_choose(struct page *page, const struct marks *marks)
{
    struct block_list *blocks = page->blocks;
    bool any = false;

    page->article = arena_alloc(&page->arena, sizeof(*page->article));
    page->article->keep_from = choice_make(page, page->declared);
    if (page->declared) {
        next_drop(page);
        teaser_drop(page);
    }
    fill_in(page);
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

/* The first node may be an empty wrapper that went. */
bool article_shows(const struct page *page, const struct block *block)
{
    for (uint32_t n = block->first; block->keep && n < block->end; n++)
        if (page->nodes[n].marks & NODE_KEEP)
            return true;
    return false;
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
        if (!article_shows(page, b))
            continue;
        a->n_words += b->n_words;
        a->n_blocks++;
    }
}
