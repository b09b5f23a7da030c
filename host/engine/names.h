/* Names in a byline: "By Ann One and Ben Two, staff writers | 27 July" is Ann One, Ben Two. The
 * words around names are those of rules/bylines.txt. */
#ifndef CLEANCOPY_ENGINE_NAMES_H
#define CLEANCOPY_ENGINE_NAMES_H

#include "engine/page.h"

#define NAMES_MAX 32

struct names {
    const char *items[NAMES_MAX]; /* of the page's arena */
    size_t n;
};

/* How much speaks for a name standing there. */
enum names_trust {
    NAMES_AFTER_BY, /* nothing but the words: "by" comes first, and what follows is written
                     * like a name */
    NAMES_MARKED,   /* the element is called so: "by" may be missing */
    NAMES_DECLARED, /* the page says it is one: an account's name will do */
};

/* Adds the names that a text gives; false when it gives none. `lang` (or NULL) is the
 * page's. A name that is there already is not added twice. */
bool names_read(struct page *page, const char *text, const char *lang,
                enum names_trust trust, struct names *names);

/* The text is what stands where a name would, and is none: "admin". */
bool names_is_nobody(struct page *page, const char *text, const char *lang);

/* The line ends where a name would begin: "Written by". */
bool names_is_by(struct page *page, const char *text, const char *lang);

void names_add(struct names *names, const char *name);

/* All of them with commas between, of the page's arena. */
const char *names_joined(struct page *page, const struct names *names);

#endif
