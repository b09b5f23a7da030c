#include "engine/drawing.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/node.h"
#include "rules/vocabulary.h"

#define LEAD "data:image/svg+xml"

/* A drawing in bytes, before base64. The largest figures of chart libraries have some
 * hundred kilobytes; maps have megabytes, and are no reading. */
#define DRAWING_MAX (512u * 1024u)

/* Smaller ones, either way, are icons. */
#define ICON_PX 64

/* So large and of so many shapes, it is a figure wherever it stands. */
#define FIGURE_PX 200
#define FIGURE_SHAPES 5

/* Each is looked for in all of the drawing. */
#define USES_MAX 64

static const struct svg_name *name_find(const char *name)
{
    size_t low = 0, high = n_svg_names;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcasecmp(name, svg_names[middle].name);

        if (order == 0)
            return &svg_names[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

static bool is_shape(const char *name)
{
    const struct svg_name *found = name_find(name);

    return found && found->kind == SVG_SHAPE;
}

/* ---- in an address ---- */

bool drawing_is(const char *url)
{
    return strncasecmp(url, LEAD, strlen(LEAD)) == 0;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static void decode_percent(const char *at, struct strbuf *out)
{
    for (; *at; at++) {
        if (*at == '%' && hex(at[1]) >= 0 && hex(at[2]) >= 0) {
            strbuf_putc(out, (char)(hex(at[1]) * 16 + hex(at[2])));
            at += 2;
        } else {
            strbuf_putc(out, *at);
        }
    }
}

/* A box of one colour or none is a place held; so what draws is any shape but that. */
static bool draws(const char *svg)
{
    char name[16];

    for (const char *at = svg; (at = strchr(at, '<')) != NULL;) {
        size_t len = strspn(++at, "abcdefghijklmnopqrstuvwxyz");

        if (len == 0 || len >= sizeof name)
            continue;
        memcpy(name, at, len);
        name[len] = '\0';
        if (strcmp(name, "image") == 0 || (is_shape(name) && strcmp(name, "rect") != 0))
            return true;
    }
    return false;
}

const char *drawing_address(struct page *page, const char *url)
{
    struct strbuf *scratch = &page->scratch;
    const char *comma = strchr(url, ','), *copy;
    size_t len;

    if (!comma)
        return NULL;
    strbuf_clear(scratch);
    if (memmem(url, (size_t)(comma - url), ";base64", 7)) {
        if (!base64_decode(comma + 1, strlen(comma + 1), scratch))
            return NULL;
    } else {
        decode_percent(comma + 1, scratch);
    }
    if (strbuf_failed(scratch) || !draws(scratch->bytes))
        return NULL;
    len = scratch->len;
    copy = arena_copy(&page->arena, scratch->bytes, len);
    strbuf_clear(scratch);
    strbuf_puts(scratch, LEAD ";base64,");
    base64_encode(copy, len, scratch);
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

/* ---- in the page ---- */

static void put_escaped(struct strbuf *out, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];

        if (c == '&')
            strbuf_puts(out, "&amp;");
        else if (c == '<')
            strbuf_puts(out, "&lt;");
        else if (c == '>')
            strbuf_puts(out, "&gt;");
        else if (c == '"')
            strbuf_puts(out, "&quot;");
        else if (c >= 0x20 || c == '\n' || c == '\t')
            strbuf_putc(out, (char)c);
    }
}

/* What leads within the drawing may stay. */
static bool is_inner(const char *value)
{
    for (const char *url = value; (url = strcasestr(url, "url(")) != NULL;) {
        url += 4;
        url += strspn(url, " \"'");
        if (*url != '#')
            return false;
    }
    return true;
}

static void put_attribute(struct strbuf *out, const struct attr *attr)
{
    const char *name = attr->name;
    const struct svg_name *found;

    if (strcmp(name, "xlink:href") == 0 || strcmp(name, "href") == 0) {
        if (attr->value[0] != '#')
            return;
        name = "href";
    } else if (strcmp(name, "style") != 0) {
        found = name_find(name);
        if (!found || found->kind != SVG_ATTR)
            return;
        name = found->name;
    }
    if (!is_inner(attr->value))
        return;
    strbuf_printf(out, " %s=\"", name);
    put_escaped(out, attr->value, attr->value_len);
    strbuf_putc(out, '"');
}

static void put_start(struct strbuf *out, const struct node *node, const char *name)
{
    strbuf_printf(out, "<%s", name);
    if (strcmp(name, "svg") == 0)
        strbuf_puts(out, " xmlns=\"http://www.w3.org/2000/svg\"");
    for (uint32_t i = 0; i < node->len; i++)
        put_attribute(out, &node->attrs[i]);
    strbuf_putc(out, '>');
}

/* The element's name in a drawing; NULL where it is not taken. */
static const char *taken(const struct node *node)
{
    const struct svg_name *found = node->tag == TAG_TEXT ? NULL : name_find(node->name);

    return found && found->kind != SVG_ATTR ? found->name : NULL;
}

/* Writes the svg element n as XML. Without recursion: the way up is the parents'. */
static void put_drawing(const struct page *page, uint32_t n, struct strbuf *out)
{
    const struct node *nodes = page->nodes;
    uint32_t open = NO_NODE; /* the innermost element whose end is due */

    for (uint32_t i = n; i < nodes[n].end && !strbuf_failed(out);) {
        const char *name = taken(&nodes[i]);

        while (open != NO_NODE && nodes[open].end <= i) {
            strbuf_printf(out, "</%s>", taken(&nodes[open]));
            open = open == n ? NO_NODE : nodes[open].parent;
        }
        if (nodes[i].tag == TAG_TEXT) {
            put_escaped(out, nodes[i].text, nodes[i].len);
            i++;
        } else if (name) {
            put_start(out, &nodes[i], name);
            open = i++;
        } else {
            i = nodes[i].end;
        }
    }
    for (; open != NO_NODE; open = open == n ? NO_NODE : nodes[open].parent)
        strbuf_printf(out, "</%s>", taken(&nodes[open]));
}

struct extent {
    double width, height;
};

static struct extent extent_of(const struct page *page, uint32_t n)
{
    const char *width = node_attr(page, n, "width"),
               *height = node_attr(page, n, "height");
    const char *box = node_attr(page, n, "viewbox");
    struct extent extent = {0, 0};
    double box_values[4] = {0};
    char *end;

    if (width && !strchr(width, '%'))
        extent.width = strtod(width, NULL);
    if (height && !strchr(height, '%'))
        extent.height = strtod(height, NULL);
    for (int i = 0; box && i < 4; i++, box = end) {
        box += strspn(box, " ,\n\t");
        box_values[i] = strtod(box, &end);
    }
    if (!(extent.width > 0))
        extent.width = box_values[2];
    if (!(extent.height > 0))
        extent.height = box_values[3];
    return extent;
}

static bool says_hidden(const struct page *page, uint32_t n)
{
    const char *hidden = node_attr(page, n, "aria-hidden");

    return hidden && strcmp(hidden, "true") == 0;
}

/* What a drawing inside these dresses or renders is said elsewhere. */
static bool dresses(const struct page *page, uint32_t n)
{
    for (n = page->nodes[n].parent; n != NO_NODE; n = page->nodes[n].parent)
        if (page->nodes[n].tag == TAG_A || page->nodes[n].tag == TAG_BUTTON ||
            page->nodes[n].tag == TAG_SVG || habit_is(page, n, HABIT_FORMULA))
            return true;
    return false;
}

/* Where an element of a drawing leads; NULL: nowhere. */
static const char *href_of(const struct page *page, uint32_t n)
{
    const char *href = node_attr(page, n, "href");

    return href ? href : node_attr(page, n, "xlink:href");
}

static bool stands_inside(const struct page *page, uint32_t n, const char *href)
{
    for (uint32_t i = n + 1; href && *href == '#' && i < page->nodes[n].end; i++) {
        const char *id = node_attr(page, i, "id");

        if (id && strcmp(id, href + 1) == 0)
            return true;
    }
    return false;
}

/* Of what it uses, how much stands elsewhere, in a file or another drawing. */
static unsigned count_lost(const struct page *page, uint32_t n)
{
    unsigned uses = 0, lost = 0;

    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (page->nodes[i].tag != TAG_TEXT && strcmp(page->nodes[i].name, "use") == 0 &&
            (++uses > USES_MAX || !stands_inside(page, n, href_of(page, i))))
            lost++;
    return lost;
}

/* Whether a length covers the greater part of an extent; one that is not given does. */
static bool covers(const char *length, double extent)
{
    double value = length ? strtod(length, NULL) : extent;

    return length && strchr(length, '%') ? value > 50 : value * 2 > extent;
}

/* The photograph that a drawing is drawn upon, or NULL: shown as a picture, the drawing would
 * not load it. */
static const char *photograph(const struct page *page, uint32_t n, struct extent extent)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++) {
        const char *href =
            page->nodes[i].tag != TAG_TEXT && strcmp(page->nodes[i].name, "image") == 0
                ? href_of(page, i)
                : NULL;

        if (href && *href != '#' && strncmp(href, "data:", 5) != 0 &&
            node_attr(page, i, "width") &&
            covers(node_attr(page, i, "width"), extent.width) &&
            covers(node_attr(page, i, "height"), extent.height))
            return href;
    }
    return NULL;
}

