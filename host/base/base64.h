/* Base64 as data: addresses have it (RFC 4648, section 4). */
#ifndef CLEANCOPY_BASE_BASE64_H
#define CLEANCOPY_BASE_BASE64_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

/* Appends the bytes in base64, padded. */
void base64_encode(const char *bytes, size_t len, struct strbuf *out);

/* Appends the bytes that base64 text stands for; white space is passed over. False where
 * anything else stands in it; something may have been appended then. */
bool base64_decode(const char *text, size_t len, struct strbuf *out);

#endif
