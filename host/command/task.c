#include "command/task.h"

#include <setjmp.h>

#include "engine/limits.h"
#include "worker/worker.h"

/* Strings of an answer are within LIMIT_ANSWER; arrays and alignment come on top. */
#define TASK_ARENA ((size_t)4 * LIMIT_ANSWER)

static void leave(void *escape)
{
    longjmp(*(jmp_buf *)escape, 1);
}

enum status task_run(struct task *task, const struct snapshot *snapshot, unsigned want)
{
    jmp_buf escape;
    enum status st;

    arena_init(&task->arena, TASK_ARENA, leave, &escape);
    if (setjmp(escape))
        return TOO_COMPLEX;
    st = worker_run(snapshot, NULL, want, &task->arena, &task->answer);
    task->arena.context = NULL;
    return st;
}

void task_release(struct task *task)
{
    arena_release(&task->arena);
}
