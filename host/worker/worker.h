/* One forked child a page, for port, command line and batch alike. The child parses,
 * cleans, prints, and exits with a status; the answer comes back as a parcel in a shared
 * mapping. The parent never touches HTML, and nothing the child does can hurt it. */
#ifndef CLEANCOPY_WORKER_WORKER_H
#define CLEANCOPY_WORKER_WORKER_H

#include <stdbool.h>
#include <sys/types.h>

#include "engine/engine.h"
#include "engine/limits.h"
#include "render/answer.h"

/* What a child may write, in bytes of address space: an answer at its limit, and the
 * counts and lengths around its strings. */
#define WORKER_RESULT_MAX ((size_t)2 * LIMIT_ANSWER)

/* What the lists of an answer may take of the arena it is read into: what an answer within
 * LIMIT_ANSWER has in them takes more of its JSON. A parcel that asks for more leaves
 * through `exhausted`, and is a broken worker's. */
#define WORKER_ARENA_MAX ((size_t)2 * LIMIT_ANSWER)

struct worker {
    pid_t pid;
    int done_fd;  /* readable (end of file) when the child is gone; for poll() */
    char *result; /* shared mapping the child writes */
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

/* Ends a worker that is not wanted any more, or is past its deadline. worker_finish is
 * still due. */
void worker_kill(struct worker *worker);

/* Waits for the child (kills it past its deadline) and reads its parcel. On OK and
 * NO_ARTICLE *answer is filled: its arrays are in `arena`, its strings in the mapping, so
 * that a long answer is not there twice; worker_release ends them. Else TOO_LARGE,
 * TOO_COMPLEX, TOO_SLOW, CRASHED, INTERNAL, and the worker is released. Where the arena
 * is exhausted, worker_release is the caller's. */
enum status worker_finish(struct worker *worker, struct arena *arena,
                          struct answer *answer);

/* Ends the child if it still runs and gives everything back. Does nothing the second
 * time. */
void worker_release(struct worker *worker);

/* start and finish in one, for the command line. */
enum status worker_run(struct worker *worker, const struct snapshot *snapshot,
                       const struct marks *marks, unsigned want, struct arena *arena,
                       struct answer *answer);

#endif
