/* One line of a plan table: what a short block says of a name, prices, a period. */
#ifndef CLEANCOPY_ENGINE_LINE_H
#define CLEANCOPY_ENGINE_LINE_H

#include "engine/block.h"
#include "engine/page.h"
#include "engine/price.h"

enum line_kind {
    LINE_OTHER, /* too long, or nothing of a plan's */
    LINE_PRICE,
    LINE_PERIOD, /* nothing but one */
    LINE_TERM,   /* "cancel anytime", a former or a later price */
    LINE_NAME,   /* what a plan may be called */
    LINE_FREE,   /* "free" in the place of a price */
};

enum { LINE_PRICES = 4 };

struct line {
    enum line_kind kind;
    struct price prices[LINE_PRICES]; /* that are asked now */
    size_t n_prices;
    const char *name; /* of the page's arena, NULL: none; a price may have its name before
                       * it on the same line */
    bool only_period; /* and that may be nothing but a period */
    bool billed;      /* says how it is billed */
    bool counted;     /* the period has a number in it */
    char period[8];   /* of LINE_PERIOD, and of LINE_NAME where the name says one */
};

/* Leaves out what is struck out. */
void line_read(struct page *page, const struct place *place, const struct block *block,
               struct line *line);

/* A text as prices are read in it, with Latin digits; of the page's arena, or the same. */
const char *line_digits(struct page *page, const char *text);

#endif
