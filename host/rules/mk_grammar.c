/* tags.txt and grammar.txt: what an element is, and what may leave. */
#include "rules/mk.h"
#include "rules/mk_rules.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const char *const tag_words[] = {"block", "void",  "skip", "formula",
                                        "math",  "token", NULL};
static const char *const verb_words[] = {"keep", "drop",   "global", "schemes",
                                         "data", "anchor", NULL};
enum { TAG_IS_FORMULA = 3, TAG_IS_MATH }; /* of tag_words */
enum { WORD_KEEP, WORD_DROP, WORD_GLOBAL, WORD_SCHEMES, WORD_DATA, WORD_ANCHOR };

/* In the order of enum grammar_value, without VALUE_FIXED. */
static const char *const value_words[] = {
    "text",      "lang",     "dir",      "number", "flag",   "scope",
    "numbering", "datetime", "link",     "image",  "srcset", "type",
    "media",     "measure",  "language", "anchor", NULL};
static const char *const value_names[] = {
    "VALUE_TEXT",  "VALUE_LANG",    "VALUE_DIR",       "VALUE_NUMBER",
    "VALUE_FLAG",  "VALUE_SCOPE",   "VALUE_NUMBERING", "VALUE_DATETIME",
    "VALUE_LINK",  "VALUE_IMAGE",   "VALUE_SRCSET",    "VALUE_TYPE",
    "VALUE_MEDIA", "VALUE_MEASURE", "VALUE_LANGUAGE",  "VALUE_ANCHOR"};

static bool is_name(const char *word)
{
    for (const char *c = word; *c; c++) {
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '-')
            return false;
    }
    return *word != '\0';
}

static char *upper_name(const char *name)
{
    char *upper = mk_copy(name);

    for (char *c = upper; *c; c++)
        *c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
    return upper;
}

struct rules *tags_read(const char *folder)
{
    struct rules *rules = mk_alloc(1, sizeof *rules);
    const char *previous = NULL;
    struct source source;
    char *at;

    source_open(&source, mk_format("%s/tags.txt", folder));
    while ((at = source_line(&source))) {
        struct mk_tag *tag = &rules->tags[rules->n_tags];
        char *word;

        if (rules->n_tags == MK_TAGS_MAX)
            source_fail(&source, "more than %d elements", MK_TAGS_MAX);
        tag->name = word_need(&source, &at, "the element");
        if (!is_name(tag->name))
            source_fail(&source, "'%s' is no element name (a-z 0-9 -)", tag->name);
        source_in_order(&source, &previous, tag->name);
        while ((word = word_next(&at))) {
            int kind = word_index(word, tag_words);

            if (kind < 0)
                source_fail(&source,
                            "unknown word '%s' (block, void, skip, formula, math, token)",
                            word);
            if (tag->is[kind])
                source_fail(&source, "'%s' stands here twice", word);
            tag->is[kind] = true;
        }
        rules->n_tags++;
    }
    return rules;
}

static struct mk_tag *tag_need(struct rules *rules, const struct source *source,
                               const char *name)
{
    for (size_t i = 0; i < rules->n_tags; i++) {
        if (strcmp(rules->tags[i].name, name) == 0)
            return &rules->tags[i];
    }
    source_fail(source, "element '%s' is not in tags.txt", name);
}

static bool has_attr(const struct mk_attrs *attrs, const char *name)
{
    for (size_t i = 0; i < attrs->n; i++) {
        if (strcmp(attrs->items[i].name, name) == 0)
            return true;
    }
    return false;
}

/* name:kind, or name="what we write". */
static void attr_read(const struct source *source, char *word, struct mk_attrs *attrs)
{
    struct mk_attr *attr = &attrs->items[attrs->n];
    char *cut = strpbrk(word, ":=");
    size_t len;

    if (attrs->n == MK_ATTRS_MAX)
        source_fail(source, "more than %d attributes", MK_ATTRS_MAX);
    if (!cut)
        source_fail(source, "'%s' says no value (name:kind or name=\"...\")", word);
    attr->name = word;
    attr->kind = -1;
    if (*cut == ':') {
        attr->kind = word_index(cut + 1, value_words);
        if (attr->kind < 0)
            source_fail(source, "unknown kind of value '%s'", cut + 1);
    } else {
        len = strlen(cut + 1);
        if (len < 2 || cut[1] != '"' || cut[len] != '"' ||
            strcspn(cut + 2, "\"<>&'`") != len - 2)
            source_fail(source,
                        "a fixed value stands in double quotes, without < > & ' `");
        cut[len] = '\0';
        attr->fixed = cut + 2;
    }
    *cut = '\0';
    if (!is_name(attr->name))
        source_fail(source, "'%s' is no attribute name (a-z 0-9 -)", attr->name);
    if (strncmp(attr->name, "on", 2) == 0 || strcmp(attr->name, "style") == 0)
        source_fail(source, "'%s' would let the page run or dress itself", attr->name);
    if (has_attr(attrs, attr->name))
        source_fail(source, "attribute '%s' stands here twice", attr->name);
    attrs->n++;
}

