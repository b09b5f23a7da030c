/* Text as it stands in HTML. */
#ifndef CLEANCOPY_RENDER_ESCAPE_H
#define CLEANCOPY_RENDER_ESCAPE_H

#include <stddef.h>

#include "base/strbuf.h"

/* Between tags: `& < >` as references. */
void escape_text(struct strbuf *out, const char *text, size_t len);

/* In a double-quoted value: quotes and the backtick, which old browsers took for one, too. */
void escape_value(struct strbuf *out, const char *text, size_t len);

#endif
