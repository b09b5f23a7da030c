#include "engine/declared.h"

#include <string.h>

#include "base/array.h"
#include "engine/node.h"

static const char *meta_property(const struct page *page, const char *property)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *name;

        if (page->nodes[n].tag != TAG_META)
            continue;
        name = node_attr(page, n, "property");
        if (name != NULL && strcmp(name, property) == 0)
            return node_attr(page, n, "content");
    }
    return NULL;
}

static int page_type(const struct page *page)
{
    static const char *const types[] = {"article", "website", "product", "profile"};
    const char *type = meta_property(page, "og:type");

    if (type == NULL)
        return 0;
    for (size_t i = 0; i < N_OF(types); i++)
        if (strstr(type, types[i]) != NULL)
            return (int)i + 1;
    return N_OF(types) + 1;
}

/* Looks for names of types in JSON-LD as it is written: reading it is the business of
 * jsonld.h, and what is broken there still says what it is. */
static void read_json(const char *json, struct declared *out)
{
    out->article |= strstr(json, "Article\"") || strstr(json, "BlogPosting\"");
    out->product |= strstr(json, "\"Product\"") != NULL;
    out->thread |= strstr(json, "ForumPosting\"") || strstr(json, "\"QAPage\"");
    out->list |= strstr(json, "\"ItemList\"") || strstr(json, "CollectionPage\"");
}

static void read_scripts(const struct page *page, struct declared *out)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *type;
        uint32_t text = n + 1;

        if (page->nodes[n].tag != TAG_SCRIPT || page->nodes[n].end == text)
            continue;
        type = node_attr(page, n, "type");
        if (type != NULL && strcmp(type, "application/ld+json") == 0 &&
            page->nodes[text].tag == TAG_TEXT)
            read_json(page->nodes[text].text, out);
    }
}

static void read_address(const char *url, struct declared *out)
{
    const char *at = url != NULL ? strstr(url, "://") : NULL;

    at = at != NULL ? strchr(at + 3, '/') : NULL;
    if (at == NULL)
        return;
    for (; *at != '\0' && *at != '?' && *at != '#'; at++) {
        if (*at == '/') {
            out->levels += at[1] != '\0' && at[1] != '?' && at[1] != '#';
            out->hyphens = at[1] != '\0' ? 0 : out->hyphens;
        }
        out->digits += *at >= '0' && *at <= '9';
        out->hyphens += *at == '-';
    }
    out->query = *at == '?';
}

void declared_read(const struct page *page, struct declared *out)
{
    *out = (struct declared){.type = page_type(page)};
    read_scripts(page, out);
    read_address(page->snapshot->url, out);
}
