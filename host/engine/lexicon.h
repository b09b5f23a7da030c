/* Questions to the compiled vocabulary: which phrases, class words, vendors' marks
 * and roles stand in a piece of the page. Everything answered is borrowed from the
 * rules.
 *
 * Phrases are found in folded text (text_fold). A sieve tells most places that no phrase
 * begins there; at the others its bit leads to the few that may, and no phrase is longer
 * than 200 bytes, so the cost is linear in the text. */
#ifndef CLEANCOPY_ENGINE_LEXICON_H
#define CLEANCOPY_ENGINE_LEXICON_H

#include "rules/metadata.h"

struct phrase_hit {
    const struct phrase *phrase;
    size_t at, end; /* bytes of the text */
};

/* The phrases in a text, in order, at most `cap`; returns how many. Of those that
 * begin at one place the longest, in every kind and language that has it; none
 * inside another. */
size_t lexicon_phrases(const struct phrase_table *table, const char *text, size_t len,
                       struct phrase_hit *hits, size_t cap);

/* The longest phrase that begins exactly at `at`; NULL where there is none. `lang` (or
 * NULL) is the page's language: of phrases written alike its own is preferred. */
const struct phrase *lexicon_phrase_at(const struct phrase_table *table, const char *text,
                                       size_t len, size_t at, const char *lang,
                                       size_t *end);

/* The action that a label names: of several the first. False: it names none. */
bool lexicon_action(const char *folded, size_t len, enum action_kind *action);

/* Whether a field's name, or the hint in it, says that it is of this kind. */
bool lexicon_field(enum field_kind kind, const char *folded, size_t len);

/* Class words found in one name after another; bit 1 << enum rule_kind. */
struct class_hits {
    uint16_t strong, weak;
    bool content;     /* a wrapper of article text */
    bool struck;      /* what is shown struck out: a former price */
    const char *word; /* the strongest that was found first, or NULL */
};

/* Adds what a class attribute or an id says. Names are split at - _ and
 * changes of case. */
void lexicon_classes(const char *value, struct class_hits *hits);

/* The same, and for kinds of places: their bits are 1 << enum zone_kind. */
void lexicon_names(const char *value, struct class_hits *overlays,
                   struct class_hits *zones);

/* The same for what an element's text says; bit 1 << enum label_kind. */
void lexicon_labels(const char *value, struct class_hits *hits);

/* The entry of meta-names.txt, whatever the case; NULL where there is none. */
const struct meta_name *lexicon_meta(const char *name);

/* What a type of schema.org speaks of; the address in front of it may be left out. False:
 * none of ours. */
bool lexicon_schema(const char *type, enum schema_kind *kind);

/* The vendor whose mark this name is, or NULL. PLACE_HOST and
 * PLACE_LINK: a host or one above it;
 * PLACE_ID and PLACE_CLASS hold the beginnings of names (NAME* in the file) too. */
const struct vendor *lexicon_vendor(enum vendor_place place, const char *name,
                                    size_t len);

/* The first vendor whose mark is among names with blanks between them. */
const struct vendor *lexicon_vendor_among(enum vendor_place place, const char *names);

const struct vendor *lexicon_vendor_attr(const char *name, const char *value);

/* False for roles that say nothing here. */
bool lexicon_role(const char *value, enum role_kind *role);

/* The language tag `lang` is of the language of `of`: "pt" of "pt-BR", "no" of "nb". */
bool lexicon_same_lang(const char *of, const char *lang);

#endif
