#include "engine/fact.h"

#include <string.h>

#include "base/text.h"
#include "engine/day.h"

#define BYLINE_MAX 200

/* Digits of a fraction of a second. */
#define FRACTION_MAX 9

/* Of a date in words, with all that may stand around it. */
#define WORDED_MAX 120

const char *fact_text(struct page *page, const char *text, size_t max)
{
    struct strbuf *scratch = &page->scratch;

    if (!text)
        return NULL;
    strbuf_clear(scratch);
    text_collapse(text, strlen(text), scratch);
    if (scratch->len == 0 || scratch->len > max)
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

const char *fact_unescaped(struct page *page, const char *text, size_t max)
{
    text = fact_text(page, text, max);
    return text && strchr(text, '&') ? fact_text(page, page_unescape(page, text), max)
                                     : text;
}

void fact_set(struct fact *fact, const char *value, const char *source)
{
    if (!fact->value && value)
        *fact = (struct fact){value, source};
}

/* Two digits below `limit` at *at, which then stands behind them; -1 where there are none. */
static int two_digits(const char **at, int limit)
{
    const char *p = *at;
    int value;

    if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
        return -1;
    value = (p[0] - '0') * 10 + p[1] - '0';
    if (value >= limit)
        return -1;
    *at += 2;
    return value;
}

/* The zone's name that programs write behind its offset: "+0200 (CEST)", "+02:00[...]". */
static bool ends_time(const char *at)
{
    at += *at == ' ';
    return *at == '\0' || *at == '(' || *at == '[';
}

/* "Z", " UTC", "+0200", "GMT+0200" as RFC 3339 has them; false for anything else. */
static bool put_offset(const char *at, struct strbuf *out)
{
    int hours, minutes = 0;
    bool named;
    char sign;

    at += *at == ' ';
    if (*at == '\0')
        return true;
    named = strncasecmp(at, "utc", 3) == 0 || strncasecmp(at, "gmt", 3) == 0;
    at += named ? 3 : 0;
    if (named ? ends_time(at) : (*at == 'Z' || *at == 'z') && ends_time(at + 1)) {
        strbuf_putc(out, 'Z');
        return true;
    }
    sign = *at++;
    if ((sign != '+' && sign != '-') || (hours = two_digits(&at, 24)) < 0)
        return false;
    at += *at == ':';
    if (!ends_time(at) && (minutes = two_digits(&at, 60)) < 0)
        return false;
    strbuf_printf(out, "%c%02d:%02d", sign, hours, minutes);
    return ends_time(at);
}

/* Of a second; nobody measures more than its nine digits. */
static void put_fraction(const char **at, struct strbuf *out)
{
    size_t n = **at == '.' ? strspn(*at + 1, "0123456789") : 0;

    if (n > 0)
        strbuf_add(out, *at, 1 + (n < FRACTION_MAX ? n : FRACTION_MAX));
    *at += (**at == '.') + n;
}

/* The time that follows a day, as ISO 8601 has it, 07:08:09 or compact; false for what is
 * none, or none of any day. */
static bool put_time(const char *at, struct strbuf *out)
{
    int hours = two_digits(&at, 24), minutes;
    bool compact = hours >= 0 && *at != ':';
    const char *from;

    at += !compact;
    if (hours < 0 || (minutes = two_digits(&at, 60)) < 0)
        return false;
    strbuf_printf(out, "T%02d:%02d", hours, minutes);
    if (compact ? *at >= '0' && *at <= '9' : *at == ':') {
        from = at += !compact;
        if (two_digits(&at, 61) < 0) /* a leap second */
            return false;
        strbuf_printf(out, ":%.2s", from);
        put_fraction(&at, out);
    }
    return put_offset(at, out);
}

const char *fact_date(struct page *page, const char *text)
{
    const char *p = fact_text(page, text, 64);
    struct strbuf *out = &page->scratch;
    char digits[9];
    size_t n = 0, at = 0, day_len;

    if (!p)
        return NULL;
    while (n < 8 && at < 10) {
        if (p[at] >= '0' && p[at] <= '9')
            digits[n++] = p[at];
        else if ((p[at] != '-' && p[at] != '/') || (n != 4 && n != 6))
            break;
        at++;
    }
    digits[n] = '\0';
    if (n == 6 && at == 7 && p[4] == '-' && p[at] == '\0' &&
        strcmp(digits + 4, "12") <= 0)
        return p; /* a month */
    if (n != 8 || strcmp(digits, "1000") < 0 || !day_exists(digits))
        return NULL;
    if (p[at] != '\0' && p[at] != 'T' && p[at] != ' ' && p[at] != 't')
        return NULL;
    strbuf_clear(out);
    strbuf_printf(out, "%.4s-%.2s-%.2s", digits, digits + 4, digits + 6);
    day_len = out->len;
    if (p[at] != '\0' && !put_time(p + at + 1, out))
        strbuf_truncate(out, day_len);
    return arena_copy(&page->arena, out->bytes, out->len);
}

/* The time in a date of words, where it is one that programs write: "07:08:09 GMT", and
 * behind it at most its zone. */
static void put_worded_time(const char *text, struct strbuf *out)
{
    const char *colon = strchr(text, ':');
    size_t len = out->len;

    if (colon && colon - text > 2 && !put_time(colon - 2, out))
        strbuf_truncate(out, len);
}

const char *fact_date_in(struct page *page, const char *text, const char *lang)
{
    const char *date = fact_date(page, text);
    const char *line = date ? NULL : fact_text(page, text, WORDED_MAX);
    struct strbuf *scratch = &page->scratch;
    struct day day;

    if (!line)
        return date;
    strbuf_clear(scratch);
    text_fold(line, strlen(line), scratch);
    if (day_read(scratch->bytes, scratch->len, lang, &day, 1) != 1)
        return NULL;
    strbuf_clear(scratch);
    strbuf_puts(scratch, day.iso);
    put_worded_time(line, scratch);
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

/* Where somebody is written to, or a site, is nobody's name. */
static bool is_address(const char *name)
{
    return strstr(name, "://") || strcasestr(name, "[at]") ||
           strncasecmp(name, "www.", 4) == 0 ||
           (strchr(name, '@') && !strchr(name, ' ') && strchr(name, '.'));
}

const char *fact_person(struct page *page, const char *text)
{
    const char *name = fact_text(page, text, BYLINE_MAX);

    while (name && (*name == ',' || *name == ' '))
        name++;
    if (!name || *name == '\0' || is_address(name) || *name == '@' || *name == '{' ||
        strspn(name, "0123456789 .-") == strlen(name))
        return NULL;
    return name;
}

const char *fact_language(struct page *page, const char *text)
{
    const char *tag = fact_text(page, text, 35);
    char *copy;

    if (!tag || strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                            "0123456789-_") != strlen(tag))
        return NULL;
    copy = arena_copy(&page->arena, tag, strlen(tag));
    for (char *c = copy; *c != '\0'; c++)
        if (*c == '_')
            *c = '-';
    return copy;
}
