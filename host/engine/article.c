#include "engine/article.h"

#include <string.h>

#include "base/text.h"
#include "engine/attach.h"
#include "engine/feature.h"
#include "engine/mark.h"
#include "engine/meta.h"
#include "engine/node.h"
#include "engine/overlay.h"

/* ---- score: what the rules know of one block
 * -------------------------------------------- Points around 500. A learned model takes
 * the place of this part; nothing below asks how a score came about. */

enum { KEEP_FROM = 500, STRAY_WORDS = 25 };

static bool is_claimed(const struct page *page, const struct block *b)
{
    return b->overlay != 0 && !page->overlays->items[b->overlay - 1].unsure;
}

/* More than half of its words are links. */
static bool is_links(uint32_t words, uint32_t link_words)
{
    return link_words * 2 > words;
}

/* The element beneath the chain from the root to the core that holds a node outside the
 * core: the branch that it hangs on. */
static uint32_t branch_of(const struct page *page, uint32_t n)
{
    uint32_t core = page->features->core;

    while (page->nodes[n].parent != NO_NODE &&
           !node_is_in(page, core, page->nodes[n].parent))
        n = page->nodes[n].parent;
    return n;
}

/* No page tells its elements apart after that many; a hostile one has megabytes. */
enum { CLASS_BYTES = 256 };

/* The same element with the same classes: another post of the thread, another section. */
static bool is_alike(const struct page *page, uint32_t a, uint32_t b)
{
    const char *class_a = node_attr(page, a, "class"),
               *class_b = node_attr(page, b, "class");

    return page->nodes[a].tag == page->nodes[b].tag && class_a != NULL &&
           class_b != NULL && strncmp(class_a, class_b, CLASS_BYTES) == 0;
}

static int place_points(const struct page *page, const struct block *b)
{
    uint32_t core = page->features->core;
    uint32_t top, chain;
    struct sums branch;

    if (node_is_in(page, b->first, core))
        return 150;
    top = branch_of(page, b->first);
    branch = feature_sums(page, top);
    for (chain = core; page->nodes[chain].parent != page->nodes[top].parent;)
        chain = page->nodes[chain].parent;
    if (branch.weight > 0 && is_alike(page, top, chain))
        return 150;
    /* Beside the core, but mostly running text: another section of the same article. */
    if (branch.weight >= 15 && branch.weight * 10 > branch.words * 6 &&
        branch.link_words * 4 < branch.words)
        return 50;
    return -250;
}

static int text_points(const struct page *page, const struct block *b)
{
    uint32_t zones = feature_zones(page, b);

    if (feature_is_good(b))
        return 200;
    if (is_links(b->n_words, b->n_link_words))
        return -400;
    if (b->n_words == 0) /* a row of stars: stays between paragraphs, not after them */
        return -200;
    if (zones & ZONE_HEADING) /* stays or goes with its section */
        return -200;
    if ((zones & (ZONE_PARAGRAPH | ZONE_CODE | ZONE_TABLE)) || b->n_sentences > 0)
        return 0;
    return -200;
}

void article_score(struct page *page)
{
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        struct block *b = &page->blocks->items[i];
        int points = 500;

        if (is_claimed(page, b) || page->features->core == NO_NODE) {
            b->score = 0;
            continue;
        }
        points += place_points(page, b) + text_points(page, b);
        if (feature_zones(page, b) & ZONE_OUT)
            points -= 500;
        b->score = points < 0 ? 0 : points > 1000 ? 1000 : (uint16_t)points;
    }
}

/* ---- choose: what stays, from the scores
 * -------------------------------------------------- */

/* May stand in the article if its neighbours do, `stray_words` of what is not kept away;
 * outside the core only close to them. */
static bool is_open(const struct page *page, const struct block *b, uint32_t stray_words)
{
    return !is_claimed(page, b) && !(feature_zones(page, b) & ZONE_OUT) &&
           page->features->core != NO_NODE &&
           (stray_words <= STRAY_WORDS ||
            node_is_in(page, b->first, page->features->core));
}

static int heading_level(const struct page *page, const struct block *b)
{
    for (uint32_t n = b->owner; n != NO_NODE; n = page->nodes[n].parent)
        if (page->nodes[n].tag >= TAG_H1 && page->nodes[n].tag <= TAG_H6)
            return page->nodes[n].tag - TAG_H1 + 1;
    return 0;
}

/* A heading stays when something of its section does. Backwards, so that one look at each
 * block is enough: text_after[level] is whether text was kept since the last heading of
 * that level or above it. */
