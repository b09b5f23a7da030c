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

const char *fact_date(struct page *page, const char *text)
{
    const char *p = fact_text(page, text, 64);
    char digits[9];
    size_t n = 0, at = 0;

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
    if (n != 8 || strcmp(digits, "1000") < 0 || strncmp(digits + 4, "13", 2) >= 0 ||
        strncmp(digits + 6, "32", 2) >= 0 || strncmp(digits + 4, "00", 2) == 0 ||
        strncmp(digits + 6, "00", 2) == 0)
        return NULL;
    if (p[at] != '\0' && p[at] != 'T' && p[at] != ' ' && p[at] != 't')
        return NULL;
    if (p[4] == '-' && at == 10)
        return p;
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "%.4s-%.2s-%.2s%s", digits, digits + 4, digits + 6,
                  p + at);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
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

const char *fact_person(struct page *page, const char *text)
{
    const char *name = fact_text(page, text, BYLINE_MAX);

    while (name && (*name == ',' || *name == ' '))
        name++;
    if (!name || *name == '\0' || strstr(name, "://") != NULL || *name == '@' ||
        *name == '{' || strspn(name, "0123456789 .-") == strlen(name))
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
