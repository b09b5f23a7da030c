/* Markup before it is parsed. libxml2 doesn't know attributes such as `@click`, `(input)`
 * and `*ngIf`: it steps over them to the next blank and reads the rest of the value as
 * names, and a `>` in it as the end of the tag, so that the value's end becomes text. */
#ifndef CLEANCOPY_ENGINE_MARKUP_H
#define CLEANCOPY_ENGINE_MARKUP_H

#include <stddef.h>

#include "base/strbuf.h"

/* Writes the page into `out`, which is empty, with `_` for what libxml2 takes for no part
 * of a name, in the names of attributes of start tags and nowhere else; of the same
 * length, in one pass. `out` stays empty where every name is known. */
void markup_name_attributes(const char *html, size_t len, struct strbuf *out);

#endif
