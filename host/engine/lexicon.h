/* Questions to the compiled vocabulary of names: which class words, vendors' marks, roles
 * and types stand in a piece of the page. Everything answered is borrowed from the rules. */
#ifndef CLEANCOPY_ENGINE_LEXICON_H
#define CLEANCOPY_ENGINE_LEXICON_H

#include "rules/metadata.h"

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

/* The vendor whose mark this name is, or NULL. PLACE_HOST and PLACE_LINK: a host or one
 * above it; PLACE_ID and PLACE_CLASS hold the beginnings of names (NAME* in the file) too. */
const struct vendor *lexicon_vendor(enum vendor_place place, const char *name,
                                    size_t len);

/* The first vendor whose mark is among names with blanks between them. */
const struct vendor *lexicon_vendor_among(enum vendor_place place, const char *names);

const struct vendor *lexicon_vendor_attr(const char *name, const char *value);

/* False for roles that say nothing here. */
bool lexicon_role(const char *value, enum role_kind *role);

#endif
