/* svg.txt: read, checked, and written as tables sorted without case, as they are asked. */
#include "rules/mk.h"

#include "rules/vocabulary.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORD(name, word) word,
static const char *const kind_words[] = {RULE_SVG_KINDS(WORD) NULL};
#undef WORD

enum { NAMES_MAX = 256 };

struct mk_svg {
    struct svg_name names[NAMES_MAX];
    size_t n;
};

static int compare_names(const void *left, const void *right)
{
    const struct svg_name *a = left, *b = right;

    return strcasecmp(a->name, b->name);
}

struct mk_svg *svg_read(const char *folder)
{
    struct mk_svg *svg = mk_alloc(1, sizeof *svg);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, mk_format("%s/svg.txt", folder));
    while ((at = source_line(&source))) {
        struct svg_name *item = &svg->names[svg->n];
        char *word;
        int kind;

        if (svg->n == NAMES_MAX)
            source_fail(&source, "more than %d names", NAMES_MAX);
        source_in_order(&source, &previous, at);
        kind = word_index(word = word_need(&source, &at, "the kind"), kind_words);
        if (kind < 0)
            source_fail(&source, "unknown word '%s' (attr, element, shape)", word);
        item->kind = (unsigned char)kind;
        item->name = word_need(&source, &at, "the name");
        if (tolower((unsigned char)item->name[0]) == 'o' &&
            tolower((unsigned char)item->name[1]) == 'n')
            source_fail(&source, "'%s' would let the page run", item->name);
        svg->n++;
    }
    qsort(svg->names, svg->n, sizeof *svg->names, compare_names);
    return svg;
}

void svg_write(const struct mk_svg *svg, FILE *stream)
{
    fputs("const struct svg_name svg_names[] = {\n", stream);
    for (size_t i = 0; i < svg->n; i++) {
        fputs("    {", stream);
        out_string(stream, svg->names[i].name, strlen(svg->names[i].name));
        fprintf(stream, ", %d},\n", svg->names[i].kind);
    }
    fprintf(stream, "};\nconst size_t n_svg_names = %zu;\n\n", svg->n);
}
