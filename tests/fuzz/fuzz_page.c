/* Bytes as a page: cleaned without a fault, and what would leave is in the language. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/engine.h"
#include "render/answer.h"
#include "worker/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct snapshot snapshot = {
        .html = (const char *)data,
        .html_len = size,
        .url = "https://news.example/a/story?page=1",
        .stamp = "ccfuzz", /* seeds write it, as the extension would */
    };
    struct page *page = NULL;
    enum status st = engine_clean(&snapshot, NULL, &page);
    if (st == OK || st == NO_ARTICLE) {
        struct arena arena;
        struct answer answer;
        arena_init(&arena, (size_t)1 << 30, NULL, NULL);
        st = answer_make(page, st, WANT_TEXT | WANT_MARKDOWN | WANT_WHY, &arena, &answer);
        if (st == OK && !verify_answer(&answer)) {
            fprintf(stderr, "refused: %s\n", answer.html);
            abort();
        }
        arena_release(&arena);
        page_free(page);
    }
    return 0;
}
