/* The words of rules/, compiled: phrases, class words, roles, vendors, money. What each
 * file holds and how it is written stands in rules/README.md; engine/lexicon.h asks the
 * questions. */
#ifndef CLEANCOPY_RULES_VOCABULARY_H
#define CLEANCOPY_RULES_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/sieve.h"

/* The kinds of overlay that vocabulary speaks of, in the order of enum part_kind. */
#define RULE_KINDS(X)                    \
    X(KIND_PAYWALL, "paywall")           \
    X(KIND_METERED, "metered")           \
    X(KIND_REGISTRATION, "registration") \
    X(KIND_PLANS, "plans")               \
    X(KIND_NEWSLETTER, "newsletter")     \
    X(KIND_CONSENT, "consent")           \
    X(KIND_ADBLOCK, "adblock")           \
    X(KIND_APP, "app")                   \
    X(KIND_PUSH, "push")                 \
    X(KIND_AGE, "age")                   \
    X(KIND_DONATION, "donation")         \
    X(KIND_OTHER_PROMO, "other-promo")

/* zones.txt: what kind of place an element is. */
#define RULE_ZONES(X)                 \
    X(ZONE_KIND_NAV, "nav")           \
    X(ZONE_KIND_HEADER, "header")     \
    X(ZONE_KIND_FOOTER, "footer")     \
    X(ZONE_KIND_ASIDE, "aside")       \
    X(ZONE_KIND_COMMENTS, "comments") \
    X(ZONE_KIND_RELATED, "related")   \
    X(ZONE_KIND_SHARE, "share")       \
    X(ZONE_KIND_AD, "ad")             \
    X(ZONE_KIND_BYLINE, "byline")     \
    X(ZONE_KIND_NOTES, "notes")       \
    X(ZONE_KIND_CONTENT, "content")   \
    X(ZONE_KIND_POST, "post")         \
    X(ZONE_KIND_CARD, "card")         \
    X(ZONE_KIND_PRODUCT, "product")   \
    X(ZONE_KIND_PROMO, "promo")       \
    X(ZONE_KIND_DETAIL, "detail")

/* actions.txt: what a button does. The names are those of the answer. */
#define RULE_ACTIONS(X)              \
    X(ACTION_LOG_IN, "log_in")       \
    X(ACTION_SUBSCRIBE, "subscribe") \
    X(ACTION_REGISTER, "register")   \
    X(ACTION_ACCEPT, "accept")       \
    X(ACTION_REJECT, "reject")       \
    X(ACTION_DISMISS, "dismiss")     \
    X(ACTION_SETTINGS, "settings")

/* terms.txt: what plan tables say beside name, price and period. */
#define RULE_TERMS(X)          \
    X(TERM_CANCEL, "cancel")   \
    X(TERM_RENEWAL, "renewal") \
    X(TERM_BILLING, "billing") \
    X(TERM_TRIAL, "trial")     \
    X(TERM_SAVING, "saving")   \
    X(TERM_BADGE, "badge")     \
    X(TERM_INCLUDED, "included")

/* fields.txt: what a field of a form asks for, by its name or the hint in it. */
#define RULE_FIELDS(X) X(FIELD_EMAIL, "email")

/* access.txt: what a prompt says of the text it stands at. */
#define RULE_ACCESS(X) X(ACCESS_SAYS_MORE, "more")

/* periods.txt: how long; words around a price; numbers in words. */
#define RULE_PERIODS(X)        \
    X(PERIOD_DAY, "P1D")       \
    X(PERIOD_WEEK, "P1W")      \
    X(PERIOD_MONTH, "P1M")     \
    X(PERIOD_QUARTER, "P3M")   \
    X(PERIOD_HALF_YEAR, "P6M") \
    X(PERIOD_YEAR, "P1Y")      \
    X(PERIOD_ONCE, "once")     \
    X(PERIOD_PER, "per")       \
    X(PERIOD_FORMER, "former") \
    X(PERIOD_LATER, "later")   \
    X(PERIOD_LEAD, "lead")     \
    X(PERIOD_FREE, "free")     \
    X(PERIOD_TIMES, "times")   \
    X(PERIOD_COUNT_1, "1")     \
    X(PERIOD_COUNT_2, "2")     \
    X(PERIOD_COUNT_3, "3")     \
    X(PERIOD_COUNT_4, "4")     \
    X(PERIOD_COUNT_6, "6")     \
    X(PERIOD_COUNT_12, "12")

