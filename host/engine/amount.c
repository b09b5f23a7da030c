#include "engine/amount.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"

enum { DIGITS_MAX = 12 }; /* longer numbers are no prices */

/* The separators that stand between groups of digits: . , ' ’ and the blank. 0: none. */
static size_t separator_len(const char *text, size_t len, size_t at)
{
    if (at >= len)
        return 0;
    if (strchr(".,' ", text[at]) && text[at] != '\0')
        return 1;
    return len - at >= 3 && memcmp(text + at, "\xE2\x80\x99", 3) == 0 ? 3 : 0;
}

size_t amount_digits(const char *text, size_t len, size_t at)
{
    size_t n = 0;

    while (at + n < len && text_is_digit(text[at + n]))
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
           amount_digits(text, len, next + 1) >= 2;
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

bool amount_read(const char *text, size_t len, size_t at, struct amount *amount)
{
    size_t run = amount_digits(text, len, at);

    *amount = (struct amount){.at = at};
    if (run == 0 || (at > 0 && text_is_digit(text[at - 1])))
        return false;
    while (run > 1 && text[at] == '0' && text_is_digit(text[at + 1])) {
        at++;
        run--;
    }
    if (!digits_add(amount, text + at, run))
        return false;
    for (at += run;;) {
        size_t gap = separator_len(text, len, at);
        size_t next = amount_digits(text, len, at + gap);
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

bool amount_latin(const char *text, size_t len, struct strbuf *out)
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
