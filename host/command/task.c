#include "command/task.h"

#include <setjmp.h>

static void leave(void *escape)
{
    longjmp(*(jmp_buf *)escape, 1);
}

enum status task_run(struct task *task, const struct snapshot *snapshot,
                     const struct marks *marks, unsigned want)
{
    jmp_buf escape;
    enum status st;

    arena_init(&task->arena, WORKER_ARENA_MAX, leave, &escape);
    if (setjmp(escape))
        return CRASHED;
    st = worker_run(&task->worker, snapshot, marks, want, &task->arena, &task->answer);
    task->arena.context = NULL;
    return st;
}

void task_release(struct task *task)
{
    worker_release(&task->worker);
    arena_release(&task->arena);
}
