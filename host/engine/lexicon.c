#include "engine/lexicon.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum {
    TOKEN_MAX = 12,   /* '#': characters of a number or a number word */
    STAR_MAX = 40,    /* '*': characters */
    STEM_MIN = 5,     /* a last word this long may be inflected */
    NAME_MAX = 128,   /* a class name longer than this is not looked at */
    PARTS_MAX = 24,   /* nor are more parts of one */
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
    size_t start = at;

    if (at == 0)
        return 0;
    do
        start--;
    while (start > 0 && ((unsigned char)text[start] & 0xC0) == 0x80);
    return code_at(text, len, start);
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
        do
            at--;
        while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80);
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

size_t lexicon_phrases(const struct phrase_table *table, const char *text, size_t len,
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

const struct phrase *lexicon_phrase_at(const struct phrase_table *table, const char *text,
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
        if (best && hit.end == *end && !(lang && lexicon_same_lang(phrase->lang, lang)))
            continue;
        best = phrase;
        *end = hit.end;
    }
    return best;
}

bool lexicon_action(const char *folded, size_t len, enum action_kind *action)
{
    struct phrase_hit hits[LABEL_PHRASES];

    if (lexicon_phrases(&action_phrases, folded, len, hits, LABEL_PHRASES) == 0)
        return false;
    *action = (enum action_kind)hits[0].phrase->what;
    return true;
}

bool lexicon_field(enum field_kind kind, const char *folded, size_t len)
{
    struct phrase_hit hits[LABEL_PHRASES];
    size_t n = lexicon_phrases(&field_phrases, folded, len, hits, LABEL_PHRASES);

    for (size_t i = 0; i < n; i++) {
        if (hits[i].phrase->what == kind)
            return true;
    }
    return false;
}

