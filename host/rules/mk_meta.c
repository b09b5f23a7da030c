/* meta-names.txt and schema.txt: read, checked, and written as sorted tables. */
#include "rules/mk.h"

#include "rules/metadata.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define WORD(name, word) word,
static const char *const said_words[] = {RULE_SAID(WORD) NULL};
static const char *const schema_words[] = {RULE_SCHEMA(WORD) NULL};
#undef WORD
/* Those of the answer that a meta element can be (PROTOCOL.md). */
static const char *const source_words[] = {"meta",      "open-graph",  "twitter",
                                           "microdata", "dublin-core", NULL};

enum { NAMES_MAX = 1024, RANK_MAX = 99 };

struct metadata {
    struct meta_name names[NAMES_MAX];
    size_t n_names;
    struct schema_type types[NAMES_MAX];
    size_t n_types;
};

static void rank_check(const struct source *source, const struct metadata *metadata,
                       const struct meta_name *name)
{
    for (size_t i = 0; i < metadata->n_names; i++) {
        const struct meta_name *other = &metadata->names[i];

        if (other->said == name->said && other->rank == name->rank)
            source_fail(source, "'%s' has this rank already", other->name);
    }
}

static void names_read(struct metadata *metadata, const char *path)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        struct meta_name name = {.name = word_need(&source, &at, "the name")};
        const char *word;
        long rank;

        source_in_order(&source, &previous, name.name);
        for (const char *c = name.name; *c; c++)
            if (isupper((unsigned char)*c))
                source_fail(&source, "'%s' is not in lower case", name.name);
        name.said = (uint8_t)word_of(&source, word_need(&source, &at, "what it says"),
                                     said_words);
        rank = strtol(word_need(&source, &at, "the rank"), NULL, 10);
        if (rank < 1 || rank > RANK_MAX)
            source_fail(&source, "a rank is 1 to %d", RANK_MAX);
        name.rank = (uint8_t)rank;
        word = word_need(&source, &at, "the source");
        name.source = source_words[word_of(&source, word, source_words)];
        rank_check(&source, metadata, &name);
        if (metadata->n_names == NAMES_MAX)
            source_fail(&source, "more than %d names", NAMES_MAX);
        metadata->names[metadata->n_names++] = name;
    }
}

static void types_read(struct metadata *metadata, const char *path)
{
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, path);
    while ((at = source_line(&source))) {
        struct schema_type type = {.type = word_need(&source, &at, "the type")};

        source_in_order(&source, &previous, type.type);
        type.kind =
            (uint8_t)word_of(&source, word_need(&source, &at, "the kind"), schema_words);
        if (metadata->n_types == NAMES_MAX)
            source_fail(&source, "more than %d types", NAMES_MAX);
        metadata->types[metadata->n_types++] = type;
    }
}

struct metadata *metadata_read(const char *folder)
{
    struct metadata *metadata = mk_alloc(1, sizeof *metadata);

    names_read(metadata, mk_format("%s/meta-names.txt", folder));
    types_read(metadata, mk_format("%s/schema.txt", folder));
    return metadata;
}

void metadata_write(const struct metadata *metadata, FILE *stream)
{
    fputs("const struct meta_name meta_names[] = {\n", stream);
    for (size_t i = 0; i < metadata->n_names; i++) {
        const struct meta_name *name = &metadata->names[i];

        fprintf(stream, "    {\"%s\", \"%s\", %u, %u},\n", name->name, name->source,
                name->said, name->rank);
    }
    fprintf(stream, "};\nconst size_t n_meta_names = %zu;\n\n", metadata->n_names);
    fputs("const struct schema_type schema_types[] = {\n", stream);
    for (size_t i = 0; i < metadata->n_types; i++)
        fprintf(stream, "    {\"%s\", %u},\n", metadata->types[i].type,
                metadata->types[i].kind);
    fprintf(stream, "};\nconst size_t n_schema_types = %zu;\n\n", metadata->n_types);
}
