/* Sorting without qsort: the C library's asks the system how much memory there is, which a
 * confined worker may not, and so may end it. */
#ifndef CLEANCOPY_BASE_SORT_H
#define CLEANCOPY_BASE_SORT_H

#include <stddef.h>

/* Sorts `n` items of `size` bytes; equal ones keep their order. `scratch` has room for as
 * many, and holds nothing of meaning afterwards. */
void sort_items(void *items, void *scratch, size_t n, size_t size,
                int (*compare)(const void *, const void *));

#endif
