#include "engine/guise.h"

#include <string.h>

static bool is_in(const char *name, const char *const *list)
{
    for (; list && *list; list++)
        if (strcmp(*list, name) == 0)
            return true;
    return false;
}

void guise_set(struct page *page, uint32_t n, enum tag tag, const char *const *also)
{
    static const char *const always[] = {"title", "lang", "dir", NULL};
    struct node *node = &page->nodes[n];
    struct attr *attrs = arena_array(&page->arena, node->len, sizeof *attrs);
    uint32_t len = 0;

    for (uint32_t i = 0; i < node->len; i++)
        if (is_in(node->attrs[i].name, always) || is_in(node->attrs[i].name, also))
            attrs[len++] = node->attrs[i];
    node->tag = (uint16_t)tag;
    node->name = tag_rules[tag].name;
    node->attrs = attrs;
    node->len = len;
}

void guise_attr(struct page *page, uint32_t n, const char *name, const char *value)
{
    struct node *node = &page->nodes[n];
    struct attr *attrs = arena_array(&page->arena, node->len + 1, sizeof *attrs);
    uint32_t len = 0;

    for (uint32_t i = 0; i < node->len; i++)
        if (strcmp(node->attrs[i].name, name) != 0)
            attrs[len++] = node->attrs[i];
    attrs[len++] = (struct attr){name, value, (uint32_t)strlen(value)};
    node->attrs = attrs;
    node->len = len;
}
