#include "engine/picture.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/srcset.h"
#include "engine/style.h"

/* Pictures of the page itself that are shorter than this hold a place and show nothing:
 * the usual 1x1 GIF has 43 bytes, blurred previews some hundreds. */
#define PLACEHOLDER_LEN 200

/* Where scripts that load pictures late keep the address. What stands in src meanwhile is
 * a preview or a place held; once they are done both are the same. */
static const char *const late_sources[] = {"data-src", "data-lazy-src", "data-original",
                                           "data-original-src"};
static const char *const late_srcsets[] = {"data-srcset", "data-lazy-srcset",
                                           "data-original-set"};

/* These may be addresses of anything: of use only where there is no picture at all. */
static const char *const other_sources[] = {"data-url", "data-image"};

/* Source elements that are looked at for one picture. */
#define SOURCES_MAX 64

static bool is_data(const char *url)
{
    return strncasecmp(url, "data:", 5) == 0;
}

/* May leave; then it is an address of a picture, or a picture. */
static bool is_picture(struct page *page, const char *url, size_t len)
{
    struct strbuf clean;
    bool good;

    strbuf_init(&clean, LIMIT_ATTRIBUTE);
    good = sanitise_value(page, VALUE_IMAGE, url, len, &clean);
    page->truncated |= strbuf_failed(&clean);
    strbuf_release(&clean);
    return good;
}

/* Something that stands for itself: not a place held for a picture that comes later. */
static bool shows_something(struct page *page, const char *src)
{
    return src && is_picture(page, src, strlen(src)) &&
           !(is_data(src) && strlen(src) < PLACEHOLDER_LEN);
}

/* The best of a srcset, as a string of the arena, or NULL. */
static const char *best_of(struct page *page, const char *srcset)
{
    struct srcset_candidate best;

    if (!srcset || !srcset_best(srcset, &best) ||
        !is_picture(page, best.url, best.url_len) || is_data(best.url) ||
        memchr(best.url, '{', best.url_len))
        return NULL;
    return arena_copy(&page->arena, best.url, best.url_len);
}

/* One of these attributes as an address. One with a place to fill
 * ("{width}x.jpg") is none. */
static const char *address_in(struct page *page, uint32_t n, const char *const *names,
                              size_t n_names)
{
    for (size_t i = 0; i < n_names; i++) {
        const char *url = node_attr(page, n, names[i]);

        if (url && !is_data(url) && !strchr(url, '{') &&
            is_picture(page, url, strlen(url)))
            return url;
    }
    return NULL;
}

/* What a script would load, whatever stands in src now. */
static const char *late_address(struct page *page, uint32_t n)
{
    const char *url = address_in(page, n, late_sources, N_OF(late_sources));

    for (size_t i = 0; i < N_OF(late_srcsets) && !url; i++)
        url = best_of(page, node_attr(page, n, late_srcsets[i]));
    return url;
}

/* From the source elements beside an img in a picture element. */
static const char *address_beside(struct page *page, uint32_t n)
{
    uint32_t parent = page->nodes[n].parent;

    if (parent == NO_NODE || page->nodes[parent].tag != TAG_PICTURE)
        return NULL;
    for (uint32_t c = parent + 1; c < n && c - parent < SOURCES_MAX; c++) {
        if (page->nodes[c].tag != TAG_SOURCE)
            continue;
        const char *url = best_of(page, node_attr(page, c, "srcset"));
        if (!url)
            url = late_address(page, c);
        if (url)
            return url;
    }
    return NULL;
}

/* The img in a noscript that follows a picture at once is the picture for readers whose
 * browser runs no scripts. */
static uint32_t noscript_twin(const struct page *page, uint32_t n)
{
    uint32_t next = page->nodes[n].end;

    while (next < page->n_nodes && node_is_text(page, next) &&
           strspn(page->nodes[next].text, " \t\n\r\f") == page->nodes[next].len)
        next++;
    if (next >= page->n_nodes || page->nodes[next].tag != TAG_NOSCRIPT)
        return NO_NODE;
    return node_find(page, next, next, TAG_IMG);
}

static void set_src(struct page *page, uint32_t n, const char *src)
{
    struct node *node = &page->nodes[n];
    struct attr *attrs = arena_array(&page->arena, node->len + 1, sizeof *attrs);
    uint32_t len = 0;

    for (uint32_t i = 0; i < node->len; i++)
        if (strcmp(node->attrs[i].name, "src") != 0)
            attrs[len++] = node->attrs[i];
    attrs[len++] = (struct attr){"src", src, (uint32_t)strlen(src)};
    node->attrs = attrs;
    node->len = len;
}

/* From anywhere, for a picture whose src shows nothing. */
static const char *find_address(struct page *page, uint32_t n, uint32_t twin)
{
    const char *src = best_of(page, node_attr(page, n, "srcset"));

    if (!src)
        src = address_beside(page, n);
    if (!src && twin != NO_NODE && shows_something(page, node_attr(page, twin, "src")))
        src = node_attr(page, twin, "src");
    return src ? src : address_in(page, n, other_sources, N_OF(other_sources));
}

static bool is_one_pixel(const char *length)
{
    char *end;
    double value = length ? strtod(length, &end) : 2;

    return length && end != length && value <= 1 && (!*end || strcmp(end, "px") == 0);
}

static bool is_tracker(const struct page *page, uint32_t n)
{
    const char *style = node_attr(page, n, "style");
    char width[32], height[32];

    if (is_one_pixel(node_attr(page, n, "width")) &&
        is_one_pixel(node_attr(page, n, "height")))
        return true;
    return style && style_value(style, "width", width, sizeof width) &&
           style_value(style, "height", height, sizeof height) && is_one_pixel(width) &&
           is_one_pixel(height);
}

static void repair(struct page *page, uint32_t n)
{
    uint32_t twin = noscript_twin(page, n);
    const char *src = late_address(page, n);

    if (!src && !shows_something(page, node_attr(page, n, "src")))
        src = find_address(page, n, twin);
    if (src)
        set_src(page, n, src);
    if (is_tracker(page, n) || !shows_something(page, node_attr(page, n, "src")))
        page->nodes[n].marks |= NODE_DROP;
    else if (twin != NO_NODE)
        page->nodes[twin].marks |= NODE_DROP;
}

void picture_repair(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_IMG)
            repair(page, n);
}

/* The lead picture is what themes print twice; further ones may be
 * repeated on purpose. */
void picture_once(struct page *page)
{
    const char *lead = NULL;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        struct node *node = &page->nodes[n];

        if (node->tag != TAG_IMG || !(node->marks & NODE_KEEP) || node->marks & NODE_DROP)
            continue;
        const char *src = node_attr(page, n, "src");
        if (!lead)
            lead = src;
        else if (strcmp(src, lead) == 0)
            node->marks &= ~(uint32_t)NODE_KEEP;
    }
}
