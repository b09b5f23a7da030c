#include "engine/gate.h"

#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/phrase.h"

/* Running text kept after a prompt, in percent of all, that may be an
 * oddment of the page. */
#define ODDMENT_PERCENT 10

/* Words between a text's end and a prompt that still stands at it: a caption, share
 * buttons, an author's line. */
#define NEAR_WORDS 60

/* Blocks looked back through, lest many prompts look through a whole page each. */
#define REACH_BLOCKS 400

/* Running text before and after the line of a prompt whose offer stays: a beginning, and
 * what is said for the offer. */
#define BEGINNING_WORDS 150
#define PLEA_WORDS 150

/* A prompt says what it wants in so few words. */
#define PROMPT_WORDS 40

/* Per block, and one more: the running text that is shown from it on. */
static const uint32_t *words_from(struct page *page)
{
    uint32_t n = page->blocks->n;
    uint32_t *words = arena_array(&page->arena, (size_t)n + 1, sizeof *words);

    for (uint32_t b = n; b-- > 0;) {
        const struct block *block = &page->blocks->items[b];

        words[b] = words[b + 1];
        if (article_shows(page, block) && feature_is_good(block))
            words[b] += block->n_words;
    }
    return words;
}

/* For an account or money. One that is in doubt counts where a phrase names it. */
static bool is_prompt(const struct page *page, const struct overlay *o)
{
    uint32_t b = block_at(page, o->id);

    if (o->kind != PART_PAYWALL && o->kind != PART_METERED &&
        o->kind != PART_REGISTRATION)
        return false;
    if (o->waiting ||
        (o->unsure && (o->evidence.n_phrases_gate == 0 || o->evidence.apart)))
        return false;
    /* "Log in to comment" asks for something else. */
    return b == page->blocks->n ||
           !(feature_zones(page, &page->blocks->items[b]) & ZONE_COMMENTS);
}

bool gate_any(const struct page *page)
{
    for (size_t i = 0; i < page->overlays->n; i++)
        if (is_prompt(page, &page->overlays->items[i]))
            return true;
    return false;
}

/* Words between the text's last block and a prompt that are neither the article's nor
 * another prompt's. */
static uint32_t words_between(const struct page *page, const struct overlay *gate)
{
    uint32_t words = 0, at = block_at(page, gate->id);
    uint32_t least = at > REACH_BLOCKS ? at - REACH_BLOCKS : 0;

    for (uint32_t b = at; b-- > least && words <= NEAR_WORDS;) {
        const struct block *block = &page->blocks->items[b];

        if (article_shows(page, block))
            break;
        words += block->overlay == 0 && !block->hidden ? block->n_words : 0;
    }
    return words;
}

static bool is_part_of_page(uint16_t tag)
{
    return tag == TAG_ARTICLE || tag == TAG_MAIN || tag == TAG_SECTION ||
           tag == TAG_ASIDE || tag == TAG_DIALOG;
}

/* Where the page's own foot ends: not an article's, nor that of another part. */
static uint32_t foot_end(const struct page *page)
{
    uint32_t foot = page->n_nodes;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (is_part_of_page(page->nodes[n].tag))
            n = page->nodes[n].end - 1;
        else if (page->nodes[n].tag == TAG_FOOTER)
            foot = page->nodes[n].end;
    }
    return foot;
}

/* The block from which on text may follow a prompt. What stays because nobody is sure of
 * it is shown, and does not follow itself. */
static uint32_t block_after(const struct page *page, const struct overlay *o)
{
    return block_at(page, o->unsure ? o->ranges[o->n_ranges - 1].end : o->id);
}

/* Running text that is shown in blocks [first, end). */
static uint32_t words_in(const uint32_t *words, uint32_t first, uint32_t end)
{
    return first < end ? words[first] - words[end] : 0;
}

/* What the text ends in asks for an account, or sells one. */
static bool is_offer(const struct overlay *o)
{
    const struct evidence *e = &o->evidence;

    return !o->waiting && !e->apart && (e->subscribe || e->log_in) &&
           (o->n_plans > 0 || o->kind == PART_PAYWALL);
}

/* A prompt with so much to say for itself that its words stay may stand in front of a short
 * beginning's end: its line, its plea, and last the offer. */
static bool opens_offer(const struct page *page, const uint32_t *words,
                        const struct overlay *gate)
{
    uint32_t first = block_at(page, gate->id), after = block_after(page, gate);

    if (!gate->unsure || gate->evidence.spoken || !gate_says_more(page, gate) ||
        words_in(words, 0, first) > BEGINNING_WORDS)
        return false;
    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];
        uint32_t b = block_at(page, o->id);

        if (b >= after && is_offer(o) && words_in(words, after, b) <= PLEA_WORDS &&
            words[block_after(page, o)] * 100 <= words[0] * ODDMENT_PERCENT)
            return true;
    }
    return false;
}

const struct overlay *gate_find(struct page *page)
{
    const uint32_t *words = words_from(page);
    uint32_t foot = foot_end(page);

    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];

        if (is_prompt(page, o) && !o->covering && o->id < foot &&
            !o->evidence.text_continues &&
            words[block_after(page, o)] * 100 <=
                page->article->n_words * ODDMENT_PERCENT &&
            words_between(page, o) <= NEAR_WORDS)
            return o;
    }
    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];

        if (is_prompt(page, o) && !o->covering && opens_offer(page, words, o))
            return o;
    }
    return NULL;
}

/* In a short block: what is said in running text may be of another text. */
bool gate_says_more(const struct page *page, const struct overlay *gate)
{
    struct phrase_hit hit;
    const struct node_range *range = gate->ranges, *end = range + gate->n_ranges;

    for (; range < end; range++) {
        uint32_t last = block_at(page, range->end);

        for (uint32_t b = block_at(page, range->first); b < last; b++) {
            const struct block *block = &page->blocks->items[b];

            if (block->n_words <= PROMPT_WORDS && !block->hidden &&
                phrase_find(&access_phrases, block->folded, block->folded_len, &hit, 1) >
                    0)
                return true;
        }
    }
    return false;
}
