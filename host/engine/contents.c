#include "engine/contents.h"

#include "engine/block.h"
#include "engine/node.h"

enum {
    CONTENTS_WORDS = 16, /* of a heading in a list of contents; */
    HEADINGS_MAX = 128,  /* such lists and pages are no longer */
};

/* A block that is a link to a place on this page. */
static bool leads_below(const struct page *page, const struct block *b)
{
    const char *url = NULL;

    if (b->n_words == 0 || b->n_words > CONTENTS_WORDS || b->n_link_words < b->n_words)
        return false;
    for (uint32_t n = b->first; n < b->end && !url; n++)
        url = page->nodes[n].tag == TAG_A ? node_attr(page, n, "href") : NULL;
    for (uint32_t n = page->nodes[b->first].parent; n != NO_NODE && !url && n >= b->owner;
         n = page->nodes[n].parent)
        url = page->nodes[n].tag == TAG_A ? node_attr(page, n, "href") : NULL;
    return url && url[0] == '#' && url[1] != '\0';
}

static uint32_t find_headings(const struct page *page, const struct cues *cues,
                              uint32_t headings[HEADINGS_MAX])
{
    uint32_t n = 0;

    for (uint32_t b = 0; b < page->blocks->n && n < HEADINGS_MAX; b++) {
        if (cues->blocks[b].heading)
            headings[n++] = b;
    }
    return n;
}

static void disclaim(struct cue *cue)
{
    cue->phrase = NULL;
    cue->strong = cue->weak = cue->distant = cue->n_strong = 0;
}

void contents_read(const struct page *page, struct cues *cues)
{
    const struct block *blocks = page->blocks->items;
    uint32_t headings[HEADINGS_MAX], n_looked = 0;
    uint32_t n_headings = find_headings(page, cues, headings);

    for (uint32_t b = 0; b < page->blocks->n && n_looked < HEADINGS_MAX; b++) {
        if (n_headings == 0 || cues->blocks[b].heading || !leads_below(page, &blocks[b]))
            continue;
        n_looked++;
        for (uint32_t h = 0; h < n_headings; h++) {
            if (headings[h] < b || !block_says_same(&blocks[headings[h]], &blocks[b]))
                continue;
            cues->blocks[b].contents = true;
            disclaim(&cues->blocks[b]);
            disclaim(&cues->blocks[headings[h]]);
        }
    }
}
