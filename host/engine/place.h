/* Where a page is at home, as far as it says so: decides what "$" or "kr" means. */
#ifndef CLEANCOPY_ENGINE_PLACE_H
#define CLEANCOPY_ENGINE_PLACE_H

struct page;

/* Each of them may be NULL. */
struct place {
    const char *lang;     /* BCP 47 */
    const char *locale;   /* with a country, as Open Graph writes it: en_US */
    const char *host;     /* of the page's address */
    const char *currency; /* ISO 4217, of the prices the page states to machines */
};

/* Strings of the page and its arena. */
struct place place_read(struct page *page);

#endif
