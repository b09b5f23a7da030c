#include "wire/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/mapping.h"
#include "engine/limits.h"

enum status frame_reader_init(struct frame_reader *reader, int fd)
{
    *reader = (struct frame_reader){.fd = fd};
    /* Only bytes that came cost memory. */
    reader->bytes = mapping_new(LIMIT_FRAME);
    return reader->bytes ? OK : INTERNAL;
}

void frame_reader_release(struct frame_reader *reader)
{
    mapping_free(reader->bytes, LIMIT_FRAME);
    reader->bytes = NULL;
}

/* Where the next bytes belong, and how many are missing there. */
static size_t gap(struct frame_reader *reader, char **at)
{
    if (reader->have < FRAME_HEADER) {
        *at = reader->header + reader->have;
        return FRAME_HEADER - reader->have;
    }
    size_t body = reader->have - FRAME_HEADER;
    *at = reader->bytes + body;
    return reader->len - body;
}

static bool read_length(struct frame_reader *reader)
{
    uint32_t len;
    memcpy(&len, reader->header, sizeof len);
    reader->len = len;
    return len > 0 && len <= LIMIT_FRAME;
}

enum frame_event frame_read(struct frame_reader *reader)
{
    if (reader->have > FRAME_HEADER && reader->have == FRAME_HEADER + reader->len)
        reader->have = 0; /* the message before was whole */
    char *at;
    size_t missing = gap(reader, &at);
    ssize_t got = read(reader->fd, at, missing);
    if (got < 0) {
        bool later = errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK;
        return later ? FRAME_PARTLY : FRAME_FAILED;
    }
    if (got == 0)
        return reader->have == 0 ? FRAME_END : FRAME_CUT;
    reader->have += (size_t)got;
    if ((size_t)got < missing)
        return FRAME_PARTLY;
    if (reader->have == FRAME_HEADER)
        return read_length(reader) ? FRAME_PARTLY : FRAME_BROKEN;
    return FRAME_WHOLE;
}

void frame_put(struct strbuf *out, const char *json, size_t len)
{
    uint32_t length = (uint32_t)len;
    char header[FRAME_HEADER];
    memcpy(header, &length, sizeof header);
    strbuf_add(out, header, sizeof header);
    strbuf_add(out, json, len);
}

/* A process may be started with a standard descriptor closed; what is opened next would
 * take its number, and with it what others write there. */
static bool fill_standard_descriptors(void)
{
    int fd;
    do
        fd = open("/dev/null", O_RDWR | O_CLOEXEC);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

int frame_claim_output(void)
{
    signal(SIGPIPE, SIG_IGN);
    if (!fill_standard_descriptors())
        return -1;
    int fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (fd < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return -1;
    return fd;
}
