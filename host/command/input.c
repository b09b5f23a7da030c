#include "command/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/charset.h"
#include "engine/limits.h"

static enum status read_all(int fd, struct strbuf *out)
{
    char room[65536];

    for (;;) {
        ssize_t n = read(fd, room, sizeof room);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return IO_ERROR;
        if (n == 0)
            return OK;
        strbuf_add(out, room, (size_t)n);
        if (strbuf_failed(out))
            return TOO_LARGE;
    }
}

enum status input_bytes(const char *path, struct strbuf *out)
{
    enum status st;
    int fd;

    if (!path || strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, out);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return IO_ERROR;
    st = read_all(fd, out);
    close(fd);
    return st;
}

enum status input_page(const char *path, struct strbuf *html)
{
    const char *name = !path || strcmp(path, "-") == 0 ? "standard input" : path;
    struct strbuf bytes;
    enum status st;

    strbuf_init(&bytes, LIMIT_SNAPSHOT);
    st = input_bytes(path, &bytes);
    if (st == OK) {
        charset_decode(bytes.bytes, bytes.len, html);
        if (strbuf_failed(html))
            st = TOO_LARGE;
    }
    if (st == IO_ERROR)
        fprintf(stderr, "cleancopy: %s: %s\n", name, strerror(errno));
    else if (st != OK)
        fprintf(stderr, "cleancopy: %s: %s\n", name, status_sentence(st));
    strbuf_release(&bytes);
    return st;
}