/* The first that is not below a word. Most are told by a byte. */
static size_t class_words_from(const struct class_table *table, const char *word,
                               size_t len)
{
    size_t low = 0, high = table->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *other = table->items[middle].word;

        if (*other < *word || (*other == *word && strncmp(other, word, len) < 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The longest class word that a joined name begins with; `first_len` is its first part's.
 * They are sorted, so those with this first part stand together, the longest last. */
static const struct class_word *class_word_at(const struct class_table *table,
                                              const char *name, size_t first_len,
                                              size_t len)
{
    const struct class_word *longest = NULL;

    for (size_t i = class_words_from(table, name, first_len);
         i < table->n && strncmp(table->items[i].word, name, first_len) == 0; i++) {
        size_t size = strlen(table->items[i].word);

        if (size <= len && memcmp(table->items[i].word, name, size) == 0 &&
            (size == len || name[size] == '-'))
            longest = &table->items[i];
    }
    return longest;
}

/* Two kinds of class-words.txt speak of no overlay. In other lists their numbers are other
 * kinds. */
static bool class_note(const struct class_word *found, struct class_hits *hits)
{
    hits->content |= found->kind == KIND_CONTENT;
    hits->struck |= found->kind == KIND_STRUCK;
    return found->kind >= N_RULE_KINDS;
}

static void class_add(const struct class_word *found, struct class_hits *hits)
{
    uint16_t bit;

    bit = (uint16_t)(1u << found->kind);
    if (!hits->word || (found->strong && hits->strong == 0))
        hits->word = found->word;
    if (found->strong)
        hits->strong |= bit;
    else
        hits->weak |= bit;
}

static bool is_upper(char c)
{
    return (unsigned)(unsigned char)c - 'A' < 26u;
}

/* A name as its lower-case parts, joined by '-'. */
struct split {
    char joined[2 * NAME_MAX];
    size_t
        starts[PARTS_MAX + 1]; /* the last: one behind the end, as if a part followed */
    size_t n;
};

static void split_name(const char *name, size_t len, struct split *split)
{
    size_t n = 0, out = 0;
    bool in_part = false;

    for (size_t i = 0; i < len && n < PARTS_MAX; i++) {
        char c = name[i];

        if (!is_ascii_word(c)) {
            in_part = false;
            continue;
        }
        if (in_part && is_upper(c) && !is_upper(name[i - 1]))
            in_part = false;
        if (!in_part) {
            if (n > 0)
                split->joined[out++] = '-';
            split->starts[n++] = out;
            in_part = true;
        }
        split->joined[out++] = is_upper(c) ? (char)(c | 0x20) : c;
    }
    split->starts[n] = out + 1;
    split->n = n;
}

static size_t parts_of(const char *word)
{
    size_t n = 1;

    for (; *word; word++)
        n += *word == '-';
    return n;
}

static void find_words(const struct class_table *table, const struct split *split,
                       struct class_hits *hits)
{
    const size_t *starts = split->starts;

    for (size_t i = 0; i < split->n;) {
        const char *part = split->joined + starts[i];
        size_t part_len = starts[i + 1] - 1 - starts[i];
        /* The longest word wins: "newsletter-post" wraps a post and is no
         * newsletter box. */
        const struct class_word *found =
            sieve_has(&table->sieve, part, part_len)
                ? class_word_at(table, part, part_len, starts[split->n] - 1 - starts[i])
                : NULL;

        if (found && !(table == &class_words && class_note(found, hits)))
            class_add(found, hits);
        i += found ? parts_of(found->word) : 1;
    }
}

static const char blanks[] = " \t\n\r\f"; /* between names */

static void look_up(const char *value, const struct class_table *const *tables,
                    struct class_hits *const *hits, size_t n_tables)
{
    struct split split;

    for (value += strspn(value, blanks); *value; value += strspn(value, blanks)) {
        size_t len = strcspn(value, blanks);

        if (len <= NAME_MAX) {
            split_name(value, len, &split);
            for (size_t i = 0; i < n_tables; i++)
                find_words(tables[i], &split, hits[i]);
        }
        value += len;
    }
}

void lexicon_classes(const char *value, struct class_hits *hits)
{
    look_up(value, (const struct class_table *[]){&class_words}, &hits, 1);
}

void lexicon_names(const char *value, struct class_hits *overlays,
                   struct class_hits *zones)
{
    look_up(value, (const struct class_table *[]){&class_words, &zone_words},
            (struct class_hits *[]){overlays, zones}, 2);
}

void lexicon_labels(const char *value, struct class_hits *hits)
{
    look_up(value, (const struct class_table *[]){&label_words}, &hits, 1);
}

const struct meta_name *lexicon_meta(const char *name)
{
    size_t low = 0, high = n_meta_names;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcasecmp(meta_names[middle].name, name);

        if (order == 0)
            return &meta_names[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool lexicon_schema(const char *type, enum schema_kind *kind)
{
    const char *slash = strrchr(type, '/');

    type = slash ? slash + 1 : type;
    for (size_t i = 0; i < n_schema_types; i++) {
        if (strcmp(schema_types[i].type, type) == 0) {
            *kind = (enum schema_kind)schema_types[i].kind;
            return true;
        }
    }
    return false;
}

/* The first mark of the place that is not before the name; compares up to the mark's
 * length where marks are beginnings. */
static const struct vendor_mark *mark_find(enum vendor_place place, const char *name,
                                           size_t len)
{
    size_t low = vendor_places[place], high = vendor_places[place + 1];

    if (!sieve_has(&vendor_sieves[place], name, len))
        return NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = (unsigned char)vendor_marks[middle].text[0] - (unsigned char)name[0];

        if (order == 0)
            order = strncmp(vendor_marks[middle].text, name, len);
        if (order == 0 && vendor_marks[middle].text[len] != '\0')
            order = 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == vendor_places[place + 1])
        return NULL;
    return strncmp(vendor_marks[low].text, name, len) == 0 ? &vendor_marks[low] : NULL;
}

static const struct vendor *vendor_exact(enum vendor_place place, const char *name,
                                         size_t len)
{
    const struct vendor_mark *mark = mark_find(place, name, len);

    return mark && mark->text[len] == '\0' ? &vendors[mark->vendor] : NULL;
}

static const struct vendor *vendor_beginning(enum vendor_place place, const char *name,
                                             size_t len)
{
    if (!sieve_begins(&vendor_sieves[place], name, len))
        return NULL;
    for (size_t i = vendor_places[place]; i < vendor_places[place + 1]; i++) {
        size_t mark_len;

        if (vendor_marks[i].text[0] != name[0])
            continue;
        mark_len = strlen(vendor_marks[i].text);
        if (mark_len <= len && memcmp(vendor_marks[i].text, name, mark_len) == 0)
            return &vendors[vendor_marks[i].vendor];
    }
    return NULL;
}

static const struct vendor *vendor_host(enum vendor_place place, const char *host,
                                        size_t len)
{
    const char *end = host + len;

    while (host && host < end) {
        const struct vendor *vendor = vendor_exact(place, host, (size_t)(end - host));

        if (vendor)
            return vendor;
        host = memchr(host, '.', (size_t)(end - host));
        host = host ? host + 1 : NULL;
    }
    return NULL;
}

const struct vendor *lexicon_vendor(enum vendor_place place, const char *name, size_t len)
{
    const struct vendor *vendor;

    if (len == 0)
        return NULL;
    if (place == PLACE_HOST || place == PLACE_LINK)
        return vendor_host(place, name, len);
    vendor = vendor_exact(place, name, len);
    if (!vendor && place == PLACE_ID)
        vendor = vendor_beginning(PLACE_ID_ANY, name, len);
    if (!vendor && place == PLACE_CLASS)
        vendor = vendor_beginning(PLACE_CLASS_ANY, name, len);
    return vendor;
}

const struct vendor *lexicon_vendor_among(enum vendor_place place, const char *names)
{
    const struct vendor *vendor = NULL;

    for (names += strspn(names, blanks); *names && !vendor;
         names += strspn(names, blanks)) {
        size_t len = strcspn(names, blanks);

        vendor = lexicon_vendor(place, names, len);
        names += len;
    }
    return vendor;
}

const struct vendor *lexicon_vendor_attr(const char *name, const char *value)
{
    const struct vendor_mark *end = &vendor_marks[vendor_places[PLACE_ATTR + 1]];
    const struct vendor_mark *mark;

    if (!vendor_sieves[PLACE_ATTR].lengths[(unsigned char)*name])
        return NULL;
    mark = mark_find(PLACE_ATTR, name, strlen(name));
    for (; mark && mark < end && strcmp(mark->text, name) == 0; mark++) {
        if (!mark->value || (mark->part ? strstr(value, mark->value) != NULL
                                        : strcmp(value, mark->value) == 0))
            return &vendors[mark->vendor];
    }
    return NULL;
}

bool lexicon_role(const char *value, enum role_kind *role)
{
    for (size_t i = 0; i < n_role_words; i++) {
        if (text_equal_nocase(value, role_words[i].word)) {
            *role = (enum role_kind)role_words[i].kind;
            return true;
        }
    }
    return false;
}

bool lexicon_same_lang(const char *of, const char *lang)
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
