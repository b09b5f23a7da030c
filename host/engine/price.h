/* One price as it stands in a text: amount, currency, and for how long it buys. Read from
 * the text, never looked up; what the text and the page leave open stays open. */
#ifndef CLEANCOPY_ENGINE_PRICE_H
#define CLEANCOPY_ENGINE_PRICE_H

#include <stdbool.h>
#include <stddef.h>

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

/* The first price at or after `from`: an amount with a sign of money beside it. The text
 * is as on the page, white space collapsed. */
bool price_next(const char *text, size_t len, size_t from, const struct place *place,
                struct price *price);

#endif
