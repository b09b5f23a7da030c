#include "engine/picture.h"

#include <stdlib.h>
#include <string.h>

#include "engine/drawing.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/lead.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/srcset.h"
#include "engine/style.h"

/* Pictures of the page itself that are shorter than this hold a place and show nothing:
 * the usual 1x1 GIF has 43 bytes, blurred previews some hundreds. */
#define PLACEHOLDER_LEN 200

/* Blurred previews, which a picture of their own stands behind, have up to some thousands. */
#define PREVIEW_LEN 4000

/* A picture as wide as a column of text. */
#define READING_PX 640

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
           !(is_data(src) && !drawing_is(src) && strlen(src) < PLACEHOLDER_LEN);
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

/* An attribute of this kind as an address. One with a place to fill ("{width}x.jpg") is
 * none, nor is one with a blank in it: that is a list, or JSON. */
static const char *address_in(struct page *page, uint32_t n, enum habit_kind kind)
{
    const char *url = habit_attr(page, n, kind);

    return url && !is_data(url) && !strpbrk(url, "{ \n") && strpbrk(url, "/.") &&
                   is_picture(page, url, strlen(url))
               ? url
               : NULL;
}

/* What a script would load, whatever stands in src now: that is a preview or a place held,
 * and once the script is done both are the same. */
