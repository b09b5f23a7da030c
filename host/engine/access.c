#include "engine/access.h"

#include <stdio.h>
#include <string.h>

#include "engine/article.h"
#include "engine/block.h"
#include "engine/claim.h"
#include "engine/ending.h"
#include "engine/feature.h"
#include "engine/gate.h"
#include "engine/meta.h"
#include "engine/overlay.h"

/* Shares of the stated length, in percent. Counts differ by what they take in (headings,
 * captions), hence the room between. */
#define WHOLE_PERCENT 75
#define PART_PERCENT 40

/* A text that ends in front of a prompt and is no longer than this reads
 * as a beginning. */
#define SHORT_WORDS 150

/* A sentence concealed; less is the rim of a picture's frame, a caption too long for its
 * box. */
#define CONCEALED_BYTES 60

#define REASONS_MAX 12

/* What was seen, before it is judged. */
struct sight {
    const struct overlay *gate; /* a prompt where the text ends, or NULL */
    bool wall;                  /* which asks for money, in so many words */
    bool more;                  /* the gate says that the text goes on behind it */
    bool prompt;                /* one anywhere */
    enum ending ending;
    uint32_t words, stated; /* 0: unsaid */
    bool part, whole;       /* of the stated length */
    bool not_free;          /* the page says so */
    bool gated_missing;     /* what it says is gated is not in the article, */
    bool gated_here;        /* or is, in a section that only who may read it gets */
};

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

/* The last block of running text, since a page's oddments (a credit, a list of tags) may
 * have been kept after it; of a page without any, the last block. */
static const struct block *find_end(const struct page *page)
{
    const struct block *last = NULL;

    for (uint32_t b = page->blocks->n; b-- > 0;) {
        const struct block *block = &page->blocks->items[b];

        if (!article_shows(page, block))
            continue;
        if (feature_is_good(block))
            return block;
        if (!last)
            last = block;
    }
    return last;
}

/* The last block before the gate, or of the page. */
static const struct block *end_before(const struct page *page, const struct overlay *gate)
{
    for (uint32_t b = gate ? block_at(page, gate->id) : 0; b-- > 0;)
        if (article_shows(page, &page->blocks->items[b]))
            return &page->blocks->items[b];
    return find_end(page);
}

/* ---- the verdict ---- */

static const char *of_words(struct page *page, uint32_t part, uint32_t whole)
{
    char text[64];

    snprintf(text, sizeof text, "%u of %u words", part, whole);
    return arena_copy(&page->arena, text, strlen(text));
}

static void look(struct page *page, struct sight *sight)
{
    const struct meta *meta = page->meta;
    enum claim_section section = claim_section(page);
    const struct block *end;

    sight->gate = gate_find(page);
    end = end_before(page, sight->gate);
    sight->ending = end ? ending_of(end) : ENDS_NOWHERE;
    sight->more = sight->gate && gate_says_more(page, sight->gate);
    sight->prompt = gate_any(page);
    sight->words = page->article->n_words;
    sight->stated =
        meta->stated_words > meta->body_words ? meta->stated_words : meta->body_words;
    sight->part = sight->stated > 0 &&
                  (uint64_t)sight->words * 100 < (uint64_t)sight->stated * PART_PERCENT;
    sight->whole = meta->stated_words > 0 && (uint64_t)sight->words * 100 >=
                                                 (uint64_t)sight->stated * WHOLE_PERCENT;
    sight->not_free =
        meta->free_access == 0 || (meta->free_access < 0 && claim_is_locked(page));
    sight->gated_missing =
        section == SECTION_MISSING ||
        (sight->not_free && meta->gated && claim_gated_is_missing(page, meta->gated));
    sight->gated_here = section == SECTION_HERE;
    /* A notice or an invitation to register under a text that ends as texts end: its
     * reader had it. A wall there may as well have cut between two paragraphs. */
    sight->wall = sight->gate && sight->gate->kind == PART_PAYWALL &&
                  sight->gate->evidence.n_phrases_strong > 0;
}

