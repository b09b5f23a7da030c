#include "engine/phrase.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum {
    TOKEN_MAX = 12,   /* '#': characters of a number or a number word */
    STAR_MAX = 40,    /* '*': characters */
    STEM_MIN = 5,     /* a last word this long may be inflected */
    STRETCH = 256,    /* bytes of a text whose words are found together */
    LABEL_PHRASES = 8 /* actions looked for in one label */
};

static size_t step(const char *text, size_t len, size_t at)
{
    const char *next = text + at;

    text_next(&next, text + len);
    return (size_t)(next - text);
}

static uint32_t code_at(const char *text, size_t len, size_t at)
{
    const char *next = text + at;

    return at < len ? text_next(&next, text + len) : 0;
}

/* The code point that ends before `at`; 0 at the beginning. */
static uint32_t code_before(const char *text, size_t len, size_t at)
{
    return at > 0 ? code_at(text, len, text_start(text, at - 1)) : 0;
}

static bool joins(uint32_t code_point)
{
    return code_point && text_is_word(code_point) && !text_is_unspaced(code_point);
}

static bool is_ascii_word(char c)
{
    static const bool is[256] = {
        ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1,
        ['7'] = 1, ['8'] = 1, ['9'] = 1, ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1,
        ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1, ['J'] = 1, ['K'] = 1,
        ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1,
        ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1,
        ['Z'] = 1, ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1,
        ['g'] = 1, ['h'] = 1, ['i'] = 1, ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1,
        ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1, ['s'] = 1, ['t'] = 1,
        ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1,
    };

    return is[(unsigned char)c];
}

/* A phrase begins at the beginning of a word, where its script has such a thing. Most
 * bytes of most pages are told without decoding. */
static bool is_start(const char *text, size_t len, size_t at)
{
    if (at == 0)
        return true;
    if ((unsigned char)text[at] < 0x80 && (unsigned char)text[at - 1] < 0x80)
        return !is_ascii_word(text[at]) || !is_ascii_word(text[at - 1]);
    return !joins(code_at(text, len, at)) || !joins(code_before(text, len, at));
}

/* What a '#' stands for: an unrendered placeholder is the number that was
 * to stand there. */
static size_t placeholder_len(const char *text, size_t len, size_t at)
{
    const char *close;

    if (len - at < 4 || memcmp(text + at, "{{", 2) != 0)
        return 0;
    close = memmem(text + at, len - at > STAR_MAX ? STAR_MAX : len - at, "}}", 2);
    return close ? (size_t)(close + 2 - (text + at)) : 0;
}

/* Compares the pattern with the text from `at` on. One wildcard is open at a time: it
 * takes as little as it can and one character more whenever the literal part behind it
 * does not fit. */
static bool rest_fits(const char *pattern, const char *text, size_t len, size_t at,
                      size_t *end)
{
    const char *resume = NULL;
    size_t retry = 0, taken = 0, most = 0;
    bool token = false;

    for (;;) {
        if (*pattern == '#' || *pattern == '*') {
            size_t whole = *pattern == '#' ? placeholder_len(text, len, at) : 0;

            token = *pattern == '#';
            most = token ? TOKEN_MAX : STAR_MAX;
            taken = 0;
            resume = ++pattern;
            retry = at;
            if (token && at >= len)
                return false;
            if (whole > 0) {
                at = retry = at + whole;
                most = 0;
            } else if (token) {
                if (code_at(text, len, at) == ' ')
                    return false;
                at = retry = step(text, len, at);
                taken = 1;
            }
            continue;
        }
        if (*pattern == '\0') {
            *end = at;
            return true;
        }
        if (at < len && text[at] == *pattern) {
            at++;
            pattern++;
            continue;
        }
        if (!resume || taken >= most || retry >= len ||
            (token && code_at(text, len, retry) == ' '))
            return false;
        at = retry = step(text, len, retry);
        taken++;
        pattern = resume;
    }
}

