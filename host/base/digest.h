/* SHA-256 (FIPS 180-4): names what some bytes hold. */
#ifndef CLEANCOPY_BASE_DIGEST_H
#define CLEANCOPY_BASE_DIGEST_H

#include <stddef.h>

/* Writes the first `size - 1` hex digits and a NUL; size is at most 65. */
void digest_hex(const char *bytes, size_t len, char *out, size_t size);

#endif
