/* What kinds of elements stand around a node, by tag, role and the words of their names:
 * how many levels up the nearest of each kind is. Attributes only: what a browser saw is
 * no business of this file. */
#ifndef CLEANCOPY_ENGINE_AROUND_H
#define CLEANCOPY_ENGINE_AROUND_H

#include "engine/page.h"
#include "rules/vocabulary.h"

/* Kinds by tag or attribute; those by name come after, in the order of enum zone_kind. */
#define AROUND_KINDS(X)                                           \
    X(AROUND_ARTICLE, "article", "an article element")            \
    X(AROUND_MAIN, "main", "a main element or role")              \
    X(AROUND_SECTION, "section", "a section element")             \
    X(AROUND_NAV, "nav", "a nav or menu element or its role")     \
    X(AROUND_HEADER, "header", "a header element")                \
    X(AROUND_FOOTER, "footer", "a footer element")                \
    X(AROUND_ASIDE, "aside", "an aside element or its role")      \
    X(AROUND_FORM, "form", "a form or fieldset")                  \
    X(AROUND_TABLE, "table", "a table")                           \
    X(AROUND_LIST, "list", "a ul, ol or dl")                      \
    X(AROUND_ITEM, "item", "a li, dt or dd")                      \
    X(AROUND_QUOTE, "quote", "a blockquote")                      \
    X(AROUND_FIGURE, "figure", "a figure")                        \
    X(AROUND_CODE, "code", "a pre or code element")               \
    X(AROUND_PARAGRAPH, "p", "a p element")                       \
    X(AROUND_HEADING, "heading", "a heading")                     \
    X(AROUND_BUTTON, "button", "a button, label or its role")     \
    X(AROUND_LINK, "link", "a link")                              \
    X(AROUND_DETAILS, "details", "a details element")             \
    X(AROUND_DIALOG, "dialog", "a dialog element or role")        \
    X(AROUND_NOSCRIPT, "noscript", "a noscript element")          \
    X(AROUND_HIDDEN, "hidden", "hidden by attribute or style")    \
    X(AROUND_ARIA, "aria", "aria-hidden")                         \
    X(AROUND_BODY, "articlebody", "itemprop articleBody or text") \
    X(AROUND_CONSENT, "consent", "a class word of consent kind")  \
    X(AROUND_PROMPT, "prompt", "a class word of another overlay")

#define AROUND_ENUM(name, word, what) name,
enum around_kind { AROUND_KINDS(AROUND_ENUM) N_AROUND_TAGS };
#undef AROUND_ENUM
enum { N_AROUND = N_AROUND_TAGS + N_ZONE_KINDS };

/* Nothing of the kind. */
#define AROUND_FAR 63

struct surroundings {
    const struct page *page;
    const struct around **of; /* per node; one that adds nothing has its parent's */
};

struct around {
    uint16_t depth[N_AROUND]; /* 1 + depth of the nearest of the kind, 0: none */
    uint8_t good, bad;        /* elements around whose names speak for and against text */
};

void around_sweep(struct page *page, struct surroundings *out);

/* Levels from `n` up to the nearest of the kind (0: itself), AROUND_FAR if none. */
int32_t around_up(const struct surroundings *around, uint32_t n, int kind);

#endif
