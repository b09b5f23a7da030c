/* What the host says, one message a function, as JSON (PROTOCOL.md). `id` NULL or "" is
 * written as null: the request's could not be read. */
#ifndef CLEANCOPY_WIRE_REPLY_H
#define CLEANCOPY_WIRE_REPLY_H

#include <stddef.h>

#include "base/status.h"
#include "base/strbuf.h"
#include "store/store.h"

/* `folder` NULL when there is none. */
void reply_hello(struct strbuf *out, const char *id, const char *folder,
                 const char *confinement);

/* `message` NULL: the outcome's own sentence. BAD_VERSION names the range of the host. */
void reply_error(struct strbuf *out, const char *id, enum status st, const char *message);

void reply_saved(struct strbuf *out, const char *id, const struct receipt *receipt);
void reply_cancelled(struct strbuf *out, const char *id);

/* Part number `part` of an answer: as much of `body` from *at on as fits into
 * LIMIT_REPLY, cut between two characters. Moves *at; the part was the last when *at is
 * `len`. */
void reply_cleaned(struct strbuf *out, const char *id, unsigned part, const char *body,
                   size_t len, size_t *at);

#endif
