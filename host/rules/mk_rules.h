/* mkrules, inside: tags and grammar as read. */
#ifndef CLEANCOPY_RULES_MK_RULES_H
#define CLEANCOPY_RULES_MK_RULES_H

#include <stdbool.h>
#include <stddef.h>

enum { MK_TAGS_MAX = 512, MK_ATTRS_MAX = 32 };

struct mk_attr {
    const char *name;
    int kind;          /* enum grammar_value; -1 where `fixed` stands */
    const char *fixed; /* or NULL */
};

struct mk_attrs {
    struct mk_attr items[MK_ATTRS_MAX];
    size_t n;
};

struct mk_words {
    const char *items[MK_ATTRS_MAX];
    size_t n;
};

struct mk_tag {
    const char *name;
    bool is[6]; /* block, void, skip, formula, math, token */
    bool kept, dropped;
    struct mk_attrs attrs;
};

struct rules {
    struct mk_tag tags[MK_TAGS_MAX];
    size_t n_tags;
    struct mk_attrs globals;
    struct mk_words link_schemes, image_schemes, data_types;
    const char *anchor; /* how our ids begin */
};

#endif
