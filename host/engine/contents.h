/* Lists of contents. One says what the page's headings say, and asks for nothing, nor do they:
 * "Accept all cookies" in an article on how to do that. */
#ifndef CLEANCOPY_ENGINE_CONTENTS_H
#define CLEANCOPY_ENGINE_CONTENTS_H

#include "engine/cue.h"

/* Marks the blocks of such lists, and takes from them and their headings what they seemed to
 * ask for. */
void contents_read(const struct page *page, struct cues *cues);

#endif
