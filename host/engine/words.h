/* Words that two short texts have in common, as titles, headings and addresses do. All text is
 * folded. */
#ifndef CLEANCOPY_ENGINE_WORDS_H
#define CLEANCOPY_ENGINE_WORDS_H

#include "engine/page.h"

/* The text as text_fold writes it, in the page's arena. */
const char *words_folded(struct page *page, const char *text);

/* Words that two texts share, in percent of all their words. */
unsigned words_shared(const char *a, size_t a_len, const char *b, size_t b_len);

/* Of the words of one text, how many another has, in percent; one is chance. */
unsigned words_contained(const char *a, const char *b);

/* The same words in the same order. */
bool words_same(const char *a, size_t a_len, const char *b, size_t b_len);

/* The words with which `whole` ends are those of `end`, behind one or two others. */
bool words_end(const char *whole, const char *end);

#endif
