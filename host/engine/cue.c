#include "engine/cue.h"

#include <string.h>

#include "engine/block.h"
#include "engine/contents.h"
#include "engine/lies.h"
#include "engine/line.h"
#include "engine/node.h"
#include "engine/period.h"
#include "engine/phrase.h"
#include "engine/placeholder.h"
#include "engine/worn.h"

enum {
    SHORT_WORDS = 40,    /* a phrase in a block this short is a cue */
    DISTANT_WORDS = 200, /* in one this long it is one beside others only */
    PROSE_WORDS = 15,    /* sentences of a block this long are running text */
    LONG_WORDS = 32,     /* so is anything this long that is not links */
    QUOTING_WORDS = 8,   /* a sentence this long may quote what others say */
    PRICE_WORDS = 14,
    BLOCK_PHRASES = 24,
    OWN_WORDS = 60,   /* running text beside a consent product's */
    REPEATS_MAX = 64, /* blocks that are compared with each other */
};

static bool is_prose(const struct block *b)
{
    if (2 * b->n_link_words > b->n_words)
        return false;
    return b->n_words >= LONG_WORDS || (b->n_words >= PROSE_WORDS && b->n_sentences > 0);
}

/* Folded text has one sign for all double quotes: behind an odd number of them stands what
 * is quoted. */
static bool is_quoted(const struct block *b, size_t at)
{
    bool quoted = false;

    for (size_t i = 0; i < at; i++)
        quoted ^= b->folded[i] == '"';
    return quoted && memchr(b->folded + at, '"', b->folded_len - at) != NULL;
}

static void read_phrases(const struct block *b, const char *lang, struct cue *cue)
{
    struct phrase_hit hits[BLOCK_PHRASES];
    size_t n = 0, counted = 0;
    bool quotes = is_prose(b) || cue->heading || b->folded[0] == '"' ||
                  (b->n_words >= QUOTING_WORDS && b->n_sentences > 0);

    n = phrase_find(&gate_phrases, b->folded, b->folded_len, hits, BLOCK_PHRASES);
    for (size_t i = 0; i < n; i++) {
        const struct phrase *phrase = hits[i].phrase;
        /* An author who writes of such overlays quotes them, in headings too. */
        bool strong = phrase->strong && !(quotes && is_quoted(b, hits[i].at));
        uint16_t bit = (uint16_t)(1u << phrase->what);
        bool stronger = !cue->phrase || (phrase->strong && !cue->phrase->strong);
        bool homely = cue->phrase && phrase->strong == cue->phrase->strong && lang &&
                      phrase_same_lang(phrase->lang, lang) &&
                      !phrase_same_lang(cue->phrase->lang, lang);

        if (b->n_words > SHORT_WORDS)
            cue->distant |= strong ? bit : 0;
        else if (strong)
            cue->strong |= bit;
        else
            cue->weak |= bit;
        if (stronger || homely)
            cue->phrase = phrase;
        /* In several kinds or languages it is one phrase. */
        if (strong && hits[i].end > counted) {
            cue->n_strong++;
            counted = hits[i].end;
        }
    }
    cue->weak &= (uint16_t)~cue->strong;
}

uint16_t cue_distant(const struct cues *cues, const struct page *page, uint32_t b)
{
    struct cue *cue = &cues->blocks[b];

    if (cue->far) {
        read_phrases(&page->blocks->items[b], cues->place.lang, cue);
        cue->far = false;
    }
    return cue->distant;
}

static void read_terms(const struct block *b, struct cue *cue)
{
    struct phrase_hit hits[8];
    size_t n = 0;

    if (b->n_words <= SHORT_WORDS)
        n = phrase_find(&term_phrases, b->folded, b->folded_len, hits, 8);
    for (size_t i = 0; i < n; i++)
        cue->terms |= (uint16_t)(1u << hits[i].phrase->what);
}

/* "then €9 a month" is how a plan goes on: a term of it. */
static void read_prices(struct page *page, const struct place *place,
                        const struct block *b, struct cue *cue)
{
    struct price price = {.end = 0};
    const char *text = line_digits(page, b->text);

    while (price_next(text, strlen(text), price.end, place, &price)) {
        cue->price = true;
        if (price.role == PRICE_LATER)
            cue->terms |= 1u << TERM_RENEWAL;
    }
}

