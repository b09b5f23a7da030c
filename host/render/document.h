/* The clean copy as one file, in each of its forms: who wrote it, when, where it came from,
 * and the article. */
#ifndef CLEANCOPY_RENDER_DOCUMENT_H
#define CLEANCOPY_RENDER_DOCUMENT_H

#include <time.h>

#include "base/strbuf.h"
#include "render/answer.h"
#include "render/format.h"

/* The copy in one of the forms. The answer has to hold the article in that form
 * (format_want); a failed strbuf is the caller's to find. */
void document_print(const struct answer *answer, enum format format, time_t saved,
                    struct strbuf *out);

/* One HTML file: charset first, a policy of its own that lets nothing run and nothing load
 * but pictures. What was left out is named in a JSON block,
 * `<script type="application/json" id="cleancopy">`, so that programs can read the copy
 * again. The answer's html stands in it as it is: it speaks the language of
 * rules/grammar.txt. All other strings are escaped. */
void document_html(const struct answer *answer, time_t saved, struct strbuf *out);

/* Front matter (front_matter.h), the title as a heading, the article. */
void document_markdown(const struct answer *answer, time_t saved, struct strbuf *out);

/* The title, who, when and where, a line each; a blank line; the article. */
void document_text(const struct answer *answer, struct strbuf *out);

#endif
