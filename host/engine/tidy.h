/* Small repairs before printing: lazy pictures get their address, empty wrappers lose
 * their mark, headings that repeat the title go. Marks and arena copies only. */
#ifndef CLEANCOPY_ENGINE_TIDY_H
#define CLEANCOPY_ENGINE_TIDY_H

#include "engine/page.h"

void tidy_apply(struct page *page);

#endif
