/* Plans as a page offers them: neighbouring short blocks with name, price, period and
 * price a month become one `struct plan`. Read from the text, never looked up. */
#ifndef CLEANCOPY_ENGINE_PLAN_H
#define CLEANCOPY_ENGINE_PLAN_H

#include "engine/page.h"
#include "engine/price.h"

struct offer {
    struct plan plan;
    uint32_t first, end; /* the blocks it was read from: [first, end) */
};

/* Where the page is at home, for prices. */
struct place plan_place(const struct page *page);

/* The plans in blocks [first, end), in order; the array and its strings are the page's.
 * NULL and 0 when there are none. */
struct offer *plan_find(struct page *page, uint32_t first, uint32_t end, size_t *n);

#endif
