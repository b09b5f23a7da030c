/* What a node's own names say it is, in the words of rules/habits.txt: element, classes
 * and attributes are looked up once a page. */
#ifndef CLEANCOPY_ENGINE_HABIT_H
#define CLEANCOPY_ENGINE_HABIT_H

#include "engine/page.h"
#include "rules/vocabulary.h"

/* Sets page->habits, after naming_read: bits 1 << enum habit_kind of every node. Attributes are asked of
 * later, by habit_attr: most pages have many, and few of them matter. */
void habit_sweep(struct page *page);

static inline bool habit_is(const struct page *page, uint32_t n, enum habit_kind kind)
{
    return page->habits[n] >> kind & 1;
}

/* The value of the first attribute whose name is of this kind, or NULL. */
const char *habit_attr(const struct page *page, uint32_t n, enum habit_kind kind);

/* The kinds of one class by itself; 0 where it is none of any. Of the classes of an
 * attribute together. */
uint32_t habit_of_class(const char *name, size_t len);
uint32_t habit_of_classes(const char *classes);

/* What follows the beginning of the first class of this kind ("c" of "language-c"), not
 * terminated; NULL where there is none. */
const char *habit_class_rest(const struct page *page, uint32_t n, enum habit_kind kind,
                             size_t *len);

#endif
