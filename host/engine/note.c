#include "engine/note.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "engine/block.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/node.h"

/* Links within the page that are looked at; an index of a book has some thousands. */
#define LINKS_MAX 4096

/* "12", "[iv]", "*": a label of more bytes is a link of another kind. */
#define LABEL_MAX 8

/* Nodes that are looked at for what bears the id, from where a link leads. */
#define SEARCH_MAX 256

/* How far above a note the name of the list of notes may stand. */
#define LEVELS_ABOVE 4

struct place {
    const char *name; /* an id, or the name of an anchor */
    uint32_t node;
};

struct link {
    uint32_t node;   /* the a */
    uint32_t target; /* what its fragment names */
    uint32_t bearer; /* the printed element that gets the id; NO_NODE: none is */
};

struct notes {
    struct page *page;
    struct place *places;
    size_t n_places;
    struct link *links;
    size_t n_links;
    uint32_t *texts; /* kept texts in nodes [0, n) */
};

/* ---- where fragments lead ---- */

static int by_name(const void *a, const void *b)
{
    const struct place *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    return order ? order : x->node < y->node ? -1 : x->node > y->node;
}

static void list_places(struct notes *notes)
{
    struct page *page = notes->page;
    size_t cap = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *name = node_attr(page, n, "id");

        if (!name && page->nodes[n].tag == TAG_A)
            name = node_attr(page, n, "name");
        if (!name || !*name)
            continue;
        notes->places = arena_grow(&page->arena, notes->places, &cap, notes->n_places + 1,
                                   sizeof *notes->places);
        notes->places[notes->n_places++] = (struct place){name, n};
    }
    if (notes->n_places)
        qsort(notes->places, notes->n_places, sizeof *notes->places, by_name);
}

