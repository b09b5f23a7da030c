#include "base/sort.h"

#include <string.h>

/* One merge of two neighbouring runs, [a, a_end) and [a_end, b_end), to the same places. */
static void merge(const char *from, char *to, size_t a, size_t a_end, size_t b_end,
                  size_t size, int (*compare)(const void *, const void *))
{
    size_t b = a_end;

    for (size_t i = a; i < b_end; i++) {
        int first =
            a < a_end && (b == b_end || compare(from + a * size, from + b * size) <= 0);

        memcpy(to + i * size, from + (first ? a++ : b++) * size, size);
    }
}

void sort_items(void *items, void *scratch, size_t n, size_t size,
                int (*compare)(const void *, const void *))
{
    char *from = items, *to = scratch;

    for (size_t width = 1; width < n; width *= 2) {
        char *swap = from;

        for (size_t i = 0; i < n; i += 2 * width) {
            size_t middle = i + width < n ? i + width : n;
            size_t end = middle + width < n ? middle + width : n;

            merge(from, to, i, middle, end, size, compare);
        }
        from = to;
        to = swap;
    }
    if (from != items && n > 0)
        memcpy(items, from, n * size);
}
