#include "engine/plan.h"

#include <string.h>

#include "base/text.h"
#include "engine/block.h"
#include "engine/control.h"
#include "engine/line.h"
#include "engine/node.h"
#include "engine/period.h"

enum {
    NAME_WORDS = 8, /* of a plan in the first cell of a row */
    NAME_REACH = 3, /* blocks between a name and its price: a badge, "from", a period */
};

struct finder {
    struct page *page;
    const struct place *place;
    struct offer *offers;
    size_t n, cap;

    uint32_t name;       /* the block that may be the next plan's name; NO_NODE: none */
    char name_period[8]; /* that the name says */
    char period[8];
    uint32_t period_block;
    bool open;    /* the last offer may still take a period or a price a month */
    bool guessed; /* its period is its name's */
};

static const char *keep(const struct finder *f, const char *text)
{
    return *text ? arena_copy(&f->page->arena, text, strlen(text)) : NULL;
}

static struct offer *last(struct finder *f)
{
    return f->open ? &f->offers[f->n - 1] : NULL;
}

/* What the first cell of a row says, if that is short and not the price's own. */
static const char *row_name(const struct page *page, uint32_t row, uint32_t b)
{
    uint32_t name = block_at(page, row);
    const struct block *block = &page->blocks->items[name];

    return name < b && block->n_words <= NAME_WORDS ? block->text : NULL;
}

/* The cell over a price, in the first row of its table: names of plans stand there. */
static const char *column_name(struct page *page, uint32_t b)
{
    const struct node *nodes = page->nodes;
    uint32_t cell = page->blocks->items[b].first, row, table, column = 0;

    while (cell != NO_NODE && nodes[cell].tag != TAG_TD)
        cell = nodes[cell].parent;
    row = cell != NO_NODE ? node_closest(page, cell, TAG_TR) : NO_NODE;
    table = row != NO_NODE ? node_closest(page, row, TAG_TABLE) : NO_NODE;
    if (table == NO_NODE)
        return NULL;
    for (uint32_t n = node_first_child(page, row); n != NO_NODE && n != cell;
         n = node_next_sibling(page, n))
        column += !node_is_text(page, n);
    row = node_find(page, table, table, TAG_TR);
    for (uint32_t n = node_first_child(page, row); n != NO_NODE && n < cell;
         n = node_next_sibling(page, n)) {
        if (!node_is_text(page, n) && column-- == 0)
            return nodes[n].tag == TAG_TH ? node_text(page, n, nodes[n].end) : NULL;
    }
    return NULL;
}

/* "Monthly" over a column of prices is for how long they buy; the row has the name. */
static bool take_column_period(struct finder *f, struct offer *offer, const char *over,
                               uint32_t b)
{
    uint32_t row = node_closest(f->page, f->page->blocks->items[b].first, TAG_TR);
    const char *name = row != NO_NODE ? row_name(f->page, row, b) : NULL;
    char period[8];
    bool counted;

    strbuf_clear(&f->page->scratch);
    text_fold(over, strlen(over), &f->page->scratch);
    if (!period_is(f->page->scratch.bytes, f->page->scratch.len, f->place, period,
                   &counted))
        return false;
    offer->plan.period = keep(f, period);
    offer->plan.name = name ? name : over;
    return true;
}

static void offer_name(struct finder *f, struct offer *offer, const char *own, uint32_t b)
{
    const char *over = column_name(f->page, b);
    bool before = f->name != NO_NODE && b - f->name <= NAME_REACH;

    if (before && f->name < offer->first)
        offer->first = f->name;
    if (over && *over && take_column_period(f, offer, over, b))
        return;
    if (over && *over)
        offer->plan.name = over;
    else if (own)
        offer->plan.name = own;
    else if (before)
        offer->plan.name = f->page->blocks->items[f->name].text;
    f->guessed = !offer->plan.period && before && !over && f->name_period[0];
    if (f->guessed)
        offer->plan.period = keep(f, f->name_period);
}

