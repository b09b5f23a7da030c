#include "base/json.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* How a byte stands inside a JSON string: 0 as itself, 'u' as \u00xx, else as \ and that
 * letter. */
static char escape_of(unsigned char c)
{
    switch (c) {
    case '"':
        return '"';
    case '\\':
        return '\\';
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return c < 0x20 ? 'u' : 0;
    }
}

/* Bytes from `text` that are valid UTF-8 and need no escape. */
static size_t plain_run(const char *text, size_t valid)
{
    size_t n = 0;
    while (n < valid && !escape_of((unsigned char)text[n]))
        n++;
    return n;
}

void json_put(struct strbuf *out, const char *text, size_t len)
{
    strbuf_putc(out, '"');
    while (len) {
        size_t valid = text_valid(text, len);
        size_t at = 0;
        while (at < valid) {
            size_t run = plain_run(text + at, valid - at);
            strbuf_add(out, text + at, run);
            at += run;
            if (at == valid)
                break;
            char how = escape_of((unsigned char)text[at]);
            if (how == 'u')
                strbuf_printf(out, "\\u%04x", (unsigned char)text[at]);
            else
                strbuf_add(out, (char[]){'\\', how}, 2);
            at++;
        }
        if (at < len) {
            strbuf_puts(out, "\xEF\xBF\xBD");
            at++;
        }
        text += at;
        len -= at;
    }
    strbuf_putc(out, '"');
}

void json_put_text(struct strbuf *out, const char *text)
{
    if (text)
        json_put(out, text, strlen(text));
    else
        strbuf_puts(out, "null");
}

void json_put_key(struct strbuf *out, const char *name)
{
    if (out->len && out->bytes[out->len - 1] != '{')
        strbuf_putc(out, ',');
    json_put_text(out, name);
    strbuf_putc(out, ':');
}

void json_put_member(struct strbuf *out, const char *name, const char *text)
{
    json_put_key(out, name);
    json_put_text(out, text);
}

void json_put_number(struct strbuf *out, const char *name, size_t number)
{
    json_put_key(out, name);
    strbuf_printf(out, "%zu", number);
}

void json_put_flag(struct strbuf *out, const char *name, bool flag)
{
    json_put_key(out, name);
    strbuf_puts(out, flag ? "true" : "false");
}

size_t json_escaped_len(const char *text, size_t len)
{
    size_t total = 0;
    while (len) {
        size_t valid = text_valid(text, len);
        size_t at = 0;
        for (; at < valid; at++) {
            char how = escape_of((unsigned char)text[at]);
            total += how == 'u' ? 6 : how ? 2 : 1;
        }
        if (at < len) {
            total += 3;
            at++;
        }
        text += at;
        len -= at;
    }
    return total;
}
