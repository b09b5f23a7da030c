/* A message from the extension, read and checked. What a member may be stands in
 * PROTOCOL.md; here a wrong one is named. */
#ifndef CLEANCOPY_WIRE_REQUEST_H
#define CLEANCOPY_WIRE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "engine/limits.h"
#include "render/format.h"
#include "wire/about.h"
#include "wire/lift.h"
#include "wire/member.h"

#define REQUEST_TYPES(X)      \
    X(REQUEST_HELLO, "hello") \
    X(REQUEST_BEGIN, "begin") \
    X(REQUEST_PART, "part")   \
    X(REQUEST_END, "end")     \
    X(REQUEST_CLEAN, "clean") \
    X(REQUEST_SAVE, "save")   \
    X(REQUEST_CANCEL, "cancel")

#define REQUEST_ENUM(name, wire) name,
enum request_type { REQUEST_TYPES(REQUEST_ENUM) N_REQUEST_TYPES };
#undef REQUEST_ENUM

/* Strings are borrowed from the message, which the request owns; `html`
 * from the frame. */
struct request {
    enum request_type type;
    char id[LIMIT_ID + 1];       /* "" when it could not be read */
    char snapshot[LIMIT_ID + 1]; /* clean, save, cancel: the id of the snapshot meant */

    int64_t protocol; /* hello */

    uint64_t bytes; /* begin: of the whole snapshot */
    struct about about;

    uint32_t seq; /* part */
    const char *html;
    size_t html_len;

    bool save;          /* begin with `want: save`, and save */
    enum format format; /* of what is saved */
    struct marks marks; /* clean, save */

    struct json_t *message; /* jansson's */
    void *arrays[2];
    char problem[PROBLEM_BYTES]; /* what is wrong with it: a sentence for people */
};

/* Reads what lift_html left. On OK the request is the caller's to release; so it is on
 * BAD_REQUEST, where `problem` says why and `id` is set if it could be read, and on
 * TOO_LARGE, where the snapshot announced is. INTERNAL when memory is refused. */
enum status request_read(struct request *request, const struct lift *lift);
void request_release(struct request *request);

/* 1 to LIMIT_ID characters of A-Z a-z 0-9 . _ - */
bool request_is_id(const char *id, size_t len);

#endif
