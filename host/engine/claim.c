#include "engine/claim.h"

#include <string.h>

#include "base/text.h"
#include "engine/article.h"
#include "engine/block.h"
#include "engine/node.h"

/* So much text makes a gated part one that is in the page. */
#define GATED_WORDS 20
#define NAMES_MAX 16 /* that a selector is looked for by */
#define BLANKS " \t\n\r\f"

bool claim_is_locked(const struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *name, *content;

        if (page->nodes[n].tag != TAG_META)
            continue;
        name = node_attr(page, n, "property");
        name = name ? name : node_attr(page, n, "itemprop");
        content = node_attr(page, n, "content");
        if (name && content &&
            ((strcmp(name, "article:content_tier") == 0 &&
              text_equal_nocase(content, "locked")) ||
             (strcmp(name, "isAccessibleForFree") == 0 &&
              text_equal_nocase(content, "false"))))
            return true;
    }
    return false;
}

static bool has_name(const char *names, const char *name, size_t len)
{
    for (names += strspn(names, BLANKS); *names; names += strspn(names, BLANKS)) {
        size_t n = strcspn(names, BLANKS);

        if (n == len && memcmp(names, name, len) == 0)
            return true;
        names += n;
    }
    return false;
}

/* Words of the article in elements of that class or id. */
static uint32_t words_named(const struct page *page, const char *attribute,
                            const char *name, size_t len)
{
    uint32_t words = 0, end = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *names = n >= end ? node_attr(page, n, attribute) : NULL;
        uint32_t last;

        if (!names || !has_name(names, name, len))
            continue;
        end = page->nodes[n].end;
        last = block_at(page, end);
        for (uint32_t b = block_at(page, n); b < last; b++)
            words += article_shows(page, &page->blocks->items[b])
                         ? page->blocks->items[b].n_words
                         : 0;
    }
    return words;
}

bool claim_gated_is_missing(const struct page *page, const char *selector)
{
    unsigned names = 0;

    for (const char *at = strpbrk(selector, ".#"); at && names < NAMES_MAX;
         at = strpbrk(at + 1, ".#"), names++) {
        size_t len = strcspn(at + 1, " .#,>+~:[");

        if (words_named(page, *at == '.' ? "class" : "id", at + 1, len) >= GATED_WORDS)
            return false;
    }
    return names > 0 && names < NAMES_MAX;
}

enum claim_section claim_section(const struct page *page)
{
    static const char name[] = "subscriptions-section", content[] = "content";
    bool any = false;

    for (uint32_t n = 0; n < page->n_nodes && !any; n++) {
        const char *value = node_attr(page, n, name);

        any = value && has_name(value, content, strlen(content));
    }
    if (!any)
        return SECTION_NONE;
    return words_named(page, name, content, strlen(content)) >= GATED_WORDS
               ? SECTION_HERE
               : SECTION_MISSING;
}
