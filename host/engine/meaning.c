#include "engine/meaning.h"

#include <stdlib.h>
#include <string.h>

#include "engine/guise.h"
#include "engine/node.h"

/* How far above a row or cell its table may stand. */
#define LEVELS_ABOVE 3

/* ---- by role ---- */

struct role {
    const char *name;
    uint16_t tag;
    uint16_t within; /* stands in an element of this kind, or TAG_UNKNOWN: anywhere */
};

/* The roles of WAI-ARIA that words or rows are lost without. A parent comes before what
 * stands in it: so it has its guise by then. */
static const struct role roles[] = {
    {"table", TAG_TABLE, TAG_UNKNOWN},    {"grid", TAG_TABLE, TAG_UNKNOWN},
    {"treegrid", TAG_TABLE, TAG_UNKNOWN}, {"rowgroup", TAG_TBODY, TAG_TABLE},
    {"row", TAG_TR, TAG_TABLE},           {"cell", TAG_TD, TAG_TR},
    {"gridcell", TAG_TD, TAG_TR},         {"columnheader", TAG_TH, TAG_TR},
    {"rowheader", TAG_TH, TAG_TR},        {"list", TAG_UL, TAG_UNKNOWN},
    {"listitem", TAG_LI, TAG_UL},         {"note", TAG_ASIDE, TAG_UNKNOWN},
};

static bool is_plain(uint16_t tag)
{
    return tag == TAG_DIV || tag == TAG_SPAN || tag == TAG_SECTION || tag == TAG_P ||
           tag == TAG_UNKNOWN;
}

static bool stands_in(const struct page *page, uint32_t n, uint16_t tag)
{
    for (int i = 0; i < LEVELS_ABOVE && n != NO_NODE; i++) {
        n = page->nodes[n].parent;
        if (n != NO_NODE && page->nodes[n].tag == tag)
            return true;
    }
    return false;
}

static bool holds_role(const struct page *page, uint32_t n, const char *name)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++) {
        const char *role = node_attr(page, i, "role");

        if (role && strcmp(role, name) == 0)
            return true;
    }
    return false;
}

/* A grid of controls, or a list without items, is none. */
static bool is_whole(const struct page *page, uint32_t n, uint16_t tag)
{
    if (tag == TAG_TABLE)
        return holds_role(page, n, "row");
    return tag != TAG_UL || holds_role(page, n, "listitem");
}

/* What its role says, when the level is one of [from, to]. */
static void mend_heading(struct page *page, uint32_t n, long from, long to)
{
    static const uint16_t tags[] = {TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6};
    const char *said = node_attr(page, n, "aria-level");
    long level = said ? strtol(said, NULL, 10) : 2;

    if (level >= from && level <= to)
        guise_set(page, n, (enum tag)tags[level - 1], (const char *const[]){"id", NULL});
}

static void mend_role(struct page *page, uint32_t n, const char *name)
{
    if (strcmp(name, "heading") == 0)
        mend_heading(page, n, 2, 6);
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
        if (strcmp(name, roles[i].name) != 0)
            continue;
        if ((roles[i].within == TAG_UNKNOWN || stands_in(page, n, roles[i].within)) &&
            is_whole(page, n, roles[i].tag))
            guise_set(page, n, (enum tag)roles[i].tag,
                      (const char *const[]){"id", "colspan", "rowspan", NULL});
        return;
    }
}

/* ---- given up ---- */

static uint16_t successor_of(uint16_t tag)
{
    switch (tag) {
    case TAG_ACRONYM:
        return TAG_ABBR;
    case TAG_TT:
        return TAG_CODE;
    case TAG_STRIKE:
        return TAG_S;
    case TAG_DIR:
    case TAG_MENU:
        return TAG_UL;
    default:
        return TAG_UNKNOWN;
    }
}

/* ---- lists in lists ---- */

static bool is_list(uint16_t tag)
{
    return tag == TAG_UL || tag == TAG_OL;
}

static bool is_blank(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    return node->tag == TAG_TEXT && strspn(node->text, " \t\n\r\f") == node->len;
}

/* Between an item and the next stands a list: it belongs to the item before it, as whoever
 * wrote it meant. Numbers stay; only parents and ends change. */
static void adopt_lists(struct page *page, uint32_t list)
{
    struct node *nodes = page->nodes;
    uint32_t item = NO_NODE;

    for (uint32_t n = list + 1; n < nodes[list].end; n = nodes[n].end) {
        if (nodes[n].tag == TAG_LI)
            item = n;
        else if (!is_list(nodes[n].tag) && !is_blank(page, n))
            item = NO_NODE;
        if (item == NO_NODE || !is_list(nodes[n].tag))
            continue;
        for (uint32_t i = nodes[item].end; i <= n; i = nodes[i].end)
            nodes[i].parent = item;
        nodes[item].end = nodes[n].end;
    }
}

void meaning_settle(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *role =
            (page->nodes[n].marks & NODE_KEEP) && is_plain(page->nodes[n].tag)
                ? node_attr(page, n, "role")
                : NULL;

        if (role && strcmp(role, "heading") == 0 && node_heading_level(page, n) == 0)
            mend_heading(page, n, 1, 1);
    }
}

void meaning_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint16_t tag = page->nodes[n].tag, successor = successor_of(tag);
        const char *role = is_plain(tag) ? node_attr(page, n, "role") : NULL;

        if (role)
            mend_role(page, n, role);
        else if (successor != TAG_UNKNOWN)
            guise_set(page, n, (enum tag)successor, (const char *const[]){"id", NULL});
        if (is_list(page->nodes[n].tag))
            adopt_lists(page, n);
    }
}