static bool is_address(const struct mk_attr *attr)
{
    return !attr->fixed && (strcmp(value_words[attr->kind], "link") == 0 ||
                            strcmp(value_words[attr->kind], "image") == 0 ||
                            strcmp(value_words[attr->kind], "srcset") == 0);
}

/* What we write ourselves follows the address it stands with. */
static void check_fixed(const struct source *source, const struct mk_tag *tag)
{
    bool address = false;

    for (size_t i = 0; i < tag->attrs.n; i++) {
        address |= is_address(&tag->attrs.items[i]);
        if (tag->attrs.items[i].fixed && !address)
            source_fail(source, "no link, image or srcset stands before '%s'",
                        tag->attrs.items[i].name);
    }
}

static void keep_read(struct rules *rules, const struct source *source, char *at)
{
    struct mk_tag *tag = tag_need(rules, source, word_need(source, &at, "the element"));
    char *word;

    if (tag->kept || tag->dropped)
        source_fail(source, "element '%s' stands here twice", tag->name);
    tag->kept = true;
    while ((word = word_next(&at)))
        attr_read(source, word, &tag->attrs);
    check_fixed(source, tag);
}

static void drop_read(struct rules *rules, const struct source *source, char *at)
{
    char *word = word_need(source, &at, "the element");

    for (; word; word = word_next(&at)) {
        struct mk_tag *tag = tag_need(rules, source, word);

        if (tag->kept || tag->dropped)
            source_fail(source, "element '%s' stands here twice", word);
        tag->dropped = true;
    }
}

static void words_read(const struct source *source, char *at, struct mk_words *words)
{
    char *word = word_need(source, &at, "the name");

    for (; word; word = word_next(&at)) {
        if (words->n == MK_ATTRS_MAX)
            source_fail(source, "more than %d names", MK_ATTRS_MAX);
        for (size_t i = 0; i < words->n; i++) {
            if (strcmp(words->items[i], word) == 0)
                source_fail(source, "'%s' stands here twice", word);
        }
        words->items[words->n++] = word;
    }
}

static void schemes_read(struct rules *rules, const struct source *source, char *at)
{
    const char *which = word_need(source, &at, "link or image");

    if (strcmp(which, "link") == 0)
        words_read(source, at, &rules->link_schemes);
    else if (strcmp(which, "image") == 0)
        words_read(source, at, &rules->image_schemes);
    else
        source_fail(source, "schemes of '%s'? (link or image)", which);
}

/* Browsers refuse a configuration in which an element repeats a global attribute. */
static void check_globals(const struct rules *rules, const struct source *source)
{
    for (size_t i = 0; i < rules->n_tags; i++) {
        for (size_t k = 0; k < rules->tags[i].attrs.n; k++) {
            const char *name = rules->tags[i].attrs.items[k].name;

            if (has_attr(&rules->globals, name))
                source_fail(source, "'%s' of element '%s' is global already", name,
                            rules->tags[i].name);
        }
    }
}

