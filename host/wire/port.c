#include "wire/port.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "base/log.h"
#include "wire/desk.h"
#include "wire/frame.h"

/* The last words before the end may take this long; browsers kill after 2 s. */
#define FLUSH_MS 1000

struct port {
    struct frame_reader input;
    struct desk desk;
};

/* Reads once. False, with the outcome of it all in *st, at the end of the conversation.
 */
static bool on_input(struct port *port, enum status *st)
{
    switch (frame_read(&port->input)) {
    case FRAME_PARTLY:
        return true;
    case FRAME_WHOLE:
        desk_take_message(&port->desk, port->input.bytes, port->input.len);
        return true;
    case FRAME_END:
        *st = OK;
        return false;
    case FRAME_BROKEN:
        desk_say_broken(&port->desk);
        *st = BAD_FRAME;
        return false;
    case FRAME_CUT:
        log_line("the input ended inside a message");
        *st = BAD_FRAME;
        return false;
    case FRAME_FAILED:
        break;
    }
    *st = IO_ERROR;
    return false;
}

struct watch {
    struct pollfd fds[2 + LIMIT_WORKERS];
    struct job *jobs[LIMIT_WORKERS];
    size_t n_jobs;
    int timeout_ms;
};

/* What to wait for. An output of which nothing is wanted is left out: poll() would report
 * its hang-up again and again. An input that is not read is watched for its end alone. */
static void set_watch(struct port *port, struct watch *watch)
{
    bool listens = !output_is_full(&port->desk.output);
    bool speaks = !output_is_idle(&port->desk.output);
    watch->fds[0] = (struct pollfd){.fd = port->input.fd, .events = listens ? POLLIN : 0};
    watch->fds[1] =
        (struct pollfd){.fd = speaks ? port->desk.output.fd : -1, .events = POLLOUT};
    watch->n_jobs = 0;
    watch->timeout_ms = -1;
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &port->desk.jobs.all[i];
        if (job->state != JOB_WORKING && job->state != JOB_ENDING)
            continue;
        watch->fds[2 + watch->n_jobs] =
            (struct pollfd){.fd = job->worker.done_fd, .events = POLLIN};
        watch->jobs[watch->n_jobs++] = job;
        int left = worker_remaining_ms(&job->worker);
        if (job->state == JOB_WORKING &&
            (watch->timeout_ms < 0 || left < watch->timeout_ms))
            watch->timeout_ms = left;
    }
}

static void on_workers(struct port *port, const struct watch *watch)
{
    for (size_t i = 0; i < watch->n_jobs; i++) {
        struct job *job = watch->jobs[i];
        bool late = job->state == JOB_WORKING && worker_remaining_ms(&job->worker) == 0;
        if (watch->fds[2 + i].revents || late)
            desk_finish_work(&port->desk, job);
    }
}

/* One turn of the loop. False when there will be no other. */
static bool serve_once(struct port *port, enum status *st)
{
    struct watch watch;
    desk_start_waiting(&port->desk);
    if (output_is_idle(&port->desk.output))
        desk_send_some_answer(&port->desk);
    set_watch(port, &watch);
    if (poll(watch.fds, 2 + watch.n_jobs, watch.timeout_ms) < 0) {
        *st = IO_ERROR;
        return errno == EINTR;
    }
    /* Workers first: a request that follows may cancel what they did, and it must be
     * known by then whether they were done. */
    on_workers(port, &watch);
    if (watch.fds[0].revents && !watch.fds[0].events) {
        *st = OK; /* neither read nor written to any more */
        return false;
    }
    if (watch.fds[0].revents && !on_input(port, st))
        return false;
    if (output_write(&port->desk.output) != OK) {
        *st = OK; /* nobody listens any more */
        return false;
    }
    return true;
}

enum status port_serve(const struct port_setup *setup)
{
    struct port *port = calloc(1, sizeof *port);
    if (!port)
        return INTERNAL;
    desk_open(&port->desk, setup);
    enum status st = frame_reader_init(&port->input, setup->input);
    if (st == OK)
        while (serve_once(port, &st))
            ;
    desk_clear(&port->desk);
    output_flush(&port->desk.output, st == BAD_FRAME ? FLUSH_MS : 0);
    frame_reader_release(&port->input);
    desk_close(&port->desk);
    free(port);
    return st;
}
