/* Plans as a page offers them: neighbouring short blocks with name, price, period and
 * price a month become one `struct plan`. Read from the text, never looked up. */
#ifndef CLEANCOPY_ENGINE_PLAN_H
#define CLEANCOPY_ENGINE_PLAN_H

#include "engine/page.h"
#include "engine/place.h"

struct offer {
    struct plan plan;
    uint32_t first, end; /* the blocks it was read from: [first, end) */
    bool pressed;        /* a button right behind it buys it */
};

/* The plans in blocks [first, end), in order; the array and its strings are the page's.
 * NULL and 0 when there are none. */
struct offer *plan_find(struct page *page, const struct place *place, uint32_t first,
                        uint32_t end, size_t *n);

#endif
