#include "engine/day.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "engine/phrase.h"

enum {
    YEAR_FIRST = 1900,
    YEAR_LAST = 2100,
    BUDDHIST = 543, /* Thai years */
    ORDINAL = 2,    /* letters behind a number: 1st, 2nd, 1er */
    ROLE_HITS = 16, /* words of dates in one line */
    SKIPPED = 3,    /* words between "published" and its date */
};

enum kind { END, NUMBER, MONTH, OF, YEAR_SIGN, MONTH_SIGN, DAY_SIGN, ROLE, OTHER };

struct token {
    enum kind kind;
    int value; /* of the number; 1 to 12; enum day_role */
    int n_digits;
    char glue; /* behind the number, without a blank: '-', '/', '.' */
};

struct reader {
    const char *text, *lang;
    size_t len, at;
    struct token next[5]; /* of what is to come, without OF */
};

/* ---- tokens ---- */

static size_t letters_at(const struct reader *r, size_t at)
{
    const char *end = r->text + r->len, *next = r->text + at;
    size_t stop = at;

    while (next < end && text_is_word(text_next(&next, end)))
        stop = (size_t)(next - r->text);
    return stop - at;
}

static struct token read_number(struct reader *r)
{
    struct token token = {.kind = NUMBER};
    size_t start = r->at, suffix;

    for (; r->at < r->len && isdigit((unsigned char)r->text[r->at]); r->at++)
        if (r->at - start < 6)
            token.value = token.value * 10 + (r->text[r->at] - '0');
    token.n_digits = (int)(r->at - start);
    token.glue = r->at < r->len ? r->text[r->at] : '\0';
    /* 10:30 and 5,000 are no days, nor is what ends a word. */
    if ((token.glue == ':' || token.glue == ',') && r->at + 1 < r->len &&
        isdigit((unsigned char)r->text[r->at + 1]))
        token.kind = OTHER;
    suffix = letters_at(r, r->at);
    if (isalpha((unsigned char)token.glue) && suffix <= ORDINAL && token.n_digits <= 2)
        r->at += suffix;
    return token;
}

static struct token read_word(struct reader *r)
{
    static const enum kind signs[] = {YEAR_SIGN, MONTH_SIGN, DAY_SIGN, OF, ROLE, ROLE};
    struct token token = {.kind = OTHER};
    size_t end = r->at, letters;
    const struct phrase *phrase =
        phrase_longest_at(&date_phrases, r->text, r->len, r->at, r->lang, &end);

    if (phrase) {
        r->at = end;
        token.kind = phrase->what < DATE_YEAR ? MONTH : signs[phrase->what - DATE_YEAR];
        token.value = phrase->what < DATE_YEAR       ? phrase->what + 1
                      : phrase->what == DATE_UPDATED ? DAY_UPDATED
                                                     : DAY_PUBLISHED;
        return token;
    }
    letters = letters_at(r, r->at);
    r->at += letters > 0 ? letters : 1;
    token.value = letters > 0;
    return token;
}

/* Points, commas and blanks between the parts of a date say nothing. */
static struct token read_token(struct reader *r)
{
    while (r->at < r->len) {
        const char *next = r->text + r->at;
        uint32_t c = text_next(&next, r->text + r->len);

        if (isdigit((unsigned char)r->text[r->at]))
            return read_number(r);
        if (text_is_word(c)) {
            struct token token = read_word(r);

            if (token.kind != OF)
                return token;
        } else {
            r->at = (size_t)(next - r->text);
            if (c == '|' || c == 0x2022 || c == ';' || c == '(')
                return (struct token){.kind = OTHER};
        }
    }
    return (struct token){.kind = END};
}

static void advance(struct reader *r, size_t n)
{
    const size_t all = sizeof r->next / sizeof *r->next;

    memmove(r->next, r->next + n, (all - n) * sizeof *r->next);
    for (size_t i = all - n; i < all; i++)
        r->next[i] = read_token(r);
}

/* ---- days ---- */

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool day_exists(const char *digits)
{
    long number = strtol(digits, NULL, 10);
    int year = (int)(number / 10000), month = (int)(number / 100 % 100),
        day = (int)(number % 100);

    return month >= 1 && month <= 12 && day >= 1 && day <= days_in(year, month);
}

static bool make(const struct reader *r, int year, int month, int day, struct day *out)
{
    if (year > YEAR_LAST && r->lang && phrase_same_lang("th", r->lang))
        year -= BUDDHIST;
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12 || day < 1 ||
        day > days_in(year, month))
        return false;
    snprintf(out->iso, sizeof out->iso, "%04d-%02d-%02d", year % 10000, month % 100,
             day % 100);
    return true;
}

