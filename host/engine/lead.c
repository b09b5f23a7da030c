#include "engine/lead.h"

#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/meta.h"
#include "engine/node.h"
#include "engine/sanitise.h"

/* Addresses longer than this are compared by this much of them. */
#define STEM_MAX 1024

static size_t digits(const char *at, const char *end)
{
    const char *start = at;

    while (at < end && text_is_digit(*at))
        at++;
    return (size_t)(at - start);
}

/* "300x200" with what parts it from the name before it; 0 where there is none. */
static size_t size_len(const char *at, const char *end)
{
    const char *start = at;
    size_t n;

    if (at < end && strchr("-_.@", *at))
        at++;
    n = digits(at, end);
    if (n < 2 || n > 4 || at + n >= end || at[n] != 'x')
        return 0;
    at += n + 1;
    n = digits(at, end);
    return n < 2 || n > 4 ? 0 : (size_t)(at + n - start);
}

/* "@2x" */
static size_t density_len(const char *at, const char *end)
{
    return end - at >= 3 && at[0] == '@' && text_is_digit(at[1]) && at[2] == 'x' ? 3 : 0;
}

/* "/w_600", "/w600", "/width-600", "/s1600", with more of the kind after a comma: a step of
 * the path that a picture server reads. */
static size_t step_len(const char *at, const char *end)
{
    static const char *const words[] = {"width", "height", "w", "h", "s", "c", "q", NULL};
    const char *c = at + 1;

    if (*at != '/')
        return 0;
    for (;;) {
        size_t word = 0, n;

        for (size_t i = 0; words[i] && !word; i++)
            if (strncmp(c, words[i], strlen(words[i])) == 0)
                word = strlen(words[i]);
        if (!word)
            return 0;
        c += word;
        if (c < end && strchr("-_=:", *c))
            c++;
        n = digits(c, end);
        if (n < 2 || n > 4)
            return 0;
        c += n;
        if (c == end || *c == '/')
            return (size_t)(c - at);
        if (*c++ != ',')
            return 0;
    }
}

/* Host and path without sizes. The query too where the path does not name a file: then it
 * says which picture it is. */
static void add_stem(const char *url, struct strbuf *out)
{
    const char *at = strstr(url, "//"), *end, *last;

    at = at ? at + 2 : url;
    end = at + strcspn(at, "?#");
    last = memrchr(at, '/', (size_t)(end - at));
    if (!last || !memchr(last, '.', (size_t)(end - last)))
        end = at + strcspn(at, "#");
    while (at < end) {
        size_t len = size_len(at, end);

        len = len ? len : density_len(at, end);
        len = len ? len : step_len(at, end);
        if (!len)
            strbuf_putc(out, *at++);
        at += len;
    }
}

bool lead_is_same(const char *a, const char *b)
{
    struct strbuf x, y;
    bool same;

    if (strcmp(a, b) == 0)
        return true;
    if (strncmp(a, "data:", 5) == 0 || strncmp(b, "data:", 5) == 0)
        return false;
    strbuf_init(&x, STEM_MAX);
    strbuf_init(&y, STEM_MAX);
    add_stem(a, &x);
    add_stem(b, &y);
    same = !strbuf_failed(&x) && !strbuf_failed(&y) && x.len == y.len &&
           memcmp(x.bytes, y.bytes, x.len) == 0;
    strbuf_release(&x);
    strbuf_release(&y);
    return same;
}

static bool is_shown(const struct node *node)
{
    return node->tag == TAG_IMG && (node->marks & NODE_KEEP) &&
           !(node->marks & NODE_DROP);
}

static const char *address(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src");
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    return src && sanitise_value(page, VALUE_IMAGE, src, strlen(src), scratch)
               ? arena_copy(&page->arena, scratch->bytes, scratch->len)
               : NULL;
}

/* What the address of every copy holds: the beginning of its file's name, before anything
 * that might be a size. Most pictures are told apart by it at once. Empty: all may be. */
struct hint {
    const char *text;
    size_t len;
};

static struct hint hint_of(const char *url)
{
    const char *end = url + strcspn(url, "?#");
    const char *name = memrchr(url, '/', (size_t)(end - url));
    struct hint hint = {"", 0};

