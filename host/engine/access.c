#include "engine/access.h"

#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/lexicon.h"
#include "engine/meta.h"
#include "engine/node.h"
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

/* Words between a text's end and a prompt that still stands at it: a caption, share
 * buttons, an author's line. */
#define NEAR_WORDS 60

/* A prompt says what it wants in so few words. */
#define PROMPT_WORDS 40

/* A sentence that a text may break off in. */
#define SENTENCE_WORDS 15

/* So much text makes a gated part one that is in the page. */
#define GATED_WORDS 20

/* A sentence concealed; less is the rim of a picture's frame, a caption too long for its
 * box. */
#define CONCEALED_BYTES 60

#define REASONS_MAX 12
#define BLANKS " \t\n\r\f"

enum ending {
    ENDS_NOWHERE, /* no text */
    ENDS_COMPLETE,
    ENDS_CUT,     /* in dots */
    ENDS_SEVERED, /* running text without the end of its sentence */
    ENDS_SOMEHOW, /* in a heading, a list, a colon */
};

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
    bool gated_missing;     /* and what it says is gated is not in the article */
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

/* Whether the text before `len` ends in one of the marks; `*before` is where it begins. */
static bool ends_in(const char *text, size_t len, const char *const *marks, size_t n,
                    size_t *before)
{
    for (size_t i = 0; i < n; i++) {
        size_t mark = strlen(marks[i]);

        if (len >= mark && memcmp(text + len - mark, marks[i], mark) == 0) {
            *before = len - mark;
            return true;
        }
    }
    return false;
}

/* How a text ends: what closes a quotation or a bracket is passed over. */
static enum ending ending_of(const struct block *b)
{
    static const char *const closers[] = {"\"", "'", ")", "]",  "»",  "«",  "”", "“",
                                          "’",  "‹", "›", "」", "』", "）", "*", " "};
    static const char *const dots[] = {"…", "...", ". . .", "。。。"};
    static const char *const stops[] = {".", "!", "?", ":", ";", "。", "！", "？",
                                        "｡", "।", "؟", "۔", "։", "།",  "፡",  "።"};
    size_t len = b->len, before;

    while (ends_in(b->text, len, closers, N_OF(closers), &before))
        len = before;
    if (ends_in(b->text, len, dots, N_OF(dots), &before))
        return ENDS_CUT;
    if (ends_in(b->text, len, stops, N_OF(stops), &before))
        return b->text[before] == ':' ? ENDS_SOMEHOW : ENDS_COMPLETE;
    return b->n_sentences > 0 && b->n_words >= SENTENCE_WORDS ? ENDS_SEVERED
                                                              : ENDS_SOMEHOW;
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

static bool has_prompt(const struct page *page)
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
    uint32_t words = 0;

    for (uint32_t b = block_at(page, gate->id); b-- > 0;) {
        const struct block *block = &page->blocks->items[b];

        if (is_shown(page, block))
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

/* A prompt that stands in the flow where the text ends. What lies over the page says
 * nothing of what is under it, and there lies what a script has put behind the page's
 * foot. */
static const struct overlay *find_gate(struct page *page)
{
    const uint32_t *words = words_from(page);
    uint32_t foot = foot_end(page);

    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];

        if (is_prompt(page, o) && !o->covering && o->id < foot &&
            !o->evidence.text_continues &&
            words[block_at(page, o->id)] * 100 <=
                page->article->n_words * ODDMENT_PERCENT &&
            words_between(page, o) <= NEAR_WORDS)
            return o;
    }
    return NULL;
}

/* In a short block: what is said in running text may be of another text. */
static bool says_more(const struct page *page, const struct overlay *gate)
{
    struct phrase_hit hit;
    const struct node_range *range = gate->ranges, *end = range + gate->n_ranges;

    for (; range < end; range++) {
        uint32_t last = block_at(page, range->end);

        for (uint32_t b = block_at(page, range->first); b < last; b++) {
            const struct block *block = &page->blocks->items[b];

            if (block->n_words <= PROMPT_WORDS && !block->hidden &&
                lexicon_phrases(&access_phrases, block->folded, block->folded_len, &hit,
                                1) > 0)
                return true;
        }
    }
    return false;
}