/* A leading '#': one short token stands before `at`. Returns where it begins, or `at`. */
static size_t token_before(const struct phrase *phrase, const char *text, size_t at)
{
    size_t start = at, taken = 0;

    if (phrase->head == 2) {
        if (start == 0 || text[start - 1] != ' ')
            return at;
        start--;
    }
    while (start > 0 && text[start - 1] != ' ' && taken < 4 * TOKEN_MAX) {
        start--;
        taken++;
    }
    return taken > 0 ? start : at;
}

/* Short and weak words must end where the phrase ends: "app" is no "apple". */
static bool ends_well(const struct phrase *phrase, const char *text, size_t len,
                      size_t end)
{
    size_t word = 0, at = end;

    if (!joins(code_before(text, len, end)) || !joins(code_at(text, len, end)))
        return true;
    if (!phrase->strong)
        return false;
    while (at > 0 && joins(code_before(text, len, at))) {
        at = text_start(text, at - 1);
        word++;
    }
    return word >= STEM_MIN;
}

/* The head stands at `at`; whether the rest does, and the ends are those of words. */
static bool fits(const struct phrase *phrase, const char *text, size_t len, size_t at,
                 struct phrase_hit *hit)
{
    size_t end = at + phrase->head_len;

    if (!rest_fits(phrase->text + phrase->head + phrase->head_len, text, len, end, &end))
        return false;
    if (!ends_well(phrase, text, len, end))
        return false;
    hit->phrase = phrase;
    hit->at = at;
    hit->end = end;
    if (phrase->head > 0) {
        hit->at = token_before(phrase, text, at);
        return hit->at < at;
    }
    return true;
}

/* The phrases whose heads stand at one place, the shorter heads first: for each number of
 * bytes that may tell one, those that the sieve's bit leads to. */
struct walk {
    const struct phrase_table *table;
    const char *text; /* from the place on */
    size_t len;
    uint64_t loaded;
    unsigned has;     /* the numbers that are left */
    size_t told;      /* the one in hand, */
    size_t next, end; /* and its phrases; some may be there by another number */
};

static struct walk walk_begin(const struct phrase_table *table, const char *text,
                              size_t len, size_t at)
{
    uint64_t loaded = sieve_load(text + at, len - at);

    return (struct walk){.table = table,
                         .text = text + at,
                         .len = len - at,
                         .loaded = loaded,
                         .has = sieve_lengths(&table->sieve, loaded, len - at)};
}

static bool walk_on(struct walk *w)
{
    const struct phrase_table *table = w->table;

    while (w->has) {
        size_t bit, rank;
        uint64_t below;

        w->told = sieve_next_length(&w->has);
        bit = sieve_bit(w->loaded, w->told, table->sieve.shift);
        if (w->told > w->len || !sieve_has_bit(&table->sieve, bit))
            continue;
        below = table->sieve.bits[bit / 64] & ((UINT64_C(1) << bit % 64) - 1);
        rank = table->ranks[bit / 64] + (size_t)__builtin_popcountll(below);
        w->next = table->starts[rank];
        w->end = table->starts[rank + 1];
        return true;
    }
    return false;
}

static const struct phrase *walk_next(struct walk *w)
{
    do {
        while (w->next < w->end) {
            const struct phrase *phrase = &w->table->items[w->next++];

            if (phrase->head_len <= w->len && sieve_told(phrase->head_len) == w->told &&
                memcmp(phrase->text + phrase->head, w->text, phrase->head_len) == 0)
                return phrase;
        }
    } while (walk_on(w));
    return NULL;
}

/* Where in [from, to) a phrase may begin: bytes that heads begin with, not behind a letter of
 * the same word. Nothing here hangs on a guess: words are as long as they are, and a branch at
 * each of their ends costs more than all of their letters. */
