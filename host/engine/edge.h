/* The ends of the text: what stands between its headline and the first block that was chosen,
 * and below the last. */
#ifndef CLEANCOPY_ENGINE_EDGE_H
#define CLEANCOPY_ENGINE_EDGE_H

#include "engine/page.h"

void edge_keep(struct page *page);

#endif
