/* Bytes as a page of which everything is printed: what leaves is in the language, and
 * what is in the language comes back to the byte when it is sanitised again. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "engine/layout.h"
#include "engine/page.h"
#include "engine/sanitise.h"
#include "render/render.h"
#include "worker/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* False when the page is beyond a limit. */
static int sanitise(const char *html, size_t len, struct strbuf *out)
{
    const struct snapshot snapshot = {
        .html = html, .html_len = len, .url = "https://news.example/a/story?page=1"};
    struct page *page = NULL;
    if (page_load(&snapshot, &page) != OK)
        return 0;
    if (setjmp(page->escape) != 0) {
        page_free(page);
        return 0;
    }
    layout_attach(page);
    sanitise_mark(page);
    if (page->n_nodes)
        render_html(page, 0, page->n_nodes, PRINT_ALL, out);
    page_free(page);
    return 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strbuf once, twice;
    size_t at = 0;
    strbuf_init(&once, (size_t)64 << 20);
    strbuf_init(&twice, (size_t)64 << 20);
    if (sanitise((const char *)data, size, &once)) {
        if (!verify_html(once.bytes, once.len, &at)) {
            fprintf(stderr, "refused at %zu: %s\n", at, once.bytes);
            abort();
        }
        if (sanitise(once.bytes, once.len, &twice) &&
            strcmp(once.bytes, twice.bytes) != 0) {
            fprintf(stderr, "once:  %s\ntwice: %s\n", once.bytes, twice.bytes);
            abort();
        }
    }
    strbuf_release(&once);
    strbuf_release(&twice);
    return 0;
}
