/* class-words.txt, zones.txt, labels.txt, roles.txt and money.txt: read, checked, and written
 * as sorted tables beside those of the phrases and the vendors. */
#include "rules/mk.h"

#include "rules/metadata.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#define WORD(name, word) word,
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
#undef WORD
static const char *const strength_words[] = {"strong", "weak", NULL};

struct mk_names {
    struct class_word *items;
    size_t n;
};

struct lexicon {
    struct mk_langs langs;
    struct mk_phrases *gates, *access, *actions, *fields, *terms, *periods, *bylines,
        *dates;
    struct mk_vendors *vendors;
    struct mk_names class_words, zone_words, label_words;
    struct role_word *roles;
    size_t n_roles;
    struct money_sign *money;
    size_t n_money;
};

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
        names->items = mk_append(names->items, &names->n, sizeof *item);
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
        lexicon->roles = mk_append(lexicon->roles, &lexicon->n_roles, sizeof *item);
        item = &lexicon->roles[lexicon->n_roles - 1];
        item->word = word;
        item->kind =
            (uint8_t)word_of(&source, word_need(&source, &at, "the kind"), role_names);
    }
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
        lexicon->money = mk_append(lexicon->money, &lexicon->n_money, sizeof *item);
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
    struct lexicon *lexicon = mk_alloc(1, sizeof *lexicon);
    struct mk_langs *langs = &lexicon->langs;

    lexicon->gates = gates_read(langs, mk_format("%s/phrases", folder));
    lexicon->access =
        phrases_read(mk_format("%s/access.txt", folder), true, access_words, langs);
    lexicon->actions =
        phrases_read(mk_format("%s/actions.txt", folder), false, action_words, langs);
    lexicon->fields =
        phrases_read(mk_format("%s/fields.txt", folder), true, field_words, langs);
    lexicon->terms =
        phrases_read(mk_format("%s/terms.txt", folder), false, term_words, langs);
    lexicon->periods =
        phrases_read(mk_format("%s/periods.txt", folder), false, period_words, langs);
    lexicon->bylines =
        phrases_read(mk_format("%s/bylines.txt", folder), false, byline_words, langs);
    lexicon->dates =
        phrases_read(mk_format("%s/dates.txt", folder), false, date_words, langs);
    names_read(&lexicon->class_words, mk_format("%s/class-words.txt", folder),
               class_kinds);
    names_read(&lexicon->zone_words, mk_format("%s/zones.txt", folder), zone_kinds);
    names_read(&lexicon->label_words, mk_format("%s/labels.txt", folder), label_kinds);
    roles_read(lexicon, mk_format("%s/roles.txt", folder));
    lexicon->vendors = vendors_read(mk_format("%s/vendors.txt", folder));
    money_read(lexicon, mk_format("%s/money.txt", folder));
    return lexicon;
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
    bool ends[256] = {false};

    fputs("const struct money_sign money_signs[] = {\n", stream);
    for (size_t i = 0; i < lexicon->n_money; i++) {
        const struct money_sign *item = &lexicon->money[i];

        sieve_add_beginning(sieve, item->sign, strlen(item->sign));
        ends[(unsigned char)item->sign[strlen(item->sign) - 1]] = true;
        fputs("    {", stream);
        out_text(stream, item->sign);
        fprintf(stream, ", \"%s\", \"%s\"},\n", item->code, item->places);
    }
    fputs("};\nconst size_t n_money_signs = sizeof money_signs / sizeof *money_signs;\n",
          stream);
    sieve_write(sieve, "money", stream);
    fputs("const struct sieve money_sieve = ", stream);
    sieve_write_name(sieve, "money", stream);
    fputs(";\nconst bool money_ends[256] = {", stream);
    for (size_t i = 0; i < 256; i++)
        fprintf(stream, "%s%d", i ? "," : "", ends[i]);
    fputs("};\n\n", stream);
}

void lexicon_write(const struct lexicon *lexicon, FILE *stream)
{
    phrases_write(lexicon->gates, "gate_phrases", stream);
    phrases_write(lexicon->access, "access_phrases", stream);
    phrases_write(lexicon->actions, "action_phrases", stream);
    phrases_write(lexicon->fields, "field_phrases", stream);
    phrases_write(lexicon->terms, "term_phrases", stream);
    phrases_write(lexicon->periods, "period_phrases", stream);
    phrases_write(lexicon->bylines, "byline_phrases", stream);
    phrases_write(lexicon->dates, "date_phrases", stream);

    names_write(&lexicon->class_words, "class_words", stream);
    names_write(&lexicon->zone_words, "zone_words", stream);
    names_write(&lexicon->label_words, "label_words", stream);
    fputs("const struct role_word role_words[] = {\n", stream);
    for (size_t i = 0; i < lexicon->n_roles; i++)
        fprintf(stream, "    {\"%s\", %d},\n", lexicon->roles[i].word,
                lexicon->roles[i].kind);
    fputs("};\nconst size_t n_role_words = sizeof role_words / sizeof *role_words;\n\n",
          stream);
    vendors_write(lexicon->vendors, stream);
    money_write(lexicon, stream);
}
