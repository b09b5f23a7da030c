#include "engine/habit.h"

#include <string.h>

#include "engine/naming.h"
#include "engine/node.h"

static const char *const blanks = " \t\n\r\f";

/* As strcmp, of a name that is not terminated. */
static int compare(const char *name, size_t len, const char *text)
{
    int order = strncmp(name, text, len);

    return order ? order : text[len] ? -1 : 0;
}

static uint32_t kinds_of(enum habit_place place, const char *name, size_t len)
{
    size_t low = habit_places[place], high = habit_places[place + 1];

    if (!sieve_has(&habit_sieves[place], name, len))
        return 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(name, len, habits[middle].text);

        if (order == 0)
            return habits[middle].kinds;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return 0;
}

/* The habit that a class begins like, or NULL; there are a handful. */
static const struct habit *beginning_of(const char *name, size_t len)
{
    if (!sieve_begins(&habit_sieves[HABIT_CLASS_ANY], name, len))
        return NULL;
    for (size_t i = habit_places[HABIT_CLASS_ANY]; i < habit_places[HABIT_CLASS_ANY + 1];
         i++) {
        size_t head = strlen(habits[i].text);

        if (len >= head && habits[i].text[0] == name[0] &&
            memcmp(habits[i].text, name, head) == 0)
            return &habits[i];
    }
    return NULL;
}

uint32_t habit_of_class(const char *name, size_t len)
{
    const struct habit *beginning = beginning_of(name, len);

    return kinds_of(HABIT_CLASS, name, len) | (beginning ? beginning->kinds : 0);
}

uint32_t habit_of_classes(const char *classes)
{
    uint32_t kinds = 0;

    while (*(classes += strspn(classes, blanks))) {
        size_t len = strcspn(classes, blanks);

        kinds |= habit_of_class(classes, len);
        classes += len;
    }
    return kinds;
}

void habit_sweep(struct page *page)
{
    page->habits = arena_array(&page->arena, page->n_nodes, sizeof *page->habits);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        const struct naming *class = page->namings[n].class;

        if (node->tag == TAG_UNKNOWN)
            page->habits[n] = kinds_of(HABIT_TAG, node->name, strlen(node->name));
        if (class)
            page->habits[n] |= class->habits;
    }
}

const char *habit_attr(const struct page *page, uint32_t n, enum habit_kind kind)
{
    const struct node *node = &page->nodes[n];

    for (uint32_t i = 0; node->tag != TAG_TEXT && i < node->len; i++) {
        const char *name = node->attrs[i].name;

        if (kinds_of(HABIT_ATTR, name, strlen(name)) >> kind & 1)
            return node->attrs[i].value;
    }
    return NULL;
}

const char *habit_class_rest(const struct page *page, uint32_t n, enum habit_kind kind,
                             size_t *len)
{
    const char *classes = node_attr(page, n, "class");

    while (classes && *(classes += strspn(classes, blanks))) {
        size_t size = strcspn(classes, blanks);
        const struct habit *beginning = beginning_of(classes, size);

        if (beginning && beginning->kinds >> kind & 1) {
            size_t head = strlen(beginning->text);

            *len = size - head;
            return classes + head;
        }
        classes += size;
    }
    return NULL;
}
