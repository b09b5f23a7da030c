/* phrases/, terms.txt, access.txt, actions.txt, fields.txt, periods.txt, bylines.txt, dates.txt,
 * class-words.txt, zones.txt, labels.txt, roles.txt, vendors.txt and money.txt: read, checked,
 * and written as sorted tables. */
#include "rules/mk.h"

#include "base/text.h"
#include "rules/metadata.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORD(name, word) word,
static const char *const kind_words[] = {RULE_KINDS(WORD) NULL};
static const char *const class_kinds[] = {RULE_KINDS(WORD) "content", "struck", NULL};
static const char *const zone_kinds[] = {RULE_ZONES(WORD) NULL};
static const char *const action_words[] = {RULE_ACTIONS(WORD) NULL};
static const char *const access_words[] = {RULE_ACCESS(WORD) NULL};
static const char *const field_words[] = {RULE_FIELDS(WORD) NULL};
static const char *const term_words[] = {RULE_TERMS(WORD) NULL};
static const char *const period_words[] = {RULE_PERIODS(WORD) NULL};
static const char *const byline_words[] = {RULE_BYLINES(WORD) NULL};
static const char *const date_words[] = {RULE_DATES(WORD) NULL};
static const char *const label_kinds[] = {RULE_LABELS(WORD) NULL};
static const char *const role_names[] = {RULE_ROLES(WORD) NULL};
static const char *const place_words[] = {RULE_PLACES(WORD) NULL};
#undef WORD
static const char *const strength_words[] = {"strong", "weak", NULL};

enum { LANGS_MAX = 128, PHRASE_MAX = 200 };

struct mk_phrase {
    const char *text, *lang, *path;
    unsigned line;
    int what;
    bool strong;
    size_t head, head_len;
    size_t bit; /* of the sieve that tells the head */
};

struct mk_phrases {
    struct mk_phrase *items;
    size_t n;
};

struct mk_mark {
    const char *text, *value;
    bool part;
    int place;
    size_t vendor;
};

struct mk_names {
    struct class_word *items;
    size_t n;
};

struct lexicon {
    const char *langs[LANGS_MAX + 1];
    size_t n_langs;
    struct mk_phrases gates, access, actions, fields, terms, periods, bylines, dates;
    struct mk_names class_words, zone_words, label_words;
    struct role_word *roles;
    size_t n_roles;
    struct vendor *vendors;
    size_t n_vendors;
    struct mk_mark *marks;
    size_t n_marks;
    struct money_sign *money;
    size_t n_money;
};

/* One more item at the end of an array that grows by one. */
static void *append(void *items, size_t *n, size_t size)
{
    char *grown = mk_alloc(*n + 1, size);

    if (*n > 0)
        memcpy(grown, items, *n * size);
    free(items);
    (*n)++;
    return grown;
}

static size_t characters(const char *text)
{
    const char *end = text + strlen(text);
    size_t n = 0;

    while (text < end) {
        text_next(&text, end);
        n++;
    }
    return n;
}

/* Phrases are written as people write and compared as the engine folds pages. */
static const char *folded_copy(const char *text)
{
    struct strbuf folded;

    strbuf_init(&folded, 4 * PHRASE_MAX);
    text_fold(text, strlen(text), &folded);
    return strbuf_detach(&folded, NULL);
}

/* Where the part is that is looked up: from the beginning, or behind a leading "# ", to
 * the first wildcard. */
static void find_head(const struct source *source, struct mk_phrase *phrase)
{
    const char *head = phrase->text;

    if (*head == '#')
        head += head[1] == ' ' ? 2 : 1;
    phrase->head = (size_t)(head - phrase->text);
    phrase->head_len = strcspn(head, "#*");
    if (phrase->head_len < (head[phrase->head_len] ? 3 : 1))
        source_fail(source, "'%s' has no word to look up before its wildcard",
                    phrase->text);
}

