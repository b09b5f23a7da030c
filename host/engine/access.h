/* Whether the page holds the whole text: from what the page says of its length, from how
 * the text ends, and from what stands there. Unknown is a permitted answer. */
#ifndef CLEANCOPY_ENGINE_ACCESS_H
#define CLEANCOPY_ENGINE_ACCESS_H

#include "engine/page.h"

/* Sets access, its reasons and `concealed` of page->article. Needs the metadata. */
void access_judge(struct page *page);

#endif
