/* For how long a price buys: durations as text names them, "3 Months", "1年間", "per week".
 * They are written in ISO 8601: P3M. All text is folded (text_fold). */
#ifndef CLEANCOPY_ENGINE_PERIOD_H
#define CLEANCOPY_ENGINE_PERIOD_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/place.h"
#include "rules/vocabulary.h"

/* A text that names a duration and nothing else: "3 Months", "1年間", "Annual". Writes
 * it, "P3M"; `counted` says whether a number stood in it. */
bool period_is(const char *folded, size_t len, const struct place *place, char period[8],
               bool *counted);

/* The first duration named in a short text, as the name of a plan has one: "3-month plan",
 * "Annual pass". */
bool period_in(const char *folded, size_t len, const struct place *place, char period[8]);

/* A text that says "free" and nothing else. */
bool period_is_free(const char *folded, size_t len, const struct place *place);

/* ---- for price.c: the words around a price ---- */

struct folded {
    const char *bytes;
    size_t len;
};

/* The period that a text begins with, after what may stand before it. Returns where it ends;
 * 0: none. */
size_t period_begins(const struct folded *text, const char *lang, char period[8],
                     bool *counted);

/* The longest word of the vocabulary that ends where the first `len` bytes end, or NULL. */
const struct phrase *period_word_before(const struct folded *text, size_t len,
                                        const char *lang, size_t *at);

bool period_is_duration(const struct phrase *word);

/* The number that ends the first `len` bytes, before a period: "4 Wochen für 1 €". Cuts it
 * off; 1 where none stands there. */
unsigned period_count_before(const struct folded *text, const char *lang, size_t *len);

/* Less the signs and blanks that may stand between a price and the words before it. */
size_t period_trim(const struct folded *text, size_t len);

/* `count` of a unit, as a duration. */
void period_write(enum period_kind unit, unsigned count, char period[8]);

#endif