void grammar_read(struct rules *rules, const char *folder)
{
    struct source source;
    char *at, *word;

    source_open(&source, mk_format("%s/grammar.txt", folder));
    while ((at = source_line(&source))) {
        word = word_need(&source, &at, "the verb");
        switch (word_index(word, verb_words)) {
        case WORD_KEEP:
            keep_read(rules, &source, at);
            break;
        case WORD_DROP:
            drop_read(rules, &source, at);
            break;
        case WORD_GLOBAL:
            for (word = word_need(&source, &at, "the attribute"); word;
                 word = word_next(&at))
                attr_read(&source, word, &rules->globals);
            break;
        case WORD_SCHEMES:
            schemes_read(rules, &source, at);
            break;
        case WORD_DATA:
            words_read(&source, at, &rules->data_types);
            break;
        case WORD_ANCHOR:
            rules->anchor = word_need(&source, &at, "the beginning of our ids");
            if (!is_name(rules->anchor))
                source_fail(&source, "'%s' begins no id (a-z 0-9 -)", rules->anchor);
            break;
        default:
            source_fail(&source,
                        "unknown verb '%s' (keep, drop, global, schemes, data, anchor)",
                        word);
        }
    }
    check_globals(rules, &source);
    if (!rules->anchor)
        source_fail(&source, "it does not say how our ids begin (anchor)");
}

void tags_write_enum(const struct rules *rules, FILE *stream)
{
    fputs("#ifndef CLEANCOPY_RULES_TAGS_H\n#define CLEANCOPY_RULES_TAGS_H\n\n"
          "enum tag {\n    TAG_UNKNOWN,\n    TAG_TEXT,\n",
          stream);
    for (size_t i = 0; i < rules->n_tags; i++)
        fprintf(stream, "    TAG_%s,\n", upper_name(rules->tags[i].name));
    fputs("    N_TAGS\n};\n\n#endif\n", stream);
}

void tags_write_table(const struct rules *rules, FILE *stream)
{
    unsigned number = 2; /* after TAG_UNKNOWN and TAG_TEXT */

    fputs("const struct tag_rule tag_rules[N_TAGS] = {\n"
          "    [TAG_TEXT] = {.name = \"#text\", .number = 1},\n",
          stream);
    for (size_t i = 0; i < rules->n_tags; i++) {
        const struct mk_tag *tag = &rules->tags[i];

        fprintf(stream, "    [TAG_%s] = {\"%s\", %u", upper_name(tag->name), tag->name,
                tag->is[TAG_IS_MATH] ? 0 : number++);
        for (size_t k = 0; k < sizeof tag->is / sizeof *tag->is; k++)
            fprintf(stream, ", %d", tag->is[k]);
        fputs("},\n", stream);
    }
    fputs("};\n\n", stream);
}

static void write_words(const struct mk_words *words, const char *name, FILE *stream)
{
    fprintf(stream, "const char *const %s[] = {", name);
    for (size_t i = 0; i < words->n; i++) {
        out_string(stream, words->items[i], strlen(words->items[i]));
        fputs(", ", stream);
    }
    fputs("NULL};\n", stream);
}

static void write_attrs(const struct mk_attrs *attrs, FILE *stream)
{
    for (size_t i = 0; i < attrs->n; i++) {
        const struct mk_attr *attr = &attrs->items[i];

        if (attr->fixed) {
            fprintf(stream, "    {\"%s\", VALUE_FIXED, ", attr->name);
            out_string(stream, attr->fixed, strlen(attr->fixed));
            fputs("},\n", stream);
        } else {
            fprintf(stream, "    {\"%s\", %s, NULL},\n", attr->name,
                    value_names[attr->kind]);
        }
    }
}

void grammar_write_tables(const struct rules *rules, FILE *stream)
{
    for (size_t i = 0; i < rules->n_tags; i++) {
        if (!rules->tags[i].kept)
            continue;
        fprintf(stream, "static const struct grammar_attr attrs_%s[] = {\n",
                rules->tags[i].name);
        write_attrs(&rules->tags[i].attrs, stream);
        write_attrs(&rules->globals, stream);
        fputs("};\n", stream);
    }
    fputs("\nconst struct grammar_element grammar[N_TAGS] = {\n", stream);
    for (size_t i = 0; i < rules->n_tags; i++) {
        const struct mk_tag *tag = &rules->tags[i];
        const char *upper = upper_name(tag->name);

        if (tag->kept)
            fprintf(stream, "    [TAG_%s] = {GRAMMAR_KEEP, attrs_%s, %zu},\n", upper,
                    tag->name, tag->attrs.n + rules->globals.n);
        if (tag->dropped)
            fprintf(stream, "    [TAG_%s] = {GRAMMAR_DROP, NULL, 0},\n", upper);
    }
    fputs("};\n\n", stream);
    write_words(&rules->link_schemes, "grammar_link_schemes", stream);
    write_words(&rules->image_schemes, "grammar_image_schemes", stream);
    write_words(&rules->data_types, "grammar_data_types", stream);
    fputs("const char grammar_anchor[] = ", stream);
    out_string(stream, rules->anchor, strlen(rules->anchor));
    fputs(";\n\n", stream);
}

