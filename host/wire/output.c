#include "wire/output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "engine/limits.h"
#include "wire/frame.h"

/* One frame of an answer, and some two thousand short replies behind it. */
#define FULL ((size_t)LIMIT_REPLY + 256 * 1024)

void output_init(struct output *output, int fd)
{
    *output = (struct output){.fd = fd};
    strbuf_init_apart(&output->bytes, 2 * FULL + LIMIT_REPLY);
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0)
        fcntl(fd, F_SETFL, flags | O_NONBLOCK);
}

void output_release(struct output *output)
{
    strbuf_release(&output->bytes);
}

void output_add(struct output *output, const char *json, size_t len)
{
    frame_put(&output->bytes, json, len);
}

/* Moves what is left to the front once half is gone: each byte moves once at most. */
static void forget_written(struct output *output)
{
    struct strbuf *bytes = &output->bytes;
    size_t left = bytes->len - output->written;
    if (left == 0) {
        strbuf_release(bytes); /* back to the system, all of it */
    } else if (left <= output->written) {
        memmove(bytes->bytes, bytes->bytes + output->written, left);
        bytes->len = left;
    } else {
        return;
    }
    output->written = 0;
}

enum status output_write(struct output *output)
{
    if (strbuf_failed(&output->bytes))
        return IO_ERROR;
    while (output->written < output->bytes.len) {
        ssize_t put = write(output->fd, output->bytes.bytes + output->written,
                            output->bytes.len - output->written);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            break;
        output->written += (size_t)put;
    }
    bool whole = output->written == output->bytes.len;
    if (!whole && errno != EAGAIN && errno != EWOULDBLOCK)
        return IO_ERROR;
    if (output->written)
        forget_written(output);
    return OK;
}

bool output_is_idle(const struct output *output)
{
    return output->bytes.len == 0;
}

bool output_is_full(const struct output *output)
{
    return output->bytes.len - output->written > FULL;
}

void output_flush(struct output *output, int ms)
{
    uint64_t until = clock_ms() + (uint64_t)ms;
    while (output_write(output) == OK && !output_is_idle(output)) {
        uint64_t now = clock_ms();
        struct pollfd writable = {.fd = output->fd, .events = POLLOUT};
        if (now >= until ||
            (poll(&writable, 1, (int)(until - now)) < 0 && errno != EINTR))
            return;
    }
}