static const char *late_address(struct page *page, uint32_t n)
{
    const char *url = best_of(page, habit_attr(page, n, HABIT_LATE_SRCSET));

    return url ? url : address_in(page, n, HABIT_LATE_SRC);
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

/* From anywhere, for a picture whose src shows nothing. */
static const char *find_address(struct page *page, uint32_t n, uint32_t twin)
{
    const char *src = best_of(page, node_attr(page, n, "srcset"));

    if (!src)
        src = address_beside(page, n);
    if (!src && twin != NO_NODE && shows_something(page, node_attr(page, twin, "src")))
        src = node_attr(page, twin, "src");
    return src ? src : address_in(page, n, HABIT_ANY_SRC);
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
    /* A picture that fills its box may start from nothing. */
    if (style && style_value(style, "min-width", width, sizeof width))
        return false;
    return style && style_value(style, "width", width, sizeof width) &&
           style_value(style, "height", height, sizeof height) && is_one_pixel(width) &&
           is_one_pixel(height);
}

/* Whether src is wide enough to be read beside text: as a candidate it says so. */
static bool is_wide_enough(const char *src, const char *srcset)
{
    struct srcset_candidate one;

    while (srcset_next(&srcset, &one))
        if (one.unit == 'w' && one.size >= READING_PX && strlen(src) == one.url_len &&
            memcmp(src, one.url, one.url_len) == 0)
            return true;
    return false;
}

/* Without a browser nobody has chosen among the candidates yet: src is the one for those
 * that know no srcset, and small on many pages. */
static const char *better_address(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src"), *srcset = node_attr(page, n, "srcset");

    if (page->snapshot->stamp || !srcset || (src && is_wide_enough(src, srcset)))
        return NULL;
    return best_of(page, srcset);
}

/* ---- candidates ---- */

/* Has a candidate that may leave, and no places to fill in. */
static bool offers(struct page *page, const char *srcset)
{
    struct srcset_candidate one;

    if (!srcset || strchr(srcset, '{'))
        return false;
    while (srcset_next(&srcset, &one))
        if (!(one.url_len > 5 && strncasecmp(one.url, "data:", 5) == 0) &&
            is_picture(page, one.url, one.url_len))
            return true;
    return false;
}

/* More than one. */
static bool is_choice(struct page *page, const char *srcset)
{
    struct srcset_candidate one;
    const char *at = srcset;

    return srcset && srcset_next(&at, &one) && srcset_next(&at, &one) &&
           offers(page, srcset);
}

static bool is_listed(struct page *page, const char *srcset, const char *src)
{
    struct srcset_candidate one;

    while (srcset_next(&srcset, &one))
        if (lead_is_same(arena_copy(&page->arena, one.url, one.url_len), src))
            return true;
    return false;
}

/* Candidates of the picture that src shows by now: those that load late, else its own. Where
 * src was `found` elsewhere, its own may be those of a preview, unless they list it. */
static void settle_candidates(struct page *page, uint32_t n, uint32_t twin, bool found)
{
    const char *src = node_attr(page, n, "src"), *own = node_attr(page, n, "srcset");
    const char *late = habit_attr(page, n, HABIT_LATE_SRCSET);

    if (is_choice(page, late)) {
        guise_attr(page, n, "srcset", late);
        return;
    }
    if (is_choice(page, own) && (!found || is_listed(page, own, src)))
        return;
    own = twin == NO_NODE ? NULL : node_attr(page, twin, "srcset");
    if (is_choice(page, own) && is_listed(page, own, src))
        guise_attr(page, n, "srcset", own);
    else if (node_attr(page, n, "srcset"))
        guise_attr(page, n, "srcset", "");
}

/* The name of a file without its ending: of "/i/quay.webp?w=9" it is "quay". */
static const char *stem_of(const char *url, size_t url_len, size_t *len)
{
    const char *end = url + url_len, *stem = url, *stop;

    for (stop = url; stop < end && *stop != '?' && *stop != '#'; stop++)
        if (*stop == '/')
            stem = stop + 1;
    while (stop > stem && *stop != '.')
        stop--;
    *len = (size_t)(stop - stem);
    return stem;
}

/* Candidates of a source that are no preview of what loads late: as wide as a column, or the
 * same file in another format. */
static bool is_full(const char *srcset, const char *src)
{
    struct srcset_candidate one;
    size_t len, own_len;
    const char *stem = stem_of(src, strlen(src), &len), *own;

    while (srcset_next(&srcset, &one)) {
        own = stem_of(one.url, one.url_len, &own_len);
        if ((one.unit == 'w' && one.size >= READING_PX) ||
            (len > 0 && own_len == len && memcmp(own, stem, len) == 0))
            return true;
    }
    return false;
}

/* The same for the sources beside it: without late candidates of their own they are as good
 * as the picture's own address was. */
static void settle_sources(struct page *page, uint32_t n, bool found)
{
    uint32_t picture = page->nodes[n].parent;

    if (picture == NO_NODE || page->nodes[picture].tag != TAG_PICTURE)
        return;
    for (uint32_t s = picture + 1; s < n && s - picture < SOURCES_MAX; s++) {
        const char *late, *own, *src = node_attr(page, n, "src");

        if (page->nodes[s].tag != TAG_SOURCE)
            continue;
        late = habit_attr(page, s, HABIT_LATE_SRCSET);
        own = node_attr(page, s, "srcset");
        if (offers(page, late))
            guise_attr(page, s, "srcset", late);
        else if (own && (!offers(page, own) ||
                         (found && !is_listed(page, own, src) && !is_full(own, src))))
            guise_attr(page, s, "srcset", "");
    }
}

/* A drawing in an address leaves in base64 alone, and only if it draws something. */
static void settle_drawing(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src");

    if (!src || !drawing_is(src))
        return;
    src = drawing_address(page, src);
    guise_attr(page, n, "src", src ? src : "");
}

/* A few pixels, to be drawn out until the picture itself has come. */
static bool is_preview(const struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src");

    return src && is_data(src) && !drawing_is(src) && strlen(src) < PREVIEW_LEN;
}

static void repair(struct page *page, uint32_t n)
{
    uint32_t twin = noscript_twin(page, n);
    const char *src;
    bool found, shown;

    settle_drawing(page, n);
    src = late_address(page, n);

    if (!src && twin != NO_NODE &&
        (habit_is(page, n, HABIT_LATE) || is_preview(page, n)) &&
        shows_something(page, node_attr(page, twin, "src")))
        src = node_attr(page, twin, "src");
    shown = !src && shows_something(page, node_attr(page, n, "src"));
    if (!src && !shown)
        src = find_address(page, n, twin);
    found = src != NULL;
    shown |= found;
    if (shown && !found)
        src = better_address(page, n);
    if (src)
        guise_attr(page, n, "src", src);
    if (!shown || is_tracker(page, n)) {
        guise_drop(page, n);
        return;
    }
    settle_candidates(page, n, twin, found);
    settle_sources(page, n, found);
    if (twin != NO_NODE) {
        if (!node_attr(page, n, "alt") && node_attr(page, twin, "alt"))
            guise_attr(page, n, "alt", node_attr(page, twin, "alt"));
        guise_drop(page, twin);
    }
}

/* Whether a picture outside of [noscript, end) shows in a figure. */
static bool shows_another(const struct page *page, uint32_t figure, uint32_t noscript)
{
    for (uint32_t n = figure + 1; n < page->nodes[figure].end; n++)
        if (page->nodes[n].tag == TAG_IMG && !node_is_in(page, n, noscript) &&
            !(page->nodes[n].marks & NODE_DROP))
            return true;
    return false;
}

bool picture_is_named(const char *url)
{
    static const char *const ends[] = {".jpg",  ".jpeg", ".png", ".webp",
                                       ".avif", ".gif",  NULL};
    size_t len = strcspn(url, "?#");

    for (const char *const *end = ends; *end; end++)
        if (len > strlen(*end) &&
            strncasecmp(url + len - strlen(*end), *end, strlen(*end)) == 0)
            return true;
    return false;
}

static bool says_words(const struct page *page, uint32_t n)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (node_is_text(page, i) &&
            strspn(page->nodes[i].text, " \t\n\r\f") < page->nodes[i].len)
            return true;
    return false;
}