/* roles.txt */
#define RULE_ROLES(X)        \
    X(ROLE_DIALOG, "dialog") \
    X(ROLE_FRAME, "frame")   \
    X(ROLE_ASIDE, "aside")   \
    X(ROLE_CONTENT, "content")

/* vendors.txt: where in a page a mark stands. The _ANY places hold
 * beginnings of names. */
#define RULE_PLACES(X)      \
    X(PLACE_ID, "id")       \
    X(PLACE_CLASS, "class") \
    X(PLACE_TAG, "tag")     \
    X(PLACE_ATTR, "attr")   \
    X(PLACE_HOST, "host")   \
    X(PLACE_LINK, "link")   \
    X(PLACE_ROOT, "root")   \
    X(PLACE_ID_ANY, "id*")  \
    X(PLACE_CLASS_ANY, "class*")

/* habits.txt: what a name says an element is. */
#define RULE_HABITS(X)                          \
    X(HABIT_ANY_SRC, "any-src")                 \
    X(HABIT_BACKGROUND, "background")           \
    X(HABIT_CALLOUT, "callout")                 \
    X(HABIT_CAPTION, "caption")                 \
    X(HABIT_CODE, "code")                       \
    X(HABIT_CODE_NAME, "code-name")             \
    X(HABIT_COPY, "copy")                       \
    X(HABIT_DISPLAY, "display")                 \
    X(HABIT_FORMULA, "formula")                 \
    X(HABIT_GUTTER, "gutter")                   \
    X(HABIT_LANGUAGE, "language")               \
    X(HABIT_LANGUAGE_BESIDE, "language-beside") \
    X(HABIT_LATE, "late")                       \
    X(HABIT_LATE_SRC, "late-src")               \
    X(HABIT_LATE_SRCSET, "late-srcset")         \
    X(HABIT_LINE, "line")                       \
    X(HABIT_MARGIN_NOTE, "margin-note")         \
    X(HABIT_NOTE, "note")                       \
    X(HABIT_NOTE_BACK, "note-back")             \
    X(HABIT_NOTE_MARK, "note-mark")             \
    X(HABIT_PERMALINK, "permalink")             \
    X(HABIT_PICTURE, "picture")                 \
    X(HABIT_PLAYER, "player")                   \
    X(HABIT_POST, "post")                       \
    X(HABIT_POSTER, "poster")                   \
    X(HABIT_PREVIEW, "preview")                 \
    X(HABIT_REMARK, "remark")                   \
    X(HABIT_SIDE_NOTE, "side-note")             \
    X(HABIT_SIDE_SWITCH, "side-switch")         \
    X(HABIT_SIGNATURE, "signature")             \
    X(HABIT_TEX, "tex")

/* habits.txt: where the name stands. HABIT_CLASS_ANY holds beginnings of classes. */
#define RULE_HABIT_PLACES(X) \
    X(HABIT_ATTR, "attr")    \
    X(HABIT_CLASS, "class")  \
    X(HABIT_TAG, "tag")      \
    X(HABIT_CLASS_ANY, "class*")

/* svg.txt: what a name is to a drawing. */
#define RULE_SVG_KINDS(X)     \
    X(SVG_ATTR, "attr")       \
    X(SVG_ELEMENT, "element") \
    X(SVG_SHAPE, "shape")

#define RULE_ENUM(name, word) name,
enum rule_kind {
    RULE_KINDS(RULE_ENUM) N_RULE_KINDS,
    /* Of class-words.txt only. */
    KIND_CONTENT = N_RULE_KINDS,
    KIND_STRUCK,
};
/* Those that ask for an account before more of a text is shown. */
enum {
    KINDS_ACCOUNT = 1u << KIND_PAYWALL | 1u << KIND_METERED | 1u << KIND_REGISTRATION
};
enum zone_kind { RULE_ZONES(RULE_ENUM) N_ZONE_KINDS };
enum action_kind { RULE_ACTIONS(RULE_ENUM) N_ACTION_KINDS };
enum term_kind { RULE_TERMS(RULE_ENUM) N_TERM_KINDS };
enum period_kind { RULE_PERIODS(RULE_ENUM) N_PERIOD_KINDS };
enum field_kind { RULE_FIELDS(RULE_ENUM) N_FIELD_KINDS };
enum access_kind { RULE_ACCESS(RULE_ENUM) N_ACCESS_KINDS };
enum role_kind { RULE_ROLES(RULE_ENUM) N_ROLE_KINDS };
enum vendor_place { RULE_PLACES(RULE_ENUM) N_VENDOR_PLACES };
enum habit_kind { RULE_HABITS(RULE_ENUM) N_HABIT_KINDS };
enum svg_kind { RULE_SVG_KINDS(RULE_ENUM) N_SVG_KINDS };
enum habit_place { RULE_HABIT_PLACES(RULE_ENUM) N_HABIT_PLACES };
#undef RULE_ENUM

