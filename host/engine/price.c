#include "engine/price.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/phrase.h"

enum {
    SIGN_MAX = 16,    /* bytes of the longest sign */
    DIGITS_MAX = 12,  /* longer numbers are no prices */
    TAIL_MAX = 48,    /* bytes behind a price in which its period is looked for */
    LEAD_MAX = 32,    /* and before it */
    SHORT_WORD = 3,   /* bytes of a word that may be another's: "an", "mo" */
    COUNT_DIGITS = 3, /* periods of one price: "12 months", "365 days" */
    TIMES_DIGITS = 2, /* instalments */
};

/* What text_fold wrote. */
struct folded {
    const char *bytes;
    size_t len;
};

/* A number in a text. */
struct amount {
    char digits[24];
    size_t at, end;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter_at(const char *text, size_t len, size_t at)
{
    const char *next = text + at;
    uint32_t code;

    if (at >= len)
        return false;
    code = text_next(&next, text + len);
    return text_is_word(code) && !text_is_unspaced(code) && !is_digit(text[at]);
}

static bool is_letter_before(const char *text, size_t len, size_t at)
{
    if (at == 0)
        return false;
    do
        at--;
    while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
    return is_letter_at(text, len, at);
}

/* The separators that stand between groups of digits: . , ' ’ and the blank. 0: none. */
static size_t separator_len(const char *text, size_t len, size_t at)
{
    if (at >= len)
        return 0;
    if (strchr(".,' ", text[at]) && text[at] != '\0')
        return 1;
    return len - at >= 3 && memcmp(text + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

static size_t digit_run(const char *text, size_t len, size_t at)
{
    size_t n = 0;

    while (at + n < len && is_digit(text[at + n]))
        n++;
    return n;
}

/* Whether the group of `run` digits behind a separator continues the number, and how. A
 * blank only joins thousands; a point or comma before one or two digits makes them
 * decimals, and then the number is over; before three they are thousands, unless nothing
 * but 0 precedes. */
enum joint { JOINT_NONE, JOINT_THOUSANDS, JOINT_DECIMALS };

static enum joint joint_of(char separator, size_t run, const struct amount *amount)
{
    if ((separator == '.' || separator == ',') && (run == 1 || run == 2))
        return JOINT_DECIMALS;
    if (run == 3)
        return strcmp(amount->digits, "0") == 0 ? JOINT_NONE : JOINT_THOUSANDS;
    return JOINT_NONE;
}

static bool digits_add(struct amount *amount, const char *digits, size_t n)
{
    size_t have = strlen(amount->digits);

    if (have + n > DIGITS_MAX)
        return false;
    memcpy(amount->digits + have, digits, n);
    amount->digits[have + n] = '\0';
    return true;
}

/* India groups 1,00,000: two digits stand between two commas. */
static bool is_lakh_group(const char *text, size_t len, size_t at, size_t run)
{
    size_t next = at + run;

    return run == 2 && next < len && text[next] == ',' && text[at - 1] == ',' &&
           digit_run(text, len, next + 1) >= 2;
}

/* "99,-", "99:-", "99.–": whole crowns and francs. */
static size_t dash_len(const char *text, size_t len, size_t at)
{
    static const char *const dashes[] = {"-", "\xe2\x80\x93", "\xe2\x80\x94"};

    if (at >= len || !strchr(",:.", text[at]))
        return 0;
    for (size_t i = 0; i < N_OF(dashes); i++) {
        size_t n = strlen(dashes[i]);

        if (len - at > n && memcmp(text + at + 1, dashes[i], n) == 0)
            return 1 + n;
    }
    return 0;
}

static bool amount_read(const char *text, size_t len, size_t at, struct amount *amount)
{
    size_t run = digit_run(text, len, at);

    *amount = (struct amount){.at = at};
    if (run == 0 || (at > 0 && is_digit(text[at - 1])))
        return false;
    while (run > 1 && text[at] == '0' && is_digit(text[at + 1])) {
        at++;
        run--;
    }
    if (!digits_add(amount, text + at, run))
        return false;
    for (at += run;;) {
        size_t gap = separator_len(text, len, at);
        size_t next = digit_run(text, len, at + gap);
        enum joint joint;

        if (gap == 0 || next == 0)
            break;
        joint = joint_of(text[at], next, amount);
        if (is_lakh_group(text, len, at + gap, next))
            joint = JOINT_THOUSANDS;
        if (joint == JOINT_NONE)
            break;
        if (joint == JOINT_DECIMALS) {
            bool zero = strspn(text + at + gap, "0") >= next;

            if (!zero && (!digits_add(amount, ".", 1) ||
                          !digits_add(amount, text + at + gap, next)))
                return false;
            at += gap + next;
            break;
        }
        if (!digits_add(amount, text + at + gap, next))
            return false;
        at += gap + next;
    }
    amount->end = at + dash_len(text, len, at);
    return true;
}

/* Lines of a sign; they stand together. */
static const struct money_sign *sign_exact(const char *sign, size_t len)
{
    size_t low = 0, high = n_money_signs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(money_signs[middle].sign, sign, len);

        if (order == 0 && money_signs[middle].sign[len] != '\0')
            order = 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < n_money_signs && strncmp(money_signs[low].sign, sign, len) == 0 &&
        money_signs[low].sign[len] == '\0')
        return &money_signs[low];
    return NULL;
}

/* The longest sign that begins at `at`. One made of letters is a word of its own. */
static const struct money_sign *sign_at(const char *text, size_t len, size_t at,
                                        size_t *end)
{
    size_t most = len - at < SIGN_MAX ? len - at : SIGN_MAX;

    if (most == 0 || !sieve_begins(&money_sieve, text + at, most))
        return NULL;
    for (size_t n = most; n > 0; n--) {
        const struct money_sign *sign = sign_exact(text + at, n);

        if (!sign)
            continue;
        if (is_letter_at(text, len, at) && is_letter_before(text, len, at))
            continue;
        if (is_letter_before(text, len, at + n) && is_letter_at(text, len, at + n))
            continue;
        *end = at + n;
        return sign;
    }
    return NULL;
}

/* The longest sign that ends at `end`. */
static const struct money_sign *sign_before(const char *text, size_t len, size_t end,
                                            size_t *at)
{
    size_t most = end < SIGN_MAX ? end : SIGN_MAX;

    if (most == 0 || !money_ends[(unsigned char)text[end - 1]])
        return NULL;
    for (size_t n = most; n > 0; n--) {
        size_t reached;
        const struct money_sign *sign = sign_at(text, len, end - n, &reached);

        if (sign && reached == end) {
            *at = end - n;
            return sign;
        }
    }
    return NULL;
}

static bool has_tag(const char *tags, const char *tag, size_t tag_len)
{
    while (*tags) {
        size_t len = strcspn(tags, " ");

        if (len == tag_len && strncasecmp(tags, tag, len) == 0)
            return true;
        tags += len + strspn(tags + len, " ");
    }
    return false;
}

/* A country or language of the sign's line is the page's. What the page states comes
 * first, then the country in its language tag, the host's last label, the country it
 * tells others, and the language. */
static bool is_at_home(const struct money_sign *sign, const char *tag, size_t len)
{
    return tag && len > 0 && has_tag(sign->places, tag, len);
}

static const char *code_by_tag(const struct money_sign *sign, const char *tag, size_t len)
{
    const char *name = sign->sign;

    for (; sign < money_signs + n_money_signs && strcmp(sign->sign, name) == 0; sign++) {
        if (is_at_home(sign, tag, len))
            return sign->code;
    }
    return NULL;
}

/* By the country in a tag: "en-CA", "en_CA". */
static const char *code_by_country(const struct money_sign *sign, const char *tag)
{
    const char *code = NULL;

    for (tag = tag ? strpbrk(tag, "-_") : NULL; tag && !code; tag = strpbrk(tag, "-_")) {
        tag++;
        code = code_by_tag(sign, tag, strcspn(tag, "-_"));
    }
    return code;
}

/* The currency that the page states, where the sign can mean it. */
static const char *code_stated(const struct money_sign *sign, const char *currency)
{
    const char *name = sign->sign;

    for (;
         currency && sign < money_signs + n_money_signs && strcmp(sign->sign, name) == 0;
         sign++) {
        if (strcmp(sign->code, currency) == 0)
            return sign->code;
    }
    return NULL;
}

static const char *code_of(const struct money_sign *sign, const struct place *place)
{
    const char *label = place->host ? strrchr(place->host, '.') : NULL;
    const char *code;

    if (*sign->places == '\0')
        return sign->code;
    code = code_stated(sign, place->currency);
    if (!code)
        code = code_by_country(sign, place->lang);
    if (!code && label)
        code = code_by_tag(sign, label + 1, strlen(label + 1));
    if (!code)
        code = code_by_country(sign, place->locale);
    if (!code && place->lang)
        code = code_by_tag(sign, place->lang, strcspn(place->lang, "-_"));
    return code;
}

static void duration_write(enum period_kind unit, unsigned count, char period[8])
{
    static const struct {
        unsigned times;
        char letter;
    } units[N_PERIOD_KINDS] = {
        [PERIOD_DAY] = {1, 'D'},       [PERIOD_WEEK] = {1, 'W'},
        [PERIOD_MONTH] = {1, 'M'},     [PERIOD_QUARTER] = {3, 'M'},
        [PERIOD_HALF_YEAR] = {6, 'M'}, [PERIOD_YEAR] = {1, 'Y'},
    };

    period[0] = '\0';
    if (units[unit].times > 0)
        snprintf(period, 8, "P%hu%c", (unsigned short)(units[unit].times * count),
                 units[unit].letter);
}

/* A short word of another language than the page's is no period: "an" is a year in
 * French. */
static const struct phrase *period_at(const struct folded *text, size_t at,
                                      const char *lang, size_t *end)
{
    const struct phrase *word =
        phrase_longest_at(&period_phrases, text->bytes, text->len, at, lang, end);

    if (!word || (unsigned char)word->text[0] >= 0x80 || strlen(word->text) > SHORT_WORD)
        return word;
    return !lang || phrase_same_lang(word->lang, lang) || strcmp(word->lang, "en") == 0
               ? word
               : NULL;
}

static bool is_duration(const struct phrase *word)
{
    return word && word->what <= PERIOD_YEAR;
}

/* A number, in digits or words; 1 where there is none. */
static unsigned count_at(const struct folded *text, const char *lang, size_t *at)
{
    static const unsigned counts[N_PERIOD_KINDS] = {
        [PERIOD_COUNT_1] = 1, [PERIOD_COUNT_2] = 2, [PERIOD_COUNT_3] = 3,
        [PERIOD_COUNT_4] = 4, [PERIOD_COUNT_6] = 6, [PERIOD_COUNT_12] = 12,
    };
    unsigned count = 0;
    size_t run = digit_run(text->bytes, text->len, *at), end;
    const struct phrase *word = period_at(text, *at, lang, &end);

    if (word && counts[word->what] > 0) {
        *at = end;
        return counts[word->what];
    }
    if (run == 0 || run > COUNT_DIGITS)
        return 1;
    for (size_t i = 0; i < run; i++)
        count = 10 * count + (unsigned)(text->bytes[*at + i] - '0');
    *at += run;
    return count > 0 ? count : 1;
}

#define BETWEEN " /(*-," /* signs that may */

/* What stands between a price and its period is passed over: blanks,
 * signs, "per", "a". */
static size_t skip_between(const struct folded *text, size_t at, const char *lang)
{
    for (int words = 0; at < text->len && words < 4;) {
        const struct phrase *word;
        size_t end;

        if (strchr(BETWEEN, text->bytes[at])) {
            at++;
            continue;
        }
        word = period_at(text, at, lang, &end);
        if (!word || word->what != PERIOD_PER)
            break;
        at = end;
        words++;
    }
    return at;
}

/* The period that a folded text begins with, after what may stand before it. Returns
 * where it ends; 0: none. */
static size_t period_read(const struct folded *text, const char *lang, char period[8],
                          bool *counted)
{
    size_t at = skip_between(text, 0, lang);
    size_t before = at, end;
    unsigned count = count_at(text, lang, &at);
    const struct phrase *word;

    *counted = at > before;
    if (at < text->len && (text->bytes[at] == ' ' || text->bytes[at] == '-'))
        at++;
    word = period_at(text, at, lang, &end);
    if (!is_duration(word))
        return 0;
    duration_write((enum period_kind)word->what, count, period);
    return end;
}

/* The longest word of the vocabulary that ends where the text ends. */
static const struct phrase *word_before(const struct folded *text, size_t len,
                                        const char *lang, size_t *at)
{
    for (*at = 0; *at < len; (*at)++) {
        size_t end;
        const struct phrase *word;

        if (((unsigned char)text->bytes[*at] & 0xC0) == 0x80)
            continue;
        word = period_at(text, *at, lang, &end);
        if (word && end == len)
            return word;
    }
    return NULL;
}

static size_t trim_end(const struct folded *text, size_t len)
{
    while (len > 0 && strchr(" :-(,", text->bytes[len - 1]))
        len--;
    return len;
}

static bool is_lead(const struct phrase *word)
{
    return word && (word->what == PERIOD_LEAD || word->what == PERIOD_PER ||
                    word->what == PERIOD_FORMER || word->what == PERIOD_LATER);
}

/* The number before a period that ends a text before `len`: "4 Wochen für 1 €". Cuts it off. */
static unsigned count_before(const struct folded *text, const char *lang, size_t *len)
{
    size_t end = *len > 0 && text->bytes[*len - 1] == ' ' ? *len - 1 : *len;
    size_t at = end, word_at, reached;
    unsigned count;

    while (at > 0 && is_digit(text->bytes[at - 1]))
        at--;
    if (at == end && word_before(text, end, lang, &word_at))
        at = word_at;
    reached = at;
    count = count_at(text, lang, &reached);
    if (reached != end || at == end)
        return 1;
    *len = at;
    return count;
}

/* What stands before a price: words that are its own ("only", "from"), that make it a
 * former or a later one, or, with nothing between, its period: "月額550円", "Monthly: $5",
 * "then monthly $5". Returns the bytes of the text before those words, with the period. */
static size_t lead_read(const struct folded *text, const char *lang, struct price *price)
{
    size_t len = trim_end(text, text->len), left = len, at;
    const struct phrase *word, *period = NULL;
    unsigned count = 1;

    while ((word = word_before(text, len, lang, &at)) &&
           (is_lead(word) || (!period && is_duration(word)))) {
        if (is_duration(word)) {
            period = word;
            count = count_before(text, lang, &at);
        } else if (price->role == PRICE_NOW && word->what == PERIOD_FORMER)
            price->role = PRICE_FORMER;
        else if (price->role == PRICE_NOW && word->what == PERIOD_LATER)
            price->role = PRICE_LATER;
        len = trim_end(text, at);
        if (!period)
            left = len;
    }
    if (period && price->period[0] == '\0')
        duration_write((enum period_kind)period->what, count, price->period);
    return left;
}

/* "12x de R$ 29,90", "en 12 fois 9,90 €": what is paid so many times is paid by the month.
 * Returns where the number of times begins; `len` where none stands there. */
static size_t times_read(const struct folded *text, size_t len, const char *lang)
{
    static const char cross[] = "\xc3\x97";
    const struct phrase *word;
    size_t end = trim_end(text, len), begin, at;

    if (end > 0 && text->bytes[end - 1] == 'x')
        end--;
    else if (end > 1 && memcmp(text->bytes + end - 2, cross, 2) == 0)
        end -= 2;
    else if ((word = word_before(text, end, lang, &at)) && word->what == PERIOD_TIMES)
        end = at;
    else
        return len;
    end = trim_end(text, end);
    for (begin = end; begin > 0 && is_digit(text->bytes[begin - 1]); begin--)
        ;
    return end > begin && end - begin <= TIMES_DIGITS ? begin : len;
}

static size_t cut_at_character(const char *text, size_t len, size_t most)
{
    if (len <= most)
        return len;
    while (most > 0 && ((unsigned char)text[most] & 0xC0) == 0x80)
        most--;
    return most;
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

    from = from < least ? least : from;
    while (from > least && ((unsigned char)text[from] & 0xC0) == 0x80)
        from--;
    strbuf_init(&buf, 4 * TAIL_MAX);
    text_fold(text + price->end,
              cut_at_character(text + price->end, len - price->end, TAIL_MAX), &buf);
    folded = (struct folded){buf.bytes, buf.len};
    price->period_after = period_read(&folded, place->lang, price->period, &counted) > 0;
    strbuf_clear(&buf);
    text_fold(text + from, price->at - from, &buf);
    folded = (struct folded){buf.bytes, buf.len};
    left = lead_read(&folded, place->lang, price);
    times = times_read(&folded, left, place->lang);
    if (times < left && price->period[0] == '\0') {
        duration_write(PERIOD_MONTH, 1, price->period);
        left = times;
    }
    price->begin = unfold(text, from, price->at, &folded, left);
    strbuf_release(&buf);
}

static size_t skip_blank(const char *text, size_t len, size_t at)
{
    return at < len && text[at] == ' ' ? at + 1 : at;
}

/* Signs on both sides ("COP $900"): the one that is certain counts. */
static const char *better_code(const char *a, const struct money_sign *other,
                               const struct place *place)
{
    if (!other)
        return a;
    return *other->places == '\0' || !a ? code_of(other, place) : a;
}

static bool price_at(const char *text, size_t len, size_t least,
                     const struct amount *amount, const struct place *place,
                     struct price *price)
{
    size_t before =
        amount->at > 0 && text[amount->at - 1] == ' ' ? amount->at - 1 : amount->at;
    size_t at = amount->at, end = amount->end, reached;
    const struct money_sign *lead = sign_before(text, len, before, &at);
    const struct money_sign *second = NULL, *trail;
    size_t after = skip_blank(text, len, amount->end);

    if (lead) {
        size_t further = at > 0 && text[at - 1] == ' ' ? at - 1 : at;

        second = sign_before(text, len, further, &reached);
        if (second)
            at = reached;
    } else {
        at = amount->at;
    }
    trail = after < len ? sign_at(text, len, after, &reached) : NULL;
    /* "5 $10": the sign belongs to the number behind it. */
    if (trail && lead && reached < len && is_digit(text[skip_blank(text, len, reached)]))
        trail = NULL;
    if (trail)
        end = reached;
    if (!lead && !trail)
        return false;
    *price = (struct price){.at = at, .end = end};
    memcpy(price->amount, amount->digits, sizeof price->amount);
    price->currency = code_of(lead ? lead : trail, place);
    price->currency = better_code(price->currency, second, place);
    if (lead)
        price->currency = better_code(price->currency, trail, place);
    read_around(text, len, least, place, price);
    return true;
}

bool price_digits(const char *text, size_t len, struct strbuf *out)
{
    static const uint32_t zeros[] = {0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10};
    static const uint32_t decimal_sign = 0x66B, thousands_sign = 0x66C;
    const char *at = text, *end = text + len;
    bool any = false;

    while (at < end) {
        const char *from = at;
        uint32_t c =
            (unsigned char)*at < 0x80 ? (unsigned char)*at++ : text_next(&at, end);
        char latin = c == decimal_sign ? '.' : c == thousands_sign ? ',' : '\0';

        for (size_t i = 0; i < N_OF(zeros) && c >= 0x80; i++)
            latin = c - zeros[i] < 10 ? (char)('0' + c - zeros[i]) : latin;
        any |= latin != '\0';
        if (latin)
            strbuf_putc(out, latin);
        else
            strbuf_add(out, from, (size_t)(at - from));
    }
    return any;
}

bool price_next(const char *text, size_t len, size_t from, const struct place *place,
                struct price *price)
{
    for (size_t at = from; at < len; at++) {
        struct amount amount;

        if (!is_digit(text[at]))
            continue;
        if (amount_read(text, len, at, &amount)) {
            if (price_at(text, len, from, &amount, place, price))
                return true;
            at = amount.end - 1;
        } else {
            at += digit_run(text, len, at) - 1;
        }
    }
    return false;
}

/* Most blocks begin with none of what a period may begin with. */
static bool may_be_period(const struct folded *text, const char *lang)
{
    size_t end;

    if (text->len == 0)
        return false;
    return is_digit(*text->bytes) || strchr(BETWEEN, *text->bytes) ||
           period_at(text, 0, lang, &end);
}

bool price_period(const char *folded, size_t len, const struct place *place,
                  char period[8], bool *counted)
{
    const struct folded text = {folded, len};
    size_t end;

    if (len > TAIL_MAX || !may_be_period(&text, place->lang))
        return false;
    end = period_read(&text, place->lang, period, counted);
    while (end > 0 && end < len && strchr(" .:*)", folded[end]))
        end++;
    return end > 0 && end == len;
}

bool price_period_in(const char *folded, size_t len, const struct place *place,
                     char period[8])
{
    const struct folded text = {folded, len};

    for (size_t at = 0; at < len && len <= 2 * TAIL_MAX; at++) {
        size_t word_at = at, end;
        unsigned count = count_at(&text, place->lang, &word_at);
        bool counted = word_at > at;
        const struct phrase *word;

        if (counted && word_at < len && strchr(" -", folded[word_at]))
            word_at++;
        word = period_at(&text, word_at, place->lang, &end);
        if (is_duration(word) && (counted || end - word_at > SHORT_WORD)) {
            duration_write((enum period_kind)word->what, count, period);
            return true;
        }
    }
    return false;
}

bool price_is_free(const char *folded, size_t len, const struct place *place)
{
    const struct folded text = {folded, len};
    const struct phrase *word;
    size_t end = 0;

    word = len <= TAIL_MAX ? period_at(&text, 0, place->lang, &end) : NULL;
    return word && word->what == PERIOD_FREE && end == len;
}
