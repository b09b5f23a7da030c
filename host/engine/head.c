#include "engine/head.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/feature.h"
#include "engine/lexicon.h"
#include "engine/node.h"

/* Microdata of comments and of other stories says nothing of this one. */
static bool is_of_others(const struct page *page, uint32_t n)
{
    return (page->features->zones[n] & (ZONE_COMMENTS | ZONE_RELATED)) != 0;
}

/* "schema:dateModified": RDFa names its vocabulary. */
static const struct meta_name *name_of(const char *key)
{
    const char *prefix = "schema:";

    return lexicon_meta(
        strncasecmp(key, prefix, strlen(prefix)) == 0 ? key + strlen(prefix) : key);
}

/* "property" is Open Graph's attribute and RDFa's; the vocabulary tells the two apart. */
static const char *source_of(const struct meta_name *name, const char *key)
{
    return strcmp(key, "property") == 0 && strcmp(name->source, "microdata") == 0
               ? "rdfa"
               : name->source;
}

static void read_meta(struct page *page, uint32_t n, struct head *head)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = node_attr(page, n, "content");

    if (!content || content[strspn(content, " \t\r\n")] == '\0' || is_of_others(page, n))
        return;
    for (size_t k = 0; k < N_OF(keys); k++) {
        const char *key = node_attr(page, n, keys[k]);
        const struct meta_name *name = key ? name_of(key) : NULL;
        struct head_said said;

        if (!name)
            continue;
        said = (struct head_said){name, content, source_of(name, keys[k])};
        if (!head->first[name - meta_names].text)
            head->first[name - meta_names] = said;
        if ((name->said == SAID_AUTHOR || name->said == SAID_TAG) &&
            head->n_many < HEAD_MANY)
            head->many[head->n_many++] = said;
    }
}

/* One of the words of `rel` is this. */
static bool has_rel(const char *rel, const char *word)
{
    size_t len = strlen(word);

    for (; rel && *rel; rel += strcspn(rel, " \t\r\n")) {
        rel += strspn(rel, " \t\r\n");
        if (strncasecmp(rel, word, len) == 0 && strchr(" \t\r\n", rel[len]))
            return true;
    }
    return false;
}

static void read_link(struct page *page, uint32_t n, struct head *head)
{
    const char *rel = node_attr(page, n, "rel");

    if (!rel)
        return;
    if (!head->canonical && page->nodes[n].tag == TAG_LINK && has_rel(rel, "canonical"))
        head->canonical = node_attr(page, n, "href");
    if (!head->licence && has_rel(rel, "license"))
        head->licence = node_attr(page, n, "href");
}

void head_read(struct page *page, struct head *head)
{
    *head = (struct head){
        .first = arena_array(&page->arena, n_meta_names, sizeof *head->first)};
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        switch (node->tag) {
        case TAG_META:
            read_meta(page, n, head);
            break;
        case TAG_A:
        case TAG_LINK:
            read_link(page, n, head);
            break;
        case TAG_TITLE:
            if (!head->title && node->end > n + 1 && node_is_text(page, n + 1))
                head->title = page->nodes[n + 1].text;
            break;
        case TAG_SVG: /* has a title element of its own */
            n = node->end - 1;
            break;
        default:
            break;
        }
    }
}

const struct head_said *head_next(const struct head *head, enum said_kind kind,
                                  unsigned *rank, struct head_said *out)
{
    const struct meta_name *next = NULL;

    for (size_t i = 0; i < n_meta_names; i++) {
        const struct meta_name *name = &meta_names[i];

        if (name->said == kind && head->first[i].text && name->rank > *rank &&
            (!next || name->rank < next->rank))
            next = name;
    }
    if (!next)
        return NULL;
    *rank = next->rank;
    *out = head->first[next - meta_names];
    return out;
}

bool head_says(const struct head *head, enum said_kind kind, const char *value)
{
    struct head_said said;

    for (unsigned rank = 0; head_next(head, kind, &rank, &said);)
        if (text_equal_nocase(said.text, value))
            return true;
    return false;
}
