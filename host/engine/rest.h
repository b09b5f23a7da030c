/* What stood on the page and is neither of the article nor of an overlay: runs of blocks,
 * each with one reason why it is not in the article. */
#ifndef CLEANCOPY_ENGINE_REST_H
#define CLEANCOPY_ENGINE_REST_H

#include "engine/block.h"
#include "engine/page.h"

/* Why a block that no overlay claims is not in the article: one of the names in
 * PROTOCOL.md. */
const char *rest_reason(const struct page *page, const struct block *block);

/* Whether a run begins at block `b`, and the index one past its last block. `b` must be
 * of the rest. */
bool rest_begins(const struct page *page, uint32_t b);
uint32_t rest_end(const struct page *page, uint32_t b);

#endif
