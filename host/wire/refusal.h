/* The ids of snapshots that were refused while their parts were still coming. Parts are sent
 * without waiting for a word from us; those of a refused snapshot are passed over in silence:
 * its `begin` has been answered, and no request is answered twice. */
#ifndef CLEANCOPY_WIRE_REFUSAL_H
#define CLEANCOPY_WIRE_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/limits.h"

#define N_REFUSALS 16

/* The last of them. All zero is empty. */
struct refusals {
    char ids[N_REFUSALS][LIMIT_ID + 1];
    size_t next;
};

void refusal_add(struct refusals *refusals, const char *id);
bool refusal_has(const struct refusals *refusals, const char *id);

/* Its last part has come, or the id is used anew. */
void refusal_forget(struct refusals *refusals, const char *id);

#endif
