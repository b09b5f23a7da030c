/* vendors.txt: read, checked, and written as two tables, the marks sorted by place. */
#include "rules/mk.h"

#include "rules/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORD(name, word) word,
static const char *const kind_words[] = {RULE_KINDS(WORD) NULL};
static const char *const place_words[] = {RULE_PLACES(WORD) NULL};
#undef WORD

struct mk_mark {
    const char *text, *value;
    bool part;
    int place;
    size_t vendor;
};

struct mk_vendors {
    struct vendor *items;
    size_t n;
    struct mk_mark *marks;
    size_t n_marks;
};

static void vendor_kinds_read(const struct source *source, struct vendor *vendor,
                              char *at)
{
    char *word = word_need(source, &at, "the kind");

    if (vendor->kinds)
        source_fail(source, "'%s' has its kinds already", vendor->name);
    vendor->first = (uint8_t)word_of(source, word, kind_words);
    for (; word; word = word_next(&at))
        vendor->kinds |= (uint16_t)(1u << word_of(source, word, kind_words));
}

static void mark_read(const struct source *source, struct mk_vendors *list, int place,
                      char *at)
{
    char *text = word_need(source, &at, "the mark");
    char *cut = place == PLACE_ATTR ? strchr(text, '=') : NULL;
    struct mk_mark *mark;
    size_t len;

    if (word_next(&at))
        source_fail(source, "one mark a line");
    list->marks = mk_append(list->marks, &list->n_marks, sizeof *mark);
    mark = &list->marks[list->n_marks - 1];
    *mark = (struct mk_mark){.text = text, .place = place, .vendor = list->n - 1};
    if (cut) {
        mark->value = cut + 1;
        mark->part = cut > text && cut[-1] == '*';
        cut[mark->part ? -1 : 0] = '\0';
    }
    len = strlen(text);
    if (text[len - 1] == '*' && (place == PLACE_ID || place == PLACE_CLASS)) {
        mark->place = place == PLACE_ID ? PLACE_ID_ANY : PLACE_CLASS_ANY;
        text[--len] = '\0';
    }
    if (len < 3)
        source_fail(source, "'%s' is too short: it would be found everywhere", text);
    if (strchr(text, '*'))
        source_fail(source, "a * can only end an id or a class");
}

static int compare_marks(const void *left, const void *right)
{
    const struct mk_mark *a = left, *b = right;
    int order = a->place - b->place;

    if (order == 0)
        order = strcmp(a->text, b->text);
    if (order == 0)
        order = strcmp(a->value ? a->value : "", b->value ? b->value : "");
    return order ? order : (a->vendor > b->vendor) - (a->vendor < b->vendor);
}

/* Vendors' lines stand together, for the file is sorted. */
struct mk_vendors *vendors_read(const char *path)
{
    struct mk_vendors *list = mk_alloc(1, sizeof *list);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        struct vendor *vendor;
        char *word;

        source_in_order(&source, &previous, at);
        word = word_need(&source, &at, "the vendor");
        vendor = list->n ? &list->items[list->n - 1] : NULL;
        if (!vendor || strcmp(vendor->name, word) != 0) {
            if (vendor && !vendor->kinds)
                source_fail(&source, "'%s' before this line has no kinds", vendor->name);
            list->items = mk_append(list->items, &list->n, sizeof *vendor);
            vendor = &list->items[list->n - 1];
            vendor->name = word;
        }
        word = word_need(&source, &at, "the place");
        if (strcmp(word, "kinds") == 0)
            vendor_kinds_read(&source, vendor, at);
        else
            mark_read(&source, list, word_of(&source, word, place_words), at);
    }
    if (list->n && !list->items[list->n - 1].kinds)
        source_fail(&source, "the last vendor has no kinds");
    qsort(list->marks, list->n_marks, sizeof *list->marks, compare_marks);
    return list;
}

/* Sieves of the marks of each place. */
static void mark_sieves_write(const struct mk_vendors *list, FILE *stream)
{
    struct mk_sieve *sieves[N_VENDOR_PLACES];

    for (int place = 0; place < N_VENDOR_PLACES; place++)
        sieves[place] = sieve_make(list->n_marks / 4);
    for (size_t i = 0; i < list->n_marks; i++) {
        const struct mk_mark *mark = &list->marks[i];
        size_t len = strlen(mark->text);

        if (mark->place == PLACE_ID_ANY || mark->place == PLACE_CLASS_ANY)
            sieve_add_beginning(sieves[mark->place], mark->text, len);
        else
            sieve_add_word(sieves[mark->place], mark->text, len);
    }
    sieves_write(sieves, N_VENDOR_PLACES, "vendor_sieves", stream);
}

static void marks_write(const struct mk_vendors *list, FILE *stream)
{
    size_t at = 0;

    fputs("const struct vendor_mark vendor_marks[] = {\n", stream);
    for (size_t i = 0; i < list->n_marks; i++) {
        const struct mk_mark *mark = &list->marks[i];

        fputs("    {", stream);
        out_text(stream, mark->text);
        fputs(", ", stream);
        out_text(stream, mark->value);
        fprintf(stream, ", %d, %zu},\n", mark->part, mark->vendor);
    }
    fputs("};\nconst uint16_t vendor_places[N_VENDOR_PLACES + 1] = {", stream);
    for (int place = 0; place <= N_VENDOR_PLACES; place++) {
        while (at < list->n_marks && list->marks[at].place < place)
            at++;
        fprintf(stream, "%s%zu", place ? ", " : "", at);
    }
    fputs("};\n", stream);
    mark_sieves_write(list, stream);
}

void vendors_write(const struct mk_vendors *list, FILE *stream)
{
    fputs("const struct vendor vendors[] = {\n", stream);
    for (size_t i = 0; i < list->n; i++)
        fprintf(stream, "    {\"%s\", %u, %u},\n", list->items[i].name,
                list->items[i].kinds, list->items[i].first);
    fputs("};\n", stream);
    marks_write(list, stream);
}