static bool is_same_picture(const struct page *page, uint32_t a, uint32_t b)
{
    const char *x, *y;

    if (a == NO_NODE || page->nodes[a].marks & NODE_DROP)
        return false;
    x = node_attr(page, a, "src");
    y = node_attr(page, b, "src");
    return x && y && lead_is_same(x, y);
}

/* Whether the picture in a noscript is shown beside it: by the one `before`, or after. */
static bool is_shown_beside(const struct page *page, uint32_t noscript, uint32_t img,
                            uint32_t before)
{
    uint32_t end = page->nodes[noscript].end, after = end;

    while (after < page->n_nodes && after - end < SOURCES_MAX &&
           page->nodes[after].tag != TAG_IMG)
        after++;
    return is_same_picture(page, before, img) ||
           (after < page->n_nodes && page->nodes[after].tag == TAG_IMG &&
            is_same_picture(page, after, img));
}

/* A picture that stands in a noscript alone: the script that would have made another has not
 * run. In a figure any is, elsewhere one without words that names a picture. `before` is the
 * picture before it. */
static void open_noscript(struct page *page, uint32_t n, uint32_t before)
{
    uint32_t figure = node_closest(page, n, TAG_FIGURE);
    uint32_t img = node_find(page, n, n, TAG_IMG);

    if (img == NO_NODE || page->nodes[img].marks & NODE_DROP)
        return;
    if (figure != NO_NODE
            ? shows_another(page, figure, n)
            : !picture_is_named(node_attr(page, img, "src")) || says_words(page, n) ||
                  is_shown_beside(page, n, img, before))
        return;
    guise_set(page, n, TAG_SPAN, NULL);
}

/* An element with a name of its own has an img's attributes, and no words in it: one that
 * nobody closed holds the rest of the page. */
static bool is_img_by_habit(const struct page *page, uint32_t n)
{
    return page->nodes[n].tag == TAG_UNKNOWN && habit_is(page, n, HABIT_PICTURE) &&
           !says_words(page, n);
}

static void become_img(struct page *page, uint32_t n)
{
    guise_set(
        page, n, TAG_IMG,
        (const char *const[]){"src", "srcset", "sizes", "alt", "width", "height", NULL});
}

void picture_repair(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (is_img_by_habit(page, n))
            become_img(page, n);
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_IMG)
            repair(page, n);
    for (uint32_t n = 0, before = NO_NODE; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_NOSCRIPT) {
            open_noscript(page, n, before);
            n = page->nodes[n].end - 1;
        } else if (page->nodes[n].tag == TAG_IMG) {
            before = n;
        }
}