static void phrase_add(const struct source *source, struct mk_phrases *phrases, int what,
                       bool strong, const char *lang, const char *text)
{
    struct mk_phrase *phrase;
    size_t len = strlen(text);

    if (len == 0)
        source_fail(source, "the phrase is missing");
    if (len > PHRASE_MAX)
        source_fail(source, "the phrase has more than %d bytes", PHRASE_MAX);
    if (text[len - 1] == '*')
        source_fail(source, "a phrase can't end in a *");
    text = folded_copy(text);
    phrases->items = append(phrases->items, &phrases->n, sizeof *phrases->items);
    phrase = &phrases->items[phrases->n - 1];
    *phrase = (struct mk_phrase){.text = text,
                                 .lang = lang,
                                 .path = source->path,
                                 .line = source->line,
                                 .what = what,
                                 .strong = strong};
    find_head(source, phrase);
}

static int compare_heads(const void *left, const void *right)
{
    const struct mk_phrase *a = left, *b = right;
    size_t shorter = a->head_len < b->head_len ? a->head_len : b->head_len;
    int order = memcmp(a->text + a->head, b->text + b->head, shorter);

    if (order == 0 && a->head_len != b->head_len)
        order = a->head_len < b->head_len ? -1 : 1;
    if (order == 0)
        order = strcmp(a->text, b->text);
    if (order == 0)
        order = strcmp(a->lang, b->lang);
    return order ? order : a->what - b->what;
}

static void phrases_sort(struct mk_phrases *phrases)
{
    qsort(phrases->items, phrases->n, sizeof *phrases->items, compare_heads);
    for (size_t i = 1; i < phrases->n; i++) {
        const struct mk_phrase *a = &phrases->items[i - 1], *b = &phrases->items[i];

        if (compare_heads(a, b) == 0) {
            struct source source = {.path = b->path, .line = b->line};

            source_fail(&source, "'%s' stands here twice (line %u)", b->text, a->line);
        }
    }
}

static int word_of(const struct source *source, const char *word,
                   const char *const *words)
{
    int index = word_index(word, words);

    if (index < 0)
        source_fail(source, "unknown word '%s'", word);
    return index;
}

/* phrases/LANG.txt: kind strength phrase. */
static void gates_read(struct lexicon *lexicon, const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    const char *lang = mk_format("%.*s", (int)(strlen(name) - strlen(".txt")), name);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    if (lexicon->n_langs == LANGS_MAX)
        source_fail(&source, "more than %d languages", LANGS_MAX);
    lexicon->langs[lexicon->n_langs++] = lang;
    while ((at = source_line(&source))) {
        int kind;
        bool strong;

        source_in_order(&source, &previous, at);
        kind = word_of(&source, word_need(&source, &at, "the kind"), kind_words);
        strong = word_of(&source, word_need(&source, &at, "strong or weak"),
                         strength_words) == 0;
        if (characters(at) < (strong ? 4 : 2))
            source_fail(&source, "'%s' is too short: it would be found everywhere", at);
        phrase_add(&source, &lexicon->gates, kind, strong, lang, at);
    }
}

/* The others: what lang phrase; strong in all of the file or in none. */
static void phrases_read(struct lexicon *lexicon, const char *path, bool strong,
                         const char *const *words, struct mk_phrases *phrases)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        int what, lang;

        source_in_order(&source, &previous, at);
        what = word_of(&source, word_need(&source, &at, "what it is"), words);
        lang = word_of(&source, word_need(&source, &at, "the language"), lexicon->langs);
        phrase_add(&source, phrases, what, strong, lexicon->langs[lang], at);
    }
    phrases_sort(phrases);
}

static bool is_class_word(const char *word)
{
    for (const char *c = word; *c; c++) {
        if (*c == '-' && (c == word || c[1] == '-' || c[1] == '\0'))
            return false;
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '-')
            return false;
    }
    return *word != '\0';
}

/* class-words.txt, zones.txt */
static void names_read(struct mk_names *names, const char *path, const char *const *kinds)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        struct class_word *item;
        const char *word = word_need(&source, &at, "the word");

        if (!is_class_word(word) || strlen(word) < 3)
            source_fail(&source,
                        "'%s' is no word of a class (a-z 0-9, parts joined by -)", word);
        source_in_order(&source, &previous, word);
        names->items = append(names->items, &names->n, sizeof *item);
        item = &names->items[names->n - 1];
        item->word = word;
        item->kind =
            (uint8_t)word_of(&source, word_need(&source, &at, "the kind"), kinds);
        item->strong = word_of(&source, word_need(&source, &at, "strong or weak"),
                               strength_words) == 0;
        if (word_next(&at))
            source_fail(&source, "more than word, kind and strength");
    }
}

