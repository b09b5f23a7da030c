/* What a page writes, checked and cleaned into the value of a fact: strings of the page's
 * arena, or NULL where it is nothing that may be believed. NULL in, NULL out. */
#ifndef CLEANCOPY_ENGINE_FACT_H
#define CLEANCOPY_ENGINE_FACT_H

#include "engine/meta.h"

/* Longer values are a page's mistake: a template's JSON, a whole paragraph as title. */
#define FACT_MAX 2000

/* The first value that is one stays. */
void fact_set(struct fact *fact, const char *value, const char *source);

/* White space collapsed; NULL if nothing, or more than `max` bytes, is left. */
const char *fact_text(struct page *page, const char *text, size_t max);

/* The text with character references read: what stands escaped twice in meta elements and in
 * JSON. */
const char *fact_unescaped(struct page *page, const char *text, size_t max);

/* YYYY-MM-DD and, where the page gives it, THH:MM, seconds and offset, as ISO 8601 has them;
 * compact and slashed days are spelled out. NULL for a day that no calendar has; what follows
 * a day and is no time of one is left out. */
const char *fact_date(struct page *page, const char *text);

/* The same, or the first day that is written in words of `lang` (NULL: any; day.h). */
const char *fact_date_in(struct page *page, const char *text, const char *lang);

/* A name, not an address of a profile or an account. */
const char *fact_person(struct page *page, const char *text);

/* A language tag; en_US is how Open Graph writes en-US. */
const char *fact_language(struct page *page, const char *text);

#endif
