/* Text that a template was to fill in and did not: {{x}}, ${x}, <%= x %>, {% x %}, [[x]],
 * %TOTAL%, [object Object]. In a short block it marks what no author wrote for readers. */
#ifndef CLEANCOPY_ENGINE_PLACEHOLDER_H
#define CLEANCOPY_ENGINE_PLACEHOLDER_H

#include <stdbool.h>
#include <stddef.h>

/* The first one at or after `from`: bytes [*at, *end) of the text. */
bool placeholder_next(const char *text, size_t len, size_t from, size_t *at, size_t *end);

#endif