static void roles_read(struct lexicon *lexicon, const char *path)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        const char *word = word_need(&source, &at, "the role");
        struct role_word *item;

        source_in_order(&source, &previous, word);
        lexicon->roles = append(lexicon->roles, &lexicon->n_roles, sizeof *item);
        item = &lexicon->roles[lexicon->n_roles - 1];
        item->word = word;
        item->kind =
            (uint8_t)word_of(&source, word_need(&source, &at, "the kind"), role_names);
    }
}

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

static void mark_read(const struct source *source, struct lexicon *lexicon, int place,
                      char *at)
{
    char *text = word_need(source, &at, "the mark");
    char *cut = place == PLACE_ATTR ? strchr(text, '=') : NULL;
    struct mk_mark *mark;
    size_t len;

    if (word_next(&at))
        source_fail(source, "one mark a line");
    lexicon->marks = append(lexicon->marks, &lexicon->n_marks, sizeof *mark);
    mark = &lexicon->marks[lexicon->n_marks - 1];
    *mark =
        (struct mk_mark){.text = text, .place = place, .vendor = lexicon->n_vendors - 1};
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

/* Vendors' lines stand together, for the file is sorted. */
static void vendors_read(struct lexicon *lexicon, const char *path)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        struct vendor *vendor;
        char *word;

        source_in_order(&source, &previous, at);
        word = word_need(&source, &at, "the vendor");
        vendor = lexicon->n_vendors ? &lexicon->vendors[lexicon->n_vendors - 1] : NULL;
        if (!vendor || strcmp(vendor->name, word) != 0) {
            if (vendor && !vendor->kinds)
                source_fail(&source, "'%s' before this line has no kinds", vendor->name);
            lexicon->vendors =
                append(lexicon->vendors, &lexicon->n_vendors, sizeof *vendor);
            vendor = &lexicon->vendors[lexicon->n_vendors - 1];
            vendor->name = word;
        }
        word = word_need(&source, &at, "the place");
        if (strcmp(word, "kinds") == 0)
            vendor_kinds_read(&source, vendor, at);
        else
            mark_read(&source, lexicon, word_of(&source, word, place_words), at);
    }
    if (lexicon->n_vendors && !lexicon->vendors[lexicon->n_vendors - 1].kinds)
        source_fail(&source, "the last vendor has no kinds");
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

static void money_read(struct lexicon *lexicon, const char *path)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        struct money_sign *item, *before;

        source_in_order(&source, &previous, at);
        lexicon->money = append(lexicon->money, &lexicon->n_money, sizeof *item);
        item = &lexicon->money[lexicon->n_money - 1];
        item->sign = word_need(&source, &at, "the sign");
        item->code = word_need(&source, &at, "the code");
        item->places = at;
        if (strlen(item->code) != 3 ||
            strspn(item->code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
            source_fail(&source, "'%s' is no ISO 4217 code", item->code);
        before = lexicon->n_money > 1 ? item - 1 : NULL;
        if (before && strcmp(before->sign, item->sign) == 0 &&
            (*before->places == '\0' || *item->places == '\0'))
            source_fail(&source, "'%s' has several lines: each needs its places",
                        item->sign);
    }
}

struct lexicon *lexicon_read(const char *folder)
{
    static const char *const endings[] = {".txt", NULL};
    struct lexicon *lexicon = mk_alloc(1, sizeof *lexicon);
    size_t n;
    char **paths = mk_list(mk_format("%s/phrases", folder), endings, &n);

