/* The candidates of a srcset attribute, split as the HTML standard has it: addresses may
 * hold commas, and a comma at the end of one ends its candidate. */
#ifndef CLEANCOPY_ENGINE_SRCSET_H
#define CLEANCOPY_ENGINE_SRCSET_H

#include <stdbool.h>
#include <stddef.h>

struct srcset_candidate {
    const char *url; /* borrowed, not terminated */
    size_t url_len;
    unsigned long size; /* of "640w" or "2x": 640, 2000 (thousandths); 1x when unsaid */
    char unit;          /* 'w' or 'x' */
};

/* Reads one candidate and steps *at past it. False at the end. */
bool srcset_next(const char **at, struct srcset_candidate *out);

/* The candidate to keep: the widest that is no wider than 2048 pixels, else the
 * narrowest; of densities the greatest up to 2. False when there is none. */
bool srcset_best(const char *srcset, struct srcset_candidate *out);

#endif
