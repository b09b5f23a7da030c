#include "command/lines.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* What a long line took is given back when the next one is read. */
#define KEEP_BYTES ((size_t)1024 * 1024)

void lines_init(struct lines *lines, int fd, size_t max)
{
    lines->fd = fd;
    lines->cut = false;
    lines->number = lines->at = lines->end = 0;
    strbuf_init(&lines->line, max);
}

void lines_release(struct lines *lines)
{
    strbuf_release(&lines->line);
}

/* 1: there is something to read, 0: end of the stream, -1: failed. */
static int fill(struct lines *lines)
{
    ssize_t n;

    do
        n = read(lines->fd, lines->room, sizeof lines->room);
    while (n < 0 && errno == EINTR);
    if (n <= 0)
        return (int)n;
    lines->at = 0;
    lines->end = (size_t)n;
    return 1;
}

enum line lines_next(struct lines *lines)
{
    bool begun = false;

    if (lines->line.cap > KEEP_BYTES)
        strbuf_release(&lines->line);
    else
        strbuf_clear(&lines->line);
    lines->cut = false;

    for (;;) {
        const char *start, *newline;
        size_t len;

        if (lines->at == lines->end) {
            int filled = fill(lines);

            if (filled < 0)
                return LINE_FAILED;
            if (filled == 0) {
                lines->number += begun;
                return begun ? LINE_READ : LINE_END;
            }
        }
        begun = true;
        start = lines->room + lines->at;
        newline = memchr(start, '\n', lines->end - lines->at);
        len = newline ? (size_t)(newline - start) : lines->end - lines->at;
        lines->at += len + (newline != NULL);
        if (!lines->cut)
            strbuf_add(&lines->line, start, len);
        if (strbuf_failed(&lines->line)) {
            strbuf_release(&lines->line);
            lines->cut = true;
        }
        if (newline) {
            lines->number++;
            return LINE_READ;
        }
    }
}
