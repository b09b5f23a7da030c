/* Small repairs, in two steps. Before the article is chosen elements become what they
 * mean: lazy pictures get their address, drawings and backgrounds become pictures. After
 * it, the lead picture stands once, headings that repeat the title go, and empty wrappers
 * lose their mark. Marks and arena copies only; no number changes. */
#ifndef CLEANCOPY_ENGINE_TIDY_H
#define CLEANCOPY_ENGINE_TIDY_H

#include "engine/page.h"

void tidy_mend(struct page *page);
void tidy_apply(struct page *page);

#endif
