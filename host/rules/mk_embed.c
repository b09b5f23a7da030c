/* Text files that programs need at run time and must not search for: each becomes a
 * character array named after it, embedded_<name>, with every other character an
 * underscore. */
#include "rules/mk.h"

#include <ctype.h>
#include <string.h>

static const char *const endings[] = {".in", ".txt", NULL};

static char *array_name(const char *path)
{
    const char *file = strrchr(path, '/');
    char *name = mk_copy(file ? file + 1 : path);

    for (char *c = name; *c; c++) {
        if (!isalnum((unsigned char)*c))
            *c = '_';
    }
    return name;
}

void embed_write(const char *folder, FILE *declarations, FILE *definitions)
{
    size_t n;
    char **paths = mk_list(folder, endings, &n);

    for (size_t i = 0; i < n; i++) {
        char *name = array_name(paths[i]);
        struct source source;

        source_open(&source, paths[i]);
        fprintf(declarations, "extern const char embedded_%s[];\n", name);
        fprintf(definitions, "const char embedded_%s[] =\n    ", name);
        out_string(definitions, source.bytes, source.len);
        fputs(";\n\n", definitions);
    }
}
