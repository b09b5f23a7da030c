#include "engine/around.h"

#include <string.h>

#include "base/text.h"
#include "engine/lexicon.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/style.h"

#define BIT(kind) ((uint64_t)1 << (kind))

/* Names that speak for text, and those that speak against it. */
#define ZONES_GOOD (1u << ZONE_KIND_CONTENT | 1u << ZONE_KIND_POST)
#define ZONES_BAD                                                              \
    (1u << ZONE_KIND_NAV | 1u << ZONE_KIND_FOOTER | 1u << ZONE_KIND_ASIDE |    \
     1u << ZONE_KIND_COMMENTS | 1u << ZONE_KIND_RELATED | 1u << ZONE_KIND_AD | \
     1u << ZONE_KIND_SHARE | 1u << ZONE_KIND_PROMO)

static uint64_t kinds_of_tag(uint16_t tag)
{
    switch (tag) {
    case TAG_ARTICLE:
        return BIT(AROUND_ARTICLE);
    case TAG_MAIN:
        return BIT(AROUND_MAIN);
    case TAG_SECTION:
        return BIT(AROUND_SECTION);
    case TAG_NAV:
    case TAG_MENU:
        return BIT(AROUND_NAV);
    case TAG_HEADER:
        return BIT(AROUND_HEADER);
    case TAG_FOOTER:
        return BIT(AROUND_FOOTER);
    case TAG_ASIDE:
        return BIT(AROUND_ASIDE);
    case TAG_FORM:
    case TAG_FIELDSET:
        return BIT(AROUND_FORM);
    case TAG_TABLE:
        return BIT(AROUND_TABLE);
    case TAG_UL:
    case TAG_OL:
    case TAG_DL:
        return BIT(AROUND_LIST);
    case TAG_LI:
    case TAG_DT:
    case TAG_DD:
        return BIT(AROUND_ITEM);
    case TAG_BLOCKQUOTE:
        return BIT(AROUND_QUOTE);
    case TAG_FIGURE:
        return BIT(AROUND_FIGURE);
    case TAG_PRE:
    case TAG_CODE:
        return BIT(AROUND_CODE);
    case TAG_P:
        return BIT(AROUND_PARAGRAPH);
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        return BIT(AROUND_HEADING);
    case TAG_BUTTON:
    case TAG_LABEL:
        return BIT(AROUND_BUTTON);
    case TAG_A:
        return BIT(AROUND_LINK);
    case TAG_DETAILS:
        return BIT(AROUND_DETAILS);
    case TAG_DIALOG:
        return BIT(AROUND_DIALOG);
    case TAG_NOSCRIPT:
        return BIT(AROUND_NOSCRIPT);
    default:
        return 0;
    }
}

static uint64_t kinds_of_role(const char *value)
{
    enum role_kind role;

    if (text_equal_nocase(value, "main"))
        return BIT(AROUND_MAIN);
    if (text_equal_nocase(value, "article"))
        return BIT(AROUND_ARTICLE);
    if (text_equal_nocase(value, "button"))
        return BIT(AROUND_BUTTON);
    if (!lexicon_role(value, &role))
        return 0;
    switch (role) {
    case ROLE_DIALOG:
        return BIT(AROUND_DIALOG);
    case ROLE_FRAME:
        return BIT(AROUND_NAV);
    case ROLE_ASIDE:
        return BIT(AROUND_ASIDE);
    default:
        return 0;
    }
}

static uint64_t kinds_of_names(const struct naming *naming)
{
    uint64_t kinds = (uint64_t)(naming->zones.strong | naming->zones.weak)
                     << N_AROUND_TAGS;

    if (naming->overlays.strong & (1u << KIND_CONSENT))
        kinds |= BIT(AROUND_CONSENT);
    if (naming->overlays.strong & ~(1u << KIND_CONSENT))
        kinds |= BIT(AROUND_PROMPT);
    return kinds;
}

static uint64_t kinds_of_attr(const struct attr *attr)
{
    const char *value = attr->value;

    if (node_attr_is(attr, "role"))
        return kinds_of_role(value);
    if (node_attr_is(attr, "hidden"))
        return BIT(AROUND_HIDDEN);
    if (node_attr_is(attr, "aria-hidden"))
        return strcmp(value, "true") == 0 ? BIT(AROUND_ARIA) : 0;
    if (node_attr_is(attr, "style") &&
        (style_is(value, "display", "none") || style_is(value, "visibility", "hidden")))
        return BIT(AROUND_HIDDEN);
    if (node_attr_is(attr, "itemprop") &&
        (strcmp(value, "articleBody") == 0 || strcmp(value, "text") == 0))
        return BIT(AROUND_BODY);
    return 0;
}

/* What page-wide wrappers are called (a theme's "has-sidebar" on body) says nothing of
 * what they hold. */
static uint64_t own_kinds(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    const struct namings *called = &page->namings[n];
    uint64_t kinds = kinds_of_tag(node->tag);

    if (n == page->html || n == page->body)
        return 0;
    kinds |= called->class ? kinds_of_names(called->class) : 0;
    kinds |= called->id ? kinds_of_names(called->id) : 0;
    for (uint32_t i = 0; i < node->len; i++)
        kinds |= kinds_of_attr(&node->attrs[i]);
    return kinds;
}

static void stand_in(struct around *around, uint64_t kinds, uint16_t depth)
{
    uint32_t zones = (uint32_t)(kinds >> N_AROUND_TAGS);

    for (int kind = 0; kinds != 0; kind++, kinds >>= 1)
        if (kinds & 1)
            around->depth[kind] = (uint16_t)(depth + 1);
    around->good += (zones & ZONES_GOOD) && around->good < UINT8_MAX;
    around->bad += (zones & ZONES_BAD) && around->bad < UINT8_MAX;
}

void around_sweep(struct page *page, struct surroundings *out)
{
    static const struct around nowhere;

    out->page = page;
    out->of = arena_array(&page->arena, page->n_nodes, sizeof(void *));
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        uint64_t kinds = node->tag == TAG_TEXT ? 0 : own_kinds(page, n);
        struct around *around;

        out->of[n] = node->parent == NO_NODE ? &nowhere : out->of[node->parent];
        if (kinds == 0)
            continue;
        around = arena_alloc(&page->arena, sizeof(*around));
        *around = *out->of[n];
        stand_in(around, kinds, node->depth);
        out->of[n] = around;
    }
}

int32_t around_up(const struct surroundings *around, uint32_t n, int kind)
{
    uint16_t depth = around->of[n]->depth[kind];
    int32_t up = (int32_t)around->page->nodes[n].depth + 1 - depth;

    if (depth == 0)
        return AROUND_FAR;
    return up < 0 ? 0 : up < AROUND_FAR ? up : AROUND_FAR - 1;
}
