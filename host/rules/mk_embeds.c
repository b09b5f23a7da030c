/* embeds.txt: read, checked, and written as a sorted table. */
#include "rules/mk.h"

#include "rules/vocabulary.h"

#include <stdlib.h>
#include <string.h>

enum { EMBEDS_MAX = 512 };

struct embeds {
    struct embed_rule items[EMBEDS_MAX];
    size_t n;
};

static void check_address(const struct source *source, const char *address)
{
    if (strcmp(address, "*") != 0 && strncmp(address, "https://", 8) != 0)
        source_fail(source, "'%s' is no address (https://...*, or * alone)", address);
    if (!strchr(address, '*') || strchr(address, '*') != strrchr(address, '*'))
        source_fail(source, "'%s' has not one *", address);
}

struct embeds *embeds_read(const char *folder)
{
    struct embeds *embeds = mk_alloc(1, sizeof *embeds);
    const char *previous = NULL;
    struct source source;
    char *at, *word;

    source_open(&source, mk_format("%s/embeds.txt", folder));
    while ((at = source_line(&source))) {
        struct embed_rule *rule = &embeds->items[embeds->n];

        if (embeds->n++ == EMBEDS_MAX)
            source_fail(&source, "more than %d embeds", EMBEDS_MAX);
        source_in_order(&source, &previous, at);
        rule->lead = word_need(&source, &at, "where it comes from");
        rule->is_tag = strcmp(rule->lead, "tag") == 0;
        rule->is_script = strcmp(rule->lead, "script") == 0;
        if (rule->is_script) {
            rule->lead = word_need(&source, &at, "where it comes from");
        } else if (rule->is_tag) {
            rule->lead = word_need(&source, &at, "the element");
            rule->key = word_need(&source, &at, "the attribute");
            rule->address = word_need(&source, &at, "the address");
        } else if ((word = word_next(&at)) != NULL) {
            rule->key = *word == '?' ? word + 1 : NULL;
            rule->address = *word == '?' ? word_need(&source, &at, "the address") : word;
        }
        if (!rule->is_tag && !strchr(rule->lead, '/'))
            source_fail(&source, "'%s' is no host and path", rule->lead);
        if (rule->address)
            check_address(&source, rule->address);
    }
    return embeds;
}

static void put(FILE *stream, const char *text)
{
    if (text)
        out_string(stream, text, strlen(text));
    else
        fputs("NULL", stream);
}

void embeds_write(const struct embeds *embeds, FILE *stream)
{
    fputs("const struct embed_rule embed_rules[] = {\n", stream);
    for (size_t i = 0; i < embeds->n; i++) {
        fputs("    {", stream);
        put(stream, embeds->items[i].lead);
        fputs(", ", stream);
        put(stream, embeds->items[i].key);
        fputs(", ", stream);
        put(stream, embeds->items[i].address);
        fprintf(stream, ", %d, %d},\n", embeds->items[i].is_tag,
                embeds->items[i].is_script);
    }
    fprintf(stream, "};\nconst size_t n_embed_rules = %zu;\n\n", embeds->n);
}
