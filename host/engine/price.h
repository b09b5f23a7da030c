/* One price as it stands in a text: amount, currency, and for how long it buys. Read from
 * the text, never looked up; what the text and the page leave open stays open. */
#ifndef CLEANCOPY_ENGINE_PRICE_H
#define CLEANCOPY_ENGINE_PRICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"
#include "engine/place.h"

/* What the words before a price make of it. */
enum price_role {
    PRICE_NOW,
    PRICE_FORMER, /* "was €10" */
    PRICE_LATER,  /* "then €10" */
};

struct price {
    char amount[24];      /* decimal with a point: "2700", "4.95" */
    const char *currency; /* ISO 4217, or NULL */
    char period[8];       /* ISO 8601 duration, "" when unsaid */
    size_t at, end;       /* bytes of the text: sign and amount */
    size_t begin;         /* where the words before it begin that are its own: "only" */
    enum price_role role;
    bool period_after; /* the period stands behind the amount */
};

/* Writes the text with the digits of other scripts (٩٫٩٩) as Latin ones (9.99), in which
 * prices are read. False: it has none, and `out` holds the same text. */
bool price_digits(const char *text, size_t len, struct strbuf *out);

/* The first price at or after `from`: an amount with a sign of money beside it. The text
 * is as on the page, white space collapsed. */
bool price_next(const char *text, size_t len, size_t from, const struct place *place,
                struct price *price);

/* The others read folded text (text_fold). */

/* A text that names a duration and nothing else: "3 Months", "1年間", "Annual". Writes
 * it, "P3M"; `counted` says whether a number stood in it. */
bool price_period(const char *folded, size_t len, const struct place *place,
                  char period[8], bool *counted);

/* The first duration named in a short text, as the name of a plan has one: "3-month plan",
 * "Annual pass". */
bool price_period_in(const char *folded, size_t len, const struct place *place,
                     char period[8]);

/* A text that says "free" and nothing else. */
bool price_is_free(const char *folded, size_t len, const struct place *place);

#endif