static void offer_open(struct finder *f, const struct price *price, const char *own,
                       uint32_t b)
{
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
    offer_name(f, offer, own, b);
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

/* The price that a free plan turned out to have: "Free" was a badge. */
static bool joins_free(struct finder *f, const struct price *price)
{
    struct offer *offer = last(f);

    if (!offer || f->name != NO_NODE || strcmp(offer->plan.price, "0") != 0)
        return false;
    offer->plan.price = keep(f, price->amount);
    offer->plan.currency = price->currency;
    offer->plan.period = keep(f, price->period);
    return true;
}

/* The line ends in what is pressed: "Quarterly $9 Buy". A source is on another site. */
static bool ends_in_call(const struct finder *f, uint32_t b)
{
    const struct block *block = &f->page->blocks->items[b];
    uint32_t n = block->end, call;

    do
        n--;
    while (n > block->first &&
           (!node_is_text(f->page, n) ||
            text_words(f->page->nodes[n].text, f->page->nodes[n].len) == 0));
    call = node_closest(f->page, n, TAG_A);
    if (call == NO_NODE)
        call = node_closest(f->page, n, TAG_BUTTON);
    return call != NO_NODE && control_asks(f->page, f->place->host, call);
}

static void take_price(struct finder *f, const struct line *line, uint32_t b)
{
    const char *own = line->name;

    if (own && line->only_period && f->name != NO_NODE)
        own = NULL;
    for (size_t i = 0; i < line->n_prices; i++) {
        const struct price *price = &line->prices[i];
        bool another = i == 0 || (price->period[0] && f->open &&
                                  strcmp(price->period, price[-1].period) != 0);

        if ((!own && joins_last(f, price, line->billed)) || joins_free(f, price))
            last(f)->end = b + 1;
        else if (another)
            offer_open(f, price, own, b);
        own = NULL;
    }
    if (f->open && line->name && ends_in_call(f, b))
        last(f)->pressed = true;
}

static void take_free(struct finder *f, uint32_t b)
{
    static const struct price nothing = {.amount = "0"};

    if (f->name != NO_NODE)
        offer_open(f, &nothing, NULL, b);
}

static unsigned heading_of(const struct page *page, uint32_t b)
{
    uint32_t n = page->blocks->items[b].owner;

    while (n != NO_NODE && tag_heading_level(page->nodes[n].tag) == 0)
        n = page->nodes[n].parent;
    return n != NO_NODE ? tag_heading_level(page->nodes[n].tag) : 0;
}

static bool is_heading_over(const struct page *page, uint32_t above, uint32_t below)
{
    unsigned level = heading_of(page, above);

    return level > 0 && level < heading_of(page, below);
}

static void take_period(struct finder *f, const struct line *line, uint32_t b)
{
    struct offer *offer = last(f);

    if (offer && (!offer->plan.period || f->guessed) && f->name == NO_NODE) {
        offer->plan.period = keep(f, line->period);
        offer->end = b + 1;
        f->guessed = false;
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
    /* "Annual" over a price is the plan's name as well; "3 Months" is not. A heading over
     * such headings is that of all plans. */
    if (!line->counted && (f->name == NO_NODE || is_heading_over(f->page, f->name, b))) {
        f->name = b;
        f->name_period[0] = '\0';
    }
}

static bool holds_button(const struct page *page, const struct block *block)
{
    for (uint32_t n = block->first; n < block->end; n++) {
        if (page->nodes[n].tag == TAG_BUTTON)
            return true;
    }
    return false;
}

/* Right behind a price what is pressed to buy it ("Choose"): a button, or a link that shares
 * an element with the price and not with what follows. It is no plan's name. */
static bool is_call(struct finder *f, uint32_t b)
{
    const struct page *page = f->page;
    const struct block *block = &page->blocks->items[b];
    uint32_t n;

    if (!f->open || f->offers[f->n - 1].end != b || !control_fills(page, block))
        return false;
    if (holds_button(page, block)) {
        f->offers[f->n - 1].pressed = true;
        return true;
    }
    n = node_around(page, block[-1].owner, block->owner);
    f->offers[f->n - 1].pressed =
        b + 1 == page->blocks->n || page->nodes[n].end <= block[1].first;
    return f->offers[f->n - 1].pressed;
}

static void take_line(struct finder *f, uint32_t b)
{
    struct line line;

    line_read(f->page, f->place, &f->page->blocks->items[b], &line);
    if (line.kind == LINE_NAME && is_call(f, b))
        line.kind = LINE_OTHER;
    switch (line.kind) {
    case LINE_PRICE:
        take_price(f, &line, b);
        break;
    case LINE_PERIOD:
        take_period(f, &line, b);
        break;
    case LINE_NAME:
        f->name = b;
        memcpy(f->name_period, line.period, sizeof f->name_period);
        break;
    case LINE_FREE:
        take_free(f, b);
        break;
    case LINE_TERM:
        break;
    case LINE_OTHER:
        f->name = f->period_block = NO_NODE;
        f->open = false;
        break;
    }
}

/* "Free" is the price of a plan beside others that have one. */
static bool is_any_paid(const struct finder *f)
{
    for (size_t i = 0; i < f->n; i++) {
        if (strcmp(f->offers[i].plan.price, "0") != 0)
            return true;
    }
    return false;
}

struct offer *plan_find(struct page *page, const struct place *place, uint32_t first,
                        uint32_t end, size_t *n)
{
    struct finder f = {
        .page = page, .place = place, .name = NO_NODE, .period_block = NO_NODE};

    for (uint32_t b = first; b < end; b++)
        take_line(&f, b);
    *n = is_any_paid(&f) ? f.n : 0;
    return *n > 0 ? f.offers : NULL;
}