/* The first element of that name, as browsers take it. */
static uint32_t place_of(const struct notes *notes, const char *name)
{
    size_t low = 0, high = notes->n_places;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(notes->places[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < notes->n_places && strcmp(notes->places[low].name, name) == 0
               ? notes->places[low].node
               : NO_NODE;
}

/* The fragment of an address of this page; NULL for any other address. */
static const char *fragment_of(const struct page *page, const char *href)
{
    const char *url = page->snapshot->url, *hash;
    size_t len;

    if (!href)
        return NULL;
    href += strspn(href, " \t\n");
    if (*href == '#')
        return href[1] ? href + 1 : NULL;
    hash = strchr(href, '#');
    if (!hash || !url)
        return NULL;
    len = strcspn(url, "#");
    return (size_t)(hash - href) == len && memcmp(href, url, len) == 0 && hash[1]
               ? hash + 1
               : NULL;
}

static bool is_kept(const struct page *page, uint32_t n)
{
    return (page->nodes[n].marks & NODE_KEEP) && !(page->nodes[n].marks & NODE_DROP);
}

static bool is_kept_text(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    return node->tag == TAG_TEXT && is_kept(page, n) &&
           strspn(node->text, " \t\n\r\f") < node->len;
}

static void count_texts(struct notes *notes)
{
    const struct page *page = notes->page;
    uint32_t dropped_end = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (page->nodes[n].marks & NODE_DROP && page->nodes[n].end > dropped_end)
            dropped_end = page->nodes[n].end;
        notes->texts[n + 1] =
            notes->texts[n] + (n >= dropped_end && is_kept_text(page, n));
    }
}

static bool holds_kept_text(const struct notes *notes, uint32_t n)
{
    return notes->texts[notes->page->nodes[n].end] > notes->texts[n];
}

/* Elements that are printed with their own attributes, where they hold text. */
static bool bears_id(const struct page *page, uint32_t n)
{
    uint16_t tag = page->nodes[n].tag;

    if (page->nodes[n].marks & (NODE_UNWRAP | NODE_DROP))
        return false;
    switch (tag) {
    case TAG_A:
        return node_attr(page, n, "href") != NULL;
    case TAG_P:
    case TAG_LI:
    case TAG_DD:
    case TAG_DT:
    case TAG_TD:
    case TAG_TH:
    case TAG_SUP:
    case TAG_SPAN:
    case TAG_FIGURE:
    case TAG_BLOCKQUOTE:
    case TAG_ASIDE:
    case TAG_PRE:
    case TAG_CITE:
        return true;
    default:
        return tag_heading_level(tag) != 0;
    }
}

/* A div of running text alone is printed as a paragraph: then it is one. */
static bool is_paragraph(const struct page *page, uint32_t n)
{
    if (page->nodes[n].tag != TAG_DIV || page->nodes[n].end - n > SEARCH_MAX)
        return false;
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (tag_rules[page->nodes[i].tag].block)
            return false;
    return true;
}

/* Text that is left out: no link leads there, and none to what happens to stand around it.
 * The title does not count, which is printed above the text. */
static bool is_left_out(const struct notes *notes, uint32_t n)
{
    struct page *page = notes->page;

    return !holds_kept_text(notes, n) && tag_heading_level(page->nodes[n].tag) == 0 &&
           *node_text(page, n, page->nodes[n].end) != '\0';
}

/* What is printed where a fragment leads: the element, the first in it that bears an id,
 * or what holds an empty anchor. */
static uint32_t bearer_of(const struct notes *notes, uint32_t target)
{
    struct page *page = notes->page;
    uint32_t top = target, end;

    if (is_left_out(notes, top))
        return NO_NODE;
    if (!holds_kept_text(notes, top))
        top = page->nodes[top].parent;
    if (top == NO_NODE || !holds_kept_text(notes, top))
        return NO_NODE;
    if (is_paragraph(page, top))
        guise_set(page, top, TAG_P, NULL);
    end =
        page->nodes[top].end - top > SEARCH_MAX ? top + SEARCH_MAX : page->nodes[top].end;
    for (uint32_t n = top; n < end && !is_kept_text(page, n); n++)
        if (page->nodes[n].marks & NODE_NOTE_BACK) /* the note is what comes after it */
            n = page->nodes[n].end - 1;
        else if (page->nodes[n].tag != TAG_TEXT && bears_id(page, n) &&
                 holds_kept_text(notes, n))
            return n;
    while (top != NO_NODE && !bears_id(page, top))
        top = tag_rules[page->nodes[top].tag].block ? NO_NODE : page->nodes[top].parent;
    return top;
}

static void list_links(struct notes *notes)
{
    struct page *page = notes->page;
    size_t cap = 0;

    for (uint32_t n = 0; n < page->n_nodes && notes->n_links < LINKS_MAX; n++) {
        bool leads = page->nodes[n].tag == TAG_A || page->nodes[n].marks & NODE_SIDE;
        const char *fragment =
            leads ? fragment_of(page, node_attr(page, n, "href")) : NULL;
        uint32_t target = fragment ? place_of(notes, fragment) : NO_NODE;

        if (target == NO_NODE || page->nodes[n].marks & (NODE_DROP | NODE_UNWRAP))
            continue;
        notes->links = arena_grow(&page->arena, notes->links, &cap, notes->n_links + 1,
                                  sizeof *notes->links);
        notes->links[notes->n_links++] = (struct link){n, target, NO_NODE};
    }
}

/* ---- notes among them ---- */

static bool is_label(struct page *page, uint32_t n)
{
    const char *text;

    if (node_closest(page, n, TAG_SUP) != NO_NODE || habit_is(page, n, HABIT_NOTE_MARK) ||
        habit_is(page, n, HABIT_SIDE_SWITCH))
        return true;
    text = node_text(page, n, page->nodes[n].end);
    return *text && strlen(text) <= LABEL_MAX &&
           strpbrk(text, "0123456789*\xe2") != NULL; /* daggers begin with this byte */
}

/* Whether a link inside `note` leads to the place of a mark: to `home`, the block-level
 * element the mark stands in, or into it. */
static bool leads_back(const struct notes *notes, const struct link *link, uint32_t note,
                       uint32_t home)
{
    return node_is_in(notes->page, link->node, note) &&
           node_is_in(notes->page, link->target, home) &&
           !node_is_in(notes->page, home, note);
}

/* The first link back from `note` to the mark; NULL if there is none. All are marked: several
 * marks in one paragraph may have one each. */
static struct link *back_link(struct notes *notes, uint32_t note, uint32_t mark)
{
    const struct node *nodes = notes->page->nodes;
    uint32_t home = nodes[mark].parent;
    struct link *first = NULL;

    while (nodes[home].parent != NO_NODE && !tag_rules[nodes[home].tag].block)
        home = nodes[home].parent;
    for (size_t i = notes->n_links; i-- > 0;)
        if (leads_back(notes, &notes->links[i], note, home)) {
            first = &notes->links[i];
            if (first->node != note) /* one at the side may be its own link back */
                notes->page->nodes[first->node].marks |= NODE_NOTE_BACK;
        }
    return first;
}

static bool stands_among_notes(const struct page *page, uint32_t n)
{
    for (int i = 0; i < LEVELS_ABOVE && n != NO_NODE; i++, n = page->nodes[n].parent)
        if (habit_is(page, n, HABIT_NOTE) || habit_is(page, n, HABIT_SIDE_NOTE))
            return true;
    return false;
}

static bool is_note_element(uint16_t tag)
{
    return tag == TAG_LI || tag == TAG_P || tag == TAG_DD || tag == TAG_DIV ||
           tag == TAG_ASIDE || tag == TAG_TR;
}

/* The element of the note that a link leads to: the target, or what holds it. */
static uint32_t note_of(const struct page *page, uint32_t target)
{
    uint32_t n = target;

    for (int i = 0; i < LEVELS_ABOVE && n != NO_NODE; i++, n = page->nodes[n].parent)
        if (is_note_element(page->nodes[n].tag))
            return n;
    return NO_NODE;
}

/* What the article's text leads to, and what leads back to it, is of the article. */
static void keep_note(struct page *page, uint32_t note)
{
    for (uint32_t n = note; n < page->nodes[note].end; n++)
        if (!(page->nodes[n].marks & (NODE_OVERLAY | NODE_REFUSED)))
            page->nodes[n].marks |= NODE_KEEP;
    for (uint32_t b = block_at(page, note);
         b < page->blocks->n && page->blocks->items[b].first < page->nodes[note].end; b++)
        if (page->blocks->items[b].overlay == 0)
            block_keep(&page->blocks->items[b], "note");
}

/* The link back with what is around it, up to what is kept. */
static void keep_back(struct page *page, uint32_t back)
{
    keep_note(page, back);
    for (uint32_t n = page->nodes[back].parent; n != NO_NODE && !is_kept(page, n);
         n = page->nodes[n].parent)
        page->nodes[n].marks |= NODE_KEEP;
}

/* A sign that points up: links say that. */
static bool is_arrow(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    return node->tag == TAG_TEXT && strspn(node->text, "^ \t\n\r\f") == node->len &&
           strchr(node->text, '^');
}

/* "^ a b": what stands among the links back goes with them where they are made anew, and the
 * sign that stands bare among several goes altogether. */
static void mark_backs(struct page *page, uint32_t note)
{
    for (uint32_t n = note + 1; n < page->nodes[note].end && n - note < SEARCH_MAX; n++) {
        uint32_t parent = page->nodes[n].parent;

        if (page->nodes[parent].tag != TAG_SPAN ||
            !habit_is(page, parent, HABIT_NOTE_BACK))
            continue;
        if (is_arrow(page, n))
            guise_drop(page, n);
        else if (page->nodes[n].tag != TAG_TEXT)
            page->nodes[n].marks |= NODE_NOTE_BACK;
    }
}

/* A cell of a table that is printed as one: Markdown has no notes in it, only marks. */
static bool stands_in_cell(const struct page *page, uint32_t n)
{
    for (; n != NO_NODE; n = page->nodes[n].parent)
        if ((page->nodes[n].tag == TAG_TD || page->nodes[n].tag == TAG_TH) &&
            !(page->nodes[n].marks & NODE_UNWRAP))
            return true;
    return false;
}

static void find_notes(struct notes *notes)
{
    struct page *page = notes->page;

    for (size_t i = 0; i < notes->n_links; i++) {
        struct link *link = &notes->links[i], *back;
        uint32_t note = note_of(page, link->target);

        if (note == NO_NODE || link->node > note || !is_kept(page, link->node) ||
            !is_label(page, link->node))
            continue;
        back = back_link(notes, note, link->node);
        /* A list of references, to which nothing leads back, may have been left out: one at
         * the side is of the text. */
        if (!back &&
            !(stands_among_notes(page, note) &&
              (holds_kept_text(notes, note) || habit_is(page, note, HABIT_SIDE_NOTE))))
            continue;
        if (!is_kept(page, note) && !holds_kept_text(notes, note))
            keep_note(page, note);
        link->target = note;
        if (stands_in_cell(page, note))
            continue;
        page->nodes[link->node].marks |= NODE_NOTE_MARK;
        if (back && back->node != note && is_kept(page, note) &&
            !is_kept(page, back->node) &&
            !(page->nodes[back->node].marks & (NODE_OVERLAY | NODE_REFUSED)))
            keep_back(page, back->node);
        mark_backs(page, note);
    }
}

/* ---- ids ---- */

static int by_bearer(const void *a, const void *b)
{
    const struct link *x = a, *y = b;

    return x->bearer < y->bearer   ? -1
           : x->bearer > y->bearer ? 1
           : x->node < y->node     ? -1
                                   : x->node > y->node;
}

static const char *anchor(struct page *page, const char *lead, unsigned number)
{
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "%s%s%u", lead, grammar_anchor, number);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static void number_links(struct notes *notes)
{
    struct page *page = notes->page;
    uint32_t bearer = NO_NODE;
    unsigned number = 0;

    count_texts(notes);
    for (size_t i = 0; i < notes->n_links; i++)
        if (is_kept(page, notes->links[i].node))
            notes->links[i].bearer = bearer_of(notes, notes->links[i].target);
    if (notes->n_links)
        qsort(notes->links, notes->n_links, sizeof *notes->links, by_bearer);
    for (size_t i = 0; i < notes->n_links && notes->links[i].bearer != NO_NODE; i++) {
        const struct link *link = &notes->links[i];

        if (link->bearer != bearer) {
            bearer = link->bearer;
            guise_attr(page, bearer, "id", anchor(page, "", ++number));
        }
        guise_attr(page, link->node, "href", anchor(page, "#", number));
        if (page->nodes[link->node].marks & NODE_NOTE_MARK)
            page->nodes[bearer].marks |= NODE_NOTE;
    }
}

/* Ids of the page's own that look like ours would be taken for them. */
static void clear_ids(struct notes *notes)
{
    size_t len = strlen(grammar_anchor);

    for (size_t i = 0; i < notes->n_places; i++)
        if (strncmp(notes->places[i].name, grammar_anchor, len) == 0 &&
            node_attr(notes->page, notes->places[i].node, "id"))
            guise_attr(notes->page, notes->places[i].node, "id", "");
}

void note_settle(struct page *page)
{
    struct notes notes = {.page = page};

    notes.texts =
        arena_array(&page->arena, (size_t)page->n_nodes + 1, sizeof *notes.texts);
    list_places(&notes);
    list_links(&notes);
    count_texts(&notes);
    if (page->blocks)
        find_notes(&notes);
    clear_ids(&notes);
    number_links(&notes);
}

/* ---- headings ---- */

static bool has_word(const char *text)
{
    const char *end = text + strlen(text);

    while (text < end)
        if (text_is_word(text_next(&text, end)))
            return true;
    return false;
}

static void clean_link(struct page *page, uint32_t a, uint32_t heading)
{
    const char *fragment = fragment_of(page, node_attr(page, a, "href"));
    const char *text = node_text(page, a, page->nodes[a].end);
    const char *id = node_attr(page, heading, "id");

    if (!fragment)
        return;
    if (!has_word(text) ||
        (habit_is(page, a, HABIT_PERMALINK) &&
         (strlen(text) <= LABEL_MAX || (id && strcmp(id, fragment) == 0)) &&
         (a > heading + 1 || page->nodes[heading].end > page->nodes[a].end)))
        guise_drop(page, a);
    else if (id && strcmp(id, fragment) == 0)
        page->nodes[a].marks |= NODE_UNWRAP;
}

void note_clean_headings(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (tag_heading_level(page->nodes[n].tag) == 0)
            continue;
        for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
            if (page->nodes[i].tag == TAG_A)
                clean_link(page, i, n);
            else if (page->nodes[i].tag == TAG_SPAN && habit_is(page, i, HABIT_PERMALINK))
                guise_drop(page, i); /* "[edit]" */
        n = page->nodes[n].end - 1;
    }
}
