/* A snapshot on its way in and in hand: what `begin` said, and the text as its parts
 * come. */
#ifndef CLEANCOPY_WIRE_UPLOAD_H
#define CLEANCOPY_WIRE_UPLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "engine/engine.h"
#include "wire/request.h"

struct upload {
    struct request begin; /* owns the strings that the snapshot borrows */
    char *text;           /* a mapping of what was announced; costs what has come */
    size_t announced, received;
    uint32_t next_seq;
    bool whole; /* `end` has come */
};

/* Takes over the request, on failure too. TOO_LARGE above LIMIT_SNAPSHOT, INTERNAL when
 * there is no address space. */
enum status upload_begin(struct upload *upload, struct request *begin);
void upload_release(struct upload *upload);

/* Appends a part. BAD_REQUEST, with a sentence in *problem, when it is not the next one
 * or there is more text than was announced. */
enum status upload_part(struct upload *upload, const struct request *part,
                        const char **problem);

/* BAD_REQUEST when text is missing. */
enum status upload_end(struct upload *upload, const char **problem);

/* Whether workers that are started from now on find the text: only its own may. */
void upload_lend(struct upload *upload, bool lend);

/* The page as the engine takes it; lives as long as the upload. */
struct snapshot upload_snapshot(const struct upload *upload);

#endif
