#include "engine/side.h"

#include <string.h>

#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/node.h"

/* Siblings before a note that are looked at for its switch. */
#define SWITCH_PARTS 4

/* Nodes that a sibling may hold. */
#define SWITCH_NODES 32

/* "12", "⊕": a label of more bytes says something. */
#define NUMBER_MAX 8

struct parts {
    uint32_t label, box; /* NO_NODE where there is none */
};

static bool is_box(const struct page *page, uint32_t n)
{
    const char *type = node_attr(page, n, "type");

    return page->nodes[n].tag == TAG_INPUT && type && strcasecmp(type, "checkbox") == 0;
}

/* The sibling before `n`, or NO_NODE: looked for among few nodes, so that many notes in one
 * paragraph cost as many looks. */
static uint32_t sibling_before(const struct page *page, uint32_t n)
{
    uint32_t parent = page->nodes[n].parent;

    for (uint32_t i = n - 1; i > parent && n - i <= SWITCH_NODES; i--)
        if (page->nodes[i].parent == parent)
            return i;
    return NO_NODE;
}

/* The label and checkbox among the siblings before a note. */
static struct parts parts_of(const struct page *page, uint32_t note)
{
    struct parts parts = {NO_NODE, NO_NODE};
    uint32_t n = sibling_before(page, note);

    for (int i = 0; i < SWITCH_PARTS && n != NO_NODE; i++, n = sibling_before(page, n)) {
        if (habit_is(page, n, HABIT_SIDE_NOTE))
            break;
        if (is_box(page, n) && parts.box == NO_NODE)
            parts.box = n;
        else if (habit_is(page, n, HABIT_SIDE_SWITCH) && parts.label == NO_NODE)
            parts.label = n;
    }
    return parts;
}

/* What the switch shows: its own text where that is a number, the count where the style
 * sheet would write it; NULL where it is a sign that there is a note in the margin. */
static const char *number_of(struct page *page, uint32_t note, uint32_t label,
                             unsigned *count)
{
    const char *text = node_text(page, label, page->nodes[label].end);

    if (strpbrk(text, "0123456789") && strlen(text) <= NUMBER_MAX)
        return text;
    if (habit_is(page, note, HABIT_MARGIN_NOTE) || *text)
        return NULL;
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "%u", ++*count);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

/* No id of a page has a blank: a link to one leads nowhere else. */
static const char *name_of(struct page *page, const char *lead, uint32_t n)
{
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "%sside %u", lead, n);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static void become_link(struct page *page, uint32_t n, uint32_t to, const char *label)
{
    guise_set(page, n, TAG_A, NULL);
    guise_attr(page, n, "href", name_of(page, "#", to));
    guise_attr(page, n, "label", label);
    page->nodes[n].marks |= NODE_SAYS;
}

static void link_both(struct page *page, uint32_t note, struct parts parts,
                      const char *number)
{
    become_link(page, parts.label, note, number);
    guise_attr(page, parts.label, "id", name_of(page, "", parts.label));
    guise_attr(page, note, "id", name_of(page, "", note));
    if (parts.box == NO_NODE) { /* the page has no element for the way back */
        guise_attr(page, note, "href", name_of(page, "#", parts.label));
        guise_attr(page, note, "label", number);
        return;
    }
    become_link(page, parts.box, parts.label, number);
    page->nodes[parts.box].marks |= NODE_SIDE | NODE_NOTE_BACK;
}

static void mend(struct page *page, uint32_t note, unsigned *count)
{
    struct parts parts = parts_of(page, note);
    const char *number =
        parts.label == NO_NODE ? NULL : number_of(page, note, parts.label, count);

    guise_set(page, note, TAG_ASIDE, NULL);
    page->nodes[note].marks |= NODE_SIDE;
    if (number)
        link_both(page, note, parts, number);
    else if (parts.label != NO_NODE)
        guise_drop(page, parts.label);
}

uint32_t side_back(const struct page *page, uint32_t note)
{
    uint32_t n = sibling_before(page, note);

    if (node_attr(page, note, "href"))
        return note;
    for (int i = 0; i < SWITCH_PARTS && n != NO_NODE; i++, n = sibling_before(page, n))
        if (page->nodes[n].marks & NODE_SIDE)
            return page->nodes[n].tag == TAG_A ? n : NO_NODE;
    return NO_NODE;
}

void side_mend(struct page *page)
{
    unsigned count = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].parent != NO_NODE && habit_is(page, n, HABIT_SIDE_NOTE) &&
            (page->nodes[n].tag == TAG_SPAN || page->nodes[n].tag == TAG_SMALL))
            mend(page, n, &count);
}
