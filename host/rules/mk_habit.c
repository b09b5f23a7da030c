/* habits.txt: read, checked, and written as one sorted table a place. */
#include "rules/mk.h"

#include "rules/vocabulary.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WORD(name, word) word,
static const char *const kind_words[] = {RULE_HABITS(WORD) NULL};
static const char *const place_words[] = {RULE_HABIT_PLACES(WORD) NULL};
#undef WORD

enum { HABITS_MAX = 1024 };

struct mk_habit {
    char *text;
    int place;
    uint32_t kinds;
};

struct habits {
    struct mk_habit items[HABITS_MAX];
    size_t n;
};

/* A class that ends in a '*' belongs to a place of its own. */
static int place_of(const struct source *source, int place, char *text)
{
    char *star = strchr(text, '*');

    if (!star)
        return place;
    if (place != HABIT_CLASS || star == text || star[1] != '\0')
        source_fail(source, "'%s': a * stands at the end of a class only", text);
    *star = '\0';
    return HABIT_CLASS_ANY;
}

static struct mk_habit *habit_of(struct habits *list, const struct source *source,
                                 int place, char *text)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].place == place && strcmp(list->items[i].text, text) == 0)
            return &list->items[i];
    if (list->n == HABITS_MAX)
        source_fail(source, "more than %d habits", HABITS_MAX);
    list->items[list->n] = (struct mk_habit){.text = text, .place = place};
    return &list->items[list->n++];
}

static int compare_habits(const void *left, const void *right)
{
    const struct mk_habit *a = left, *b = right;

    return a->place != b->place ? a->place - b->place : strcmp(a->text, b->text);
}

struct habits *habits_read(const char *folder)
{
    struct habits *list = mk_alloc(1, sizeof *list);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, mk_format("%s/habits.txt", folder));
    while ((at = source_line(&source))) {
        int kind, place;
        char *text;

        source_in_order(&source, &previous, at);
        kind = word_index(text = word_need(&source, &at, "the kind"), kind_words);
        if (kind < 0)
            source_fail(&source, "unknown word '%s'", text);
        place = word_index(text = word_need(&source, &at, "the place"), place_words);
        if (place < 0 || place == HABIT_CLASS_ANY)
            source_fail(&source, "unknown word '%s' (attr, class, tag)", text);
        text = word_need(&source, &at, "the name");
        if (word_next(&at))
            source_fail(&source, "more than kind, place and name");
        place = place_of(&source, place, text);
        habit_of(list, &source, place, text)->kinds |= (uint32_t)1 << kind;
    }
    qsort(list->items, list->n, sizeof *list->items, compare_habits);
    return list;
}

static void habit_sieves_write(const struct habits *list, FILE *stream)
{
    struct mk_sieve *sieves[N_HABIT_PLACES];

    for (int place = 0; place < N_HABIT_PLACES; place++)
        sieves[place] = sieve_make(list->n / 2);
    for (size_t i = 0; i < list->n; i++) {
        const struct mk_habit *item = &list->items[i];

        if (item->place == HABIT_CLASS_ANY)
            sieve_add_beginning(sieves[item->place], item->text, strlen(item->text));
        else
            sieve_add_word(sieves[item->place], item->text, strlen(item->text));
    }
    sieves_write(sieves, N_HABIT_PLACES, "habit_sieves", stream);
}

void habits_write(const struct habits *list, FILE *stream)
{
    size_t at = 0;

    fputs("const struct habit habits[] = {\n", stream);
    for (size_t i = 0; i < list->n; i++) {
        fputs("    {", stream);
        out_string(stream, list->items[i].text, strlen(list->items[i].text));
        fprintf(stream, ", 0x%xu},\n", list->items[i].kinds);
    }
    fputs("};\nconst uint16_t habit_places[N_HABIT_PLACES + 1] = {", stream);
    for (int place = 0; place <= N_HABIT_PLACES; place++) {
        while (at < list->n && list->items[at].place < place)
            at++;
        fprintf(stream, "%s%zu", place ? ", " : "", at);
    }
    fputs("};\n", stream);
    habit_sieves_write(list, stream);
}