/* The last block before the gate, or of the page. */
static const struct block *end_before(const struct page *page, const struct overlay *gate)
{
    for (uint32_t b = gate ? block_at(page, gate->id) : 0; b-- > 0;)
        if (is_shown(page, &page->blocks->items[b]))
            return &page->blocks->items[b];
    return find_end(page);
}

/* ---- what the publisher says ---- */

static bool says_locked(const struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *name, *content;

        if (page->nodes[n].tag != TAG_META)
            continue;
        name = node_attr(page, n, "property");
        name = name ? name : node_attr(page, n, "itemprop");
        content = node_attr(page, n, "content");
        if (name && content &&
            ((strcmp(name, "article:content_tier") == 0 &&
              text_equal_nocase(content, "locked")) ||
             (strcmp(name, "isAccessibleForFree") == 0 &&
              text_equal_nocase(content, "false"))))
            return true;
    }
    return false;
}

static bool has_name(const char *names, const char *name, size_t len)
{
    for (names += strspn(names, BLANKS); *names; names += strspn(names, BLANKS)) {
        size_t n = strcspn(names, BLANKS);

        if (n == len && memcmp(names, name, len) == 0)
            return true;
        names += n;
    }
    return false;
}

/* Words of the article in elements of that class or id. */
static uint32_t words_named(const struct page *page, const char *attribute,
                            const char *name, size_t len)
{
    uint32_t words = 0, end = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *names = n >= end ? node_attr(page, n, attribute) : NULL;
        uint32_t last;

        if (!names || !has_name(names, name, len))
            continue;
        end = page->nodes[n].end;
        last = block_at(page, end);
        for (uint32_t b = block_at(page, n); b < last; b++)
            words += is_shown(page, &page->blocks->items[b])
                         ? page->blocks->items[b].n_words
                         : 0;
    }
    return words;
}

/* Nothing of the part that the page says is gated is in the article: its selector names
 * classes and ids. */
static bool is_gated_missing(const struct page *page, const char *selector)
{
    for (const char *at = strpbrk(selector, ".#"); at; at = strpbrk(at + 1, ".#")) {
        size_t len = strcspn(at + 1, " .#,>+~:[");

        if (words_named(page, *at == '.' ? "class" : "id", at + 1, len) >= GATED_WORDS)
            return false;
    }
    return strpbrk(selector, ".#") != NULL;
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
    const struct block *end;

    sight->gate = find_gate(page);
    end = end_before(page, sight->gate);
    sight->ending = end ? ending_of(end) : ENDS_NOWHERE;
    sight->more = sight->gate && says_more(page, sight->gate);
    sight->prompt = has_prompt(page);
    sight->words = page->article->n_words;
    sight->stated =
        meta->stated_words > meta->body_words ? meta->stated_words : meta->body_words;
    sight->part = sight->stated > 0 &&
                  (uint64_t)sight->words * 100 < (uint64_t)sight->stated * PART_PERCENT;
    sight->whole = meta->stated_words > 0 && (uint64_t)sight->words * 100 >=
                                                 (uint64_t)sight->stated * WHOLE_PERCENT;
    sight->not_free =
        meta->free_access == 0 || (meta->free_access < 0 && says_locked(page));
    sight->gated_missing =
        sight->not_free && meta->gated && is_gated_missing(page, meta->gated);
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

static void give_reasons(struct judge *j, const struct sight *s)
{
    if (s->gate)
        because(j, "prompt_after_text", part_kind_name(s->gate->kind));
    if (s->more)
        because(j, "says_more", NULL);
    if (s->not_free)
        because(j, "says_not_free", NULL);
    if (s->gated_missing)
        because(j, "gated_text_missing", j->page->meta->gated);
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
