#include "engine/heading.h"

#include <string.h>

#include "base/array.h"
#include "engine/block.h"
#include "engine/fact.h"
#include "engine/feature.h"
#include "engine/masthead.h"
#include "engine/node.h"
#include "engine/segment.h"
#include "engine/words.h"

unsigned heading_likeness(struct page *page, const struct titles *titles,
                          const char *heading)
{
    const char *const others[] = {titles->shared, titles->headline, titles->document};
    unsigned best = 0;

    heading = words_folded(page, heading);
    for (size_t i = 0; i < N_OF(others); i++) {
        unsigned percent =
            others[i] ? segment_likeness(heading, words_folded(page, others[i])) : 0;

        best = percent > best ? percent : best;
    }
    return best;
}

static bool may_head(const struct page *page, const struct block *b)
{
    const uint32_t others =
        ZONE_COMMENTS | ZONE_RELATED | ZONE_FOOTER | ZONE_DIALOG | ZONE_NAV | ZONE_AD;

    return b->overlay == 0 && !b->hidden && b->len <= FACT_MAX &&
           node_closest(page, b->owner, TAG_H1) != NO_NODE &&
           !(feature_zones(page, b) & others);
}

/* The link that a heading ends with, or NO_NODE. */
static uint32_t ending_link(const struct page *page, const struct block *b)
{
    for (uint32_t n = b->end; n-- > b->first;)
        if (node_is_text(page, n) &&
            strspn(page->nodes[n].text, " \t\n\r\f") < page->nodes[n].len)
            return node_closest(page, n, TAG_A);
    return NO_NODE;
}

/* An inline part of a heading that its class calls something else: a line above the headline,
 * a subtitle. */
static bool is_beside_title(const struct page *page, uint32_t n)
{
    const unsigned others = 1u << LABEL_SUBTITLE | 1u << LABEL_SECTION;

    return !node_is_text(page, n) && (masthead_labels(page, n) & others) != 0;
}

/* The words of a heading, a blank between elements, without what is called something else
 * or, if `beside`, that alone. */
static const char *parts_of(struct page *page, const struct block *b, bool beside)
{
    struct strbuf *scratch = &page->scratch;
    uint32_t beside_end = 0;

    strbuf_clear(scratch);
    for (uint32_t n = b->first; n < b->end; n++) {
        const struct node *node = &page->nodes[n];

        if (n >= beside_end && is_beside_title(page, n))
            beside_end = node->end;
        if (node->tag != TAG_TEXT || (n < beside_end) != beside)
            continue;
        strbuf_add(scratch, node->text, node->len);
        strbuf_putc(scratch, ' ');
    }
    return fact_text(page,
                     segment_trimmed(page, scratch->bytes, scratch->bytes + scratch->len),
                     FACT_MAX);
}

/* The heading without what stands beside its words; NULL where nothing does. */
static const char *without_beside(struct page *page, const struct block *b)
{
    for (uint32_t n = b->first; n < b->end; n++)
        if (is_beside_title(page, n))
            return parts_of(page, b, false);
    return NULL;
}

/* Manuals put a link to the heading behind it, drawn as a sign. A sign that is no link is
 * part of a name. */
static const char *without_anchor(struct page *page, const struct block *b)
{
    static const char *const signs[] = {"\u00b6", "#", "\U0001f517"}; /* pilcrow, link */
    uint32_t link = ending_link(page, b);
    size_t len = strlen(b->text);

    for (size_t i = 0; i < N_OF(signs) && link != NO_NODE; i++) {
        size_t sign = strlen(signs[i]);

        if (len > sign && strcmp(b->text + len - sign, signs[i]) == 0 &&
            strcmp(node_text(page, link, page->nodes[link].end), signs[i]) == 0)
            return fact_text(page, arena_copy(&page->arena, b->text, len - sign),
                             FACT_MAX);
    }
    return b->text;
}

void heading_find(struct page *page, struct titles *titles)
{
    const struct block_list *blocks = page->blocks;
    unsigned best = 0;
    bool in_text = false;

    titles->heading = titles->beside = NULL;
    titles->heading_block = NO_BLOCK;
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        const char *text;
        unsigned percent;

        in_text |= b->keep && node_closest(page, b->owner, TAG_H1) == NO_NODE;
        if (!may_head(page, b))
            continue;
        text = without_beside(page, b);
        percent = heading_likeness(page, titles, text ? text : b->text);
        if (titles->heading && percent <= best && (in_text || best > 0))
            continue;
        best = percent;
        titles->heading = text ? text : without_anchor(page, b);
        titles->beside = text ? parts_of(page, b, true) : NULL;
        titles->heading_block = i;
    }
}

bool heading_says(struct page *page, const char *words)
{
    const struct block_list *blocks = page->blocks;

    words = words_folded(page, words);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        int level = b->keep ? node_heading_level(page, b->owner) : 0;

        if (level > 0 && level <= 3 &&
            words_same(b->folded, b->folded_len, words, strlen(words)))
            return true;
    }
    return false;
}
