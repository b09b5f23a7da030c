/* An answer as flat bytes, to cross from a worker that may have been taken over to a
 * process that trusts nothing in them. Writing never reads; reading checks every length,
 * count, enum and that strings end, and copies nothing: strings point into the bytes. */
#ifndef CLEANCOPY_WORKER_PARCEL_H
#define CLEANCOPY_WORKER_PARCEL_H

#include "base/arena.h"
#include "render/answer.h"

/* Writes to `bytes` (at most `cap`). Returns the length, or 0 when it does not fit. */
size_t parcel_write(const struct answer *answer, char *bytes, size_t cap);

/* Arrays come from `arena`; strings are in `bytes`, which must outlive the answer and not
 * change. CRASHED when anything is out of order: only a broken worker writes that. */
enum status parcel_read(const char *bytes, size_t len, struct arena *arena,
                        struct answer *out);

#endif
