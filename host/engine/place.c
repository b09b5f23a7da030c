#include "engine/place.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "base/url.h"
#include "engine/node.h"

static const char *host_of(struct page *page)
{
    const char *url = page->snapshot->url ? page->snapshot->url : page->base_url;
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    if (!url || !url_host(url, scratch))
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

/* Open Graph's, the catalogues' and microdata's names for the same two things. */
static void read_meta(const struct page *page, uint32_t n, struct place *place)
{
    static const char *const currencies[] = {"product:price:currency",
                                             "og:price:currency", "pricecurrency"};
    static const char *const names[] = {"property", "name", "itemprop"};
    const char *content = node_attr(page, n, "content");
    const char *name = NULL;

    for (size_t i = 0; i < N_OF(names) && !name; i++)
        name = node_attr(page, n, names[i]);
    if (!name || !content)
        return;
    if (!place->locale && text_equal_nocase(name, "og:locale"))
        place->locale = content;
    for (size_t i = 0; i < N_OF(currencies) && !place->currency; i++) {
        if (text_equal_nocase(name, currencies[i]))
            place->currency = content;
    }
}

struct place place_read(struct page *page)
{
    struct place place = {0};

    if (page->html != NO_NODE)
        place.lang = node_attr(page, page->html, "lang");
    if (!place.lang || !*place.lang)
        place.lang = page->snapshot->facts.lang;
    place.host = host_of(page);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (page->nodes[n].tag == TAG_META)
            read_meta(page, n, &place);
    }
    return place;
}