    for (size_t i = 0; i < n; i++)
        gates_read(lexicon, paths[i]);
    phrases_sort(&lexicon->gates);
    phrases_read(lexicon, mk_format("%s/access.txt", folder), true, access_words,
                 &lexicon->access);
    phrases_read(lexicon, mk_format("%s/actions.txt", folder), false, action_words,
                 &lexicon->actions);
    phrases_read(lexicon, mk_format("%s/fields.txt", folder), true, field_words,
                 &lexicon->fields);
    phrases_read(lexicon, mk_format("%s/terms.txt", folder), false, term_words,
                 &lexicon->terms);
    phrases_read(lexicon, mk_format("%s/periods.txt", folder), false, period_words,
                 &lexicon->periods);
    phrases_read(lexicon, mk_format("%s/bylines.txt", folder), false, byline_words,
                 &lexicon->bylines);
    phrases_read(lexicon, mk_format("%s/dates.txt", folder), false, date_words,
                 &lexicon->dates);
    names_read(&lexicon->class_words, mk_format("%s/class-words.txt", folder),
               class_kinds);
    names_read(&lexicon->zone_words, mk_format("%s/zones.txt", folder), zone_kinds);
    names_read(&lexicon->label_words, mk_format("%s/labels.txt", folder), label_kinds);
    roles_read(lexicon, mk_format("%s/roles.txt", folder));
    vendors_read(lexicon, mk_format("%s/vendors.txt", folder));
    qsort(lexicon->marks, lexicon->n_marks, sizeof *lexicon->marks, compare_marks);
    money_read(lexicon, mk_format("%s/money.txt", folder));
    return lexicon;
}

static void put(FILE *stream, const char *text)
{
    if (text)
        out_string(stream, text, strlen(text));
    else
        fputs("NULL", stream);
}

static int compare_bits(const void *left, const void *right)
{
    const struct mk_phrase *a = left, *b = right;

    return a->bit != b->bit ? (a->bit > b->bit) - (a->bit < b->bit) : compare_heads(a, b);
}

static void starts_write(const struct mk_phrases *phrases, const char *name, FILE *stream)
{
    size_t n = 0;

    fprintf(stream, "static const uint16_t %s_starts[] = {", name);
    for (size_t i = 0; i <= phrases->n; i++) {
        if (i > 0 && i < phrases->n && phrases->items[i].bit == phrases->items[i - 1].bit)
            continue;
        fprintf(stream, "%s%zu", n % 16 ? ", " : n ? ",\n    " : "\n    ", i);
        n++;
    }
    fputs("};\n", stream);
}

static void phrases_write(const struct mk_phrases *phrases, const char *name,
                          FILE *stream)
{
    struct mk_sieve *sieve = sieve_make(phrases->n);

    for (size_t i = 0; i < phrases->n; i++) {
        struct mk_phrase *phrase = &phrases->items[i];

        phrase->bit =
            sieve_add_beginning(sieve, phrase->text + phrase->head, phrase->head_len);
    }
    qsort(phrases->items, phrases->n, sizeof *phrases->items, compare_bits);
    fprintf(stream, "static const struct phrase %s_items[] = {\n", name);
    for (size_t i = 0; i < phrases->n; i++) {
        const struct mk_phrase *phrase = &phrases->items[i];

        fputs("    {", stream);
        put(stream, phrase->text);
        fprintf(stream, ", \"%s\", %d, %d, %zu, %zu},\n", phrase->lang, phrase->what,
                phrase->strong, phrase->head, phrase->head_len);
    }
    fputs("};\n", stream);
    sieve_write(sieve, name, stream);
    sieve_write_ranks(sieve, mk_format("%s_ranks", name), stream);
    starts_write(phrases, name, stream);
    fprintf(stream, "const struct phrase_table %s = {%s_items, %zu, ", name, name,
            phrases->n);
    sieve_write_name(sieve, name, stream);
    fprintf(stream, ", %s_ranks, %s_starts};\n\n", name, name);
}

/* Sieves of the marks of each place. */
static void mark_sieves_write(const struct lexicon *lexicon, FILE *stream)
{
    struct mk_sieve *sieves[N_VENDOR_PLACES];

    for (int place = 0; place < N_VENDOR_PLACES; place++)
        sieves[place] = sieve_make(lexicon->n_marks / 4);
    for (size_t i = 0; i < lexicon->n_marks; i++) {
        const struct mk_mark *mark = &lexicon->marks[i];
        size_t len = strlen(mark->text);

        if (mark->place == PLACE_ID_ANY || mark->place == PLACE_CLASS_ANY)
            sieve_add_beginning(sieves[mark->place], mark->text, len);
        else
            sieve_add_word(sieves[mark->place], mark->text, len);
    }
    sieves_write(sieves, N_VENDOR_PLACES, "vendor_sieves", stream);
}

