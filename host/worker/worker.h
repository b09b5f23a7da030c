/* One forked child a page, for port, command line and batch alike. The child parses, cleans,
 * prints, and exits with a status; the answer comes back as a parcel in a shared mapping. The
 * parent never touches HTML, and nothing the child does can hurt it. */
#ifndef CLEANCOPY_WORKER_WORKER_H
#define CLEANCOPY_WORKER_WORKER_H

#include <stdbool.h>
#include <sys/types.h>

#include "engine/engine.h"
#include "render/answer.h"

struct worker {
    pid_t pid;
    int done_fd;      /* readable (end of file) when the child is gone; for poll() */
    char *result;     /* shared mapping the child writes */
    size_t result_cap;
    uint64_t deadline_ms; /* monotonic; past it the parent kills */
    bool expired;
};

/* Forks. `snapshot`, `marks` and what they point to need only live until this returns.
 * INTERNAL when the system has no process or memory to give. */
enum status worker_start(struct worker *worker, const struct snapshot *snapshot,
                         const struct marks *marks, unsigned want);

/* Milliseconds until the deadline, 0 when it has passed. */
int worker_remaining_ms(const struct worker *worker);

/* Ends a worker that is not wanted any more. worker_finish is still due. */
void worker_kill(struct worker *worker);

/* Waits for the child (kills it past its deadline) and reads its parcel. On OK and NO_ARTICLE
 * *answer is filled, its strings in `arena`. Else TOO_LARGE, TOO_COMPLEX, TOO_SLOW,
 * CRASHED. The worker is released in every case. */
enum status worker_finish(struct worker *worker, struct arena *arena, struct answer *answer);

/* start and finish in one, for the command line. */
enum status worker_run(const struct snapshot *snapshot, const struct marks *marks,
                       unsigned want, struct arena *arena, struct answer *answer);

#endif