static void write_list(FILE *stream, const struct mk_words *words)
{
    fputc('[', stream);
    for (size_t i = 0; i < words->n; i++)
        fprintf(stream, "%s\"%s\"", i ? ", " : "", words->items[i]);
    fputc(']', stream);
}

static void write_attr_list(FILE *stream, const struct mk_attrs *attrs)
{
    fputc('[', stream);
    for (size_t i = 0; i < attrs->n; i++)
        fprintf(stream, "%s\"%s\"", i ? ", " : "", attrs->items[i].name);
    fputc(']', stream);
}

/* The document's own elements can't be replaced by their children:
 * browsers refuse that. */
static bool is_document(const struct mk_tag *tag)
{
    return strcmp(tag->name, "html") == 0 || strcmp(tag->name, "head") == 0 ||
           strcmp(tag->name, "body") == 0;
}

/* What we write ourselves, element by element: {ELEMENT: {ADDRESS: {NAME: VALUE}}}. */
static void write_fixed(const struct rules *rules, FILE *stream)
{
    for (size_t i = 0; i < rules->n_tags; i++) {
        const struct mk_tag *tag = &rules->tags[i];
        const char *address = NULL, *last = NULL; /* the address before; the one begun */

        for (size_t k = 0; tag->kept && k < tag->attrs.n; k++) {
            const struct mk_attr *attr = &tag->attrs.items[k];

            if (is_address(attr))
                address = attr->name;
            if (!attr->fixed)
                continue;
            if (!last)
                fprintf(stream, "  %s: {%s: {", tag->name, address);
            else if (address != last)
                fprintf(stream, "}, %s: {", address);
            else
                fputs(", ", stream);
            last = address;
            fprintf(stream, "%s: \"%s\"", attr->name, attr->fixed);
        }
        if (last)
            fputs("}},\n", stream);
    }
}

void grammar_write_module(const struct rules *rules, FILE *stream)
{
    fputs("// Generated from host/rules/grammar.txt by host/rules/mkrules.c; edit that "
          "file.\n"
          "// The second pass: Element.setHTML(html, {sanitizer: sanitizerConfig}) lets "
          "through\n"
          "// what the host's output grammar allows, and nothing else.\n\n"
          "const MATH = \"http://www.w3.org/1998/Math/MathML\";\n\n"
          "export const sanitizerConfig = {\n  elements: [\n",
          stream);
    for (size_t i = 0; i < rules->n_tags; i++) {
        const struct mk_tag *tag = &rules->tags[i];

        if (!tag->kept)
            continue;
        fprintf(stream, "    {name: \"%s\", ", tag->name);
        if (tag->is[TAG_IS_FORMULA] || tag->is[TAG_IS_MATH])
            fputs("namespace: MATH, ", stream);
        fputs("attributes: ", stream);
        write_attr_list(stream, &tag->attrs);
        fputs("},\n", stream);
    }
    fputs("  ],\n  replaceWithChildrenElements: [\n", stream);
    for (size_t i = 0; i < rules->n_tags; i++) {
        const struct mk_tag *tag = &rules->tags[i];

        if (!tag->kept && !tag->dropped && !is_document(tag) && !tag->is[TAG_IS_MATH])
            fprintf(stream, "    \"%s\",\n", tag->name);
    }
    fputs("  ],\n  attributes: ", stream);
    write_attr_list(stream, &rules->globals);
    fputs(",\n  comments: false,\n  dataAttributes: false,\n};\n\nexport const "
          "linkSchemes = ",
          stream);
    write_list(stream, &rules->link_schemes);
    fputs(";\nexport const imageSchemes = ", stream);
    write_list(stream, &rules->image_schemes);
    fputs(";\nexport const dataTypes = ", stream);
    write_list(stream, &rules->data_types);
    fprintf(stream, ";\nexport const anchor = \"%s\";\nexport const fixed = {\n",
            rules->anchor);
    write_fixed(rules, stream);
    fputs("};\n", stream);
}
