/* Snapshots: being sent, waiting, in work, or in hand for another look. They stand in one
 * small table; an id names one. */
#ifndef CLEANCOPY_WIRE_HOLD_H
#define CLEANCOPY_WIRE_HOLD_H

#include "engine/limits.h"
#include "wire/upload.h"

/* A snapshot belongs to a job, or is one of those in hand, or is just going to be
 * dropped. */
#define N_HOLDS (LIMIT_WORKERS + LIMIT_QUEUE + LIMIT_IN_HAND + 1)

struct hold {
    bool used;
    struct upload upload;
    bool answered;       /* once, with an answer: it stays in hand */
    uint64_t last_asked; /* by a counter: the oldest leaves first */
};

/* All zero is empty. */
struct holds {
    struct hold all[N_HOLDS];
};

/* NULL when there is none. */
struct hold *hold_find(struct holds *holds, const char *id);

/* One that is not used, or NULL; upload_begin fills it, and `used` is the caller's to set. */
struct hold *hold_unused(struct holds *holds);

void hold_drop(struct hold *hold);
void hold_drop_all(struct holds *holds);

#endif
