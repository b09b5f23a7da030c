#include "engine/direction.h"

#include "base/text.h"
#include "engine/block.h"
#include "engine/guise.h"
#include "engine/meta.h"
#include "engine/node.h"

/* Looked at for the direction of a text that says none. */
#define LETTERS_MAX 200

/* Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
static bool is_rtl(uint32_t c)
{
    return (c >= 0x590 && c <= 0x8ff) || (c >= 0xfb1d && c <= 0xfdff) ||
           (c >= 0xfe70 && c <= 0xfeff) || (c >= 0x10800 && c <= 0x10fff);
}

enum direction direction_of(const char *text, size_t len)
{
    const char *end = text + len;

    for (size_t n = 0; text < end && n < LETTERS_MAX; n++) {
        uint32_t c = text_next(&text, end);

        if (is_rtl(c))
            return DIRECTION_RTL;
        if (text_is_word(c) && !(c >= '0' && c <= '9'))
            return DIRECTION_LTR;
    }
    return DIRECTION_NONE;
}

/* A column of code, or a formula, runs as it is written. */
static bool is_exact(const struct page *page, uint32_t n)
{
    return node_closest(page, n, TAG_PRE) != NO_NODE ||
           node_closest(page, n, TAG_MATH) != NO_NODE;
}

/* What a block's own element inherits. `said` is what the page says, `found` what was said
 * here before. */
static void look_up(const struct page *page, uint32_t n, const uint8_t *found, bool *said,
                    enum direction *inherited)
{
    for (; n != NO_NODE; n = page->nodes[n].parent) {
        if (found[n]) {
            *inherited = (enum direction)found[n];
            return;
        }
        if (node_attr(page, n, "dir")) {
            *said = true;
            return;
        }
    }
}

void direction_settle(struct page *page)
{
    const char *whole = page->meta ? page->meta->dir.value : NULL;
    enum direction base =
        whole && text_equal_nocase(whole, "rtl") ? DIRECTION_RTL : DIRECTION_LTR;
    uint8_t *found = NULL; /* per node: what is said here */

    for (uint32_t i = 0; page->blocks && i < page->blocks->n; i++) {
        const struct block *block = &page->blocks->items[i];
        enum direction own = DIRECTION_NONE, inherited = base;
        bool said = false;

        if (block->keep)
            own = direction_of(block->text, block->len);
        if (own == DIRECTION_NONE || (own == base && !found) ||
            is_exact(page, block->owner))
            continue;
        if (!found)
            found = arena_array(&page->arena, page->n_nodes, sizeof *found);
        look_up(page, block->owner, found, &said, &inherited);
        if (said || own == inherited || block->owner == page->body)
            continue;
        guise_attr(page, block->owner, "dir", own == DIRECTION_RTL ? "rtl" : "ltr");
        found[block->owner] = (uint8_t)own;
    }
}
