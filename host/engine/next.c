#include "engine/next.h"

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/node.h"
#include "engine/teaser.h"

/* Words that the page's own story has at least, and how sure they are, in thousandths. */
enum { STORY_WORDS = 60, SURE = 800 };

static bool has_headline(const struct page *page, uint32_t from, uint32_t to)
{
    for (uint32_t b = from; b < to; b++)
        if (node_heading_level(page, page->blocks->items[b].owner) == 1)
            return true;
    return false;
}

static bool is_story(const struct page *page, uint32_t from, uint32_t to)
{
    uint64_t words = 0, sum = 0;

    for (uint32_t b = from; b < to; b++) {
        const struct block *block = &page->blocks->items[b];

        words += block->keep ? block->n_words : 0;
        sum += block->keep ? (uint64_t)block->n_words * block->score : 0;
    }
    return words >= STORY_WORDS && sum >= words * SURE;
}

static void drop_range(struct page *page, uint32_t from, uint32_t to)
{
    for (uint32_t b = from; b < to; b++) {
        page->blocks->items[b].teaser = true;
        block_drop(&page->blocks->items[b], "related");
    }
}

/* What stands aside of the story, and not in it, is none of it, even where it holds more
 * text than the story does: the day's news in brief. */
static void drop_asides(struct page *page, uint32_t story)
{
    const uint32_t *before = page->features->before;

    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_ASIDE && !node_is_in(page, story, n) &&
            !node_is_in(page, n, story)) {
            drop_range(page, before[n], before[page->nodes[n].end]);
            n = page->nodes[n].end - 1;
        }
}

/* A headline that leads to another page, below the story and out of it: there stands the
 * beginning of another, or all of it. From it on, what the story has no part in is not its
 * own: in the element that holds the headline or, where it holds no more, in that around it. */
static void drop_linked(struct page *page, uint32_t story)
{
    const uint32_t *before = page->features->before;
    const struct block *items = page->blocks->items;

    for (uint32_t b = before[page->nodes[story].end]; b < page->blocks->n; b++) {
        uint32_t n = items[b].owner, end;

        if (node_heading_level(page, n) == 0 || !teaser_names_page(page, &items[b]))
            continue;
        while (!node_is_in(page, story, page->nodes[n].parent))
            n = page->nodes[n].parent;
        end = page->nodes[n].end;
        if (before[end] == b + 1)
            end = page->nodes[page->nodes[n].parent].end;
        drop_range(page, b, before[end]);
        b = before[end] - 1;
    }
}

/* Has a headline, and says when or by whom it was written: no section of an article does. */
static bool is_dated(const struct page *page, uint32_t n)
{
    const uint32_t *before = page->features->before;
    uint32_t end = page->nodes[n].end;

    if (!has_headline(page, before[n], before[end]))
        return false;
    for (uint32_t i = n; i < end; i++)
        if (page->nodes[i].tag == TAG_TIME || page->features->zones[i] & ZONE_BYLINE)
            return true;
    return false;
}

/* Stories that are no `article`: below an element around the first headline others like it, each
 * with a headline and a date of its own. Returns the page's own; NO_NODE, if none is stacked. */
static uint32_t drop_stacked(struct page *page)
{
    const uint32_t *before = page->features->before;
    uint32_t b = 0, story = NO_NODE;

    while (b < page->blocks->n && !has_headline(page, b, b + 1))
        b++;
    if (b == page->blocks->n)
        return NO_NODE;
    for (uint32_t n = page->blocks->items[b].owner; n != NO_NODE && story == NO_NODE;
         n = page->nodes[n].parent) {
        if (!is_dated(page, n) || !is_story(page, before[n], before[page->nodes[n].end]))
            continue;
        for (uint32_t next = n; (next = node_next_sibling(page, next)) != NO_NODE;)
            if (node_is_like(page, next, n) && is_dated(page, next)) {
                drop_range(page, before[next], before[page->nodes[next].end]);
                story = n;
            }
    }
    return story;
}

void next_drop(struct page *page)
{
    const uint32_t *before = page->features->before;
    uint32_t story = NO_NODE;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t end = page->nodes[n].end, from = before[n], to = before[end];

        if (page->nodes[n].tag != TAG_ARTICLE)
            continue;
        if (has_headline(page, from, to)) {
            if (story != NO_NODE)
                drop_range(page, from, to);
            else if (is_story(page, from, to))
                story = n;
        }
        n = end - 1; /* what stands in an article is of it */
    }
    if (story == NO_NODE)
        story = drop_stacked(page);
    if (story == NO_NODE)
        return;
    drop_asides(page, story);
    drop_linked(page, story);
}
