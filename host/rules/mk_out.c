#include "rules/mk.h"

#include <ctype.h>
#include <dirent.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void fail(const char *what, const char *path)
{
    fprintf(stderr, "mkrules: %s %s\n", what, path);
    exit(1);
}

void *mk_alloc(size_t count, size_t size)
{
    void *memory = calloc(count ? count : 1, size ? size : 1);

    if (!memory)
        fail("no memory for", "the rules");
    return memory;
}

char *mk_copy(const char *text)
{
    return mk_format("%s", text);
}

char *mk_format(const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    if (vasprintf(&text, format, args) < 0)
        fail("no memory for", "the rules");
    va_end(args);
    return text;
}

static bool ends_in(const char *name, const char *const *endings)
{
    for (; *endings; endings++) {
        size_t len = strlen(name), ending_len = strlen(*endings);

        if (len > ending_len && strcmp(name + len - ending_len, *endings) == 0)
            return true;
    }
    return false;
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **mk_list(const char *folder, const char *const *endings, size_t *n)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char **paths = NULL;

    *n = 0;
    while (dir && (entry = readdir(dir))) {
        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, endings))
            continue;
        paths = reallocarray(paths, *n + 1, sizeof *paths);
        if (!paths)
            fail("no memory for", folder);
        paths[(*n)++] = mk_format("%s/%s", folder, entry->d_name);
    }
    if (dir)
        closedir(dir);
    if (*n > 0)
        qsort(paths, *n, sizeof *paths, compare_paths);
    return paths;
}

void out_open(struct out *out, const char *folder, const char *name)
{
    *out = (struct out){.path = mk_format("%s/%s", folder, name)};
    out->stream = open_memstream(&out->bytes, &out->len);
    if (!out->stream)
        fail("no memory for", out->path);
}

static bool is_on_disk(const struct out *out)
{
    FILE *file = fopen(out->path, "rb");
    char *bytes = mk_alloc(out->len + 1, 1);
    bool same;

    if (!file)
        return false;
    same = fread(bytes, 1, out->len + 1, file) == out->len &&
           !memcmp(bytes, out->bytes, out->len);
    fclose(file);
    free(bytes);
    return same;
}

static void write_beside(const struct out *out)
{
    char *beside = mk_format("%s.new", out->path);
    FILE *file = fopen(beside, "wb");

    if (!file)
        fail("can't write", beside);
    if (fwrite(out->bytes, 1, out->len, file) != out->len || fclose(file) != 0)
        fail("can't write", beside);
    if (rename(beside, out->path) != 0)
        fail("can't rename to", out->path);
}

void out_commit(struct out *outs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (fclose(outs[i].stream) != 0)
            fail("no memory for", outs[i].path);
    }
    for (size_t i = 0; i < n; i++) {
        if (!is_on_disk(&outs[i]))
            write_beside(&outs[i]);
    }
}

void out_string(FILE *stream, const char *text, size_t len)
{
    fputc('"', stream);
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        /* Octal always has three digits: a digit that follows can't join it. */
        if (c == '"' || c == '\\')
            fprintf(stream, "\\%c", c);
        else if (c == '\n')
            fputs("\\n\"\n    \"", stream);
        else if (c == '?' || !isprint(c))
            fprintf(stream, "\\%03o", c);
        else
            fputc(c, stream);
    }
    fputc('"', stream);
}

void out_text(FILE *stream, const char *text)
{
    if (text)
        out_string(stream, text, strlen(text));
    else
        fputs("NULL", stream);
}
