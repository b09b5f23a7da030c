#include "engine/words.h"

#include <string.h>

#include "base/text.h"

const char *words_folded(struct page *page, const char *text)
{
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static const char *words_next(const char **at, const char *end, size_t *len)
{
    const char *start = NULL;

    while (*at < end) {
        const char *before = *at;

        if (text_is_word(text_next(at, end))) {
            start = start ? start : before;
        } else if (start) {
            *len = (size_t)(before - start);
            return start;
        }
    }
    if (start)
        *len = (size_t)(end - start);
    return start;
}

static bool has_word(const char *text, size_t text_len, const char *word, size_t len)
{
    const char *at = text, *other;
    size_t other_len;

    while ((other = words_next(&at, text + text_len, &other_len)))
        if (other_len == len && memcmp(other, word, len) == 0)
            return true;
    return false;
}

unsigned words_shared(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const char *at = a, *word;
    size_t len, n_a = 0, n_b = 0, n_shared = 0;

    while ((word = words_next(&at, a + a_len, &len))) {
        n_a++;
        n_shared += has_word(b, b_len, word, len);
    }
    for (at = b; words_next(&at, b + b_len, &len);)
        n_b++;
    return n_shared > 0 ? (unsigned)(n_shared * 100 / (n_a + n_b - n_shared)) : 0;
}

unsigned words_contained(const char *a, const char *b)
{
    const char *at = a, *word;
    size_t len, n = 0, n_shared = 0;

    while ((word = words_next(&at, a + strlen(a), &len))) {
        n++;
        n_shared += has_word(b, strlen(b), word, len);
    }
    return n_shared > 1 ? (unsigned)(n_shared * 100 / n) : 0;
}

bool words_same(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const char *at_a = a, *at_b = b, *word_a, *word_b;
    size_t len_a = 0, len_b = 0;

    do {
        word_a = words_next(&at_a, a + a_len, &len_a);
        word_b = words_next(&at_b, b + b_len, &len_b);
        if (word_a && word_b && (len_a != len_b || memcmp(word_a, word_b, len_a) != 0))
            return false;
    } while (word_a && word_b);
    return !word_a && !word_b;
}

bool words_end(const char *whole, const char *end)
{
    const char *at = whole, *to = whole + strlen(whole);
    size_t len;

    for (int skipped = 1; skipped <= 2 && words_next(&at, to, &len); skipped++)
        if (words_same(at, (size_t)(to - at), end, strlen(end)))
            return true;
    return false;
}
