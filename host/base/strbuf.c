#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mapping.h"

/* What an empty buffer points to, so that `bytes` is a string from the start. Never
 * written: every write goes through make_room, which allocates first. */
static char nothing[1] = "";

void strbuf_init(struct strbuf *buf, size_t max)
{
    *buf = (struct strbuf){.bytes = nothing, .max = max};
}

void strbuf_init_apart(struct strbuf *buf, size_t max)
{
    strbuf_init(buf, max);
    buf->apart = true;
}

void strbuf_release(struct strbuf *buf)
{
    if (buf->cap && buf->apart)
        mapping_free(buf->bytes, buf->cap);
    else if (buf->cap)
        free(buf->bytes);
    *buf = (struct strbuf){.bytes = nothing, .max = buf->max, .apart = buf->apart};
}

void strbuf_clear(struct strbuf *buf)
{
    buf->len = 0;
    buf->failed = false;
    if (buf->cap)
        buf->bytes[0] = '\0';
}

/* Room for `more` bytes and the NUL. */
static bool make_room(struct strbuf *buf, size_t more)
{
    if (buf->failed)
        return false;
    if (more > buf->max || buf->len > buf->max - more) {
        buf->failed = true;
        return false;
    }
    size_t need = buf->len + more + 1;
    if (need <= buf->cap)
        return true;
    size_t cap = buf->cap < 64 ? 64 : buf->cap;
    while (cap < need)
        cap += cap / 2;
    if (buf->apart) /* all of it at once: what is not written to costs nothing */
        cap = buf->max + 1;
    char *grown =
        buf->apart ? mapping_new(cap) : realloc(buf->cap ? buf->bytes : NULL, cap);
    if (!grown) {
        buf->failed = true;
        return false;
    }
    buf->bytes = grown;
    buf->cap = cap;
    return true;
}

void strbuf_add(struct strbuf *buf, const char *bytes, size_t len)
{
    if (len == 0 || !make_room(buf, len))
        return;
    memcpy(buf->bytes + buf->len, bytes, len);
    buf->len += len;
    buf->bytes[buf->len] = '\0';
}

void strbuf_puts(struct strbuf *buf, const char *text)
{
    strbuf_add(buf, text, strlen(text));
}

void strbuf_putc(struct strbuf *buf, char c)
{
    strbuf_add(buf, &c, 1);
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len < 0) {
        buf->failed = true;
        return;
    }
    if (!make_room(buf, (size_t)len))
        return;
    va_start(args, format);
    vsnprintf(buf->bytes + buf->len, (size_t)len + 1, format, args);
    va_end(args);
    buf->len += (size_t)len;
}

void strbuf_truncate(struct strbuf *buf, size_t len)
{
    if (buf->cap && len <= buf->len) {
        buf->len = len;
        buf->bytes[len] = '\0';
    }
}

void strbuf_reserve(struct strbuf *buf, size_t more)
{
    if (make_room(buf, more))
        buf->bytes[buf->len] = '\0';
}

char *strbuf_detach(struct strbuf *buf, size_t *len)
{
    if (buf->apart || buf->failed || !make_room(buf, 0)) {
        strbuf_release(buf);
        return NULL;
    }
    buf->bytes[buf->len] = '\0';
    char *bytes = buf->bytes;
    if (len)
        *len = buf->len;
    buf->cap = 0;
    strbuf_init(buf, buf->max);
    return bytes;
}
