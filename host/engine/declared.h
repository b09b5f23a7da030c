/* What kind of page a page calls itself, and how its address is made: as it is written, for
 * the model; what of it is true is the business of meta.h. */
#ifndef CLEANCOPY_ENGINE_DECLARED_H
#define CLEANCOPY_ENGINE_DECLARED_H

#include "engine/page.h"

struct declared {
    /* og:type: 0 none, 1 article, 2 website, 3 product, 4 profile, 5 another */
    int type;
    bool article, product, thread, list; /* JSON-LD names such a type */
    /* Of the address's path. */
    uint32_t levels;  /* parts */
    uint32_t hyphens; /* in its last part */
    uint32_t digits;
    bool query; /* something is asked after it */
};

void declared_read(const struct page *page, struct declared *out);

#endif