static bool is_year(const struct token *t)
{
    return t->kind == NUMBER && t->n_digits == 4;
}

static bool is_small(const struct token *t)
{
    return t->kind == NUMBER && t->n_digits <= 2;
}

/* 03/04/2014, 03-04-2014: the fourth of March where the page is American, the third of April where its
 * language is written elsewhere; of plain English nobody can say. */
static bool read_slashed(const struct reader *r, int a, int b, int year, struct day *out)
{
    bool english = !r->lang || phrase_same_lang("en", r->lang);
    bool american = r->lang && text_equal_nocase(r->lang, "en-US");

    if (a > 12)
        return make(r, year, b, a, out);
    if (b > 12)
        return make(r, year, a, b, out);
    if (a == b || american)
        return make(r, year, a, b, out);
    if (english && (!r->lang || r->lang[2] == '\0'))
        return false;
    return make(r, year, b, a, out);
}

/* 2014-07-27, 27.07.2014, 27/07/2014 */
static size_t read_numeric(const struct reader *r, struct day *out)
{
    const struct token *t = r->next;
    char glue = t[0].glue;

    if (t[0].kind != NUMBER || t[1].kind != NUMBER || t[2].kind != NUMBER ||
        glue == '\0' || !strchr("-/.", glue) || t[1].glue != glue)
        return 0;
    if (is_year(&t[0]) && is_small(&t[1]) && is_small(&t[2]))
        return make(r, t[0].value, t[1].value, t[2].value, out) ? 3 : 0;
    if (!is_small(&t[0]) || !is_small(&t[1]) || !is_year(&t[2]))
        return 0;
    if (glue != '.' ? read_slashed(r, t[0].value, t[1].value, t[2].value, out)
                    : make(r, t[2].value, t[1].value, t[0].value, out))
        return 3;
    return 0;
}

static size_t read_named(const struct reader *r, struct day *out)
{
    const struct token *t = r->next;

    if (is_small(&t[0]) && t[1].kind == MONTH && is_year(&t[2]))
        return make(r, t[2].value, t[1].value, t[0].value, out) ? 3 : 0;
    if (t[0].kind == MONTH && is_small(&t[1]) && is_year(&t[2]))
        return make(r, t[2].value, t[0].value, t[1].value, out) ? 3 : 0;
    if (is_year(&t[0]) && t[1].kind == MONTH && is_small(&t[2]))
        return make(r, t[0].value, t[1].value, t[2].value, out) ? 3 : 0;
    return 0;
}

/* 2014年7月27日; 27 tháng 7, 2014 */
static size_t read_signed(const struct reader *r, struct day *out)
{
    const struct token *t = r->next;

    if (is_year(&t[0]) && t[1].kind == YEAR_SIGN && is_small(&t[2]) &&
        t[3].kind == MONTH_SIGN && is_small(&t[4]))
        return make(r, t[0].value, t[2].value, t[4].value, out) ? 5 : 0;
    if (is_small(&t[0]) && t[1].kind == MONTH_SIGN && is_small(&t[2]) && is_year(&t[3]))
        return make(r, t[3].value, t[2].value, t[0].value, out) ? 4 : 0;
    return 0;
}

size_t day_read(const char *folded, size_t len, const char *lang, struct day *days,
                size_t cap)
{
    struct reader r = {.text = folded, .len = len, .lang = lang};
    enum day_role role = DAY_UNSAID;
    size_t n = 0, skipped = 0;

    advance(&r, sizeof r.next / sizeof *r.next);
    while (n < cap && r.next[0].kind != END) {
        size_t taken = read_numeric(&r, &days[n]);

        taken = taken ? taken : read_named(&r, &days[n]);
        taken = taken ? taken : read_signed(&r, &days[n]);
        if (taken) {
            days[n++].role = role;
            role = DAY_UNSAID;
        } else if (r.next[0].kind == ROLE) {
            role = (enum day_role)r.next[0].value;
            skipped = 0;
        } else if (++skipped > SKIPPED) {
            role = DAY_UNSAID;
        }
        advance(&r, taken ? taken : 1);
    }
    return n;
}

enum day_role day_role(const char *folded, size_t len)
{
    struct phrase_hit hits[ROLE_HITS];
    size_t n = phrase_find(&date_phrases, folded, len, hits, ROLE_HITS);

    while (n-- > 0) {
        if (hits[n].phrase->what == DATE_UPDATED)
            return DAY_UPDATED;
        if (hits[n].phrase->what == DATE_PUBLISHED)
            return DAY_PUBLISHED;
    }
    return DAY_UNSAID;
}
