/* The words of rules/ that say who, what and when, compiled: meta-names.txt, schema.txt,
 * labels.txt, bylines.txt, dates.txt. How they are written stands in rules/README.md. */
#ifndef CLEANCOPY_RULES_METADATA_H
#define CLEANCOPY_RULES_METADATA_H

#include "rules/vocabulary.h"

/* meta-names.txt: what a meta element may say. */
#define RULE_SAID(X)               \
    X(SAID_TITLE, "title")         \
    X(SAID_SUBTITLE, "subtitle")   \
    X(SAID_AUTHOR, "author")       \
    X(SAID_SITE, "site")           \
    X(SAID_SECTION, "section")     \
    X(SAID_PUBLISHED, "published") \
    X(SAID_MODIFIED, "modified")   \
    X(SAID_LANGUAGE, "language")   \
    X(SAID_ADDRESS, "address")     \
    X(SAID_PICTURE, "picture")     \
    X(SAID_EXCERPT, "excerpt")     \
    X(SAID_TAG, "tag")             \
    X(SAID_LICENCE, "licence")     \
    X(SAID_KIND, "kind")

/* schema.txt: what a type of schema.org speaks of. */
#define RULE_SCHEMA(X)             \
    X(SCHEMA_ARTICLE, "article")   \
    X(SCHEMA_PAGE, "page")         \
    X(SCHEMA_SITE, "site")         \
    X(SCHEMA_POSTING, "posting")   \
    X(SCHEMA_QUESTION, "question") \
    X(SCHEMA_ANSWER, "answer")     \
    X(SCHEMA_COMMENT, "comment")

/* labels.txt: what the text of an element says, by its class. */
#define RULE_LABELS(X)            \
    X(LABEL_AUTHOR, "author")     \
    X(LABEL_DATE, "date")         \
    X(LABEL_UPDATED, "updated")   \
    X(LABEL_SUBTITLE, "subtitle") \
    X(LABEL_SECTION, "section")   \
    X(LABEL_TAG, "tag")

/* bylines.txt: what stands around a name. */
#define RULE_BYLINES(X)        \
    X(BYLINE_BY, "by")         \
    X(BYLINE_OTHER, "other")   \
    X(BYLINE_AND, "and")       \
    X(BYLINE_GROUP, "group")   \
    X(BYLINE_ROLE, "role")     \
    X(BYLINE_NOBODY, "nobody") \
    X(BYLINE_FIRM, "firm")

/* dates.txt: the months are 0 to 11. */
#define RULE_DATES(X)              \
    X(DATE_JANUARY, "01")          \
    X(DATE_FEBRUARY, "02")         \
    X(DATE_MARCH, "03")            \
    X(DATE_APRIL, "04")            \
    X(DATE_MAY, "05")              \
    X(DATE_JUNE, "06")             \
    X(DATE_JULY, "07")             \
    X(DATE_AUGUST, "08")           \
    X(DATE_SEPTEMBER, "09")        \
    X(DATE_OCTOBER, "10")          \
    X(DATE_NOVEMBER, "11")         \
    X(DATE_DECEMBER, "12")         \
    X(DATE_YEAR, "year")           \
    X(DATE_MONTH, "month")         \
    X(DATE_DAY, "day")             \
    X(DATE_OF, "of")               \
    X(DATE_PUBLISHED, "published") \
    X(DATE_UPDATED, "updated")

#define RULE_ENUM(name, word) name,
enum said_kind { RULE_SAID(RULE_ENUM) N_SAID_KINDS };
enum schema_kind { RULE_SCHEMA(RULE_ENUM) N_SCHEMA_KINDS };
enum label_kind { RULE_LABELS(RULE_ENUM) N_LABEL_KINDS };
enum byline_kind { RULE_BYLINES(RULE_ENUM) N_BYLINE_KINDS };
enum date_kind { RULE_DATES(RULE_ENUM) N_DATE_KINDS };
#undef RULE_ENUM

/* Sorted by name, in lower case. */
struct meta_name {
    const char *name;
    const char *source; /* as in the answer: open-graph, twitter, dublin-core ... */
    uint8_t said;       /* enum said_kind */
    uint8_t rank;       /* 1 is believed first; no two names of a kind have the same */
};
extern const struct meta_name meta_names[];
extern const size_t n_meta_names;

/* Sorted by type. */
struct schema_type {
    const char *type;
    uint8_t kind; /* enum schema_kind */
};
extern const struct schema_type schema_types[];
extern const size_t n_schema_types;

/* labels.txt: `kind` is enum label_kind. */
extern const struct class_table label_words;

extern const struct phrase_table byline_phrases, date_phrases;

#endif
