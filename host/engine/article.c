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

/* More than half of its words are links. */
static bool is_links(uint32_t words, uint32_t link_words)
{
    return link_words * 2 > words;
}

static const struct sums *whole(const struct page *page)
{
    return &page->features->upto[page->blocks->n];
}

/* More than a third of the page is running text: blocks that are nothing but links belong to
 * what is around it. */
static bool is_text_page(const struct page *page)
{
    return whole(page)->good_words * 3 > whole(page)->words;
}

/* A few words, and most of them links to elsewhere: no article. A few words may be all that
 * a page says, and a long list, be it all links, what a reader came for. */
static bool is_no_page(const struct page *page)
{
    const struct sums *all = whole(page);

    return page->features->core == NO_NODE && all->words < FEW_WORDS &&
           is_links(all->words, all->link_words);
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
    if (page->declared && (zones & ZONE_OUT) && score < SURE)
        return score / 2;
    if (is_links(b->n_words, b->n_link_words) && score < SURE && is_text_page(page))
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

/* What the model gives less is no heading of the section below it, and nothing that fell
 * out between two paragraphs by mistake. Code it doubts more than it should. */
enum { FAINT = 100, MAYBE = 400 };

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

/* The largest element around a block that holds no kept one. */
static uint32_t unkept_branch(const struct page *page, const uint32_t *kept_upto,
                              uint32_t n)
{
    const struct features *f = page->features;

    for (;;) {
        uint32_t parent = page->nodes[n].parent;

        if (parent == NO_NODE ||
            kept_upto[f->before[page->nodes[parent].end]] > kept_upto[f->before[parent]])
            return n;
        n = parent;
    }
}

static uint32_t words_to_next_kept(const struct block_list *blocks, uint32_t b)
{
    uint32_t words = 0;

    for (; b < blocks->n && !blocks->items[b].keep; b++)
        words += blocks->items[b].n_words;
    return words;
}

/* Nothing between two kept paragraphs falls out without a reason: the model is against it,
 * or it is links, a place that is none of the article's, or a heap of scraps (a share bar, a
 * byline, a widget). */
static void keep_between(struct page *page)
{
    struct block_list *blocks = page->blocks;
    uint32_t *kept_upto =
        arena_array(&page->arena, (size_t)blocks->n + 1, sizeof(*kept_upto));
    uint32_t first = blocks->n, last = 0, gap = 0;

    for (uint32_t i = 0; i < blocks->n; i++) {
        kept_upto[i + 1] = kept_upto[i] + blocks->items[i].keep;
        if (blocks->items[i].keep) {
            first = first < i ? first : i;
            last = i;
        }
    }
    for (uint32_t i = first; i < last; i++) {
        struct block *b = &blocks->items[i];
        struct sums around;

        if (kept_upto[i + 1] > kept_upto[i]) {
            gap = words_to_next_kept(blocks, i + 1);
            continue;
        }
        if (b->keep || !is_open(page, b, gap) || node_heading_level(page, b->owner) != 0)
            continue;
        if (b->score < MAYBE && !(feature_zones(page, b) & ZONE_CODE))
            continue;
        around = feature_sums(page, unkept_branch(page, kept_upto, b->owner));
        b->keep = !is_links(around.words, around.link_words) &&
                  (b->n_sentences > 0 || (feature_zones(page, b) & ZONE_PARAGRAPH));
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
    keep_headings(page);
    keep_between(page);
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

        b->title = b->folded_len > 0 && strcmp(b->folded, page->scratch.bytes) == 0;
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
