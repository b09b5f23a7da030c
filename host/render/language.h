/* The language of a piece of code, where the page says it in a class or attribute. */
#ifndef CLEANCOPY_RENDER_LANGUAGE_H
#define CLEANCOPY_RENDER_LANGUAGE_H

#include "base/strbuf.h"
#include "engine/page.h"

/* Appends the language of a `pre`, or nothing: of the element, what it holds, or what
 * holds it ("language-c", "lang-c", "highlight-source-c", data-lang ...). */
void language_of_code(const struct page *page, uint32_t pre, struct strbuf *out);

#endif
