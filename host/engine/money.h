/* Signs of money in a text ("$", "kr", "złotych"), and the currency that each means on a page. */
#ifndef CLEANCOPY_ENGINE_MONEY_H
#define CLEANCOPY_ENGINE_MONEY_H

#include <stddef.h>

#include "engine/place.h"
#include "rules/vocabulary.h"

/* The longest sign that begins at `at`, and where it ends; NULL: none. One made of letters is
 * a word of its own. */
const struct money_sign *money_at(const char *text, size_t len, size_t at, size_t *end);

/* The longest sign that ends at `end`, and where it begins. */
const struct money_sign *money_before(const char *text, size_t len, size_t end,
                                      size_t *at);

/* ISO 4217; NULL where several countries write that sign and the page is at home in none. */
const char *money_code(const struct money_sign *sign, const struct place *place);

/* Of signs on both sides ("COP $900") the one that is certain counts: `code`, or what `other`
 * means, which may be NULL. */
const char *money_better(const char *code, const struct money_sign *other,
                         const struct place *place);

#endif