static void marks_write(const struct lexicon *lexicon, FILE *stream)
{
    size_t at = 0;

    fputs("const struct vendor_mark vendor_marks[] = {\n", stream);
    for (size_t i = 0; i < lexicon->n_marks; i++) {
        const struct mk_mark *mark = &lexicon->marks[i];

        fputs("    {", stream);
        put(stream, mark->text);
        fputs(", ", stream);
        put(stream, mark->value);
        fprintf(stream, ", %d, %zu},\n", mark->part, mark->vendor);
    }
    fputs("};\nconst uint16_t vendor_places[N_VENDOR_PLACES + 1] = {", stream);
    for (int place = 0; place <= N_VENDOR_PLACES; place++) {
        while (at < lexicon->n_marks && lexicon->marks[at].place < place)
            at++;
        fprintf(stream, "%s%zu", place ? ", " : "", at);
    }
    fputs("};\n", stream);
    mark_sieves_write(lexicon, stream);
}

static void names_write(const struct mk_names *names, const char *name, FILE *stream)
{
    struct mk_sieve *sieve = sieve_make(names->n);

    fprintf(stream, "static const struct class_word %s_items[] = {\n", name);
    for (size_t i = 0; i < names->n; i++) {
        const struct class_word *item = &names->items[i];

        sieve_add_word(sieve, item->word, strcspn(item->word, "-"));
        fprintf(stream, "    {\"%s\", %d, %d},\n", item->word, item->kind, item->strong);
    }
    fputs("};\n", stream);
    sieve_write(sieve, name, stream);
    fprintf(stream, "const struct class_table %s = {%s_items, %zu, ", name, name,
            names->n);
    sieve_write_name(sieve, name, stream);
    fputs("};\n\n", stream);
}

static void money_write(const struct lexicon *lexicon, FILE *stream)
{
    struct mk_sieve *sieve = sieve_make(lexicon->n_money);

    fputs("const struct money_sign money_signs[] = {\n", stream);
    for (size_t i = 0; i < lexicon->n_money; i++) {
        const struct money_sign *item = &lexicon->money[i];

        sieve_add_beginning(sieve, item->sign, strlen(item->sign));
        fputs("    {", stream);
        put(stream, item->sign);
        fprintf(stream, ", \"%s\", \"%s\"},\n", item->code, item->places);
    }
    fputs("};\nconst size_t n_money_signs = sizeof money_signs / sizeof *money_signs;\n",
          stream);
    sieve_write(sieve, "money", stream);
    fputs("const struct sieve money_sieve = ", stream);
    sieve_write_name(sieve, "money", stream);
    fputs(";\n\n", stream);
}

void lexicon_write(const struct lexicon *lexicon, FILE *stream)
{
    phrases_write(&lexicon->gates, "gate_phrases", stream);
    phrases_write(&lexicon->access, "access_phrases", stream);
    phrases_write(&lexicon->actions, "action_phrases", stream);
    phrases_write(&lexicon->fields, "field_phrases", stream);
    phrases_write(&lexicon->terms, "term_phrases", stream);
    phrases_write(&lexicon->periods, "period_phrases", stream);
    phrases_write(&lexicon->bylines, "byline_phrases", stream);
    phrases_write(&lexicon->dates, "date_phrases", stream);

    names_write(&lexicon->class_words, "class_words", stream);
    names_write(&lexicon->zone_words, "zone_words", stream);
    names_write(&lexicon->label_words, "label_words", stream);
    fputs("const struct role_word role_words[] = {\n", stream);
    for (size_t i = 0; i < lexicon->n_roles; i++)
        fprintf(stream, "    {\"%s\", %d},\n", lexicon->roles[i].word,
                lexicon->roles[i].kind);
    fputs("};\nconst size_t n_role_words = sizeof role_words / sizeof *role_words;\n\n"
          "const struct vendor vendors[] = {\n",
          stream);
    for (size_t i = 0; i < lexicon->n_vendors; i++)
        fprintf(stream, "    {\"%s\", %u, %u},\n", lexicon->vendors[i].name,
                lexicon->vendors[i].kinds, lexicon->vendors[i].first);
    fputs("};\n", stream);
    marks_write(lexicon, stream);
    money_write(lexicon, stream);
}
