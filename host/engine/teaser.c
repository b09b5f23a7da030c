#include "engine/teaser.h"

#include <string.h>
#include <strings.h>

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/node.h"
#include "engine/sanitise.h"

enum {
    TITLE_WORDS = 4,  /* in a link of fewer words no title is said */
    ITEM_WORDS = 120, /* a teaser; with more it is the text itself */
    ROW_ITEMS = 3,
    STORY_WORDS = 100, /* with less beside the rows, they may be the page */
    STORY_SHARE = 5,   /* nor with less than a fifth */
};

/* Sums over the blocks before one. */
struct tally {
    uint32_t titles, words;
    uint32_t row_words;          /* in rows */
    uint32_t good_words;         /* running text outside them */
    uint64_t story_words, story; /* kept outside them; the same times its score */
};

struct rows {
    struct page *page;
    struct tally *upto;
    bool *in_row; /* per block */
};

static struct tally tally_of(const struct rows *r, uint32_t n)
{
    const uint32_t *before = r->page->features->before;
    const struct tally *a = &r->upto[before[n]];
    const struct tally *b = &r->upto[before[r->page->nodes[n].end]];

    return (struct tally){b->titles - a->titles,           b->words - a->words,
                          b->row_words - a->row_words,     b->good_words - a->good_words,
                          b->story_words - a->story_words, b->story - a->story};
}

/* The address names a place on the page itself. */
static bool is_of_page(struct page *page, const char *href)
{
    const char *url = page->snapshot->url;
    const char *address =
        url != NULL && strchr(href, '#') != NULL ? sanitise_address(page, href) : NULL;
    size_t len = url != NULL ? strcspn(url, "#") : 0;

    return address != NULL && strcspn(address, "#") == len &&
           memcmp(address, url, len) == 0;
}

static bool leads_away(struct page *page, const char *href)
{
    return href != NULL && href[0] != '\0' && href[0] != '#' &&
           strncasecmp(href, "javascript:", 11) != 0 && !is_of_page(page, href);
}

/* One that leads nowhere unfolds what stands below it: a question its answer. */
bool teaser_names_page(struct page *page, const struct block *b)
{
    uint32_t link = node_closest(page, b->first, TAG_A);

    if (b->n_words == 0 || b->n_link_words < b->n_words)
        return false;
    for (uint32_t n = b->first; link == NO_NODE && n < b->end; n++)
        link = page->nodes[n].tag == TAG_A ? n : NO_NODE;
    return link != NO_NODE && leads_away(page, node_attr(page, link, "href"));
}

static bool is_title(struct page *page, const struct block *b)
{
    return b->n_words >= TITLE_WORDS && teaser_names_page(page, b);
}

static void sum_up(struct rows *r)
{
    const struct block_list *blocks = r->page->blocks;

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        struct tally *t = &r->upto[i + 1];

        *t = r->upto[i];
        t->titles += is_title(r->page, b);
        t->words += b->n_words;
        if (r->in_row[i]) {
            t->row_words += b->n_words;
            continue;
        }
        t->good_words += feature_is_good(b) ? b->n_words : 0;
        t->story_words += b->keep ? b->n_words : 0;
        t->story += b->keep ? (uint64_t)b->n_words * b->score : 0;
    }
}

/* What an element's children are. */
struct kin {
    uint32_t items, words;
};

static void find_rows(struct rows *r)
{
    const struct page *page = r->page;
    const uint32_t *before = page->features->before;
    struct kin *kin = arena_array(&r->page->arena, page->n_nodes, sizeof *kin);

    for (uint32_t n = 1; n < page->n_nodes; n++) {
        struct tally t = tally_of(r, n);

        if (page->nodes[n].tag == TAG_TEXT || t.titles == 0 || t.words > ITEM_WORDS)
            continue;
        kin[page->nodes[n].parent].items++;
        kin[page->nodes[n].parent].words += t.words;
    }
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (kin[n].items >= ROW_ITEMS && kin[n].words * 3 >= tally_of(r, n).words * 2)
            for (uint32_t b = before[n]; b < before[page->nodes[n].end]; b++)
                r->in_row[b] = true;
}

/* Down to the child with half of the story, as long as there is one. */
static uint32_t find_story(const struct rows *r)
{
    const struct page *page = r->page;
    uint64_t all = tally_of(r, 0).story;
    uint32_t story = 0;

    for (uint32_t n = 1; n < page->n_nodes; n++)
        if (page->nodes[n].parent == story && page->nodes[n].tag != TAG_TEXT &&
            tally_of(r, n).story * 2 >= all)
            story = n;
    return story;
}

/* The largest element around a node that is a row with what is said about it. */
static uint32_t whole_row(const struct rows *r, uint32_t n, uint32_t story)
{
    const struct node *nodes = r->page->nodes;

    for (;;) {
        uint32_t parent = nodes[n].parent;
        struct tally t;

        if (parent == NO_NODE || node_is_in(r->page, story, parent))
            return n;
        t = tally_of(r, parent);
        if (t.good_words > 0 || t.row_words * 3 < t.words * 2)
            return n;
        n = parent;
    }
}

struct node_span {
    uint32_t first, end;
};

/* From the first to the last running text of the story: what stands in between is the
 * story's, too. */
static struct node_span span_of(const struct rows *r)
{
    const struct block_list *blocks = r->page->blocks;
    struct node_span span = {NO_NODE, 0};

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];

        if (!b->keep || r->in_row[i] || !feature_is_good(b))
            continue;
        span.first = span.first == NO_NODE ? b->first : span.first;
        span.end = b->end;
    }
    return span;
}

/* Drops the row that block `b` is in; returns the last block of it. */
static uint32_t drop_row(struct rows *r, uint32_t b, uint32_t story)
{
    struct page *page = r->page;
    struct block *items = page->blocks->items;
    uint32_t top = whole_row(r, items[b].owner, story);
    uint32_t end = page->features->before[page->nodes[top].end];

    for (; b < end; b++) {
        items[b].teaser = true;
        block_drop(&items[b], "related");
    }
    return end - 1;
}

void teaser_drop(struct page *page)
{
    const struct block_list *blocks = page->blocks;
    struct rows r = {.page = page};
    struct node_span span;
    struct tally all;
    uint32_t story;

    r.upto = arena_array(&page->arena, (size_t)blocks->n + 1, sizeof *r.upto);
    r.in_row = arena_array(&page->arena, (size_t)blocks->n + 1, sizeof *r.in_row);
    sum_up(&r);
    find_rows(&r);
    sum_up(&r);
    all = r.upto[blocks->n];
    if (all.story_words < STORY_WORDS ||
        all.story_words * STORY_SHARE < all.story_words + all.row_words)
        return;
    story = find_story(&r);
    span = span_of(&r);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];

        if (r.in_row[i] && (b->first < span.first || b->first >= span.end) &&
            !node_is_in(page, b->first, story))
            i = drop_row(&r, i, story);
    }
}