static void keep_headings(struct page *page)
{
    bool text_after[7] = {false};
    uint32_t stray = 0;

    for (uint32_t i = page->blocks->n; i-- > 0;) {
        struct block *b = &page->blocks->items[i];
        int level = heading_level(page, b);

        if (level == 0) {
            for (int l = 1; b->keep && l <= 6; l++)
                text_after[l] = true;
            stray = b->keep ? 0 : stray + b->n_words;
            continue;
        }
        b->keep = text_after[level] && is_open(page, b, stray);
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

/* Nothing between two kept paragraphs falls out without a reason: links, a place that is
 * none of the article's, or a heap of scraps (a share bar, a byline, a widget). */
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
        if (b->keep || !is_open(page, b, gap) || heading_level(page, b) != 0)
            continue;
        around = feature_sums(page, unkept_branch(page, kept_upto, b->owner));
        b->keep = !is_links(around.words, around.link_words) &&
                  (b->n_sentences > 0 || (feature_zones(page, b) & ZONE_PARAGRAPH));
    }
}

static bool same_text(const struct block *a, const struct block *b)
{
    return a->folded_len == b->folded_len &&
           memcmp(a->folded, b->folded, a->folded_len) == 0;
}

static uint32_t hash(const struct block *b)
{
    uint32_t h = 2166136261u;

    for (uint32_t i = 0; i < b->folded_len; i++)
        h = (h ^ (unsigned char)b->folded[i]) * 16777619u;
    return h;
}

/* A page that carries its text twice (for small screens, for printing): the second copy
 * of a paragraph goes. Short texts may repeat for good reasons. */
static void drop_copies(struct page *page)
{
    struct block_list *blocks = page->blocks;
    size_t size = 16;
    uint32_t *table;

    while (size < (size_t)blocks->n * 2)
        size *= 2;
    table = arena_array(&page->arena, size, sizeof(*table)); /* 1 + index of a block */
    for (uint32_t i = 0; i < blocks->n; i++) {
        struct block *b = &blocks->items[i];
        size_t slot = hash(b) & (size - 1);

        if (!b->keep || b->n_words < 12)
            continue;
        while (table[slot] != 0 && !same_text(&blocks->items[table[slot] - 1], b))
            slot = (slot + 1) & (size - 1);
        if (table[slot] != 0)
            b->keep = false;
        else
            table[slot] = i + 1;
    }
}

enum status article_choose(struct page *page, const struct marks *marks)
{
    struct block_list *blocks = page->blocks;
    bool any = false;

    page->verdict = arena_alloc(&page->arena, sizeof(*page->verdict));
    for (uint32_t i = 0; i < blocks->n; i++)
        blocks->items[i].keep = blocks->items[i].score >= KEEP_FROM;
    drop_copies(page);
    keep_headings(page);
    keep_between(page);
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
    struct verdict *v = page->verdict;
    const char *title = page->meta->title.value;

    strbuf_clear(&page->scratch);
    if (title != NULL)
        text_fold(title, strlen(title), &page->scratch);
    v->n_words = v->n_page_words = v->n_blocks = 0;
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        struct block *b = &page->blocks->items[i];

        b->title = b->folded_len > 0 && strcmp(b->folded, page->scratch.bytes) == 0;
        v->n_page_words += b->n_words;
        if (!b->keep || !(page->nodes[b->first].marks & NODE_KEEP))
            continue;
        v->n_words += b->n_words;
        v->n_blocks++;
    }
}

/* ---- reasons
 * ------------------------------------------------------------------------------ */

const char *article_reason(const struct page *page, const struct block *b)
{
    static const struct {
        uint32_t zone;
        const char *reason;
    } reasons[] = {
        {ZONE_HIDDEN, "hidden"},   {ZONE_NAV, "navigation"}, {ZONE_COMMENTS, "comments"},
        {ZONE_RELATED, "related"}, {ZONE_SHARE, "share"},    {ZONE_AD, "ad"},
        {ZONE_BYLINE, "byline"},   {ZONE_NOTES, "notes"},    {ZONE_FOOTER, "footer"},
        {ZONE_DIALOG, "dialog"},   {ZONE_FORM, "form"},      {ZONE_ASIDE, "aside"},
    };
    uint32_t zones = feature_zones(page, b);

    for (size_t i = 0; i < sizeof(reasons) / sizeof(*reasons); i++)
        if (zones & reasons[i].zone)
            return reasons[i].reason;
    if (heading_level(page, b) == 1)
        return "headline";
    if (b->score >= KEEP_FROM)
        return "repeats";
    return "outside_article";
}

/* Block b goes on with the run that b - 1 is in. */
static bool runs_on(const struct page *page, uint32_t b)
{
    const struct block *before = &page->blocks->items[b - 1], *here = before + 1;

    return !before->keep && !before->dropped && !is_claimed(page, before) &&
           !here->keep && !here->dropped && !is_claimed(page, here) &&
           strcmp(article_reason(page, before), article_reason(page, here)) == 0;
}

bool article_run_begins(const struct page *page, uint32_t b)
{
    return b == 0 || !runs_on(page, b);
}

uint32_t article_run_end(const struct page *page, uint32_t b)
{
    do
        b++;
    while (b < page->blocks->n && runs_on(page, b));
    return b;
}
