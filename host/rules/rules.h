/* The vocabulary, compiled. mkrules reads and checks the text files beside this one at
 * build time and writes rules_tags.h and rules_data.c into the build folder; nothing is
 * read at run time. To change a word, edit the text file. */
#ifndef CLEANCOPY_RULES_RULES_H
#define CLEANCOPY_RULES_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules_tags.h" /* generated: enum tag { TAG_UNKNOWN, TAG_TEXT, TAG_A, ..., N_TAGS } */

/* tags.txt: what an element is to the engine. */
struct tag_rule {
    const char *name;
    uint8_t
        number;   /* for the model: its place in tags.txt; 0 of what stands in formulas */
    bool block;   /* starts and ends a line of text */
    bool is_void; /* never holds anything */
    bool skip;    /* what it holds is not text of the page: script, style, svg ... */
    bool formula; /* holds the elements of one: math */
    bool math;    /* stands in formulas only */
    bool token;   /* of these, what holds text */
};
extern const struct tag_rule tag_rules[N_TAGS];

/* 1 to 6 for h1 to h6, 0 for what is no heading. */
static inline int tag_heading_level(uint16_t tag)
{
    return tag >= TAG_H1 && tag <= TAG_H6 ? tag - TAG_H1 + 1 : 0;
}

/* TAG_UNKNOWN for elements that are not listed. `name` is lower case. */
enum tag tag_from_name(const char *name);

/* grammar.txt: what may leave. */
enum grammar_verb {
    GRAMMAR_UNWRAP, /* not listed: the element goes, what it holds stays */
    GRAMMAR_KEEP,
    GRAMMAR_DROP, /* the element goes with all it holds */
};

/* How an attribute's value is checked and written. */
enum grammar_value {
    VALUE_TEXT,      /* any text */
    VALUE_LANG,      /* letters, digits and '-', at most 35 */
    VALUE_DIR,       /* ltr, rtl, auto */
    VALUE_NUMBER,    /* 1 to 6 digits */
    VALUE_FLAG,      /* written as name="" */
    VALUE_SCOPE,     /* row, col, rowgroup, colgroup */
    VALUE_NUMBERING, /* 1, a, A, i, I */
    VALUE_DATETIME,  /* digits, letters and "-:.+ ", at most 40 */
    VALUE_LINK,      /* absolute address of a link scheme, or "#" and a VALUE_ANCHOR */
    VALUE_IMAGE,     /* absolute address of an image scheme, or a data: picture */
    VALUE_SRCSET,    /* candidates, every one an absolute address of an image scheme */
    VALUE_TYPE,      /* a type of data: pictures */
    VALUE_MEDIA,     /* lower-case letters, digits, blanks and "():,.-", at most 120 */
    VALUE_MEASURE,  /* a word, number or length: letters, digits and "-+.%", at most 20 */
    VALUE_LANGUAGE, /* "language-" and letters, digits and "-+.#_", at most 20 */
    VALUE_ANCHOR,   /* an id of our own: grammar_anchor and 1 to 6 digits */
    VALUE_FIXED,    /* written by us, always the same; never taken from the page */
};

struct grammar_attr {
    const char *name;
    enum grammar_value value;
    const char *fixed; /* VALUE_FIXED: what is written */
};

struct grammar_element {
    enum grammar_verb verb;
    const struct grammar_attr *attrs; /* in the order they are printed */
    size_t n_attrs;
};
extern const struct grammar_element grammar[N_TAGS];

/* Scheme lists, each ended by NULL: "http", ... and media types of data: pictures. */
extern const char *const grammar_link_schemes[];
extern const char *const grammar_image_schemes[];
extern const char *const grammar_data_types[];

/* How ids of our own begin: a number follows. */
extern const char grammar_anchor[];

#endif
