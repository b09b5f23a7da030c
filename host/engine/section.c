#include "engine/section.h"

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/fold.h"
#include "engine/kept.h"
#include "engine/node.h"

/* More than a third of what was chosen is headings: a list of them, with little below each. */
static bool is_heading_list(const struct page *page)
{
    uint32_t words = 0, heading_words = 0;

    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];

        if (!b->keep)
            continue;
        words += b->n_words;
        heading_words += node_heading_level(page, b->owner) != 0 ? b->n_words : 0;
    }
    return heading_words * 3 > words;
}

/* A heading within the text, over nothing at all and as sure: no dropped section leaves it
 * behind, it is a line that is set as a heading, or a question whose answer is not there. On
 * an article it has to be surer: there such lines are seldom, and often lead elsewhere. */
enum { LIKELY = 500, SURE = 800 };

static bool is_line(const struct page *page, const struct block *b)
{
    return b->score >= (page->declared ? SURE : LIKELY);
}

/* A button right above the kept text that it unfolds: its question or its name. */
static bool unfolds(const struct page *page, uint32_t i)
{
    const struct block *b = &page->blocks->items[i];
    uint32_t button = node_closest(page, b->first, TAG_BUTTON);

    return button != NO_NODE && b->score >= FAINT && fold_text(page, button) == i + 1 &&
           b[1].keep &&
           kept_takes(page, b, 0, ZONE_OUT & ~(feature_zones(page, &b[1]) | ZONE_FORM));
}

/* The first kept block that is no heading; all of them, if there is none. */
static uint32_t find_text(const struct page *page)
{
    const struct block *items = page->blocks->items;
    uint32_t i = 0;

    while (i < page->blocks->n &&
           (!items[i].keep || node_heading_level(page, items[i].owner) != 0))
        i++;
    return i;
}

/* A heading stays when something of its section does. Backwards, so that one look at each
 * block is enough: text_after[level] is whether text was kept since the last heading of
 * that level or above it. It may stand where the text does that it is over (in an aside), and
 * may hold a button that unfolds it. */
void section_keep(struct page *page)
{
    bool text_after[7] = {false}, list = is_heading_list(page);
    bool below = false, left_out = false; /* text kept below; some right below */
    uint32_t stray = 0, out = ZONE_OUT, text = find_text(page);

    for (uint32_t i = page->blocks->n; i-- > 0;) {
        struct block *b = &page->blocks->items[i];
        int level = node_heading_level(page, b->owner);

        if (level == 0) {
            if (!b->keep && unfolds(page, i))
                block_keep(b, "section");
            for (int l = 1; b->keep && l <= 6; l++)
                text_after[l] = true;
            stray = b->keep ? 0 : stray + b->n_words;
            below |= b->keep;
            left_out = !b->keep;
            if (b->keep)
                out = ZONE_OUT & ~(feature_zones(page, b) | ZONE_FORM);
            continue;
        }
        if (b->keep && !list && !text_after[level]) {
            if (i < text || !below || left_out || !is_line(page, b))
                block_drop(b, "empty_section");
        } else if (text_after[level] && b->score >= FAINT &&
                   kept_takes(page, b, stray, out)) {
            block_keep(b, "section");
        }
        for (int l = level; l <= 6; l++)
            text_after[l] = false;
        left_out = false;
    }
}
