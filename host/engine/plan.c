#include "engine/plan.h"

#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "engine/block.h"
#include "engine/lexicon.h"
#include "engine/node.h"

enum {
    LINE_WORDS = 14, /* a line of a plan is no longer */
    NAME_WORDS = 6,
    NAME_REACH = 3, /* blocks between a name and its price: a badge, "from", a period */
};

/* What one block says, as a line of a plan table. */
enum line_kind { LINE_OTHER, LINE_PRICE, LINE_PERIOD, LINE_TERM, LINE_NAME };

struct line {
    enum line_kind kind;
    struct price price, second;
    bool has_second, billed;
    char period[8];
    bool counted;
};

struct finder {
    struct page *page;
    struct place place;
    struct offer *offers;
    size_t n, cap;

    uint32_t name; /* the block that may be the next plan's name; NO_NODE: none */
    char period[8];
    uint32_t period_block;
    bool open; /* the last offer may still take a period or a price a month */
};

static const char *page_host(struct page *page)
{
    const char *url = page->snapshot->url ? page->snapshot->url : page->base_url;
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    if (!url || !url_host(url, scratch))
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

struct place plan_place(const struct page *page)
{
    struct place place = {NULL, NULL};

    if (page->html != NO_NODE)
        place.lang = node_attr(page, page->html, "lang");
    if (!place.lang || !*place.lang)
        place.lang = page->snapshot->facts.lang;
    place.host = page_host((struct page *)page);
    return place;
}

static bool has_term(const struct block *b, bool *billed)
{
    struct phrase_hit hits[4];
    size_t n = lexicon_phrases(&term_phrases, b->folded, b->folded_len, hits, 4);

    for (size_t i = 0; i < n; i++)
        *billed |= hits[i].phrase->what == TERM_BILLING;
    return n > 0;
}

static struct line line_read(const struct finder *f, const struct block *b)
{
    struct line line = {.kind = LINE_OTHER};
    enum action_kind action;
    bool term;

    if (b->n_words > LINE_WORDS)
        return line;
    term = has_term(b, &line.billed);
    if (price_next(b->text, b->len, 0, &f->place, &line.price)) {
        line.kind = LINE_PRICE;
        line.has_second =
            price_next(b->text, b->len, line.price.end, &f->place, &line.second);
    } else if (price_period(b->text, b->len, &f->place, line.period, &line.counted)) {
        line.kind = LINE_PERIOD;
    } else if (term) {
        line.kind = LINE_TERM;
    } else if (b->n_words > 0 && b->n_words <= NAME_WORDS && b->n_sentences == 0 &&
               !lexicon_action(b->folded, b->folded_len, &action)) {
        line.kind = LINE_NAME;
    }
    return line;
}

static const char *keep(const struct finder *f, const char *text)
{
    return *text ? arena_copy(&f->page->arena, text, strlen(text)) : NULL;
}

static struct offer *last(struct finder *f)
{
    return f->open ? &f->offers[f->n - 1] : NULL;
}

static void offer_open(struct finder *f, const struct price *price, uint32_t b)
{
    const struct block *blocks = f->page->blocks->items;
    struct offer *offer;

    f->offers =
        arena_grow(&f->page->arena, f->offers, &f->cap, f->n + 1, sizeof *f->offers);
    offer = &f->offers[f->n++];
    *offer = (struct offer){.first = b, .end = b + 1};
    offer->plan.price = keep(f, price->amount);
    offer->plan.currency = price->currency;
    offer->plan.period = keep(f, price->period);
    if (f->period_block != NO_NODE && b - f->period_block <= NAME_REACH) {
        if (!offer->plan.period)
            offer->plan.period = keep(f, f->period);
        offer->first = f->period_block;
    }
    if (f->name != NO_NODE && b - f->name <= NAME_REACH) {
        offer->plan.name = blocks[f->name].text;
        if (f->name < offer->first)
            offer->first = f->name;
    }
    f->name = f->period_block = NO_NODE;
    f->open = true;
}

static bool is_month(const struct price *price)
{
    return strcmp(price->period, "P1M") == 0;
}

static bool is_monthly(const struct offer *offer)
{
    return offer->plan.period && strcmp(offer->plan.period, "P1M") == 0;
}

/* A price after the plan's own: the same by the month, or the whole that is billed where
 * the first was by the month. */
static bool joins_last(struct finder *f, const struct price *price, bool billed)
{
    struct offer *offer = last(f);

    if (!offer || f->name != NO_NODE || offer->plan.per_month)
        return false;
    if (is_month(price) && !is_monthly(offer)) {
        offer->plan.per_month = keep(f, price->amount);
        return true;
    }
    /* What is paid by the month may say so twice: "₹300, 1 month, ₹300/month". */
    if (is_month(price) && strcmp(price->amount, offer->plan.price) == 0)
        return true;
    if (billed && is_monthly(offer) && price->period[0] && !is_month(price)) {
        offer->plan.per_month = offer->plan.price;
        offer->plan.price = keep(f, price->amount);
        offer->plan.period = keep(f, price->period);
        return true;
    }
    return false;
}

static void take_price(struct finder *f, const struct line *line, uint32_t b)
{
    if (joins_last(f, &line->price, line->billed))
        last(f)->end = b + 1;
    else
        offer_open(f, &line->price, b);
    if (line->has_second)
        joins_last(f, &line->second, line->billed);
}

static void take_period(struct finder *f, const struct line *line, uint32_t b)
{
    struct offer *offer = last(f);

    if (offer && !offer->plan.period && f->name == NO_NODE) {
        offer->plan.period = keep(f, line->period);
        offer->end = b + 1;
        return;
    }
    /* "₹1 for 3 months, then ₹900", and below it "3 Months": said twice, and not for the
     * next plan to take. */
    if (offer && line->counted && f->name == NO_NODE &&
        strcmp(offer->plan.period, line->period) == 0) {
        offer->end = b + 1;
        return;
    }
    memcpy(f->period, line->period, sizeof f->period);
    f->period_block = b;
    /* "Annual" over a price is the plan's name as well; "3 Months" is not. */
    if (f->name == NO_NODE && !line->counted)
        f->name = b;
}

static void take_line(struct finder *f, uint32_t b)
{
    struct line line = line_read(f, &f->page->blocks->items[b]);

    switch (line.kind) {
    case LINE_PRICE:
        take_price(f, &line, b);
        break;
    case LINE_PERIOD:
        take_period(f, &line, b);
        break;
    case LINE_NAME:
        f->name = b;
        break;
    case LINE_TERM:
        break;
    case LINE_OTHER:
        f->name = f->period_block = NO_NODE;
        f->open = false;
        break;
    }
}

struct offer *plan_find(struct page *page, uint32_t first, uint32_t end, size_t *n)
{
    struct finder f = {.page = page, .name = NO_NODE, .period_block = NO_NODE};

    f.place = plan_place(page);
    for (uint32_t b = first; b < end; b++)
        take_line(&f, b);
    *n = f.n;
    return f.offers;
}
