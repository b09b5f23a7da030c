/* What is known of a page, as YAML between two lines of `---`: the head of a Markdown file as
 * programs that keep notes and make sites read it. Names are those of the answer. */
#ifndef CLEANCOPY_RENDER_FRONT_MATTER_H
#define CLEANCOPY_RENDER_FRONT_MATTER_H

#include "base/strbuf.h"
#include "render/answer.h"

/* `saved` is a time in ISO 8601. Every text is a quoted one on one line, whatever stands in
 * it. */
void front_matter_put(const struct answer *answer, const char *saved, struct strbuf *out);

#endif