/* A prompt in the text's own container that says the text goes on behind it knows better
 * than a number: word counts are often those of what was sent. A meter says so under whole
 * texts too. */
static bool says_it_goes_on(const struct sight *s)
{
    return s->gate && s->more && s->gate->kind != PART_METERED &&
           !s->gate->evidence.apart;
}

static enum access judge_gate(const struct sight *s)
{
    bool apart = s->gate->evidence.apart;
    bool severed = s->ending == ENDS_SEVERED && s->gate->kind == PART_PAYWALL;

    if (s->ending == ENDS_CUT || severed || s->words < SHORT_WORDS)
        return ACCESS_TEASER;
    if (s->wall && (s->ending != ENDS_COMPLETE || (s->not_free && !apart)))
        return ACCESS_TEASER;
    return s->wall && (s->not_free || !apart) ? ACCESS_UNKNOWN : ACCESS_FULL;
}

static enum access judge(const struct sight *s)
{
    if (s->ending == ENDS_NOWHERE)
        return ACCESS_UNKNOWN;
    if (s->part && (s->prompt || s->ending == ENDS_CUT || s->not_free))
        return ACCESS_TEASER;
    if (s->gated_missing && (s->prompt || s->ending == ENDS_CUT))
        return ACCESS_TEASER;
    if (s->gated_here && s->ending != ENDS_CUT)
        return ACCESS_FULL;
    if (says_it_goes_on(s))
        return ACCESS_TEASER;
    if (s->whole)
        return ACCESS_FULL;
    if (s->gate)
        return judge_gate(s);
    if (s->ending == ENDS_CUT || s->part)
        return ACCESS_UNKNOWN;
    return s->ending == ENDS_COMPLETE || !s->not_free ? ACCESS_FULL : ACCESS_UNKNOWN;
}

/* A sentence of the article, perhaps, that says what gates say: by its words alone nothing
 * is a beginning. */
static bool is_hearsay(const struct sight *s)
{
    return s->gate && s->gate->unsure && s->gate->evidence.spoken &&
           s->ending != ENDS_CUT && !s->part && !s->gated_missing;
}

static void give_reasons(struct judge *j, const struct sight *s)
{
    if (s->gate)
        because(j, "prompt_after_text", part_kind_name(s->gate->kind));
    if (s->more)
        because(j, "says_more", NULL);
    if (s->not_free)
        because(j, "says_not_free", NULL);
    if (s->gated_missing)
        because(j, "gated_text_missing",
                j->page->meta->gated ? j->page->meta->gated : CLAIM_SECTION);
    if (s->ending == ENDS_CUT)
        because(j, "ends_cut", NULL);
    if (s->ending == ENDS_SEVERED)
        because(j, "ends_within_sentence", NULL);
    if (s->ending == ENDS_COMPLETE)
        because(j, "ends_complete", NULL);
    if (s->stated > 0)
        because(j, "stated_length", of_words(j->page, s->words, s->stated));
}

/* Kept text in elements that were shown blurred or cut: as much as a reader would miss. */
static bool is_concealed(struct page *page)
{
    uint32_t end = 0; /* of the outermost such element */
    size_t bytes = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        if ((node->saw & (SAW_CLIPPED | SAW_BLURRED)) && node->end > end)
            end = node->end;
        if (n < end && node->tag == TAG_TEXT && (node->marks & NODE_KEEP))
            bytes += node->len;
    }
    return bytes >= CONCEALED_BYTES;
}

void access_judge(struct page *page)
{
    struct judge j = {.page = page};
    struct article *article = page->article;
    struct reason *reasons;
    struct sight sight;

    look(page, &sight);
    article->access = judge(&sight);
    if (article->access == ACCESS_TEASER && is_hearsay(&sight))
        article->access = ACCESS_UNKNOWN;
    give_reasons(&j, &sight);
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
