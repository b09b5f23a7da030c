/* What elements are called: the words in their classes and ids, by each list of rules that
 * reads them, and their roles. A page says the same names over and over; each is looked up
 * once. */
#ifndef CLEANCOPY_ENGINE_NAMING_H
#define CLEANCOPY_ENGINE_NAMING_H

#include "engine/lexicon.h"
#include "engine/page.h"

/* What one value of a class attribute or an id says. */
struct naming {
    const char *value;
    struct class_hits overlays; /* class-words.txt */
    struct class_hits zones;    /* zones.txt */
    const struct vendor
        *vendor;     /* whose mark is among the classes, or is the id; or NULL */
    uint32_t habits; /* of the classes; habit.h */
};

/* Of each node. */
struct namings {
    const struct naming *class, *id; /* NULL: it has none */
    const char *role;                /* the same */
};

/* Sets page->namings. */
void naming_read(struct page *page);

#endif
