#include "engine/backdrop.h"

#include <string.h>

#include "base/array.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/lead.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/picture.h"
#include "engine/sanitise.h"

/* More nodes inside, and it is no empty element. */
#define NODES_MAX 8

/* Nodes on either side that are looked at for the same picture as an img. */
#define NODES_BESIDE 16

static bool is_candidate(uint16_t tag)
{
    return tag == TAG_DIV || tag == TAG_SPAN || tag == TAG_A || tag == TAG_FIGURE ||
           tag == TAG_SECTION;
}

static bool is_empty(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    if (node->end - n > NODES_MAX)
        return false;
    for (uint32_t i = n + 1; i < node->end; i++) {
        const struct node *inner = &page->nodes[i];

        if (inner->tag == TAG_TEXT ? strspn(inner->text, " \t\n\r\f") < inner->len
                                   : inner->tag == TAG_IMG && !(inner->marks & NODE_DROP))
            return false;
    }
    return true;
}

/* The file that a script would show in this element. */
static const char *late_file(const struct page *page, uint32_t n)
{
    const char *late = habit_attr(page, n, HABIT_LATE_SRC);

    return late && picture_is_named(late) ? late : NULL;
}

static bool says_picture(const struct page *page, uint32_t n)
{
    const char *role = node_attr(page, n, "role");

    return (role && strcmp(role, "img") == 0) || habit_attr(page, n, HABIT_BACKGROUND) ||
           late_file(page, n) || node_closest(page, n, TAG_FIGURE) != NO_NODE;
}

/* What stands in the first url() from `at` on, in the arena; NULL where there is none. */
static const char *address_in_css(struct page *page, const char *at)
{
    const char *end;

    at = strcasestr(at, "url(");
    if (!at)
        return NULL;
    at += strlen("url(");
    at += strspn(at, " \t\n\"'");
    end = at + strcspn(at, "\"')");
    return end > at ? arena_copy(&page->arena, at, (size_t)(end - at)) : NULL;
}

static const char *address_of(struct page *page, uint32_t n)
{
    const char *late = habit_attr(page, n, HABIT_BACKGROUND);
    const char *style = node_attr(page, n, "style");

    if (late && *late)
        return strcasestr(late, "url(") ? address_in_css(page, late) : late;
    if (late_file(page, n))
        return late_file(page, n);
    style = style ? strcasestr(style, "background") : NULL;
    return style ? address_in_css(page, style) : NULL;
}

static bool is_picture(const struct page *page, const char *url)
{
    struct strbuf clean;
    bool good;

    strbuf_init(&clean, LIMIT_ATTRIBUTE);
    good = sanitise_value(page, VALUE_IMAGE, url, strlen(url), &clean);
    strbuf_release(&clean);
    return good && strncmp(url, "data:", 5) != 0;
}

/* For readers without scripts the same stands beside it. */
static bool is_shown_beside(const struct page *page, uint32_t n, const char *url)
{
    uint32_t end = page->nodes[n].end;
    uint32_t first = n > NODES_BESIDE ? n - NODES_BESIDE : 0;
    uint32_t last =
        page->n_nodes - end > NODES_BESIDE ? end + NODES_BESIDE : page->n_nodes;

    for (uint32_t i = first; i < last; i++) {
        const char *src =
            page->nodes[i].tag == TAG_IMG && !(page->nodes[i].marks & NODE_DROP)
                ? node_attr(page, i, "src")
                : NULL;

        if (src && lead_is_same(src, url))
            return true;
    }
    return false;
}

static const char *label_of(const struct page *page, uint32_t n)
{
    static const char *const names[] = {"aria-label", "alt", "data-alt"};
    const char *label = NULL;

    for (size_t i = 0; i < N_OF(names) && !label; i++)
        label = node_attr(page, n, names[i]);
    return label;
}

static void mend(struct page *page, uint32_t n)
{
    const char *url = address_of(page, n), *label = label_of(page, n);

    if (!url || !is_picture(page, url) || is_shown_beside(page, n, url))
        return;
    guise_set(page, n, TAG_IMG, (const char *const[]){"width", "height", NULL});
    guise_attr(page, n, "src", url);
    if (label)
        guise_attr(page, n, "alt", label);
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        guise_drop(page, i);
}

void backdrop_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (is_candidate(page->nodes[n].tag) && page->nodes[n].len > 0 &&
            is_empty(page, n) && /* asked first: it is cheap, and most are not */
            (node_attr(page, n, "style") || habit_attr(page, n, HABIT_BACKGROUND) ||
             late_file(page, n)) &&
            says_picture(page, n))
            mend(page, n);
}
