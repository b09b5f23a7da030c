#include "engine/letters.h"

#include <stdbool.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"

static bool is_comma(uint32_t c)
{
    return c == ',' || c == 0x3001 || c == 0x60C || c == 0xFF0C || c == ';';
}

static bool is_mark(uint32_t c)
{
    return c == '|' || c == 0xA9 || c == 0xBB || c == 0xAB || c == 0x203A ||
           c == 0x2022 || c == 0xB7 || c == '>' || (c >= 0x2190 && c <= 0x21FF) ||
           (c >= 0x25A0 && c <= 0x27BF);
}

static bool is_money(uint32_t c)
{
    return c == '$' || c == 0xA3 || c == 0xA5 || (c >= 0x20A0 && c <= 0x20BF);
}

/* Capital letters where writing has them: Latin, Greek, Cyrillic. */
static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7) ||
           (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

void letters_read(const char *text, size_t len, struct letters *out)
{
    struct letters l = {0};
    const char *at = text, *end = text + len;
    uint32_t run = 0; /* of digits */
    bool in_word = false;

    while (at < end) {
        uint32_t c = text_next(&at, end);
        bool digit = c >= '0' && c <= '9', word = text_is_word(c);

        l.commas += is_comma(c);
        l.marks += is_mark(c);
        l.money += is_money(c);
        l.digits += digit;
        if (word && !in_word) {
            l.words++;
            l.capitals += is_capital(c);
        }
        in_word = word;
        l.years += !digit && run == 4;
        run = digit ? run + 1 : 0;
    }
    l.years += run == 4;
    *out = l;
}

enum letters_end letters_end(const char *text, size_t len)
{
    static const struct {
        const char *bytes;
        enum letters_end end;
    } ends[] = {
        {"\342\200\246", END_DOTS}, {"...", END_DOTS},   {".", END_SENTENCE},
        {"!", END_SENTENCE},        {"?", END_SENTENCE}, {"\343\200\202", END_SENTENCE},
        {":", END_COLON},
    };

    for (size_t i = 0; i < N_OF(ends); i++) {
        size_t n = strlen(ends[i].bytes);

        if (len >= n && memcmp(text + len - n, ends[i].bytes, n) == 0)
            return ends[i].end;
    }
    return END_OTHER;
}
