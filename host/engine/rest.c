#include "engine/rest.h"

#include <string.h>

#include "base/array.h"
#include "engine/feature.h"
#include "engine/node.h"
#include "engine/overlay.h"

const char *rest_reason(const struct page *page, const struct block *b)
{
    static const struct {
        uint32_t zone;
        const char *reason;
    } reasons[] = {
        {ZONE_HIDDEN, "hidden"},   {ZONE_NAV, "navigation"}, {ZONE_COMMENTS, "comments"},
        {ZONE_RELATED, "related"}, {ZONE_SHARE, "share"},    {ZONE_AD, "ad"},
        {ZONE_BYLINE, "byline"},   {ZONE_NOTES, "notes"},    {ZONE_FOOTER, "footer"},
        {ZONE_DIALOG, "dialog"},   {ZONE_FORM, "form"},      {ZONE_ASIDE, "aside"},
    };
    uint32_t zones = feature_zones(page, b);

    for (size_t i = 0; i < N_OF(reasons); i++)
        if (zones & reasons[i].zone)
            return reasons[i].reason;
    if (b->teaser)
        return "related";
    if (node_heading_level(page, b->owner) == 1)
        return "headline";
    if (b->copy)
        return "repeats";
    return "outside_article";
}

static bool is_of_rest(const struct page *page, const struct block *b)
{
    return !b->keep && !b->dropped && !overlay_claims(page, b);
}

/* Block b goes on with the run that b - 1 is in. */
static bool runs_on(const struct page *page, uint32_t b)
{
    const struct block *before = &page->blocks->items[b - 1], *here = before + 1;

    return is_of_rest(page, before) && is_of_rest(page, here) &&
           strcmp(rest_reason(page, before), rest_reason(page, here)) == 0;
}

bool rest_begins(const struct page *page, uint32_t b)
{
    return b == 0 || !runs_on(page, b);
}

uint32_t rest_end(const struct page *page, uint32_t b)
{
    do
        b++;
    while (b < page->blocks->n && runs_on(page, b));
    return b;
}