static size_t find_starts(const struct phrase_table *table, const char *text, size_t from,
                          size_t to, size_t *starts)
{
    const uint8_t *lengths = table->sieve.lengths;
    bool letter = from > 0 && is_ascii_word(text[from - 1]);
    size_t n = 0;

    for (size_t at = from; at < to; at++) {
        bool behind = letter;

        letter = is_ascii_word(text[at]);
        starts[n] = at;
        n += (lengths[(unsigned char)text[at]] != 0) & !(letter & behind);
    }
    return n;
}

/* The phrases in hand of one text. */
struct search {
    const struct phrase_table *table;
    const char *text;
    size_t len;
    struct phrase_hit *hits;
    size_t n, cap, reached;
};

static void search_at(struct search *s, size_t at)
{
    const struct phrase *phrase;
    struct walk walk;
    size_t here = s->n;

    if (!sieve_begins(&s->table->sieve, s->text + at, s->len - at) ||
        !is_start(s->text, s->len, at))
        return;
    walk = walk_begin(s->table, s->text, s->len, at);
    while (s->n < s->cap && (phrase = walk_next(&walk))) {
        struct phrase_hit hit;

        if (!fits(phrase, s->text, s->len, at, &hit) || hit.end <= s->reached)
            continue;
        if (s->n > here && hit.end < s->hits[here].end)
            continue;
        if (s->n > here && hit.end > s->hits[here].end)
            s->n = here;
        s->hits[s->n++] = hit;
    }
    if (s->n > here)
        s->reached = s->hits[here].end;
}

size_t phrase_find(const struct phrase_table *table, const char *text, size_t len,
                   struct phrase_hit *hits, size_t cap)
{
    struct search search = {
        .table = table, .text = text, .len = len, .hits = hits, .cap = cap};
    size_t starts[STRETCH];

    for (size_t from = 0; from < len; from += STRETCH) {
        size_t to = len - from < STRETCH ? len : from + STRETCH;
        size_t n = find_starts(table, text, from, to, starts);

        for (size_t i = 0; i < n && search.n < cap; i++)
            search_at(&search, starts[i]);
    }
    return search.n;
}

bool phrase_same_lang(const char *of, const char *lang)
{
    size_t len = strcspn(of, "-_");

    if (strcmp(of, "no") == 0 &&
        (strncmp(lang, "nb", 2) == 0 || strncmp(lang, "nn", 2) == 0))
        return true;
    for (size_t i = 0; i < len; i++) {
        if (tolower((unsigned char)lang[i]) != of[i])
            return false;
    }
    return lang[len] == '\0' || lang[len] == '-' || lang[len] == '_';
}

const struct phrase *phrase_longest_at(const struct phrase_table *table, const char *text,
                                       size_t len, size_t at, const char *lang,
                                       size_t *end)
{
    const struct phrase *best = NULL, *phrase;
    struct walk walk;

    if (at >= len || !sieve_begins(&table->sieve, text + at, len - at) ||
        !is_start(text, len, at))
        return NULL;
    walk = walk_begin(table, text, len, at);
    while ((phrase = walk_next(&walk))) {
        struct phrase_hit hit;

        if (!fits(phrase, text, len, at, &hit) || (best && hit.end < *end))
            continue;
        if (best && hit.end == *end && !(lang && phrase_same_lang(phrase->lang, lang)))
            continue;
        best = phrase;
        *end = hit.end;
    }
    return best;
}

bool phrase_action(const char *folded, size_t len, enum action_kind *action)
{
    struct phrase_hit hits[LABEL_PHRASES];

    if (phrase_find(&action_phrases, folded, len, hits, LABEL_PHRASES) == 0)
        return false;
    *action = (enum action_kind)hits[0].phrase->what;
    return true;
}

bool phrase_field(enum field_kind kind, const char *folded, size_t len)
{
    struct phrase_hit hits[LABEL_PHRASES];
    size_t n = phrase_find(&field_phrases, folded, len, hits, LABEL_PHRASES);

    for (size_t i = 0; i < n; i++) {
        if (hits[i].phrase->what == kind)
            return true;
    }
    return false;
}
