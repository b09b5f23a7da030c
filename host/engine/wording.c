#include "engine/wording.h"

#include <string.h>

#include "base/text.h"

bool wording_read(struct page *page, const char *text, struct wording *out)
{
    struct strbuf *scratch = &page->scratch;
    const char *end = text + strlen(text);
    const char *start = NULL;

    out->n = 0;
    strbuf_clear(scratch);
    for (const char *at = text; at <= end;) {
        const char *here = at;
        bool is_space = at == end || text_is_space(text_next(&at, end));

        if (!is_space) {
            start = start ? start : here;
            continue;
        }
        if (start && out->n == WORDING_MAX)
            return false;
        if (start) {
            if (scratch->len > 0)
                strbuf_putc(scratch, ' ');
            out->words[out->n++] =
                (struct wording_word){start, (size_t)(here - start), scratch->len};
            text_fold(start, (size_t)(here - start), scratch);
        }
        start = NULL;
        if (here == end)
            break;
    }
    out->folded_len = scratch->len;
    out->folded = arena_copy(&page->arena, scratch->bytes, scratch->len);
    return out->n > 0;
}

size_t wording_word_at(const struct wording *line, size_t at)
{
    size_t word = 0;

    while (word < line->n &&
           (word + 1 < line->n ? line->words[word + 1].at : line->folded_len) <= at)
        word++;
    return word;
}

void wording_skip(struct wording *line, size_t at)
{
    size_t word = wording_word_at(line, at);
    const char *folded = line->folded;

    if (word < line->n && line->words[word].at < at) {
        struct wording_word *first = &line->words[word];
        const char *in = folded + first->at, *out = first->text;

        /* Character for character: in scripts without blanks folding keeps their number. */
        while (in < folded + at && out < first->text + first->len) {
            text_next(&in, folded + line->folded_len);
            text_next(&out, first->text + first->len);
        }
        first->len -= (size_t)(out - first->text);
        first->text = out;
        first->at = at;
        if (first->len == 0)
            word++;
    }
    line->n -= word;
    memmove(line->words, line->words + word, line->n * sizeof *line->words);
}
