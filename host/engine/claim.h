/* What the publisher's own markup claims of a text's access, beside meta.h's. */
#ifndef CLEANCOPY_ENGINE_CLAIM_H
#define CLEANCOPY_ENGINE_CLAIM_H

#include "engine/page.h"

/* By a meta element: article:content_tier, or microdata. */
bool claim_is_locked(const struct page *page);

/* Nothing of the part that the page says is gated is in the article. The selector names
 * classes and ids. */
bool claim_gated_is_missing(const struct page *page, const char *selector);

/* AMP's markup of what only subscribers are shown: here with text of the article, or not. */
#define CLAIM_SECTION "[subscriptions-section=content]"

enum claim_section { SECTION_NONE, SECTION_MISSING, SECTION_HERE };

enum claim_section claim_section(const struct page *page);

#endif