static void read_block(struct page *page, const struct place *place,
                       const struct block *b, struct cue *cue)
{
    static const uint16_t promo = 1u << KIND_OTHER_PROMO;
    char period[8];
    bool counted;
    size_t at, end;

    if (b->n_words <= SHORT_WORDS)
        read_phrases(b, place->lang, cue);
    else
        cue->far = b->n_words <= DISTANT_WORDS;
    read_terms(b, cue);
    /* A block that speaks to the reader as a gate does is no running text, however long
     * its sentence is. Authors recommend things in theirs. */
    cue->running = is_prose(b);
    if (cue->running) {
        cue->weak |= cue->strong & promo;
        cue->strong &= (uint16_t)~promo;
        cue->prose = cue->strong == 0;
    }
    if (b->n_words <= PRICE_WORDS) {
        read_prices(page, place, b, cue);
        cue->period = period_is(b->folded, b->folded_len, place, period, &counted);
    }
    if (b->n_words <= SHORT_WORDS)
        cue->placeholder = placeholder_next(b->text, b->len, 0, &at, &end);
}

/* ---- what stands around blocks: landmarks, headings, code ---- */

struct around {
    uint32_t zone;
    bool heading, item, code, quote;
};

static bool is_landmark(uint16_t tag)
{
    switch (tag) {
    case TAG_ARTICLE:
    case TAG_ASIDE:
    case TAG_BODY:
    case TAG_DIALOG:
    case TAG_FOOTER:
    case TAG_HEADER:
    case TAG_MAIN:
    case TAG_NAV:
        return true;
    default:
        return false;
    }
}

/* By the elements above: a few times as many steps as blocks, and nothing to remember of
 * every node. */
static struct around around_of(const struct page *page, uint32_t n)
{
    struct around around = {.zone = NO_NODE};

    for (; n != NO_NODE; n = page->nodes[n].parent) {
        uint16_t tag = page->nodes[n].tag;

        if (around.zone == NO_NODE && is_landmark(tag))
            around.zone = n;
        around.heading |= tag_heading_level(tag) != 0;
        around.item |= tag == TAG_LI;
        around.code |= tag == TAG_PRE || tag == TAG_CODE || tag == TAG_KBD;
        around.quote |= tag == TAG_BLOCKQUOTE || tag == TAG_Q;
    }
    if (around.zone == NO_NODE)
        around.zone = 0;
    return around;
}

static bool has_cue(const struct cue *cue)
{
    return cue->strong || cue->weak || cue->terms || cue->price || cue->placeholder;
}

static void read_blocks(struct page *page, struct cues *cues)
{
    uint32_t n = page->blocks->n;

    cues->blocks = arena_array(&page->arena, n, sizeof *cues->blocks);
    cues->words = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->words);
    cues->links = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->links);
    cues->prose = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->prose);
    cues->cued = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->cued);
    for (uint32_t i = 0; i < n; i++) {
        const struct block *b = &page->blocks->items[i];
        struct cue *cue = &cues->blocks[i];
        struct around around = around_of(page, b->first);

        cue->zone = around.zone;
        cue->heading = around.heading;
        cue->item = around.item;
        cue->code = around.code;
        cue->quote = around.quote;
        read_block(page, &cues->place, b, cue);
    }
}

static void sum_words(struct page *page, struct cues *cues)
{
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];

        cues->words[i + 1] = cues->words[i] + b->n_words;
        cues->links[i + 1] = cues->links[i] + b->n_link_words;
        cues->prose[i + 1] = cues->prose[i] + (cues->blocks[i].prose ? b->n_words : 0);
    }
}

static bool says_consent(const struct page *page, const struct cues *cues, uint32_t first,
                         uint32_t end)
{
    for (uint32_t b = first; b < end; b++) {
        if ((cues->blocks[b].strong | cue_distant(cues, page, b)) >> KIND_CONSENT & 1)
            return true;
    }
    return false;
}

/* What a consent product wrote is not the page's running text, though it can be longer
 * than the article; where the page has text beside it, that is. */
static void disown_consent(struct page *page, struct cues *cues)
{
    uint32_t all = cues->prose[page->blocks->n], passed = 0;

    for (size_t i = 0; i < cues->signs.n; i++) {
        const struct sign *sign = &cues->signs.items[i];
        uint32_t first = block_at(page, sign->node);
        uint32_t end = block_at(page, page->nodes[sign->node].end);

        if (sign->node < passed || !sign->vendor ||
            sign->vendor->kinds != 1u << KIND_CONSENT ||
            all - (cues->prose[end] - cues->prose[first]) < OWN_WORDS ||
            !says_consent(page, cues, first, end))
            continue;
        for (uint32_t b = first; b < end; b++)
            cues->blocks[b].prose = false;
        passed = page->nodes[sign->node].end;
    }
    if (passed > 0)
        sum_words(page, cues);
}

/* Prompts are put in again and again; an author says a thing once, but for headings, which
 * a table of contents says again. */
static void find_repeated(struct page *page, struct cues *cues)
{
    const struct block *blocks = page->blocks->items;
    uint32_t seen[REPEATS_MAX], n = 0;

    for (uint32_t b = 0; b < page->blocks->n && n < REPEATS_MAX; b++) {
        if (!cues->blocks[b].strong || cues->blocks[b].running || cues->blocks[b].heading)
            continue;
        for (uint32_t i = 0; i < n; i++) {
            if (block_says_same(&blocks[seen[i]], &blocks[b]))
                cues->blocks[seen[i]].repeated = cues->blocks[b].repeated = true;
        }
        seen[n++] = b;
    }
}

