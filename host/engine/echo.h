/* How much of the page's title each block says again. */
#ifndef CLEANCOPY_ENGINE_ECHO_H
#define CLEANCOPY_ENGINE_ECHO_H

#include "engine/page.h"

/* said[i]: how many of the title's words the block has too. Returns how many words are
 * looked for (at most 64), 0 when the page has no title. */
uint32_t echo_read(struct page *page, uint32_t *said);

#endif
