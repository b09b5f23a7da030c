/* Files of phrases: read, checked, and written as sorted tables, one a file but for phrases/,
 * whose files make one. */
#include "rules/mk.h"

#include "base/array.h"
#include "base/text.h"
#include "rules/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORD(name, word) word,
static const char *const kind_words[] = {RULE_KINDS(WORD) NULL};
#undef WORD
static const char *const strength_words[] = {"strong", "weak", NULL};

enum { PHRASE_MAX = 200 };

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
    phrases->items = mk_append(phrases->items, &phrases->n, sizeof *phrases->items);
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

static void gates_add(struct mk_phrases *phrases, struct mk_langs *langs,
                      const char *path)
{
    const char *name = strrchr(path, '/') + 1;
    const char *lang = mk_format("%.*s", (int)(strlen(name) - strlen(".txt")), name);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    if (langs->n + 1 == N_OF(langs->items))
        source_fail(&source, "more than %zu languages", langs->n);
    langs->items[langs->n++] = lang;
    while ((at = source_line(&source))) {
        int kind;
        bool strong;

        source_in_order(&source, &previous, at);
        kind = word_of(&source, word_need(&source, &at, "the kind"), kind_words);
        strong = word_of(&source, word_need(&source, &at, "strong or weak"),
                         strength_words) == 0;
        if (characters(at) < (strong ? 4 : 2))
            source_fail(&source, "'%s' is too short: it would be found everywhere", at);
        phrase_add(&source, phrases, kind, strong, lang, at);
    }
}

struct mk_phrases *gates_read(struct mk_langs *langs, const char *folder)
{
    static const char *const endings[] = {".txt", NULL};
    struct mk_phrases *phrases = mk_alloc(1, sizeof *phrases);
    size_t n;
    char **paths = mk_list(folder, endings, &n);

    for (size_t i = 0; i < n; i++)
        gates_add(phrases, langs, paths[i]);
    phrases_sort(phrases);
    return phrases;
}

struct mk_phrases *phrases_read(const char *path, bool strong, const char *const *words,
                                const struct mk_langs *langs)
{
    struct mk_phrases *phrases = mk_alloc(1, sizeof *phrases);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        int what, lang;

        source_in_order(&source, &previous, at);
        what = word_of(&source, word_need(&source, &at, "what it is"), words);
        lang = word_of(&source, word_need(&source, &at, "the language"), langs->items);
        phrase_add(&source, phrases, what, strong, langs->items[lang], at);
    }
    phrases_sort(phrases);
    return phrases;
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

void phrases_write(struct mk_phrases *phrases, const char *name, FILE *stream)
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
        out_text(stream, phrase->text);
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
