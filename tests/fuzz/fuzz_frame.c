/* Bytes as what a browser writes, in pieces of any size: the messages are the same that
 * one look at all of it finds, byte for byte, and so is the end. The first byte chooses the
 * pieces. */
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "engine/limits.h"
#include "wire/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a pipe takes at once without a reader. */
#define PIPE_BYTES ((size_t)65536)

/* The stream as it stands in memory. */
struct stream {
    const uint8_t *at;
    size_t left;
};

/* What comes next, and, of a whole message, its bytes. */
static enum frame_event look(struct stream *stream, const uint8_t **bytes, uint32_t *len)
{
    if (stream->left == 0)
        return FRAME_END;
    if (stream->left < sizeof *len)
        return FRAME_CUT;
    memcpy(len, stream->at, sizeof *len);
    if (*len == 0 || *len > LIMIT_FRAME)
        return FRAME_BROKEN;
    if (stream->left - sizeof *len < *len)
        return FRAME_CUT;
    *bytes = stream->at + sizeof *len;
    stream->at += sizeof *len + *len;
    stream->left -= sizeof *len + *len;
    return FRAME_WHOLE;
}

/* False at the end. */
static int compare(const struct frame_reader *reader, enum frame_event event,
                   struct stream *stream)
{
    const uint8_t *bytes = NULL;
    uint32_t len = 0;
    if (event == FRAME_PARTLY)
        return 1;
    if (event != look(stream, &bytes, &len))
        abort();
    if (event == FRAME_WHOLE &&
        (reader->len != len || memcmp(reader->bytes, bytes, len) != 0))
        abort();
    return event == FRAME_WHOLE;
}

static void read_in_pieces(int from, int to, const uint8_t *data, size_t size)
{
    struct frame_reader reader;
    struct stream stream = {data + 1, size - 1};
    uint32_t dice = data[0];
    int goes_on = 1;
    if (frame_reader_init(&reader, from) != OK)
        return;
    for (size_t at = 1; at < size && goes_on;) {
        dice = dice * 1103515245 + 12345;
        size_t piece = 1 + (dice >> 16) % (data[0] < 128 ? 7 : 5000);
        if (piece > size - at)
            piece = size - at;
        if (write(to, data + at, piece) != (ssize_t)piece)
            abort();
        at += piece;
        struct pollfd ready = {.fd = from, .events = POLLIN};
        while (goes_on && poll(&ready, 1, 0) == 1)
            goes_on = compare(&reader, frame_read(&reader), &stream);
    }
    close(to);
    while (goes_on)
        goes_on = compare(&reader, frame_read(&reader), &stream);
    frame_reader_release(&reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int ends[2];
    if (size == 0 || size > PIPE_BYTES || pipe2(ends, O_CLOEXEC) < 0)
        return 0;
    read_in_pieces(ends[0], ends[1], data, size);
    close(ends[0]);
    return 0;
}