static void add_bits(uint32_t *sums, uint16_t bits)
{
    for (int kind = 0; kind < N_RULE_KINDS; kind++)
        sums[kind] += bits >> kind & 1;
}

static void sum_blocks(struct page *page, struct cues *cues)
{
    uint32_t n = page->blocks->n;

    for (uint32_t i = 0; i < n; i++)
        cues->cued[i + 1] = cues->cued[i] + has_cue(&cues->blocks[i]);
    cues->sums = arena_array(&page->arena, (size_t)cues->cued[n] + 1, sizeof *cues->sums);
    for (uint32_t i = 0; i < n; i++) {
        const struct cue *cue = &cues->blocks[i];
        struct cue_sums *sums = &cues->sums[cues->cued[i + 1]];

        if (!has_cue(cue))
            continue;
        *sums = sums[-1];
        add_bits(sums->strong, cue->strong);
        add_bits(sums->weak, cue->weak);
        if (cue->strong)
            sums->phrases += cue->n_strong > 1 ? cue->n_strong : 1;
        sums->prices += cue->price;
        sums->placeholders += cue->placeholder && !cue->code;
        sums->terms += cue->terms != 0;
    }
}

uint32_t cue_prose(const struct cues *cues, const struct page *page, uint32_t n)
{
    return cues->prose[block_at(page, page->nodes[n].end)] -
           cues->prose[block_at(page, n)];
}

uint32_t cue_share(const struct cues *cues, const struct page *page, uint32_t first,
                   uint32_t end)
{
    uint64_t prose = cues->prose[end] - cues->prose[first];
    uint64_t all = cues->prose[page->blocks->n];

    return all ? (uint32_t)(prose * 1000 / all) : 0;
}

/* A sentence of the page is shown blurred or cut: so do walls that let the text come. */
static bool is_concealing(const struct page *page, const struct cues *cues)
{
    uint32_t words = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (!(page->nodes[n].saw & (SAW_CLIPPED | SAW_BLURRED)))
            continue;
        words += cue_prose(cues, page, n);
        n = page->nodes[n].end - 1;
    }
    return words >= PROSE_WORDS;
}

/* Down from the root while one child holds four fifths of the running text. */
static uint32_t find_core(const struct page *page, const struct cues *cues)
{
    enum { MOST = 800 };
    uint32_t core = 0;

    for (uint32_t n = 1; n < page->nodes[core].end;) {
        uint32_t end = page->nodes[n].end;

        if (!node_is_text(page, n) &&
            cue_share(cues, page, block_at(page, n), block_at(page, end)) >= MOST) {
            core = n;
            n++;
        } else {
            n = end;
        }
    }
    return core;
}

/* A block is told when a control stands in it, or it in a control. */
static void tell_blocks(struct page *page, struct cues *cues)
{
    for (size_t i = 0; i < cues->controls.n; i++) {
        const struct control *control = &cues->controls.items[i];
        uint32_t b = block_at(page, control->node);
        struct cue *cue;

        if (b > 0 && page->blocks->items[b - 1].end > control->node)
            b--;
        if (control->kind != CONTROL_ACTION || b >= page->blocks->n ||
            page->blocks->items[b].first >= page->nodes[control->node].end)
            continue;
        cue = &cues->blocks[b];
        cue->control |= control->action != N_ACTION_KINDS;
        if (page->blocks->items[b].n_words <= SHORT_WORDS && !cue->prose)
            cue->strong |= control->says;
    }
}

struct cues *cue_read(struct page *page)
{
    struct cues *cues = arena_alloc(&page->arena, sizeof *cues);

    cues->place = place_read(page);
    read_blocks(page, cues);
    contents_read(page, cues);
    control_read(page, cues->blocks, cues->place.host, &cues->controls);
    sign_read(page, &cues->signs);
    tell_blocks(page, cues);
    sum_words(page, cues);
    disown_consent(page, cues);
    worn_disown(page, cues);
    find_repeated(page, cues);
    sum_blocks(page, cues);
    lies_read(page, cues);
    cues->core = find_core(page, cues);
    cues->concealed = is_concealing(page, cues);
    return cues;
}

static void subtract(uint32_t *sums, const uint32_t *less, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sums[i] -= less[i];
}

struct cue_sums cue_sum(const struct cues *cues, uint32_t first, uint32_t end)
{
    struct cue_sums sums = cues->sums[cues->cued[end]];

    subtract((uint32_t *)&sums, (const uint32_t *)&cues->sums[cues->cued[first]],
             sizeof sums / sizeof(uint32_t));
    return sums;
}
