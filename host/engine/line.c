#include "engine/line.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/amount.h"
#include "engine/lexicon.h"
#include "engine/node.h"
#include "engine/period.h"
#include "engine/phrase.h"

enum {
    LINE_WORDS = 14, /* a line of a plan is no longer */
    NAME_WORDS = 6,
};

static bool is_struck(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    struct class_hits hits = {0};
    const char *value;

    if (node->tag == TAG_S || node->tag == TAG_DEL || node->tag == TAG_STRIKE)
        return true;
    if (node_is_text(page, n))
        return false;
    if ((value = node_attr(page, n, "style")) && strstr(value, "line-through"))
        return true;
    if ((value = node_attr(page, n, "class")))
        lexicon_classes(value, &hits);
    return hits.struck;
}

static bool is_in_struck(const struct page *page, uint32_t n)
{
    for (n = page->nodes[n].parent; n != NO_NODE; n = page->nodes[n].parent) {
        if (is_struck(page, n))
            return true;
    }
    return false;
}

/* Cents are set high instead of behind a point: $4<sup>99</sup>. */
static bool is_cents(const struct page *page, uint32_t n, const struct strbuf *before)
{
    const struct node *node = &page->nodes[n];

    return page->nodes[node->parent].tag == TAG_SUP && node->len == 2 &&
           strspn(node->text, "0123456789") == 2 && before->len > 0 &&
           strchr("0123456789", before->bytes[before->len - 1]);
}

static void gather(struct page *page, const struct block *b, struct strbuf *out,
                   bool *whole)
{
    for (uint32_t n = b->first; n < b->end; n++) {
        const struct node *node = &page->nodes[n];

        if (node->tag == TAG_TEXT) {
            bool cents = is_cents(page, n, out);

            *whole &= !cents;
            strbuf_puts(out, cents ? "." : "");
            strbuf_add(out, node->text, node->len);
        } else if (is_struck(page, n)) {
            *whole = false;
            strbuf_putc(out, ' ');
            n = node->end - 1;
        } else if (tag_rules[node->tag].skip) {
            n = node->end - 1;
        } else if (node->tag == TAG_BR || node->tag == TAG_BUTTON) {
            strbuf_putc(out, ' ');
        }
    }
}

/* A block's text without what is struck out. */
static const char *spoken(struct page *page, const struct block *b)
{
    struct strbuf collapsed;
    const char *text = b->text;
    bool whole = true;

    if (is_in_struck(page, b->first))
        return "";
    strbuf_clear(&page->scratch);
    gather(page, b, &page->scratch, &whole);
    if (!whole) {
        strbuf_init(&collapsed, page->scratch.max);
        text_collapse(page->scratch.bytes, page->scratch.len, &collapsed);
        text = arena_copy(&page->arena, collapsed.bytes, collapsed.len);
        strbuf_release(&collapsed);
    }
    return text;
}

static bool has_term(const char *folded, size_t len, bool *billed)
{
    struct phrase_hit hits[4];
    size_t n = phrase_find(&term_phrases, folded, len, hits, 4);

    for (size_t i = 0; i < n; i++)
        *billed |= hits[i].phrase->what == TERM_BILLING;
    return n > 0;
}

/* "€5 instead of €10 a month" is €5 a month. */
static void take_former_period(struct price *price, const struct price *former)
{
    if (!price->period[0])
        memcpy(price->period, former->period, sizeof price->period);
}

/* "For subscribers only" over the first price is the wall's heading, not its plan's name. */
static bool says_gate(const char *folded, size_t len)
{
    struct phrase_hit hits[4];
    size_t n = phrase_find(&gate_phrases, folded, len, hits, N_OF(hits));

    for (size_t i = 0; i < n; i++) {
        const struct phrase *phrase = hits[i].phrase;

        if (phrase->strong && KINDS_ACCOUNT >> phrase->what & 1)
            return true;
    }
    return false;
}

static bool can_be_name(struct page *page, const char *text, size_t len)
{
    enum action_kind action;
    struct strbuf *scratch = &page->scratch;
    bool billed = false;
    size_t words = text_words(text, len);

    if (words == 0 || words > NAME_WORDS || text_sentences(text, len) > 0)
        return false;
    strbuf_clear(scratch);
    text_fold(text, len, scratch);
    return !phrase_action(scratch->bytes, scratch->len, &action) &&
           !has_term(scratch->bytes, scratch->len, &billed) &&
           !says_gate(scratch->bytes, scratch->len);
}