/* What it shows, for those who can't see it: its label or title. NULL where it says none. */
static const char *label_of(struct page *page, uint32_t n)
{
    const char *label = node_attr(page, n, "aria-label");
    uint32_t title = node_find(page, n, n, TAG_TITLE);

    if (label && *label)
        return label;
    return title == NO_NODE ? NULL : node_text(page, title, page->nodes[title].end);
}

static bool is_figure(struct page *page, uint32_t n)
{
    const char *role = node_attr(page, n, "role");
    struct extent extent = extent_of(page, n);
    unsigned shapes = 0, texts = 0, lost;

    if (extent.width < ICON_PX || extent.height < ICON_PX || dresses(page, n))
        return false;
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (page->nodes[i].tag != TAG_TEXT && is_shape(page->nodes[i].name)) {
            shapes++;
            texts += strcmp(page->nodes[i].name, "text") == 0;
        }
    lost = count_lost(page, n);
    if (shapes <= lost)
        return false;
    if (node_closest(page, n, TAG_FIGURE) != NO_NODE)
        return true;
    if (lost > 0 || says_hidden(page, n))
        return false;
    return (role && strcmp(role, "img") == 0) || label_of(page, n) || texts >= 2 ||
           (extent.width >= FIGURE_PX && extent.height >= FIGURE_PX &&
            shapes >= FIGURE_SHAPES);
}

