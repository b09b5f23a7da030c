/* An answer: all that leaves the engine for one page, as strings only. The worker makes
 * it (answer_make), a parcel carries it to the port or the command line, and there it is
 * read as hostile. Whoever made the arena owns it all. */
#ifndef CLEANCOPY_RENDER_ANSWER_H
#define CLEANCOPY_RENDER_ANSWER_H

#include "base/arena.h"
#include "engine/article.h"
#include "engine/engine.h"
#include "engine/meta.h"

/* Which of the article's forms are wanted; HTML is always made. */
enum {
    WANT_TEXT = 1 << 0,
    WANT_MARKDOWN = 1 << 1,
    WANT_WHY = 1 << 2,
    WANT_WORDS =
        1 << 3, /* text, for those who count: of what is embedded the name alone */
};

/* A part taken out of the page: overlays, boilerplate, and what the reader dropped. */
struct removed {
    uint32_t id;    /* give it in `keep` to put it back */
    uint32_t after; /* id of the kept block it stood after; 0: before the first */
    enum part_kind kind;
    uint32_t group;
    uint8_t confidence;
    bool covering, waiting, unsure;
    const char *text;    /* whole, in reading order */
    const char *html;    /* cleaned by the same grammar */
    const char *outline; /* of overlays: tags and classes (render_outline); else NULL */
    const char *vendor, *frame_host, *lang, *terms;
    const char *const *placeholders;
    size_t n_placeholders;
    const char *const *benefits;
    size_t n_benefits;
    const struct reason *reasons;
    size_t n_reasons;
    const struct action *actions;
    size_t n_actions;
    const struct plan *plans;
    size_t n_plans;
};

struct answer {
    enum status status; /* OK or NO_ARTICLE */
#define ANSWER_FACT(name) struct fact name;
    META_FACTS(ANSWER_FACT)
#undef ANSWER_FACT
    const struct fact *authors, *tags;
    size_t n_authors, n_tags;
    const char *url;
    enum access access;
    const struct reason *access_reasons;
    size_t n_access_reasons;
    bool concealed, truncated;
    uint32_t n_words, n_page_words, n_blocks, n_minutes; /* of reading */
    const char *html, *text, *markdown, *why;            /* text.. NULL unless wanted */
    const struct removed *removed;
    size_t n_removed;
};

/* `status` is engine_clean's. TOO_LARGE when the answer passes LIMIT_ANSWER. Strings are
 * of `arena` or of the page, which must outlive the answer. */
enum status answer_make(struct page *page, enum status status, unsigned want,
                        struct arena *arena, struct answer *out);

/* Appends the answer as one JSON object: the body of a `cleaned` reply (wire/ and
 * `clean --format json`). Shapes: PROTOCOL.md. */
void answer_json(const struct answer *answer, struct strbuf *out);

/* Where the page stands: the address it was read from, before the one it prefers to be
 * called. NULL when neither is known. */
const char *answer_source(const struct answer *answer);

/* The title; where the page has none, its address, or "Untitled". */
const char *answer_title(const struct answer *answer);

/* The subtitle, unless the text holds it: then it is read there. NULL when there is none. */
const char *answer_subtitle(const struct answer *answer);

/* Parts that were laid over the article or into it, and are left out of it. */
size_t answer_n_left_out(const struct answer *answer);

/* Appends a fact as a member of an object: null, or its value with its source. */
void answer_put_fact(const char *key, const struct fact *fact, struct strbuf *out);

/* Appends one line of `batch` without the newline: id is written as it is
 * (a JSON value). */
void answer_line(const struct answer *answer, const char *id_json, struct strbuf *out);

#endif
