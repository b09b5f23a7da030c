#include "engine/price.h"

#include <string.h>

#include "base/text.h"
#include "engine/amount.h"
#include "engine/money.h"
#include "engine/period.h"

enum {
    TAIL_MAX = 48,    /* bytes behind a price in which its period is looked for */
    LEAD_MAX = 32,    /* and before it */
    TIMES_DIGITS = 2, /* instalments */
};

static bool is_lead(const struct phrase *word)
{
    return word && (word->what == PERIOD_LEAD || word->what == PERIOD_PER ||
                    word->what == PERIOD_FORMER || word->what == PERIOD_LATER);
}

/* What stands before a price: words that are its own ("only", "from"), that make it a
 * former or a later one, or, with nothing between, its period: "月額550円", "Monthly: $5",
 * "then monthly $5". Returns the bytes of the text before those words, with the period. */
static size_t lead_read(const struct folded *text, const char *lang, struct price *price)
{
    size_t len = period_trim(text, text->len), left = len, at;
    const struct phrase *word, *period = NULL;
    unsigned count = 1;

    while ((word = period_word_before(text, len, lang, &at)) &&
           (is_lead(word) || (!period && period_is_duration(word)))) {
        if (period_is_duration(word)) {
            period = word;
            count = period_count_before(text, lang, &at);
        } else if (price->role == PRICE_NOW && word->what == PERIOD_FORMER)
            price->role = PRICE_FORMER;
        else if (price->role == PRICE_NOW && word->what == PERIOD_LATER)
            price->role = PRICE_LATER;
        len = period_trim(text, at);
        if (!period)
            left = len;
    }
    if (period && price->period[0] == '\0')
        period_write((enum period_kind)period->what, count, price->period);
    return left;
}

/* "12x de R$ 29,90", "en 12 fois 9,90 €": what is paid so many times is paid by the month.
 * Returns where the number of times begins; `len` where none stands there. */
static size_t times_read(const struct folded *text, size_t len, const char *lang)
{
    static const char cross[] = "\xc3\x97";
    const struct phrase *word;
    size_t end = period_trim(text, len), begin, at;

    if (end > 0 && text->bytes[end - 1] == 'x')
        end--;
    else if (end > 1 && memcmp(text->bytes + end - 2, cross, 2) == 0)
        end -= 2;
    else if ((word = period_word_before(text, end, lang, &at)) &&
             word->what == PERIOD_TIMES)
        end = at;
    else
        return len;
    end = period_trim(text, end);
    for (begin = end; begin > 0 && text_is_digit(text->bytes[begin - 1]); begin--)
        ;
    return end > begin && end - begin <= TIMES_DIGITS ? begin : len;
}

static size_t cut_at_character(const char *text, size_t len, size_t most)
{
    return len <= most ? len : text_start(text, most);
}

/* Folding may change lengths, so what is left of the folded words is found again by
 * counting the blanks behind it. */
static size_t unfold(const char *text, size_t from, size_t end,
                     const struct folded *folded, size_t left)
{
    size_t blanks = 0;

    if (left == 0)
        return from;
    for (size_t i = left; i < folded->len; i++)
        blanks += folded->bytes[i] == ' ';
    while (end > from && text[end - 1] == ' ')
        end--;
    while (end > from && blanks > 0)
        blanks -= text[--end] == ' ';
    return end;
}

static void read_around(const char *text, size_t len, size_t least,
                        const struct place *place, struct price *price)
{
    struct strbuf buf;
    struct folded folded;
    bool counted;
    size_t from = price->at > LEAD_MAX ? price->at - LEAD_MAX : 0;
    size_t left, times;

    from = from < least ? least : text_start(text, from);
    strbuf_init(&buf, 4 * TAIL_MAX);
    text_fold(text + price->end,
              cut_at_character(text + price->end, len - price->end, TAIL_MAX), &buf);
    folded = (struct folded){buf.bytes, buf.len};
    price->period_after =
        period_begins(&folded, place->lang, price->period, &counted) > 0;
    strbuf_clear(&buf);
    text_fold(text + from, price->at - from, &buf);
    folded = (struct folded){buf.bytes, buf.len};
    left = lead_read(&folded, place->lang, price);
    times = times_read(&folded, left, place->lang);
    if (times < left && price->period[0] == '\0') {
        period_write(PERIOD_MONTH, 1, price->period);
        left = times;
    }
    price->begin = unfold(text, from, price->at, &folded, left);
    strbuf_release(&buf);
}

static size_t skip_blank(const char *text, size_t len, size_t at)
{
    return at < len && text[at] == ' ' ? at + 1 : at;
}

static bool price_at(const char *text, size_t len, size_t least,
                     const struct amount *amount, const struct place *place,
                     struct price *price)
{
    size_t before =
        amount->at > 0 && text[amount->at - 1] == ' ' ? amount->at - 1 : amount->at;
    size_t at = amount->at, end = amount->end, reached;
    const struct money_sign *lead = money_before(text, len, before, &at);
    const struct money_sign *second = NULL, *trail;
    size_t after = skip_blank(text, len, amount->end);

    if (lead) {
        size_t further = at > 0 && text[at - 1] == ' ' ? at - 1 : at;

        second = money_before(text, len, further, &reached);
        if (second)
            at = reached;
    } else {
        at = amount->at;
    }
    trail = after < len ? money_at(text, len, after, &reached) : NULL;
    /* "5 $10": the sign belongs to the number behind it. */
    if (trail && lead && reached < len &&
        text_is_digit(text[skip_blank(text, len, reached)]))
        trail = NULL;
    if (trail)
        end = reached;
    if (!lead && !trail)
        return false;
    *price = (struct price){.at = at, .end = end};
    memcpy(price->amount, amount->digits, sizeof price->amount);
    price->currency = money_code(lead ? lead : trail, place);
    price->currency = money_better(price->currency, second, place);
    if (lead)
        price->currency = money_better(price->currency, trail, place);
    read_around(text, len, least, place, price);
    return true;
}

bool price_next(const char *text, size_t len, size_t from, const struct place *place,
                struct price *price)
{
    for (size_t at = from; at < len; at++) {
        struct amount amount;

        if (!text_is_digit(text[at]))
            continue;
        if (amount_read(text, len, at, &amount)) {
            if (price_at(text, len, from, &amount, place, price))
                return true;
            at = amount.end - 1;
        } else {
            at += amount_digits(text, len, at) - 1;
        }
    }
    return false;
}
