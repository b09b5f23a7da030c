/* Writing JSON. Page text goes through here and not through jansson: its dumper is an
 * order of magnitude slower and refuses text that is not valid UTF-8. Reading is
 * jansson's, where small JSON is read. */
#ifndef CLEANCOPY_BASE_JSON_H
#define CLEANCOPY_BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

/* Appends the text as a JSON string with its quotes. Invalid UTF-8 becomes U+FFFD. */
void json_put(struct strbuf *out, const char *text, size_t len);

/* The same for a NUL-terminated string; NULL is written as null. */
void json_put_text(struct strbuf *out, const char *text);

/* Appends "name": with a comma before it unless it is the first of its object. */
void json_put_key(struct strbuf *out, const char *name);

/* A member: key and value. */
void json_put_member(struct strbuf *out, const char *name, const char *text);
void json_put_number(struct strbuf *out, const char *name, size_t number);
void json_put_flag(struct strbuf *out, const char *name, bool flag);

/* The bytes that `len` bytes of text take inside a JSON string, without quotes. */
size_t json_escaped_len(const char *text, size_t len);

#endif
