#include "engine/echo.h"

#include <string.h>

#include "base/text.h"
#include "engine/block.h"
#include "engine/node.h"

enum { TITLE_WORDS = 64, SAID_WORDS = 128 };

struct title {
    uint64_t words[TITLE_WORDS]; /* hashes */
    size_t n;
    uint64_t bits; /* one for each of them, so that most others need no comparing */
};

/* The words of folded text as hashes, `cap` of them at most; returns how many. */
static size_t hash_words(const char *text, size_t len, uint64_t *out, size_t cap)
{
    const char *at = text, *end = text + len;
    uint64_t h = 0;
    size_t n = 0;

    while (at < end && n < cap) {
        uint32_t c = text_next(&at, end);

        if (text_is_word(c)) {
            h = (h + c + 1) * 0x9E3779B97F4A7C15u;
            h ^= h >> 31;
            if (!text_is_unspaced(c) && at < end)
                continue;
        }
        if (h != 0)
            out[n++] = h;
        h = 0;
    }
    return n;
}

static const char *title_text(struct page *page)
{
    uint32_t n;

    if (page->snapshot->title != NULL && page->snapshot->title[0] != '\0')
        return page->snapshot->title;
    if (page->head == NO_NODE)
        return NULL;
    n = node_find(page, page->head, page->head, TAG_TITLE);
    return n == NO_NODE ? NULL : node_text(page, n, page->nodes[n].end);
}

static uint32_t said_words(const struct title *title, const struct block *b)
{
    uint64_t words[SAID_WORDS];
    size_t n, n_likely = 0;
    uint32_t said = 0;

    if (title->n == 0)
        return 0;
    n = hash_words(b->folded, b->folded_len, words, SAID_WORDS);
    for (size_t j = 0; j < n; j++)
        if (title->bits >> (words[j] & 63) & 1)
            words[n_likely++] = words[j];
    for (size_t i = 0; i < title->n; i++)
        for (size_t j = 0; j < n_likely; j++)
            if (words[j] == title->words[i]) {
                said++;
                break;
            }
    return said;
}

static void read_title(struct page *page, struct title *title)
{
    const char *text = title_text(page);

    title->n = 0;
    title->bits = 0;
    if (text == NULL)
        return;
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    title->n =
        hash_words(page->scratch.bytes, page->scratch.len, title->words, TITLE_WORDS);
    for (size_t i = 0; i < title->n; i++)
        title->bits |= (uint64_t)1 << (title->words[i] & 63);
}

uint32_t echo_read(struct page *page, uint32_t *said)
{
    struct title title;

    read_title(page, &title);
    for (uint32_t i = 0; i < page->blocks->n; i++)
        said[i] = said_words(&title, &page->blocks->items[i]);
    return (uint32_t)title.n;
}
