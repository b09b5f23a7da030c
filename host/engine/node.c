#include "engine/node.h"

#include <string.h>

#include "base/text.h"

size_t node_index(const void *records, size_t n, size_t size, uint32_t node)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t of_middle;

        memcpy(&of_middle, (const char *)records + middle * size, sizeof of_middle);
        if (of_middle < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const char *node_attr(const struct page *page, uint32_t n, const char *name)
{
    const struct node *node = &page->nodes[n];

    if (node->tag == TAG_TEXT)
        return NULL;
    for (uint32_t i = 0; i < node->len; i++)
        if (node_attr_is(&node->attrs[i], name))
            return node->attrs[i].value;
    return NULL;
}

bool node_is_like(const struct page *page, uint32_t a, uint32_t b)
{
    const char *x = node_attr(page, a, "class"), *y = node_attr(page, b, "class");

    return page->nodes[a].tag == page->nodes[b].tag &&
           (x == NULL || y == NULL ? x == y : strcmp(x, y) == 0);
}

uint32_t node_closest(const struct page *page, uint32_t n, enum tag tag)
{
    while (n != NO_NODE && page->nodes[n].tag != tag)
        n = page->nodes[n].parent;
    return n;
}

uint32_t node_around(const struct page *page, uint32_t a, uint32_t b)
{
    while (!node_is_in(page, b, a))
        a = page->nodes[a].parent;
    return a;
}

int node_heading_level(const struct page *page, uint32_t n)
{
    int level = 0;

    for (; n != NO_NODE && level == 0; n = page->nodes[n].parent)
        level = tag_heading_level(page->nodes[n].tag);
    return level;
}

uint32_t node_find(const struct page *page, uint32_t within, uint32_t after, enum tag tag)
{
    for (uint32_t n = after + 1; n < page->nodes[within].end; n++)
        if (page->nodes[n].tag == tag)
            return n;
    return NO_NODE;
}

bool node_is_bare_reading(const struct page *page, uint32_t n)
{
    uint32_t ruby = node_closest(page, n, TAG_RUBY);

    return page->nodes[n].tag == TAG_RT && ruby != NO_NODE &&
           node_find(page, ruby, ruby, TAG_RP) == NO_NODE;
}

uint32_t node_first_child(const struct page *page, uint32_t n)
{
    return page->nodes[n].end > n + 1 ? n + 1 : NO_NODE;
}

uint32_t node_next_sibling(const struct page *page, uint32_t n)
{
    uint32_t next = page->nodes[n].end, parent = page->nodes[n].parent;

    return parent != NO_NODE && next < page->nodes[parent].end ? next : NO_NODE;
}

/* Collapsed text on its way into bytes that are known to be enough. */
struct gather {
    char *at;
    bool blank; /* white space was passed since the last word */
    bool begun;
};

static void gather_text(struct gather *gather, const char *text, size_t len)
{
    const char *end = text + len;

    while (text < end) {
        const char *word = text;
        uint32_t code_point = text_next(&text, end);

        if (text_is_space(code_point)) {
            gather->blank = true;
            continue;
        }
        const char *stop = text;
        while (text < end && !text_is_space(text_next(&text, end)))
            stop = text;
        if (gather->blank && gather->begun)
            *gather->at++ = ' ';
        gather->blank = stop < text; /* the space that ended the word */
        gather->begun = true;
        memcpy(gather->at, word, (size_t)(stop - word));
        gather->at += stop - word;
    }
}

/* The end of a block-level element is where a later node lies outside it: `line` is the
 * innermost one that is open. Buttons, and links side by side, are apart to the eye though
 * nothing stands between them. */
static void gather_range(const struct page *page, uint32_t first, uint32_t end,
                         struct gather *gather)
{
    uint32_t line = NO_NODE, button_end = 0, link_end = 0;

    for (uint32_t n = first; n < end;) {
        const struct node *node = &page->nodes[n];
        const struct tag_rule *rule = &tag_rules[node->tag];

        while (line != NO_NODE && line >= first && n >= page->nodes[line].end) {
            gather->blank = true;
            line = page->nodes[line].parent;
            while (line != NO_NODE && !tag_rules[page->nodes[line].tag].block)
                line = page->nodes[line].parent;
        }
        gather->blank |= n == button_end;
        if (rule->skip && n != first) {
            n = node->end;
            continue;
        }
        if (node->tag == TAG_TEXT) {
            gather_text(gather, node->text, node->len);
        } else if (rule->block) {
            gather->blank = true;
            line = n;
        } else if (node->tag == TAG_BR) {
            gather->blank = true;
        } else if (node->tag == TAG_BUTTON) {
            gather->blank = true;
            button_end = node->end;
        } else if (node->tag == TAG_A) {
            gather->blank |= n == link_end;
            link_end = node->end;
        }
        n++;
    }
}

/* Collapsed text is no longer than what it came from and one blank a node. */
const char *node_text(struct page *page, uint32_t first, uint32_t end)
{
    struct gather gather = {0};
    size_t room = 1;
    char *copy;

    for (uint32_t n = first; n < end; n++)
        room += 1 + (node_is_text(page, n) ? page->nodes[n].len : 0);
    copy = gather.at = arena_alloc(&page->arena, room);
    gather_range(page, first, end, &gather);
    *gather.at = '\0';
    return copy;
}
