/* Saved pages come in any encoding; the engine reads UTF-8. */
#ifndef CLEANCOPY_COMMAND_CHARSET_H
#define CLEANCOPY_COMMAND_CHARSET_H

#include <stddef.h>

#include "base/strbuf.h"

/* Appends the file's text as UTF-8 and returns the name of the encoding it was read in (a
 * constant string). In this order, the first that holds: a byte order mark (UTF-8,
 * UTF-16); strict UTF-8; what the page declares, if the web knows it; windows-1252, in
 * which every byte is something. */
const char *charset_decode(const char *bytes, size_t len, struct strbuf *out);

/* The label of the first `meta charset` or `meta http-equiv ... charset=` in the first
 * 4096 bytes, lower case; "" when there is none. */
void charset_declared(const char *bytes, size_t len, char label[32]);

#endif
