/* Signs: what elements' own names and attributes, or the browser, say of them: classes
 * and ids, vendors' marks, dialogs, and whether they lie over the page. */
#ifndef CLEANCOPY_ENGINE_SIGN_H
#define CLEANCOPY_ENGINE_SIGN_H

#include "engine/lexicon.h"
#include "engine/page.h"

struct sign {
    uint32_t node; /* first: node_index */
    struct class_hits classes;
    const struct vendor *vendor;
    bool dialog; /* by element or role */
};

/* In document order; elements that say nothing have none. */
struct signs {
    struct sign *items;
    size_t n;
    bool scroll_lock; /* the browser or a vendor's class on the root says so */
};

/* Of the whole page but its root, head and body. After naming_read. */
void sign_read(struct page *page, struct signs *out);

/* Index of the first sign at or after node n. */
size_t sign_at(const struct signs *signs, uint32_t n);

#endif
