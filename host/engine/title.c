#include "engine/title.h"

#include <string.h>

#include "base/text.h"
#include "engine/block.h"
#include "engine/fact.h"
#include "engine/node.h"

const char *title_heading(struct page *page)
{
    const struct block_list *blocks = page->blocks;
    const char *last = NULL;
    uint32_t n_headings = 0, first_kept = blocks->n;

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        bool is_h1 = node_closest(page, b->owner, TAG_H1) != NO_NODE;

        if (b->keep && !is_h1 && first_kept == blocks->n)
            first_kept = i;
        if (!is_h1 || b->overlay != 0 || b->len > FACT_MAX)
            continue;
        n_headings++;
        if (!last || first_kept == blocks->n)
            last = b->text;
    }
    return n_headings > 0 ? last : NULL;
}

static bool is_separator(uint32_t c)
{
    switch (c) {
    case '|':
    case '-':
    case ':':
    case '/':
    case '>':
    case 0xab:   /* « */
    case 0xb7:   /* middle dot */
    case 0xbb:   /* » */
    case 0x2013: /* en dash */
    case 0x2014: /* em dash */
    case 0x2022: /* bullet */
    case 0x203a: /* › */
    case 0x30fb: /* katakana middle dot */
    case 0xff5c: /* full-width | */
        return true;
    default:
        return false;
    }
}

static const char *folded(struct page *page, const char *text)
{
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static bool same_words(struct page *page, const char *a, const char *b)
{
    return a && b && strcmp(folded(page, a), folded(page, b)) == 0;
}

/* What is left of `rest` when blanks and separators are taken from its start and end, or
 * NULL if there was no separator. */
static const char *without_separators(struct page *page, const char *from, const char *to)
{
    bool separated = false;
    const char *last = from;

    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!is_separator(c) && !text_is_space(c))
            break;
        separated |= is_separator(c);
        from = at;
    }
    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!is_separator(c) && !text_is_space(c))
            last = at;
    }
    if (last < from)
        last = from;
    for (const char *at = last; at < to;)
        separated |= is_separator(text_next(&at, to));
    return separated && last > from
               ? arena_copy(&page->arena, from, (size_t)(last - from))
               : NULL;
}

/* Cuts `site` with its separator off either end of the title. */
static const char *without_site(struct page *page, const char *title, const char *site)
{
    size_t len = strlen(title), site_len = site ? strlen(site) : 0;
    const char *rest = NULL;

    if (site_len == 0 || site_len >= len)
        return title;
    if (strncasecmp(title + len - site_len, site, site_len) == 0)
        rest = without_separators(page, title, title + len - site_len);
    else if (strncasecmp(title, site, site_len) == 0)
        rest = without_separators(page, title + site_len, title + len);
    return rest ? rest : title;
}

/* The document's title is mostly headline, separator, site. Where the page shows that
 * headline as its heading, the rest is the site. */
void title_site(struct page *page, const struct titles *titles, struct meta *meta)
{
    const char *title = titles->document, *heading = titles->heading;
    size_t len = title ? strlen(title) : 0;
    size_t heading_len = heading ? strlen(heading) : 0;

    if (heading_len == 0 || heading_len >= len ||
        strncasecmp(title, heading, heading_len) != 0)
        return;
    fact_set(&meta->site, without_separators(page, title + heading_len, title + len),
             "title");
}

/* The heading is the title as its readers see it; it is believed when another of the
 * page's own statements begins or ends the same way. Then what was written for sharing,
 * less the site. */
void title_read(struct page *page, const struct titles *titles, struct meta *meta)
{
    const char *site = meta->site.value, *heading = titles->heading;
    const char *shared = titles->shared, *document = titles->document;

    if (shared)
        shared = without_site(page, shared, site);
    if (heading &&
        (same_words(page, heading, shared) ||
         same_words(page, heading, titles->headline) ||
         (document && strstr(folded(page, document), folded(page, heading)) != NULL)))
        fact_set(&meta->title, heading, "element");
    fact_set(&meta->title, shared, titles->shared_source);
    fact_set(&meta->title, titles->headline, "json-ld");
    if (document)
        fact_set(&meta->title, without_site(page, document, site), "title");
    fact_set(&meta->title, heading, "element");
}
