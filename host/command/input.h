/* What a command reads: a file or standard input, whole, in UTF-8. */
#ifndef CLEANCOPY_COMMAND_INPUT_H
#define CLEANCOPY_COMMAND_INPUT_H

#include "base/status.h"
#include "base/strbuf.h"

/* Appends the bytes of a file ("-" or NULL: standard input) as they are. TOO_LARGE when
 * they are more than the buffer's maximum, IO_ERROR with errno set when they can't be
 * read. */
enum status input_bytes(const char *path, struct strbuf *out);

/* Appends a page as UTF-8, from any encoding. Says on standard error what went wrong. */
enum status input_page(const char *path, struct strbuf *html);

#endif
