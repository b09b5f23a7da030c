/* The engine: a page as the reader's browser held it comes in; the article and what was
 * laid over and into it go out. It knows neither wire nor process and runs anywhere.
 *
 *     struct page *page;
 *     enum status st = engine_clean(&snapshot, NULL, &page);
 *     if (st == OK)
 *         ... answer_make(page, ...) ...
 *     page_free(page);
 *
 * No libxml2 or jansson type stands here. */
#ifndef CLEANCOPY_ENGINE_ENGINE_H
#define CLEANCOPY_ENGINE_ENGINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

struct page;

/* What the browser knew of the page as a whole. All of it may be absent. */
struct page_facts {
    bool scroll_locked; /* html or body can't be scrolled */
    bool loading;       /* still coming in: more text may follow */
    const char *lang;   /* of its root element, BCP 47 */
};

/* A page. All strings are borrowed, UTF-8, and must outlive the call and the page. */
struct snapshot {
    const char *html; /* need not be valid UTF-8; it is repaired */
    size_t html_len;
    const char *url;      /* of the page, or NULL */
    const char *base_url; /* document.baseURI; NULL: the page's base element, then url */
    const char *title;    /* document.title, or NULL */
    const char *stamp;    /* name of the attribute with what the browser saw, or NULL */
    struct page_facts facts;
};

/* What the reader decided: node numbers, as given in an earlier answer for the same
 * bytes. An id names the removed part or the block that begins there, else the subtree of
 * the node. Numbers that name nothing are ignored; a number in both lists is kept. */
struct marks {
    const uint32_t *keep, *drop;
    size_t n_keep, n_drop;
};

/* Does what needs the system: call it before a process gives up its rights, and
 * engine_clean will ask for memory only. */
void engine_prepare(void);

/* Splits and judges the page and marks what stays. On OK and on NO_ARTICLE *out is a page
 * (with overlays and metadata; without article blocks in the latter case) that the caller
 * gives to page_free. Else *out is NULL: TOO_LARGE, TOO_COMPLEX (limits.h), INTERNAL. */
enum status engine_clean(const struct snapshot *snapshot, const struct marks *marks,
                         struct page **out);

/* As far as the scores of the blocks, with nothing chosen or mended yet. Ends as engine_clean
 * does, but for NO_ARTICLE. */
enum status engine_score(const struct snapshot *snapshot, struct page **out);

void page_free(struct page *page);

/* Version of the decisions (VERSION) and of the model (first 12 hex digits of the SHA-256
 * of rules/model.txt). */
const char *engine_version(void);
const char *engine_model(void);

/* What the answer says of the page. These structs hold strings of the page's arena. */

enum access {
    ACCESS_UNKNOWN,
    ACCESS_FULL,
    ACCESS_TEASER, /* the page holds only the beginning */
};
const char *access_name(enum access access);

/* Why a part was taken out. `overlays` of a batch line are all but BOILERPLATE. Append
 * only. */
#define PART_KINDS(X)                    \
    X(PART_PAYWALL, "paywall")           \
    X(PART_METERED, "metered")           \
    X(PART_REGISTRATION, "registration") \
    X(PART_PLANS, "plans")               \
    X(PART_NEWSLETTER, "newsletter")     \
    X(PART_CONSENT, "consent")           \
    X(PART_ADBLOCK, "adblock")           \
    X(PART_APP, "app")                   \
    X(PART_PUSH, "push")                 \
    X(PART_AGE, "age")                   \
    X(PART_DONATION, "donation")         \
    X(PART_OTHER_PROMO, "other-promo")   \
    X(PART_BOILERPLATE, "boilerplate")   \
    X(PART_READER, "reader") /* taken out by the reader's own mark */

#define PART_ENUM(name, wire) name,
enum part_kind { PART_KINDS(PART_ENUM) N_PART_KINDS };
#undef PART_ENUM
const char *part_kind_name(enum part_kind kind);

struct plan {
    const char *name;      /* "Smart Quarterly"; NULL if the page gives none */
    const char *price;     /* decimal with a point, "2700" or "4.95" */
    const char *currency;  /* ISO 4217; NULL when the page leaves it open */
    const char *period;    /* ISO 8601 duration, "P3M"; NULL when unsaid */
    const char *per_month; /* decimal, as shown beside the price; NULL when not shown */
};

struct action {
    const char *kind;  /* PROTOCOL.md, "actions[].kind" */
    const char *label; /* as on the page */
    const char *url;   /* absolute, or NULL for a button */
};

/* Named evidence. The name is one word of a closed list (PROTOCOL.md); the detail is for
 * people: the phrase, the class, the share. */
struct reason {
    const char *name;
    const char *detail; /* or NULL */
};

#endif
