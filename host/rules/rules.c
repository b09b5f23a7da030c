#include "rules/rules.h"

#include <string.h>

enum tag tag_from_name(const char *name)
{
    /* tags.txt is sorted, so the enum is too. */
    int low = TAG_TEXT + 1, high = N_TAGS;

    while (low < high) {
        int middle = low + (high - low) / 2;
        int order = strcmp(name, tag_rules[middle].name);

        if (order == 0)
            return (enum tag)middle;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return TAG_UNKNOWN;
}
