/* What was asked for, and what is answered: requests come in as messages, jobs and
 * snapshots are kept, workers started and their answers used. It never waits; the port's
 * loop says when there is something to do. */
#ifndef CLEANCOPY_WIRE_DESK_H
#define CLEANCOPY_WIRE_DESK_H

#include <setjmp.h>

#include "base/arena.h"
#include "wire/hold.h"
#include "wire/job.h"
#include "wire/lift.h"
#include "wire/output.h"
#include "wire/port.h"
#include "wire/refusal.h"

struct desk {
    const struct port_setup *setup;
    struct output output;
    struct lift lift;
    struct arena arena; /* of the answer that is being looked at */
    jmp_buf no_memory;  /* where control goes when there is none for it */
    bool greeted;       /* `hello` has come */
    struct holds holds;
    struct refusals refusals;
    struct jobs jobs;
};

/* `setup` must outlive the desk. */
void desk_open(struct desk *desk, const struct port_setup *setup);

/* Drops jobs and snapshots and ends whoever is still at work: nobody can receive what they
 * do. What was said may still be on its way out. */
void desk_clear(struct desk *desk);

/* After desk_clear: gives back what is left, replies that nobody took among it. */
void desk_close(struct desk *desk);

/* One message, as it came; it is changed where it stands. */
void desk_take_message(struct desk *desk, char *bytes, size_t len);

/* The frame is broken: the last that is said. */
void desk_say_broken(struct desk *desk);

/* As many workers as there may be, first come, first served. */
void desk_start_waiting(struct desk *desk);

/* A worker is gone, or too late, or no longer wanted. */
void desk_finish_work(struct desk *desk, struct job *job);

/* Makes one frame of an answer, of the one that has got fewest. Only when nothing else
 * waits: short replies overtake, and no more than one frame is ever made ahead of the
 * reader. */
void desk_send_some_answer(struct desk *desk);

#endif
