#include "engine/fill.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/block.h"
#include "engine/edge.h"
#include "engine/feature.h"
#include "engine/kept.h"
#include "engine/node.h"
#include "engine/section.h"
#include "engine/unit.h"

/* Of a line of signs that parts a text: bytes, and how many of those that mean other things,
 * too. */
enum { BREAK_BYTES = 24, BREAK_SIGNS = 3 };

/* Code between two kept blocks stays: the model doubts it more than it should. */
static void keep_code(struct page *page)
{
    struct block *items = page->blocks->items;
    uint32_t first, last, stray = 0;

    if (!kept_ends(page->blocks, &first, &last))
        return;
    for (uint32_t i = first; i < last; i++) {
        if (node_closest(page, items[i].first, TAG_PRE) != NO_NODE &&
            kept_takes(page, &items[i], stray, ZONE_OUT))
            block_keep(&items[i], "code");
        stray = items[i].keep ? 0 : stray + items[i].n_words;
    }
}

/* "* * *", or a sign made for it: here one part of the text ends and another begins. */
static bool is_break(const struct block *b)
{
    static const uint32_t signs[] = {'*',    '#',    '~',    0x2022,
                                     0x2042, 0x25C6, 0x2756, 0x2766};
    const char *at = b->text, *end = b->text + b->len;
    uint32_t weight = 0;

    if (b->n_words > 0 || b->len > BREAK_BYTES)
        return false;
    while (at < end) {
        uint32_t c = text_next(&at, end);
        size_t i = 0;

        while (i < N_OF(signs) && signs[i] != c)
            i++;
        if (i == N_OF(signs) && c != ' ' && c != 0xA0)
            return false;
        weight += i == N_OF(signs) ? 0 : c < 0x2042 ? 1 : BREAK_SIGNS;
    }
    return weight >= BREAK_SIGNS;
}

static void keep_breaks(struct page *page)
{
    const struct block_list *blocks = page->blocks;

    for (uint32_t i = 1; i + 1 < blocks->n; i++)
        if (blocks->items[i - 1].keep && blocks->items[i + 1].keep &&
            is_break(&blocks->items[i]) &&
            kept_takes(page, &blocks->items[i], 0, ZONE_OUT))
            block_keep(&blocks->items[i], "break");
}

void fill_in(struct page *page)
{
    edge_keep(page);
    keep_code(page);
    unit_keep(page);
    section_keep(page);
    keep_breaks(page);
}
