/* One page through a worker, for the command line: worker_run with an arena of its own,
 * whose end is an outcome like any other. */
#ifndef CLEANCOPY_COMMAND_TASK_H
#define CLEANCOPY_COMMAND_TASK_H

#include "base/arena.h"
#include "render/answer.h"
#include "worker/worker.h"

struct task {
    struct worker worker;
    struct arena arena;
    struct answer answer; /* of both */
};

/* On OK and NO_ARTICLE task->answer is filled. The task is released by task_release in
 * every case. `marks` may be NULL. */
enum status task_run(struct task *task, const struct snapshot *snapshot,
                     const struct marks *marks, unsigned want);
void task_release(struct task *task);

#endif
