/* The quotes, items and notes that a block of Markdown stands in: what each of its lines begins
 * with. */
#ifndef CLEANCOPY_RENDER_MD_LEVEL_H
#define CLEANCOPY_RENDER_MD_LEVEL_H

#include <stdbool.h>

#include "base/strbuf.h"

/* Quotes and items deeper than this are printed at this depth: every line repeats them
 * all. */
#define MD_LEVELS_MAX 16

struct md_level {
    bool quote;
    bool begun;      /* an item's marker was written */
    char marker[16]; /* of an item or note: "- ", "12. ", "[^3]: " */
    int indent;      /* of the lines after its first */
};

struct md_levels {
    struct md_level items[MD_LEVELS_MAX];
    unsigned n;      /* open ones; may be greater than MD_LEVELS_MAX */
    unsigned shared; /* of them, open ever since the last block */
};

void md_levels_push(struct md_levels *levels, const struct md_level *level);
void md_levels_pop(struct md_levels *levels);

/* NULL: none is open. */
const struct md_level *md_levels_innermost(const struct md_levels *levels);

/* Begins a line of a block, with the markers that are due; a blank one has no blanks at its
 * end. */
void md_levels_begin(struct md_levels *levels, bool blank, struct strbuf *out);

/* Begins the blank line before a block: inside quotes that go on it repeats their marks,
 * without blanks at its end. */
void md_levels_blank(const struct md_levels *levels, struct strbuf *out);

#endif
