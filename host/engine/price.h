/* One price as it stands in a text: amount, currency, and for how long it buys. Read from
 * the text, never looked up; what the text and the page leave open stays open. */
#ifndef CLEANCOPY_ENGINE_PRICE_H
#define CLEANCOPY_ENGINE_PRICE_H

#include <stdbool.h>
#include <stddef.h>

/* Where a page is at home: decides what "$" or "kr" means. */
struct place {
    const char *lang; /* BCP 47, or NULL */
    const char *host; /* of the page's address, or NULL */
};

struct price {
    char amount[24];      /* decimal with a point: "2700", "4.95" */
    const char *currency; /* ISO 4217, or NULL */
    char period[8];       /* ISO 8601 duration, "" when unsaid */
    size_t at, end;       /* bytes of the text: sign and amount */
};

/* The first price at or after `from`: an amount with a sign of money beside it. The text
 * is as on the page, white space collapsed. */
bool price_next(const char *text, size_t len, size_t from, const struct place *place,
                struct price *price);

/* A text that names a duration and nothing else: "3 Months", "1年間", "Annual". Writes
 * it, "P3M"; `counted` says whether a number stood in it. */
bool price_period(const char *text, size_t len, const struct place *place, char period[8],
                  bool *counted);

#endif
