#include "worker/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mapping.h"
#include "worker/confine.h"
#include "worker/heap.h"
#include "worker/parcel.h"
#include "worker/verify.h"

/* The child's end of the pipe that tells the parent of its death. */
#define ALIVE_FD 3

/* The mapping holds the parcel's length, then, aligned, the parcel. 0: no answer. */
#define LENGTH_SIZE ((size_t)16)

/* Address space beyond the two budgets: programs and libraries, what is printed, and what
 * is shared with the parent: the snapshot and the result. */
#define ADDRESS_MARGIN ((size_t)2048 * MIB)

/* -- The child ------------------------------------------------------------ */

/* Leaves behind what the child inherited: its parent's pipes, and the chance to outlive
 * it. */
static void let_go(int alive_fd, pid_t parent)
{
    /* A port that is killed takes its workers along. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(status_exit(INTERNAL));
    /* The pipes to the browser and whatever else was open are not the page's business. */
    if (alive_fd != ALIVE_FD && dup2(alive_fd, ALIVE_FD) < 0)
        _exit(status_exit(INTERNAL));
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    if (close_range(ALIVE_FD + 1, ~0u, 0) < 0)
        for (int fd = ALIVE_FD + 1, end = (int)sysconf(_SC_OPEN_MAX); fd < end; fd++)
            close(fd);
}

/* Takes its memory, then gives up its rights; nothing of the page has
 * been looked at yet. */
static void enter(size_t html_len)
{
    size_t budget = limit_arena(html_len);
    engine_prepare();
    if (!heap_enter(budget))
        _exit(status_exit(INTERNAL));
    confine_worker(&(struct confine_limits){
        .cpu_s = limit_cpu_s(html_len),
        .address_bytes = budget + limit_arena(html_len) + ADDRESS_MARGIN,
    });
}

static void too_complex(void *context)
{
    (void)context;
    _exit(status_exit(TOO_COMPLEX));
}

/* Page and arena die with the process: freeing them first would only take time. */
static enum status clean(struct worker *worker, const struct snapshot *snapshot,
                         const struct marks *marks, unsigned want)
{
    struct page *page;
    enum status cleaned = engine_clean(snapshot, marks, &page);
    if (cleaned != OK && cleaned != NO_ARTICLE)
        return cleaned;
    struct arena arena;
    arena_init(&arena, LIMIT_ARENA_MAX, too_complex, NULL);
    struct answer answer;
    enum status made = answer_make(page, cleaned, want, &arena, &answer);
    if (made != OK)
        return made;
    size_t len = parcel_write(&answer, worker->result + LENGTH_SIZE,
                              worker->result_cap - LENGTH_SIZE);
    if (len == 0)
        return TOO_LARGE;
    memcpy(worker->result, &len, sizeof len);
    return cleaned;
}

/* -- The parent ----------------------------------------------------------- */

enum status worker_start(struct worker *worker, const struct snapshot *snapshot,
                         const struct marks *marks, unsigned want)
{
    *worker = (struct worker){.pid = -1, .done_fd = -1, .result_cap = WORKER_RESULT_MAX};
    uint64_t wall_ms =
        LIMIT_WALL_MS + snapshot->html_len / MIB * (uint64_t)LIMIT_WALL_MS_PER_MIB;
    worker->result = mapping_new(worker->result_cap);
    int alive[2];
    if (!worker->result || pipe2(alive, O_CLOEXEC) < 0)
        goto out;
    pid_t parent = getpid();
    /* This child gets it, and no other: one that is still there when this one is gone
     * could change what has been verified. */
    bool lent = mapping_lend(worker->result, worker->result_cap, true);
    worker->pid = fork();
    if (worker->pid == 0) {
        let_go(alive[1], parent);
        enter(snapshot->html_len);
        _exit(status_exit(clean(worker, snapshot, marks, want)));
    }
    close(alive[1]);
    worker->done_fd = alive[0];
    if (worker->pid < 0 || !lent ||
        !mapping_lend(worker->result, worker->result_cap, false))
        goto out;
    worker->deadline_ms = clock_ms() + wall_ms;
    return OK;
out:
    worker_release(worker);
    return INTERNAL;
}

int worker_remaining_ms(const struct worker *worker)
{
    uint64_t now = clock_ms();
    if (now >= worker->deadline_ms)
        return 0;
    uint64_t left = worker->deadline_ms - now;
    return left > INT_MAX ? INT_MAX : (int)left;
}

void worker_kill(struct worker *worker)
{
    if (worker->pid <= 0)
        return;
    if (worker_remaining_ms(worker) == 0)
        worker->expired = true;
    kill(worker->pid, SIGKILL);
}

void worker_release(struct worker *worker)
{
    if (worker->pid > 0) {
        kill(worker->pid, SIGKILL);
        while (waitpid(worker->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    if (worker->done_fd >= 0)
        close(worker->done_fd);
    mapping_free(worker->result, worker->result_cap);
    worker->pid = worker->done_fd = -1;
    worker->result = NULL;
}

static enum status outcome(const struct worker *worker, int how)
{
    if (WIFSIGNALED(how)) {
        bool late = worker->expired || WTERMSIG(how) == SIGXCPU;
        return late ? TOO_SLOW : CRASHED;
    }
    enum status st = status_from_exit(WEXITSTATUS(how));
    switch (st) {
    case OK:
    case NO_ARTICLE:
    case TOO_LARGE:
    case TOO_COMPLEX:
    case INTERNAL:
        return st;
    default:
        return CRASHED; /* a page has no other way to end */
    }
}

static enum status reap(struct worker *worker)
{
    struct pollfd done = {.fd = worker->done_fd, .events = POLLIN};
    while (poll(&done, 1, worker_remaining_ms(worker)) < 0 && errno == EINTR)
        ;
    /* A child that has ended does not notice. One that was taken over could have closed
     * its end of the pipe to keep us waiting. */
    worker_kill(worker);
    int how = 0;
    pid_t got;
    do
        got = waitpid(worker->pid, &how, 0);
    while (got < 0 && errno == EINTR);
    worker->pid = -1;
    return got < 0 ? INTERNAL : outcome(worker, how);
}

/* The child is dead, could have had no children, and no other ever had this memory: what it
 * wrote can't change any more and is read where it stands. It is believed in nothing. */
static enum status read_result(const struct worker *worker, enum status st,
                               struct arena *arena, struct answer *answer)
{
    size_t len;
    memcpy(&len, worker->result, sizeof len);
    if (len == 0 || len > worker->result_cap - LENGTH_SIZE)
        return CRASHED;
    if (parcel_read(worker->result + LENGTH_SIZE, len, arena, answer) != OK ||
        answer->status != st || !verify_answer(answer))
        return CRASHED;
    return st;
}

enum status worker_finish(struct worker *worker, struct arena *arena,
                          struct answer *answer)
{
    enum status st = reap(worker);
    if (st == OK || st == NO_ARTICLE)
        st = read_result(worker, st, arena, answer);
    if (st != OK && st != NO_ARTICLE)
        worker_release(worker);
    return st;
}

enum status worker_run(struct worker *worker, const struct snapshot *snapshot,
                       const struct marks *marks, unsigned want, struct arena *arena,
                       struct answer *answer)
{
    enum status st = worker_start(worker, snapshot, marks, want);
    return st == OK ? worker_finish(worker, arena, answer) : st;
}
