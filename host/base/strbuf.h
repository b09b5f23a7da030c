/* Growing bytes with a maximum. Failure is sticky: after the maximum is passed or memory
 * is refused, further appends do nothing and strbuf_failed() says so; check once at the
 * end. `bytes` is always NUL-terminated (and never NULL after init), `len` excludes the
 * NUL. */
#ifndef CLEANCOPY_BASE_STRBUF_H
#define CLEANCOPY_BASE_STRBUF_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct strbuf {
    char *bytes;
    size_t len;
    size_t cap;
    size_t max; /* bytes, without the NUL */
    bool failed;
    bool apart;
};

void strbuf_init(struct strbuf *buf, size_t max);

/* The same, but its bytes are a mapping of their own: children do not get them, growing
 * never copies, and releasing gives all of it back to the system. For what a page said.
 * Can't be detached. */
void strbuf_init_apart(struct strbuf *buf, size_t max);

void strbuf_release(struct strbuf *buf);
void strbuf_clear(struct strbuf *buf);

void strbuf_add(struct strbuf *buf, const char *bytes, size_t len);
void strbuf_puts(struct strbuf *buf, const char *text);
void strbuf_putc(struct strbuf *buf, char c);
void strbuf_printf(struct strbuf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Cuts back to `len` bytes (no more than there are). */
void strbuf_truncate(struct strbuf *buf, size_t len);

/* Room for `more` bytes without another allocation; bytes are then the buffer's own and
 * may be edited in place. */
void strbuf_reserve(struct strbuf *buf, size_t more);

static inline bool strbuf_failed(const struct strbuf *buf)
{
    return buf->failed;
}

/* Hands the bytes to the caller, who frees them with free(); the buffer is empty again.
 * NULL if it failed, or stands apart. */
char *strbuf_detach(struct strbuf *buf, size_t *len);

#endif
