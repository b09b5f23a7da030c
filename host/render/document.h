/* The clean copy as one HTML file: charset first, a policy of its own that lets nothing run
 * and nothing load but pictures, where it came from, and the article. */
#ifndef CLEANCOPY_RENDER_DOCUMENT_H
#define CLEANCOPY_RENDER_DOCUMENT_H

#include <time.h>

#include "base/strbuf.h"
#include "render/answer.h"

void document_html(const struct answer *answer, time_t saved, struct strbuf *out);

#endif
