/* One request for an answer, from its first message to the last part of the answer.
 * Everything that was asked for and is not answered has a job; there is no other queue. */
#ifndef CLEANCOPY_WIRE_JOB_H
#define CLEANCOPY_WIRE_JOB_H

#include "base/strbuf.h"
#include "wire/hold.h"
#include "wire/request.h"
#include "worker/worker.h"

#define N_JOBS (LIMIT_WORKERS + LIMIT_QUEUE)

enum job_state {
    JOB_FREE,
    JOB_COMING,  /* the snapshot is still being sent */
    JOB_WAITING, /* for a worker */
    JOB_WORKING,
    JOB_ENDING,  /* was cancelled; the worker has been killed, and is not gone yet */
    JOB_LEAVING, /* the answer is being sent */
};

struct job {
    enum job_state state;
    char id[LIMIT_ID + 1];
    struct hold *hold;
    struct request request; /* clean, save: owns the marks */
    bool save;
    enum format format; /* of what is saved */
    uint64_t turn;      /* first come, first served */
    struct worker worker;
    struct strbuf body; /* JOB_LEAVING */
    size_t sent;        /* of it */
    unsigned n_parts;
};

/* All zero is empty. */
struct jobs {
    struct job all[N_JOBS];
    uint64_t clock; /* counts what is asked for and what is done */
};

/* The one that is not done, under this id. NULL when there is none. */
struct job *job_find(struct jobs *jobs, const char *id);

/* For what `request` asks of the snapshot. NULL when there are as many as there may be. */
struct job *job_new(struct jobs *jobs, enum job_state state,
                    const struct request *request, struct hold *hold);

/* Gives back what the job has; its worker must be gone. Snapshots that nobody will ask for
 * again go with it: those that never got an answer, and, beyond LIMIT_IN_HAND, those that
 * were asked for longest ago. */
void job_free(struct jobs *jobs, struct job *job, struct holds *holds);

/* Drops such snapshots alone. */
void job_trim_holds(const struct jobs *jobs, struct holds *holds);

/* Pages in work. An answer that is still being sent counts, so that what a slow reader
 * leaves with us is bounded. */
size_t job_n_working(const struct jobs *jobs);

/* The one that has waited longest; the one whose answer has got fewest frames. NULL when
 * none waits, or leaves. */
struct job *job_next_waiting(struct jobs *jobs);
struct job *job_next_leaving(struct jobs *jobs);

#endif
