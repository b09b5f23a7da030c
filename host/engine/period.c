#include "engine/period.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "engine/amount.h"
#include "engine/phrase.h"

enum {
    ALONE_MAX = 48,   /* bytes of a text that may be nothing but a period */
    NAME_MAX = 96,    /* and of one that may name one */
    SHORT_WORD = 3,   /* bytes of a word that may be another's: "an", "mo" */
    COUNT_DIGITS = 3, /* periods of one price: "12 months", "365 days" */
};

void period_write(enum period_kind unit, unsigned count, char period[8])
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

bool period_is_duration(const struct phrase *word)
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
    size_t run = amount_digits(text->bytes, text->len, *at), end;
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

size_t period_begins(const struct folded *text, const char *lang, char period[8],
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
    if (!period_is_duration(word))
        return 0;
    period_write((enum period_kind)word->what, count, period);
    return end;
}

const struct phrase *period_word_before(const struct folded *text, size_t len,
                                        const char *lang, size_t *at)
{
    for (*at = 0; *at < len; (*at)++) {
        size_t end;
        const struct phrase *word;

        if (text_is_inner(text->bytes[*at]))
            continue;
        word = period_at(text, *at, lang, &end);
        if (word && end == len)
            return word;
    }
    return NULL;
}

size_t period_trim(const struct folded *text, size_t len)
{
    while (len > 0 && strchr(" :-(,", text->bytes[len - 1]))
        len--;
    return len;
}

unsigned period_count_before(const struct folded *text, const char *lang, size_t *len)
{
    size_t end = *len > 0 && text->bytes[*len - 1] == ' ' ? *len - 1 : *len;
    size_t at = end, word_at, reached;
    unsigned count;

    while (at > 0 && text_is_digit(text->bytes[at - 1]))
        at--;
    if (at == end && period_word_before(text, end, lang, &word_at))
        at = word_at;
    reached = at;
    count = count_at(text, lang, &reached);
    if (reached != end || at == end)
        return 1;
    *len = at;
    return count;
}

/* Most blocks begin with none of what a period may begin with. */
static bool may_be_period(const struct folded *text, const char *lang)
{
    size_t end;

    if (text->len == 0)
        return false;
    return text_is_digit(*text->bytes) || strchr(BETWEEN, *text->bytes) ||
           period_at(text, 0, lang, &end);
}

bool period_is(const char *folded, size_t len, const struct place *place, char period[8],
               bool *counted)
{
    const struct folded text = {folded, len};
    size_t end;

    if (len > ALONE_MAX || !may_be_period(&text, place->lang))
        return false;
    end = period_begins(&text, place->lang, period, counted);
    while (end > 0 && end < len && strchr(" .:*)", folded[end]))
        end++;
    return end > 0 && end == len;
}

bool period_in(const char *folded, size_t len, const struct place *place, char period[8])
{
    const struct folded text = {folded, len};

    for (size_t at = 0; at < len && len <= NAME_MAX; at++) {
        size_t word_at = at, end;
        unsigned count = count_at(&text, place->lang, &word_at);
        bool counted = word_at > at;
        const struct phrase *word;

        if (counted && word_at < len && strchr(" -", folded[word_at]))
            word_at++;
        word = period_at(&text, word_at, place->lang, &end);
        if (period_is_duration(word) && (counted || end - word_at > SHORT_WORD)) {
            period_write((enum period_kind)word->what, count, period);
            return true;
        }
    }
    return false;
}

bool period_is_free(const char *folded, size_t len, const struct place *place)
{
    const struct folded text = {folded, len};
    const struct phrase *word;
    size_t end = 0;

    word = len <= ALONE_MAX ? period_at(&text, 0, place->lang, &end) : NULL;
    return word && word->what == PERIOD_FREE && end == len;
}
