/* A number as it stands in a text, with its groups and decimals as any country writes them. */
#ifndef CLEANCOPY_ENGINE_AMOUNT_H
#define CLEANCOPY_ENGINE_AMOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

struct amount {
    char digits[24]; /* decimal with a point: "2700", "4.95" */
    size_t at, end;  /* bytes of the text */
};

/* The number that begins at `at`. False: none does, or one too long for a price. */
bool amount_read(const char *text, size_t len, size_t at, struct amount *amount);

/* How many digits stand at `at`. */
size_t amount_digits(const char *text, size_t len, size_t at);

/* Writes the text with the digits of other scripts (٩٫٩٩) as Latin ones (9.99), in which
 * amounts are read. False: it has none, and `out` holds the same text. */
bool amount_latin(const char *text, size_t len, struct strbuf *out);

#endif