/* The block begins with an element that holds just this text. */
static bool has_own_element(struct page *page, const struct block *b, const char *text,
                            size_t len)
{
    for (uint32_t n = b->first; n < b->end && !node_is_text(page, n); n++) {
        const char *whole = node_text(page, n, page->nodes[n].end);

        if (strncmp(whole, text, len) == 0 && strlen(whole) - len <= 1)
            return true;
    }
    return false;
}

static size_t trim(const char *text, size_t len, const char *characters)
{
    while (len > 0 && strchr(characters, text[len - 1]))
        len--;
    return len;
}

/* "Basic: €4", "Monthly €4 per month", <b>Basic</b> €4: what stands before the price is
 * set apart from it, or is a period that the price has already. */
static void read_own_name(struct page *page, const struct place *place,
                          const struct block *b, const char *text, struct line *line)
{
    static const char dashes[][4] = {"\xe2\x80\x93", "\xe2\x80\x94"};
    const struct price *price = &line->prices[0];
    size_t len = trim(text, price->begin, " :|-");
    char period[8];
    bool apart = len + strcspn(text + len, ":|-") < price->at, counted;

    for (size_t i = 0; i < N_OF(dashes); i++) {
        const char *dash = strstr(text, dashes[i]);

        apart |= dash && dash < text + price->at;
        if (dash && dash < text + len)
            len = trim(text, (size_t)(dash - text), " ");
    }
    if (!can_be_name(page, text, len))
        return;
    strbuf_clear(&page->scratch);
    text_fold(text, len, &page->scratch);
    line->only_period =
        period_is(page->scratch.bytes, page->scratch.len, place, period, &counted);
    if (apart || has_own_element(page, b, text, len) ||
        (line->only_period && price->period_after))
        line->name = arena_copy(&page->arena, text, len);
}

const char *line_digits(struct page *page, const char *text)
{
    static const char leads[] = "\xd9\xdb\xe0\xef"; /* of the digits of other scripts */

    if (!strpbrk(text, leads))
        return text;
    strbuf_clear(&page->scratch);
    if (!amount_latin(text, strlen(text), &page->scratch))
        return text;
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static void read_prices(struct page *page, const struct place *place,
                        const struct block *b, struct line *line)
{
    const char *text = line_digits(page, spoken(page, b));
    size_t len = strlen(text);
    struct price price = {.end = 0};

    while (line->n_prices < LINE_PRICES &&
           price_next(text, len, price.end, place, &price)) {
        if (price.role == PRICE_NOW)
            line->prices[line->n_prices++] = price;
        else if (price.role == PRICE_FORMER && line->n_prices > 0)
            take_former_period(&line->prices[line->n_prices - 1], &price);
    }
    if (line->n_prices == 0)
        return;
    line->kind = LINE_PRICE;
    read_own_name(page, place, b, text, line);
}

/* A line without a price of any time. */
static enum line_kind read_words(struct page *page, const struct place *place,
                                 const struct block *b, struct line *line)
{
    if (period_is_free(b->folded, b->folded_len, place))
        return LINE_FREE;
    if (period_is(b->folded, b->folded_len, place, line->period, &line->counted))
        return LINE_PERIOD;
    if (has_term(b->folded, b->folded_len, &line->billed))
        return LINE_TERM;
    if (!can_be_name(page, b->text, b->len))
        return LINE_OTHER;
    line->name = b->text;
    period_in(b->folded, b->folded_len, place, line->period);
    return LINE_NAME;
}

void line_read(struct page *page, const struct place *place, const struct block *b,
               struct line *line)
{
    struct price price;
    const char *text;

    *line = (struct line){.kind = LINE_OTHER};
    if (b->n_words > LINE_WORDS)
        return;
    text = line_digits(page, b->text);
    if (!price_next(text, strlen(text), 0, place, &price)) {
        line->kind = read_words(page, place, b, line);
        return;
    }
    has_term(b->folded, b->folded_len, &line->billed);
    /* Prices that are all struck out, or of another time, leave a line that says so. */
    line->kind = LINE_TERM;
    read_prices(page, place, b, line);
}
