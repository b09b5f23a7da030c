/* Formulas on one line, for the printers that have no other way and no source: what stands
 * before an element of a formula and after it. A half is 1/2, and no 12. */
#ifndef CLEANCOPY_RENDER_LINEAR_H
#define CLEANCOPY_RENDER_LINEAR_H

#include "render/flow.h"

#define LINEAR_DEPTH 66 /* flow tells of no deeper ones */

struct linear {
    struct {
        enum tag tag;
        unsigned parts; /* of it, begun so far */
        bool braced;
    } open[LINEAR_DEPTH];
    unsigned depth;
    char signs[16];
};

/* At the opening and the end of an element of a formula, the math element among them: the
 * signs to write, which stand until the next call. */
const char *linear_open(struct linear *linear, const struct page *page,
                        const struct flow_event *event);
const char *linear_close(struct linear *linear);

#endif