static const char *photograph_of(struct page *page, uint32_t n)
{
    struct extent extent = extent_of(page, n);

    return extent.width >= ICON_PX && extent.height >= ICON_PX && !dresses(page, n) &&
                   !says_hidden(page, n)
               ? photograph(page, n, extent)
               : NULL;
}

static void become_img(struct page *page, uint32_t n, const char *src)
{
    const char *label = label_of(page, n);

    guise_set(page, n, TAG_IMG, (const char *const[]){"width", "height", NULL});
    guise_attr(page, n, "src", src);
    if (label)
        guise_attr(page, n, "alt", label);
}

static void mend(struct page *page, uint32_t n)
{
    struct strbuf svg;

    strbuf_init(&svg, DRAWING_MAX);
    put_drawing(page, n, &svg);
    strbuf_clear(&page->scratch);
    strbuf_puts(&page->scratch, LEAD ";base64,");
    base64_encode(svg.bytes, svg.len, &page->scratch);
    bool good = !strbuf_failed(&svg);
    strbuf_release(&svg);
    if (!good)
        return;
    become_img(page, n, arena_copy(&page->arena, page->scratch.bytes, page->scratch.len));
}

void drawing_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_SVG) {
            const char *photo = photograph_of(page, n);

            if (photo)
                become_img(page, n, photo);
            else if (is_figure(page, n))
                mend(page, n);
            n = page->nodes[n].end - 1;
        }
}
