#include "rules/mk.h"

#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static char *read_all(FILE *file, size_t *len)
{
    char *bytes = NULL;
    FILE *copy = open_memstream(&bytes, len);
    char piece[4096];
    size_t got;

    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        fwrite(piece, 1, got, copy);
    if (ferror(file) || fclose(copy) != 0)
        return NULL;
    return bytes;
}

void source_open(struct source *source, const char *path)
{
    FILE *file = fopen(path, "rb");
    size_t valid;

    *source = (struct source){.path = path};
    if (!file)
        source_fail(source, "can't be opened");
    source->bytes = read_all(file, &source->len);
    fclose(file);
    if (!source->bytes)
        source_fail(source, "can't be read");
    if (memchr(source->bytes, '\0', source->len))
        source_fail(source, "holds a NUL byte");
    valid = text_valid(source->bytes, source->len);
    for (size_t i = 0; i < valid; i++)
        source->line += source->bytes[i] == '\n';
    if (valid < source->len) {
        source->line++;
        source_fail(source, "is not UTF-8 here");
    }
    source->line = 0;
    source->next = source->bytes;
}

char *source_line(struct source *source)
{
    while (*source->next) {
        char *line = source->next;
        char *end = strchrnul(line, '\n');

        source->next = *end ? end + 1 : end;
        source->line++;
        while (end > line && strchr(" \t\r", end[-1]))
            end--;
        *end = '\0';
        if (*line && *line != '#')
            return line;
    }
    return NULL;
}

void source_fail(const struct source *source, const char *format, ...)
{
    va_list args;

    fprintf(stderr, "%s:%u: ", source->path, source->line);
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    exit(1);
}

char *word_next(char **at)
{
    char *word = *at + strspn(*at, " \t");
    char *end = word;
    bool quoted = false;

    if (!*word)
        return NULL;
    while (*end && (quoted || !strchr(" \t", *end))) {
        if (*end == '"')
            quoted = !quoted;
        end++;
    }
    *at = *end ? end + 1 : end;
    *end = '\0';
    return word;
}

char *word_need(const struct source *source, char **at, const char *what)
{
    char *word = word_next(at);

    if (!word)
        source_fail(source, "%s is missing", what);
    return word;
}

int word_index(const char *word, const char *const *words)
{
    for (int i = 0; words[i]; i++) {
        if (strcmp(word, words[i]) == 0)
            return i;
    }
    return -1;
}

void source_in_order(const struct source *source, const char **previous, const char *key)
{
    int order = *previous ? strcmp(*previous, key) : -1;

    if (order == 0)
        source_fail(source, "'%s' stands here twice", key);
    if (order > 0)
        source_fail(source, "'%s' must stand before '%s' (sorted by bytes)", key,
                    *previous);
    *previous = mk_copy(key);
}

int word_of(const struct source *source, const char *word, const char *const *words)
{
    int index = word_index(word, words);

    if (index < 0)
        source_fail(source, "unknown word '%s'", word);
    return index;
}

void *mk_append(void *items, size_t *n, size_t size)
{
    char *grown = mk_alloc(*n + 1, size);

    if (*n > 0)
        memcpy(grown, items, *n * size);
    free(items);
    (*n)++;
    return grown;
}
