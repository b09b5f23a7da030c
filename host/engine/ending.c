#include "engine/ending.h"

#include <string.h>

#include "base/array.h"

/* A sentence that a text may break off in. */
#define SENTENCE_WORDS 15

/* Whether the text before `len` ends in one of the marks; `*before` is where it begins. */
static bool ends_in(const char *text, size_t len, const char *const *marks, size_t n,
                    size_t *before)
{
    for (size_t i = 0; i < n; i++) {
        size_t mark = strlen(marks[i]);

        if (len >= mark && memcmp(text + len - mark, marks[i], mark) == 0) {
            *before = len - mark;
            return true;
        }
    }
    return false;
}

enum ending ending_of(const struct block *b)
{
    static const char *const closers[] = {"\"", "'", ")", "]",  "»",  "«",  "”", "“",
                                          "’",  "‹", "›", "」", "』", "）", "*", " "};
    static const char *const dots[] = {"…", "...", ". . .", "。。。"};
    static const char *const stops[] = {".", "!", "?", ":", ";", "。", "！", "？",
                                        "｡", "।", "؟", "۔", "։", "།",  "፡",  "።"};
    size_t len = b->len, before;

    while (ends_in(b->text, len, closers, N_OF(closers), &before))
        len = before;
    if (ends_in(b->text, len, dots, N_OF(dots), &before))
        return ENDS_CUT;
    if (ends_in(b->text, len, stops, N_OF(stops), &before))
        return b->text[before] == ':' ? ENDS_SOMEHOW : ENDS_COMPLETE;
    return b->n_sentences > 0 && b->n_words >= SENTENCE_WORDS ? ENDS_SEVERED
                                                              : ENDS_SOMEHOW;
}