    if (!name++ || text_is_digit(*name) || strncmp(url, "data:", 5) == 0)
        return hint;
    hint.text = name;
    while (name + hint.len < end && ((name[hint.len] >= 'a' && name[hint.len] <= 'z') ||
                                     (name[hint.len] >= 'A' && name[hint.len] <= 'Z')))
        hint.len++;
    return hint;
}

static bool may_be(const struct page *page, uint32_t n, struct hint hint)
{
    const char *src = node_attr(page, n, "src");

    return src && (hint.len == 0 || memmem(src, strlen(src), hint.text, hint.len));
}

static bool may_lead(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    return node->tag == TAG_IMG &&
           !(node->marks & (NODE_DROP | NODE_OVERLAY | NODE_REFUSED)) &&
           !(page->features->zones[n] & ZONE_OUT) &&
           node_closest(page, n, TAG_NOSCRIPT) == NO_NODE;
}

static void keep_range(struct page *page, uint32_t top)
{
    for (uint32_t n = top; n < page->nodes[top].end; n++)
        if (!(page->nodes[n].marks & (NODE_OVERLAY | NODE_REFUSED)))
            page->nodes[n].marks |= NODE_KEEP;
    for (uint32_t b = block_at(page, top);
         b < page->blocks->n && page->blocks->items[b].first < page->nodes[top].end; b++)
        if (page->blocks->items[b].overlay == 0)
            block_keep(&page->blocks->items[b], "lead");
}

/* The picture with its caption. */
static void keep(struct page *page, uint32_t n)
{
    uint32_t figure = node_closest(page, n, TAG_FIGURE);
    uint32_t caption =
        figure == NO_NODE ? NO_NODE : node_find(page, figure, figure, TAG_FIGCAPTION);

    keep_range(page, n);
    if (caption != NO_NODE)
        keep_range(page, caption);
}

static void keep_named(struct page *page, const char *image)
{
    uint32_t b = 0, from, lead = NO_NODE;
    struct hint hint = hint_of(image);

    while (b < page->blocks->n && !page->blocks->items[b].keep)
        b++;
    from = b < page->blocks->n ? page->blocks->items[b].first : 0;
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *src =
            page->nodes[n].tag == TAG_IMG && may_be(page, n, hint) &&
                    (is_shown(&page->nodes[n]) || (n < from && may_lead(page, n)))
                ? address(page, n)
                : NULL;

        if (!src || !lead_is_same(src, image))
            continue;
        if (is_shown(&page->nodes[n]))
            return;
        lead = n;
    }
    if (lead != NO_NODE)
        keep(page, lead);
}

static void unkeep(struct page *page, uint32_t top)
{
    for (uint32_t n = top; n < page->nodes[top].end; n++)
        page->nodes[n].marks &= ~(uint32_t)NODE_KEEP;
    for (uint32_t b = block_at(page, top);
         b < page->blocks->n && page->blocks->items[b].first < page->nodes[top].end; b++)
        block_drop(&page->blocks->items[b], "repeats");
}

/* The copy's figure says what the first one's says: one for narrow screens, one for wide. */
static bool is_same_figure(struct page *page, uint32_t first, uint32_t copy)
{
    uint32_t a = node_closest(page, first, TAG_FIGURE),
             b = node_closest(page, copy, TAG_FIGURE);

    return a != NO_NODE && b != NO_NODE && a != b && page->blocks &&
           strcmp(node_text(page, a, page->nodes[a].end),
                  node_text(page, b, page->nodes[b].end)) == 0;
}

/* The lead picture is what themes print twice; further ones may be repeated on purpose. */
static void drop_copies(struct page *page)
{
    const char *lead = NULL;
    uint32_t first = NO_NODE;
    struct hint hint = {"", 0};

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *src =
            is_shown(&page->nodes[n]) && may_be(page, n, hint) ? address(page, n) : NULL;

        if (!src)
            continue;
        if (!lead) {
            lead = src;
            hint = hint_of(lead);
            first = n;
        } else if (lead_is_same(src, lead)) {
            page->nodes[n].marks &= ~(uint32_t)NODE_KEEP;
            if (is_same_figure(page, first, n))
                unkeep(page, node_closest(page, n, TAG_FIGURE));
        }
    }
}

void lead_settle(struct page *page)
{
    if (page->meta && page->meta->image.value && page->features)
        keep_named(page, page->meta->image.value);
    drop_copies(page);
}
