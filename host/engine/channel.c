#include "engine/channel.h"

#include <string.h>

#include "base/url.h"
#include "engine/block.h"
#include "engine/node.h"

/* A longer block tells of a channel; one that asks to follow it is a line. */
enum { LINE_WORDS = 24 };

static const struct vendor *service_of(struct page *page, uint32_t link)
{
    struct strbuf *scratch = &page->scratch;
    const char *url = node_attr(page, link, "href");

    strbuf_clear(scratch);
    if (!url || !url_host(url, scratch))
        return NULL;
    return lexicon_vendor(PLACE_LINK, scratch->bytes, scratch->len);
}

const struct vendor *channel_promoted(struct page *page, const struct cues *cues,
                                      uint32_t b)
{
    static const uint16_t promo = 1u << KIND_OTHER_PROMO;
    const struct cue *cue = &cues->blocks[b];
    const struct block *block = &page->blocks->items[b];
    const struct vendor *service = NULL;

    /* Who quotes such a line writes of it. */
    if (!((cue->strong | cue->weak) & promo) || cue->prose || cue->code || cue->item ||
        block->n_words > LINE_WORDS || memchr(block->folded, '"', block->folded_len))
        return NULL;
    for (uint32_t n = block->first; n < block->end && !service; n++)
        service = page->nodes[n].tag == TAG_A ? service_of(page, n) : NULL;
    return service;
}
