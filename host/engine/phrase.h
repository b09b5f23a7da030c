/* Phrases of the compiled vocabulary: which of them stand in a piece of the page. What is
 * answered is borrowed from the rules.
 *
 * They are found in folded text (text_fold). A sieve tells most places that no phrase
 * begins there; at the others its bit leads to the few that may, and no phrase is longer
 * than 200 bytes, so the cost is linear in the text. */
#ifndef CLEANCOPY_ENGINE_PHRASE_H
#define CLEANCOPY_ENGINE_PHRASE_H

#include "rules/metadata.h"

struct phrase_hit {
    const struct phrase *phrase;
    size_t at, end; /* bytes of the text */
};

/* The phrases in a text, in order, at most `cap`; returns how many. Of those that
 * begin at one place the longest, in every kind and language that has it; none
 * inside another. */
size_t phrase_find(const struct phrase_table *table, const char *text, size_t len,
                   struct phrase_hit *hits, size_t cap);

/* The longest phrase that begins exactly at `at`; NULL where there is none. `lang` (or
 * NULL) is the page's language: of phrases written alike its own is preferred. */
const struct phrase *phrase_longest_at(const struct phrase_table *table, const char *text,
                                       size_t len, size_t at, const char *lang,
                                       size_t *end);

/* The action that a label names: of several the first. False: it names none. */
bool phrase_action(const char *folded, size_t len, enum action_kind *action);

/* Whether a field's name, or the hint in it, says that it is of this kind. */
bool phrase_field(enum field_kind kind, const char *folded, size_t len);

/* The language tag `lang` is of the language of `of`: "pt" of "pt-BR", "no" of "nb". */
bool phrase_same_lang(const char *of, const char *lang);

#endif
