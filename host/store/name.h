/* File names from titles: readable, legal on every system, never a path. */
#ifndef CLEANCOPY_STORE_NAME_H
#define CLEANCOPY_STORE_NAME_H

#include "base/strbuf.h"

/* Appends a name without extension, at most 180 bytes of valid UTF-8: controls and bidi
 * marks out, / \ : * ? " < > | as "-", blanks collapsed, no leading dots or dashes, no
 * trailing dots or blanks, no DOS device names; "page-YYYY-MM-DD" (today) when nothing is
 * left. */
void name_from_title(const char *title, struct strbuf *out);

#endif
