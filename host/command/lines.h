/* Lines of a stream, each bounded: a longer one is passed over and named, and the next
 * one is read as if nothing had been. */
#ifndef CLEANCOPY_COMMAND_LINES_H
#define CLEANCOPY_COMMAND_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

struct lines {
    int fd;
    struct strbuf line; /* the current one, no newline; the caller may write in it */
    bool cut;       /* it was longer than the limit; what stands in `line` is nothing */
    size_t number;  /* of the current line, from 1 */
    size_t at, end; /* what is read and not given yet: room[at .. end) */
    char room[65536];
};

enum line { LINE_READ, LINE_END, LINE_FAILED };

void lines_init(struct lines *lines, int fd, size_t max);
void lines_release(struct lines *lines);

/* LINE_FAILED: the stream can't be read (errno). The last line needs no newline. */
enum line lines_next(struct lines *lines);

#endif
