/* One message as it crosses the pipe: a 32-bit length in the machine's byte order, then
 * that many bytes of JSON. Reading takes whatever a pipe gives, however it is split, and
 * refuses a length before any memory stands behind it. */
#ifndef CLEANCOPY_WIRE_FRAME_H
#define CLEANCOPY_WIRE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/strbuf.h"

#define FRAME_HEADER sizeof(uint32_t)

/* What one read brought. */
enum frame_event {
    FRAME_PARTLY, /* not whole yet: wait, and read again */
    FRAME_WHOLE,  /* `bytes` and `len` hold a message until the next read */
    FRAME_END,    /* end of input between two messages */
    FRAME_BROKEN, /* a length of 0 or above the limit: there is no way to step over it */
    FRAME_CUT,    /* end of input inside a message */
    FRAME_FAILED, /* the system refused to read */
};

struct frame_reader {
    int fd;
    char *bytes; /* a mapping of LIMIT_FRAME that costs what was written to it; writable:
                  * a message may be unescaped where it stands */
    size_t len;  /* announced, once the header is in */
    size_t have; /* bytes in, header included */
    char header[FRAME_HEADER];
};

/* INTERNAL when the system has no address space. */
enum status frame_reader_init(struct frame_reader *reader, int fd);
void frame_reader_release(struct frame_reader *reader);

/* One read(2): call it when poll() says that there is something to read. Never takes a
 * byte of the message after. */
enum frame_event frame_read(struct frame_reader *reader);

/* Appends a whole message, header first. */
void frame_put(struct strbuf *out, const char *json, size_t len);

/* Takes descriptor 1 for messages alone: returns a private descriptor for them and points
 * 1 at standard error, so that a stray printf() can't break the stream. Ignores SIGPIPE:
 * a reader that is gone is an answer of write(2). -1 when the system refuses. */
int frame_claim_output(void);

#endif
