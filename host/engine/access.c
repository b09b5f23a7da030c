#include "engine/access.h"

#include <stdio.h>
#include <string.h>

#include "engine/article.h"
#include "engine/block.h"
#include "engine/meta.h"
#include "engine/overlay.h"

/* Shares of the stated length, in percent. Counts differ by what they take in (headings,
 * captions), hence the room between. */
#define WHOLE_PERCENT 75
#define PART_PERCENT 40

/* A text that ends in front of a prompt and is no longer than this reads as a beginning.
 */
#define SHORT_WORDS 150

#define MAX_REASONS 8

struct judge {
    struct page *page;
    struct reason reasons[MAX_REASONS];
    size_t n;
};

static void because(struct judge *j, const char *name, const char *detail)
{
    if (j->n < MAX_REASONS)
        j->reasons[j->n++] = (struct reason){name, detail};
}

static const struct block *last_kept(const struct page *page)
{
    for (uint32_t b = page->blocks->n; b-- > 0;) {
        const struct block *block = &page->blocks->items[b];

        if (block->keep && (page->nodes[block->first].marks & NODE_KEEP))
            return block;
    }
    return NULL;
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

/* A prompt for an account or money that stands in the flow right after the text. What is
 * hidden waits; what lies over the page says nothing of what is under it. */
static const struct overlay *gate_after(const struct page *page, const struct block *last)
{
    for (size_t i = 0; last != NULL && i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];
        bool gate = o->kind == PART_PAYWALL || o->kind == PART_METERED ||
                    o->kind == PART_REGISTRATION;

        if (gate && !o->covering && !o->waiting && !o->unsure && o->id >= last->end &&
            !o->evidence.text_continues)
            return o;
    }
    return NULL;
}

static const char *percent(struct page *page, uint32_t part, uint32_t whole)
{
    char text[64];

    snprintf(text, sizeof(text), "%u of %u words", part, whole);
    return arena_copy(&page->arena, text, strlen(text));
}

static enum access judge(struct judge *j)
{
    struct page *page = j->page;
    const struct block *last = last_kept(page);
    const struct overlay *gate = gate_after(page, last);
    uint32_t words = page->verdict->n_words, stated = page->meta->stated_words;
    bool cut = last != NULL && ends_cut(last);

    if (last == NULL)
        return ACCESS_UNKNOWN;
    if (gate != NULL)
        because(j, "prompt_after_text", part_kind_name(gate->kind));
    if (cut)
        because(j, "ends_cut", NULL);
    if (page->meta->free_access == 0)
        because(j, "says_not_free", NULL);

    if (stated > 0 && (uint64_t)words * 100 >= (uint64_t)stated * WHOLE_PERCENT) {
        because(j, "stated_length", percent(page, words, stated));
        return ACCESS_FULL;
    }
    if (stated > 0 && (uint64_t)words * 100 < (uint64_t)stated * PART_PERCENT) {
        because(j, "stated_length", percent(page, words, stated));
        return gate != NULL || cut || page->meta->free_access == 0 ? ACCESS_TEASER
                                                                   : ACCESS_UNKNOWN;
    }
    if (gate != NULL && (cut || words < SHORT_WORDS))
        return ACCESS_TEASER;
    if (cut)
        return ACCESS_UNKNOWN;
    if (last->n_sentences > 0)
        because(j, "ends_complete", NULL);
    /* A metered notice under a text that ends as texts end: the reader still had it. A
     * hard wall there may as well have cut between two paragraphs. */
    if (gate != NULL && gate->kind != PART_METERED)
        return ACCESS_UNKNOWN;
    return last->n_sentences > 0 ? ACCESS_FULL : ACCESS_UNKNOWN;
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
    struct verdict *v = page->verdict;
    struct reason *reasons;

    v->access = judge(&j);
    v->concealed = is_concealed(page);
    if (v->concealed)
        because(&j, "concealed", NULL);
    reasons = arena_array(&page->arena, j.n, sizeof(*reasons));
    for (size_t i = 0; i < j.n; i++)
        reasons[i] = j.reasons[i];
    v->access_reasons = reasons;
    v->n_access_reasons = j.n;
}
