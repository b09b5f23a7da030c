/* Memory in whole pages that the children of this process do not get, unless it is lent to
 * them: one that a page took over finds no other page in its own. What is lent is shared;
 * nothing costs memory before it is written to. */
#ifndef CLEANCOPY_BASE_MAPPING_H
#define CLEANCOPY_BASE_MAPPING_H

#include <stdbool.h>
#include <stddef.h>

/* Zeroes. NULL when the system has no room. */
char *mapping_new(size_t len);

/* NULL is nothing. */
void mapping_free(char *bytes, size_t len);

/* Whether children that are forked from now on get it. False when the system refuses. */
bool mapping_lend(char *bytes, size_t len, bool lend);

#endif
