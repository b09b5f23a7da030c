#include "engine/naming.h"

#include <string.h>

#include "engine/habit.h"
#include "engine/node.h"

/* Classes are remembered, as long as no others take their slot. */
enum { N_SLOTS = 1024 };
struct slot {
    const struct naming *naming;
};

static uint32_t slot_of(const char *value, size_t len)
{
    uint32_t sum = 2166136261u;

    for (size_t i = 0; i < len; i++)
        sum = (sum ^ (unsigned char)value[i]) * 16777619u;
    return (sum ^ sum >> 16) % N_SLOTS;
}

static struct naming *naming_add(struct page *page, const char *value)
{
    struct naming *naming = arena_alloc(&page->arena, sizeof *naming);

    naming->value = value;
    lexicon_names(value, &naming->overlays, &naming->zones);
    return naming;
}

static const struct naming *of_class(struct page *page, struct slot *slots,
                                     const struct attr *attr)
{
    struct slot *slot = &slots[slot_of(attr->value, attr->value_len)];
    struct naming *naming;

    if (slot->naming && strcmp(slot->naming->value, attr->value) == 0)
        return slot->naming;
    slot->naming = naming = naming_add(page, attr->value);
    naming->vendor = lexicon_vendor_among(PLACE_CLASS, attr->value);
    naming->habits = habit_of_classes(attr->value);
    return naming;
}

/* Hardly an id stands twice on a page. */
static const struct naming *of_id(struct page *page, const struct attr *attr)
{
    struct naming *naming = naming_add(page, attr->value);

    naming->vendor = lexicon_vendor(PLACE_ID, attr->value, attr->value_len);
    return naming;
}

void naming_read(struct page *page)
{
    struct slot *slots = arena_array(&page->arena, N_SLOTS, sizeof *slots);

    page->namings = arena_array(&page->arena, page->n_nodes, sizeof *page->namings);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        for (uint32_t i = 0; node->tag != TAG_TEXT && i < node->len; i++) {
            const struct attr *attr = &node->attrs[i];

            if (node_attr_is(attr, "class"))
                page->namings[n].class = of_class(page, slots, attr);
            else if (node_attr_is(attr, "id"))
                page->namings[n].id = of_id(page, attr);
            else if (node_attr_is(attr, "role"))
                page->namings[n].role = attr->value;
        }
    }
}
