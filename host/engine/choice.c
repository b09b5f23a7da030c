#include "engine/choice.h"

#include "engine/block.h"
#include "engine/copy.h"
#include "engine/feature.h"
#include "engine/lexicon.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/trunk.h"

/* Thousandths. Below it nothing is chosen, even where all of a page is doubtful. */
enum { FLOOR = 200, ALL = 1000 };

/* What a word that is missing weighs, in words too many (the square of beta in the F measure):
 * on a page that does not call itself an article it may be a list, a shop, a thread, of which
 * the model knows less. On held-out pages 6 to 7 gains on threads and lists; 3 to 4 gains more
 * there, and loses on articles. */
struct weights {
    uint64_t extra, missing;
};

/* The threshold whose selection is expected to agree best with the truth (the F measure): the
 * words expected right, by the words selected and those expected in all. So a page where
 * everything is doubtful is cut lower than one where the text stands out. */
static uint16_t best_threshold(const struct block_list *blocks, bool declared)
{
    const struct weights w = declared ? (struct weights){1, 1} : (struct weights){6, 7};
    uint64_t words[ALL + 1] = {0};
    uint64_t expected = 0, selected = 0, right = 0, best = 0;
    uint16_t threshold = ALL + 1;

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];

        words[b->score] += b->n_words;
        expected += (uint64_t)b->n_words * b->score;
    }
    for (uint16_t score = ALL; score >= FLOOR; score--) {
        uint64_t value;

        if (words[score] == 0)
            continue;
        selected += words[score] * ALL;
        right += words[score] * score;
        value = right * 1000000 / (selected * w.extra + expected * w.missing);
        if (value > best) {
            best = value;
            threshold = score;
        }
    }
    return threshold;
}

/* An article, at least its beginning: with fewer words nothing is sure enough to drop the
 * rest for. BRIEF, in thousandths: what the model thinks of a text of a few sentences above its
 * comments, of which it has seen next to none. */
enum { LEFT_WORDS = 60, BRIEF = 400 };

/* The comments of a page that calls itself an article are none of it, as long as something
 * is left without them. */

static bool is_comment(const struct page *page, const struct block *b)
{
    return b->keep && (feature_zones(page, b) & ZONE_COMMENTS);
}

static void drop_comments(struct page *page)
{
    struct block_list *blocks = page->blocks;
    uint32_t left = 0;

    for (uint32_t i = 0; i < blocks->n; i++)
        if (blocks->items[i].keep && !is_comment(page, &blocks->items[i]))
            left += blocks->items[i].n_words;
    for (uint32_t i = 0; i < blocks->n && left >= LEFT_WORDS; i++)
        if (is_comment(page, &blocks->items[i]))
            block_drop(&blocks->items[i], "comments");
}

/* What is kept, of a range or of all, and how likely it is. */
struct mass {
    uint64_t words, sum;
};

static void weigh(struct mass *m, const struct block *b)
{
    m->words += b->n_words;
    m->sum += (uint64_t)b->n_words * b->score;
}

static struct mass mass_of(const struct page *page, const struct mass *upto, uint32_t n)
{
    const uint32_t *before = page->features->before;
    const struct mass *a = &upto[before[n]], *b = &upto[before[page->nodes[n].end]];

    return (struct mass){b->words - a->words, b->sum - a->sum};
}

static uint64_t mean(struct mass m)
{
    return m.words == 0 ? 0 : m.sum / m.words;
}

static bool is_named_comments(const struct page *page, uint32_t n)
{
    const struct namings *called = &page->namings[n];

    return ((called->class ? called->class->zones.strong : 0) |
            (called->id ? called->id->zones.strong : 0)) &
           1u << ZONE_KIND_COMMENTS;
}

/* A brief of few words and what many readers said of it: the places are not believed, since
 * the comments hold the better part of the text, and to the model they are it. Here the
 * name is believed all the same, below a text that surely is one, if not ten times as much
 * is said below it: that is a thread. */
static void drop_comments_of_brief(struct page *page)
{
    struct block_list *blocks = page->blocks;
    bool *named = arena_array(&page->arena, page->n_nodes, sizeof *named);
    struct mass above = {0, 0};
    uint64_t said = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t parent = page->nodes[n].parent;

        named[n] = (parent != NO_NODE && named[parent]) || is_named_comments(page, n);
    }
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];

        if (b->keep && named[b->owner])
            said += b->n_words;
        else if (b->keep && said == 0)
            weigh(&above, b);
    }
    if (above.words * 10 < said || mean(above) < BRIEF)
        return;
    for (uint32_t i = 0; i < blocks->n; i++)
        if (named[blocks->items[i].owner])
            block_drop(&blocks->items[i], "comments");
}

/* Where the kept text gathers: down to the child that has half of it, as long as there is
 * one. */
static uint32_t find_core(const struct page *page, const struct mass *upto)
{
    uint32_t core = 0;
    uint64_t all = mass_of(page, upto, core).sum;

    for (uint32_t n = 1; n < page->n_nodes; n++)
        if (page->nodes[n].parent == core && page->nodes[n].tag != TAG_TEXT &&
            mass_of(page, upto, n).sum * 2 >= all)
            core = n;
    return core;
}

/* Chosen on pages that were held out: a sure core, and a branch clearly less so. */
enum { SURE = 800, APART = 400 };

/* The block below the last headline above a node; that of the node where there is none. */
static uint32_t below_headline(const struct page *page, uint32_t n)
{
    uint32_t at = page->features->before[n];

    for (uint32_t b = at; b > 0; b--)
        if (node_heading_level(page, page->blocks->items[b - 1].owner) == 1)
            return b;
    return at;
}

/* On a page that calls itself an article, beside a core that surely is it, branches that are
 * less sure are what stands around one: the next story's beginning, a disclaimer, a box. Not
 * the running text between it and its headline: what it is about, in a branch of its own. */
static void prune_branches(struct page *page)
{
    struct block_list *blocks = page->blocks;
    struct mass *upto = arena_array(&page->arena, (size_t)blocks->n + 1, sizeof *upto);
    struct trunk trunk;
    struct mass core;
    uint32_t top;

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        uint64_t words = b->keep ? b->n_words : 0;

        upto[i + 1] =
            (struct mass){upto[i].words + words, upto[i].sum + words * b->score};
    }
    if (upto[blocks->n].words == 0)
        return;
    trunk_grow(page, find_core(page, upto), &trunk);
    core = mass_of(page, upto, trunk.end);
    if (core.words < LEFT_WORDS || mean(core) < SURE)
        return;
    top = below_headline(page, trunk.end);
    for (uint32_t i = 0; i < blocks->n; i++) {
        struct block *b = &blocks->items[i];
        uint32_t branch = trunk.branch[b->first];

        if (i >= top && i < page->features->before[trunk.end] && feature_is_good(b))
            continue;
        if (b->keep && branch != NO_NODE && !node_is_in(page, branch, trunk.end) &&
            mean(mass_of(page, upto, branch)) + APART < mean(core))
            block_drop(b, "apart");
    }
}

uint16_t choice_make(struct page *page, bool declared)
{
    struct block_list *blocks = page->blocks;
    uint16_t threshold = best_threshold(blocks, declared);

    for (uint32_t i = 0; i < blocks->n; i++)
        blocks->items[i].keep = blocks->items[i].score >= threshold;
    copy_drop(page);
    if (declared) {
        drop_comments(page);
        drop_comments_of_brief(page);
        prune_branches(page);
    }
    return threshold;
}