/* A phrase is looked up by its head, the part before the first wildcard; the rest is
 * compared where the head was found. A '#' in front of the head is compared backwards. */
struct phrase {
    const char *text; /* folded; wildcards: # one short token, * up to 40 characters */
    const char *lang; /* BCP 47 */
    uint8_t what;     /* a kind of the file's */
    bool strong;      /* phrases/ says which; access.txt, fields.txt: all */
    uint8_t head;     /* where the head begins in `text` */
    uint8_t head_len;
};

/* Phrases lie by the bit that tells their heads to the sieve: those of its k-th set bit are
 * [starts[k], starts[k + 1]), sorted by the bytes of the head. */
struct phrase_table {
    const struct phrase *items;
    size_t n;
    struct sieve sieve;     /* of beginnings: their heads */
    const uint16_t *ranks;  /* per word of the sieve's bits: how many are set before it */
    const uint16_t *starts; /* one more than bits that are set */
};
extern const struct phrase_table gate_phrases; /* phrases/ */
extern const struct phrase_table access_phrases, action_phrases, field_phrases,
    term_phrases, period_phrases;

/* class-words.txt, sorted. KIND_CONTENT: wraps article text; KIND_STRUCK: what is shown
 * struck out. */
struct class_word {
    const char *word; /* parts joined by '-' */
    uint8_t kind;     /* enum rule_kind; in zone_words enum zone_kind */
    bool strong;
};
struct class_table {
    const struct class_word *items;
    size_t n;
    struct sieve sieve; /* of words: their first parts */
};
extern const struct class_table class_words;

/* zones.txt, the same for kinds of places. */
extern const struct class_table zone_words;

/* roles.txt, sorted. */
struct role_word {
    const char *word;
    uint8_t kind; /* enum role_kind */
};
extern const struct role_word role_words[];
extern const size_t n_role_words;

/* vendors.txt: marks of one place are [vendor_places[place], vendor_places[place + 1]),
 * sorted by text. */
struct vendor {
    const char *name;
    uint16_t kinds; /* bit 1 << enum rule_kind */
    uint8_t first;  /* enum rule_kind: what it makes for the most part */
};
struct vendor_mark {
    const char *text;
    const char *value; /* PLACE_ATTR: the value it must have; NULL: any */
    bool part;         /* ... or hold */
    uint16_t vendor;
};
extern const struct vendor vendors[];
extern const struct vendor_mark vendor_marks[];
extern const uint16_t vendor_places[N_VENDOR_PLACES + 1];
extern const struct sieve vendor_sieves[]; /* of each place; _ANY: of beginnings */

/* habits.txt: those of one place are [habit_places[place], habit_places[place + 1]),
 * sorted by text. */
struct habit {
    const char *text;
    uint32_t kinds; /* bit 1 << enum habit_kind */
};
extern const struct habit habits[];
extern const uint16_t habit_places[N_HABIT_PLACES + 1];
extern const struct sieve
    habit_sieves[]; /* of each place; HABIT_CLASS_ANY: of beginnings */

/* svg.txt, sorted without case; names as SVG writes them. */
struct svg_name {
    const char *name;
    uint8_t kind; /* enum svg_kind */
};
extern const struct svg_name svg_names[];
extern const size_t n_svg_names;

/* embeds.txt */
struct embed_rule {
    const char *lead; /* host and path, or an element's name */
    const char *key;  /* of the query, or an attribute; NULL: the next step of the path */
    const char *address; /* with one *; NULL: its own */
    bool is_tag;
    bool is_script; /* writes what it embeds; that stands at its address without ".js" */
};
extern const struct embed_rule embed_rules[];
extern const size_t n_embed_rules;

/* money.txt, sorted by sign. A sign with several lines means what `places` says. */
struct money_sign {
    const char *sign;
    const char *code;   /* ISO 4217 */
    const char *places; /* subtags, one blank between; "" everywhere */
};
extern const struct money_sign money_signs[];
extern const size_t n_money_signs;
extern const struct sieve money_sieve; /* of beginnings: the signs */
extern const bool money_ends[256];     /* bytes that a sign ends in */

#endif
