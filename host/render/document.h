/* The clean copy as one HTML file: charset first, a policy of its own that lets nothing
 * run and nothing load but pictures, where it came from, and the article. What was left
 * out is named in a JSON block, `<script type="application/json" id="cleancopy">`, so
 * that programs can read the copy again. */
#ifndef CLEANCOPY_RENDER_DOCUMENT_H
#define CLEANCOPY_RENDER_DOCUMENT_H

#include <time.h>

#include "base/strbuf.h"
#include "render/answer.h"

/* The answer's html stands in it as it is: it speaks the language of rules/grammar.txt.
 * All other strings are escaped. */
void document_html(const struct answer *answer, time_t saved, struct strbuf *out);

#endif
