/* What the browser saw, attached to the nodes: the stamp attribute is read into SAW_ bits
 * and taken off, so that no later stage meets it; the snapshot's stand-ins for shadow
 * roots, frames and noscript become plain nodes, addresses in frames absolute. A page without a stamp
 * gets SAW_HIDDEN and SAW_FIXED from its attributes (hidden; inline display:none,
 * visibility:hidden and position:fixed), so a plain file works. `aria-hidden` is no bit:
 * pages set it on the article behind a dialog. */
#ifndef CLEANCOPY_ENGINE_LAYOUT_H
#define CLEANCOPY_ENGINE_LAYOUT_H

#include "engine/page.h"

void layout_attach(struct page *page);

#endif
