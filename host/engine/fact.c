#include "engine/fact.h"

#include <string.h>

#include "base/text.h"
#include "engine/day.h"

#define BYLINE_MAX 200

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

/* "+02:00", "+0200", "Z" as they are, " UTC" as ISO 8601 has it; false for anything else. */
static bool put_offset(const char *at, struct strbuf *out)
{
    const char *from;

    from = at += *at == ' ';
    if (*at == '\0')
        return true;
    if (strcasecmp(at, "z") == 0 || strcasecmp(at, "utc") == 0 ||
        strcasecmp(at, "gmt") == 0) {
        strbuf_putc(out, 'Z');
        return true;
    }
    if ((*at != '+' && *at != '-') || (at++, two_digits(&at, 24)) < 0)
        return false;
    at += *at == ':';
    if (*at != '\0' && two_digits(&at, 60) < 0)
        return false;
    strbuf_puts(out, from);
    return *at == '\0';
}

/* The time that follows a day, as ISO 8601 has it; false for what is none, or none of any
 * day. */
static bool put_time(const char *at, struct strbuf *out)
{
    int hours = two_digits(&at, 24), minutes;

    if (hours < 0 || *at++ != ':' || (minutes = two_digits(&at, 60)) < 0)
        return false;
    strbuf_printf(out, "T%02d:%02d", hours, minutes);
    if (*at == ':') {
        const char *from = at++;

        if (two_digits(&at, 61) < 0) /* a leap second */
            return false;
        if (*at == '.')
            at += 1 + strspn(at + 1, "0123456789");
        strbuf_add(out, from, (size_t)(at - from));
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

const char *fact_date_in(struct page *page, const char *text, const char *lang)
{
    const char *date = fact_date(page, text);
    struct day day;

    if (date || !fact_text(page, text, WORDED_MAX))
        return date;
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    return day_read(page->scratch.bytes, page->scratch.len, lang, &day, 1) == 1
               ? arena_copy(&page->arena, day.iso, strlen(day.iso))
               : NULL;
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
