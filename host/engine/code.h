/* Code: what stands in a pre is the code, to the blank; line numbers, copy buttons and the
 * tables that hold them are what a page puts beside it. */
#ifndef CLEANCOPY_ENGINE_CODE_H
#define CLEANCOPY_ENGINE_CODE_H

#include "base/strbuf.h"
#include "engine/page.h"

/* Drops what stands beside code; tables that lay code out, and tables of lines, become the
 * code they hold; lines in elements of their own without an end get one. The language,
 * wherever the page says it, becomes class="language-NAME" of the code element in a pre,
 * or of the pre where it has none. Needs habit_sweep. */
void code_mend(struct page *page);

/* Appends the language of a mended pre, or nothing. */
void code_language(const struct page *page, uint32_t pre, struct strbuf *out);

#endif
