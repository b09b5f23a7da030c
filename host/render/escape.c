#include "render/escape.h"

#include <stdbool.h>

static void escape(struct strbuf *out, const char *text, size_t len, bool value)
{
    size_t start = 0;

    for (size_t i = 0; i < len; i++) {
        const char *reference = NULL;

        switch (text[i]) {
        case '&':
            reference = "&amp;";
            break;
        case '<':
            reference = "&lt;";
            break;
        case '>':
            reference = "&gt;";
            break;
        case '"':
            reference = value ? "&quot;" : NULL;
            break;
        case '\'':
            reference = value ? "&#39;" : NULL;
            break;
        case '`':
            reference = value ? "&#96;" : NULL;
            break;
        }
        if (!reference)
            continue;
        strbuf_add(out, text + start, i - start);
        strbuf_puts(out, reference);
        start = i + 1;
    }
    strbuf_add(out, text + start, len - start);
}

void escape_text(struct strbuf *out, const char *text, size_t len)
{
    escape(out, text, len, false);
}

void escape_value(struct strbuf *out, const char *text, size_t len)
{
    escape(out, text, len, true);
}
