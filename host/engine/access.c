#include "engine/access.h"

#include <stdio.h>
#include <string.h>

#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/meta.h"
#include "engine/overlay.h"

/* Shares of the stated length, in percent. Counts differ by what they take in (headings,
 * captions), hence the room between. */
#define WHOLE_PERCENT 75
#define PART_PERCENT 40

/* A text that ends in front of a prompt and is no longer than this reads
 * as a beginning. */
#define SHORT_WORDS 150

/* Running text kept after a prompt, in percent of all, that may be an
 * oddment of the page. */
#define ODDMENT_PERCENT 10

#define REASONS_MAX 9

struct judge {
    struct page *page;
    struct reason reasons[REASONS_MAX];
    size_t n;
};

static void because(struct judge *j, const char *name, const char *detail)
{
    if (j->n < REASONS_MAX)
        j->reasons[j->n++] = (struct reason){name, detail};
}

static bool is_shown(const struct page *page, const struct block *b)
{
    return b->keep && (page->nodes[b->first].marks & NODE_KEEP) != 0;
}

/* The last block of running text, since a page's oddments (a credit, a list of tags) may
 * have been kept after it; of a page without any, the last block. */
static const struct block *find_end(const struct page *page)
{
    const struct block *last = NULL;

    for (uint32_t b = page->blocks->n; b-- > 0;) {
        const struct block *block = &page->blocks->items[b];

        if (!is_shown(page, block))
            continue;
        if (feature_is_good(block))
            return block;
        if (!last)
            last = block;
    }
    return last;
}

static bool ends_with(const struct block *b, const char *end)
{
    size_t len = strlen(end);

    return b->len >= len && memcmp(b->text + b->len - len, end, len) == 0;
}

static bool ends_cut(const struct block *b)
{
    return ends_with(b, "\xe2\x80\xa6") || ends_with(b, "...") || ends_with(b, "[...]") ||
           ends_with(b, "[\xe2\x80\xa6]");
}

/* Per block, and one more: the running text that is shown from it on. */
static const uint32_t *words_from(struct page *page)
{
    uint32_t n = page->blocks->n;
    uint32_t *words = arena_array(&page->arena, (size_t)n + 1, sizeof *words);

    for (uint32_t b = n; b-- > 0;) {
        const struct block *block = &page->blocks->items[b];

        words[b] = words[b + 1];
        if (is_shown(page, block) && feature_is_good(block))
            words[b] += block->n_words;
    }
    return words;
}

static bool is_prompt(const struct overlay *o)
{
    return !o->unsure && (o->kind == PART_PAYWALL || o->kind == PART_METERED ||
                          o->kind == PART_REGISTRATION);
}

static bool has_prompt(const struct page *page)
{
    for (size_t i = 0; i < page->overlays->n; i++)
        if (is_prompt(&page->overlays->items[i]))
            return true;
    return false;
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

/* A prompt for an account or money that stands in the flow where the text ends. What is
 * hidden waits; what lies over the page says nothing of what is under it, and there lies
 * what a script has put behind the page's foot. */
static const struct overlay *find_gate(struct page *page)
{
    const uint32_t *words = words_from(page);
    uint32_t foot = foot_end(page);

    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];

        if (is_prompt(o) && !o->covering && !o->waiting && o->id < foot &&
            !o->evidence.text_continues &&
            words[block_at(page, o->id)] * 100 <=
                page->article->n_words * ODDMENT_PERCENT)
            return o;
    }
    return NULL;
}

/* The last block before the gate, or of the page. */
static const struct block *end_before(const struct page *page, const struct overlay *gate)
{
    for (uint32_t b = gate ? block_at(page, gate->id) : 0; b-- > 0;)
        if (is_shown(page, &page->blocks->items[b]))
            return &page->blocks->items[b];
    return find_end(page);
}

static const char *of_words(struct page *page, uint32_t part, uint32_t whole)
{
    char text[64];

    snprintf(text, sizeof text, "%u of %u words", part, whole);
    return arena_copy(&page->arena, text, strlen(text));
}

static enum access judge(struct judge *j)
{
    struct page *page = j->page;
    const struct meta *meta = page->meta;
    const struct overlay *gate = find_gate(page);
    const struct block *end = end_before(page, gate);
    uint64_t words = page->article->n_words;
    uint32_t stated =
        meta->stated_words > meta->body_words ? meta->stated_words : meta->body_words;
    bool cut = end && ends_cut(end);
    bool wall, complete = end && !cut && end->n_sentences > 0;

    if (!end)
        return ACCESS_UNKNOWN;
    if (gate)
        because(j, "prompt_after_text", part_kind_name(gate->kind));
    if (meta->free_access == 0)
        because(j, "says_not_free", NULL);
    if (cut)
        because(j, "ends_cut", NULL);
    if (complete)
        because(j, "ends_complete", NULL);
    if (stated > 0)
        because(j, "stated_length", of_words(page, (uint32_t)words, stated));

    if (stated > 0 && words * 100 < (uint64_t)stated * PART_PERCENT &&
        (has_prompt(page) || cut || meta->free_access == 0))
        return ACCESS_TEASER;
    if (meta->stated_words > 0 && words * 100 >= (uint64_t)stated * WHOLE_PERCENT)
        return ACCESS_FULL;
    if (!gate) {
        if (cut || (stated > 0 && words * 100 < (uint64_t)stated * PART_PERCENT))
            return ACCESS_UNKNOWN;
        return complete || meta->free_access != 0 ? ACCESS_FULL : ACCESS_UNKNOWN;
    }
    /* A notice or an invitation to register under a text that ends as texts end: its
     * reader had it. A wall there may as well have cut between two paragraphs. */
    wall = gate->kind == PART_PAYWALL && gate->evidence.n_phrases_strong > 0;
    if (cut || words < SHORT_WORDS || (wall && !complete))
        return ACCESS_TEASER;
    return wall ? ACCESS_UNKNOWN : ACCESS_FULL;
}

/* Kept text in or under an element that was shown blurred or cut. */
static bool is_concealed(struct page *page)
{
    uint32_t end = 0; /* of the outermost such element */

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        if ((node->saw & (SAW_CLIPPED | SAW_BLURRED)) && node->end > end)
            end = node->end;
        if (n < end && node->tag == TAG_TEXT && (node->marks & NODE_KEEP))
            return true;
    }
    return false;
}

void access_judge(struct page *page)
{
    struct judge j = {.page = page};
    struct article *article = page->article;
    struct reason *reasons;

    article->access = judge(&j);
    /* How the text ends says nothing before it has ended. */
    if (page->snapshot->facts.loading) {
        article->access = ACCESS_UNKNOWN;
        because(&j, "still_loading", NULL);
    }
    article->concealed = is_concealed(page);
    if (article->concealed)
        because(&j, "concealed", NULL);
    reasons = arena_array(&page->arena, j.n, sizeof *reasons);
    for (size_t i = 0; i < j.n; i++)
        reasons[i] = j.reasons[i];
    article->access_reasons = reasons;
    article->n_access_reasons = j.n;
}
