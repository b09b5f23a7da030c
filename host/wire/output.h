/* Messages on their way out. Nothing here ever waits for the reader: what the pipe does
 * not take stays, up to a bound the owner of the loop respects (output_is_full). */
#ifndef CLEANCOPY_WIRE_OUTPUT_H
#define CLEANCOPY_WIRE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/strbuf.h"

struct output {
    int fd;
    struct strbuf bytes; /* whole frames */
    size_t written;      /* of them */
};

/* Makes the descriptor non-blocking; it stays the caller's. */
void output_init(struct output *output, int fd);
void output_release(struct output *output);

/* Appends a message. */
void output_add(struct output *output, const char *json, size_t len);

/* Writes what the pipe takes. IO_ERROR when it can't be written any more: the reader is
 * gone, or memory for a message was refused. */
enum status output_write(struct output *output);

/* Nothing is waiting: the moment to make the next frame of a long answer. */
bool output_is_idle(const struct output *output);

/* So much is waiting that nothing should be read which asks for more. */
bool output_is_full(const struct output *output);

/* Writes what is waiting, for at most `ms`: the last words before the end. */
void output_flush(struct output *output, int ms);

#endif
