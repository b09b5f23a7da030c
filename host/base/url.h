/* URLs as browsers read them: leading C0 and blanks stripped, TAB and newlines deleted
 * anywhere, backslashes as slashes in http(s), then RFC 3986 resolution. What comes out
 * is ASCII-safe for an attribute: blanks, quotes, angle brackets and controls are
 * percent-encoded, everything else stays as it was. */
#ifndef CLEANCOPY_BASE_URL_H
#define CLEANCOPY_BASE_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

/* Appends `url` (len bytes) resolved against `base` (absolute, may be NULL: then only
 * absolute URLs resolve). False, with nothing appended, when the result has no scheme, or
 * is an http(s) one with a host that no browser takes. */
bool url_resolve(const char *url, size_t len, const char *base, struct strbuf *out);

/* The scheme of an absolute URL, lower case, into `out` (at least 16 bytes,
 * NUL-terminated). False when there is none or it does not fit. Reads as a browser would:
 * "java\tscript:" is "javascript". */
bool url_scheme(const char *url, size_t len, char out[16]);

/* Appends the host of an http(s) URL, lower case, without port and credentials. False if
 * none. */
bool url_host(const char *url, struct strbuf *out);

#endif
