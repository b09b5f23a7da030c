#include "engine/lexicon.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"

enum {
    NAME_MAX = 128, /* a class name longer than this is not looked at */
    PARTS_MAX = 24, /* nor are more parts of one */
};

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

        if (!isalnum((unsigned char)c)) {
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
