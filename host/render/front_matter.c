#include "render/front_matter.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "engine/limits.h"

/* YAML reads strings as JSON has them. Control characters, which neither has anywhere else,
 * and line ends of other scripts, which only YAML 1.1 has, are gone before. */
static void put_text(struct strbuf *out, const char *text)
{
    struct strbuf plain;

    strbuf_init(&plain, LIMIT_ANSWER);
    text_collapse(text, strlen(text), &plain);
    json_put(out, plain.bytes, plain.len);
    out->failed |= strbuf_failed(&plain);
    strbuf_release(&plain);
}

static void put_member(struct strbuf *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    strbuf_printf(out, "%s: ", name);
    put_text(out, text);
    strbuf_putc(out, '\n');
}

static void put_list(struct strbuf *out, const char *name, const struct fact *facts,
                     size_t n)
{
    if (n == 0)
        return;
    strbuf_printf(out, "%s:\n", name);
    for (size_t i = 0; i < n; i++) {
        strbuf_puts(out, "  - ");
        put_text(out, facts[i].value);
        strbuf_putc(out, '\n');
    }
}

void front_matter_put(const struct answer *answer, const char *saved, struct strbuf *out)
{
    strbuf_puts(out, "---\n");
    put_member(out, "title", answer_title(answer));
    put_member(out, "subtitle", answer->subtitle.value);
    if (answer->n_authors == 0)
        put_member(out, "byline", answer->byline.value);
    put_list(out, "authors", answer->authors, answer->n_authors);
    put_member(out, "site", answer->site.value);
    put_member(out, "section", answer->section.value);
    put_member(out, "published", answer->published.value);
    put_member(out, "modified", answer->modified.value);
    put_member(out, "url", answer->url);
    put_member(out, "canonical", answer->canonical.value);
    put_member(out, "lang", answer->lang.value);
    put_member(out, "dir", answer->dir.value);
    put_member(out, "licence", answer->licence.value);
    put_list(out, "tags", answer->tags, answer->n_tags);
    put_member(out, "excerpt", answer->excerpt.value);
    put_member(out, "access", access_name(answer->access));
    strbuf_printf(out, "words: %u\n", answer->n_words);
    strbuf_printf(out, "left_out: %zu\n", answer_n_left_out(answer));
    put_member(out, "saved", saved);
    put_member(out, "saved_by", "Cleancopy " CLEANCOPY_VERSION);
    strbuf_puts(out, "---\n");
}
