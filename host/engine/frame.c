#include "engine/frame.h"

#include <string.h>

#include "base/url.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/srcset.h"

static bool has_frames(const struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].saw & SAW_FRAME)
            return true;
    return false;
}

/* NULL where the page's own base will do. */
static const char *base_of(const struct page *page, uint32_t frame)
{
    const char *src = node_attr(page, frame, "src");

    if (!src || strlen(src) > LIMIT_BASE ||
        (page->base_url && strcmp(src, page->base_url) == 0))
        return NULL;
    return src;
}

static bool resolve(const char *value, size_t len, const char *base, struct strbuf *out)
{
    return len > 0 && url_resolve(value, len, base, out);
}

/* Candidates that lead nowhere are left out. */
static bool resolve_srcset(const char *value, const char *base, struct strbuf *out)
{
    struct srcset_candidate candidate;

    while (srcset_next(&value, &candidate)) {
        size_t before = out->len;

        if (before)
            strbuf_puts(out, ", ");
        if (!resolve(candidate.url, candidate.url_len, base, out))
            strbuf_truncate(out, before);
        else if (candidate.unit == 'w')
            strbuf_printf(out, " %luw", candidate.size);
        else
            strbuf_printf(out, " %lu.%03lux", candidate.size / 1000,
                          candidate.size % 1000);
    }
    return out->len > 0;
}

static bool ends_with(const char *name, const char *end)
{
    size_t len = strlen(name), end_len = strlen(end);

    return len >= end_len && strcmp(name + len - end_len, end) == 0;
}

/* What an attribute's value is. Pictures that come late have their addresses in
 * data-src, data-lazy-srcset and their kin, which no printer knows. */
static enum grammar_value kind_of(enum tag tag, const char *name)
{
    const struct grammar_element *element = &grammar[tag];

    if ((tag == TAG_IMG || tag == TAG_SOURCE) && ends_with(name, "srcset"))
        return VALUE_SRCSET;
    if (tag == TAG_IMG && ends_with(name, "src"))
        return VALUE_IMAGE;
    for (size_t i = 0; i < element->n_attrs; i++)
        if (strcmp(element->attrs[i].name, name) == 0)
            return element->attrs[i].value;
    return VALUE_TEXT;
}

/* The attribute with its address absolute; as it was where it holds none. */
static struct attr settled(struct page *page, enum tag tag, struct attr attr,
                           const char *base)
{
    struct strbuf *out = &page->scratch;
    enum grammar_value kind = kind_of(tag, attr.name);
    bool good = false;

    strbuf_clear(out);
    if (kind == VALUE_LINK || kind == VALUE_IMAGE)
        good = resolve(attr.value, attr.value_len, base, out);
    else if (kind == VALUE_SRCSET)
        good = resolve_srcset(attr.value, base, out);
    if (good && !strbuf_failed(out)) {
        attr.value = arena_copy(&page->arena, out->bytes, out->len);
        attr.value_len = (uint32_t)out->len;
    }
    return attr;
}

static void settle_element(struct page *page, uint32_t n, const char *base)
{
    struct node *node = &page->nodes[n];
    struct attr *attrs;

    if (node->len == 0)
        return;
    attrs = arena_array(&page->arena, node->len, sizeof *attrs);
    for (uint32_t i = 0; i < node->len; i++)
        attrs[i] = settled(page, node->tag, node->attrs[i], base);
    node->attrs = attrs;
}

void frame_settle(struct page *page)
{
    const char **bases; /* per element: of the frame around it, or NULL */

    if (!has_frames(page))
        return;
    bases = arena_array(&page->arena, page->n_nodes, sizeof *bases);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        if (node_is_text(page, n))
            continue;
        bases[n] = node->parent != NO_NODE ? bases[node->parent] : NULL;
        if (bases[n])
            settle_element(page, n, bases[n]);
        if (node->saw & SAW_FRAME)
            bases[n] = base_of(page, n);
    }
}
