#include "wire/port.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/version.h"
#include "render/document.h"
#include "store/store.h"
#include "wire/frame.h"
#include "wire/lift.h"
#include "wire/output.h"
#include "wire/reply.h"
#include "wire/request.h"
#include "wire/upload.h"
#include "worker/worker.h"

/* Everything that was asked for and is not answered has a job; there is no other queue.
 */
#define N_JOBS (LIMIT_WORKERS + LIMIT_QUEUE)

/* A snapshot belongs to a job, or is one of those in hand, or is just going to be
 * dropped. */
#define N_HOLDS (N_JOBS + LIMIT_IN_HAND + 1)

/* Ids of snapshots refused while their parts are still coming. */
#define N_REFUSED 16

/* One reply at most: a path of 4096 bytes, each of them escaped. */
#define REPLY_MAX ((size_t)64 * 1024)

/* The last words before the end may take this long; browsers kill after 2 s. */
#define FLUSH_MS 1000

/* A snapshot that is being sent, waiting, in work or in hand. */
struct hold {
    bool used;
    struct upload upload;
    bool answered;       /* once, with an answer: it stays in hand */
    uint64_t last_asked; /* by the port's counter: the oldest leaves first */
};

enum job_state {
    JOB_FREE,
    JOB_COMING,  /* the snapshot is still being sent */
    JOB_WAITING, /* for a worker */
    JOB_WORKING,
    JOB_ENDING,  /* was cancelled; the worker has been killed, and is not gone yet */
    JOB_LEAVING, /* the answer is being sent */
};

/* One request for an answer. */
struct job {
    enum job_state state;
    char id[LIMIT_ID + 1];
    struct hold *hold;
    struct request request; /* clean, save: owns the marks */
    bool save;
    uint64_t turn; /* first come, first served */
    struct worker worker;
    struct strbuf body; /* JOB_LEAVING */
    size_t sent;        /* of it */
    unsigned n_parts;
};

struct port {
    const struct port_setup *setup;
    struct frame_reader input;
    struct output output;
    struct lift lift;
    struct arena arena; /* of the answer that is being looked at */
    jmp_buf no_memory;  /* where control goes when there is none for it */
    bool greeted;       /* `hello` has come */
    uint64_t clock;
    struct hold holds[N_HOLDS];
    struct job jobs[N_JOBS];
    char refused[N_REFUSED][LIMIT_ID + 1];
    size_t next_refused;
};

/* -- Replies -------------------------------------------------------------- */

static void send_error(struct port *port, const char *id, enum status st,
                       const char *message)
{
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_error(&reply, id, st, message);
    output_add(&port->output, reply.bytes, reply.len);
    strbuf_release(&reply);
    log_line("error %s", status_name(st));
}

static void send_hello(struct port *port, const char *id)
{
    const char *folder = port->setup->store.folder;
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_hello(&reply, id, *folder ? folder : NULL, port->setup->confinement);
    output_add(&port->output, reply.bytes, reply.len);
    strbuf_release(&reply);
}

static void send_saved(struct port *port, const char *id, const struct receipt *receipt)
{
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_saved(&reply, id, receipt);
    output_add(&port->output, reply.bytes, reply.len);
    strbuf_release(&reply);
}

static void send_cancelled(struct port *port, const char *id)
{
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_cancelled(&reply, id);
    output_add(&port->output, reply.bytes, reply.len);
    strbuf_release(&reply);
}

/* -- Snapshots ------------------------------------------------------------ */

static struct hold *find_hold(struct port *port, const char *id)
{
    for (size_t i = 0; i < N_HOLDS; i++)
        if (port->holds[i].used && strcmp(port->holds[i].upload.begin.id, id) == 0)
            return &port->holds[i];
    return NULL;
}

static struct hold *free_hold(struct port *port)
{
    for (size_t i = 0; i < N_HOLDS; i++)
        if (!port->holds[i].used)
            return &port->holds[i];
    return NULL;
}

static void drop_hold(struct hold *hold)
{
    upload_release(&hold->upload);
    *hold = (struct hold){.used = false};
}

static bool is_asked_for(const struct port *port, const struct hold *hold)
{
    for (size_t i = 0; i < N_JOBS; i++)
        if (port->jobs[i].state != JOB_FREE && port->jobs[i].hold == hold)
            return true;
    return false;
}

/* Drops what nobody will ask for again: snapshots that never got an answer, and, beyond
 * LIMIT_IN_HAND, those that were asked for longest ago. */
static void trim_holds(struct port *port)
{
    for (;;) {
        struct hold *oldest = NULL;
        size_t in_hand = 0;
        for (size_t i = 0; i < N_HOLDS; i++) {
            struct hold *hold = &port->holds[i];
            if (!hold->used || is_asked_for(port, hold))
                continue;
            if (!hold->answered) {
                drop_hold(hold);
                continue;
            }
            in_hand++;
            if (!oldest || hold->last_asked < oldest->last_asked)
                oldest = hold;
        }
        if (in_hand <= LIMIT_IN_HAND)
            return;
        drop_hold(oldest);
    }
}

/* Parts are sent without waiting for a word from us. Those of a snapshot that was refused
 * are passed over in silence: its `begin` has been answered, and no request is answered
 * twice. */
static void refuse(struct port *port, const char *id)
{
    strcpy(port->refused[port->next_refused], id);
    port->next_refused = (port->next_refused + 1) % N_REFUSED;
}

static char *find_refused(struct port *port, const char *id)
{
    for (size_t i = 0; i < N_REFUSED; i++)
        if (strcmp(port->refused[i], id) == 0)
            return port->refused[i];
    return NULL;
}

/* -- Jobs ----------------------------------------------------------------- */

static struct job *find_job(struct port *port, const char *id)
{
    for (size_t i = 0; i < N_JOBS; i++)
        if (port->jobs[i].state != JOB_FREE && port->jobs[i].state != JOB_ENDING &&
            strcmp(port->jobs[i].id, id) == 0)
            return &port->jobs[i];
    return NULL;
}

/* NULL when there are as many as there may be. */
static struct job *new_job(struct port *port, enum job_state state, const char *id,
                           struct hold *hold, bool save)
{
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &port->jobs[i];
        if (job->state != JOB_FREE)
            continue;
        *job = (struct job){.state = state, .hold = hold, .save = save};
        strcpy(job->id, id);
        strbuf_init(&job->body, LIMIT_ANSWER);
        job->turn = port->clock++;
        return job;
    }
    return NULL;
}

static void free_job(struct port *port, struct job *job)
{
    if (job->hold && job->hold->answered)
        job->hold->last_asked = port->clock++;
    request_release(&job->request);
    strbuf_release(&job->body);
    *job = (struct job){.state = JOB_FREE};
    trim_holds(port);
}

/* The job's request is answered with an error. A worker that is still there is ended; the
 * job then stays until it is gone. */
static void fail_job(struct port *port, struct job *job, enum status st,
                     const char *message)
{
    send_error(port, job->id, st, message);
    if (job->state != JOB_WORKING) {
        free_job(port, job);
        return;
    }
    job->hold = NULL;
    job->state = JOB_ENDING;
    worker_kill(&job->worker);
}

/* Pages in work. An answer that is still being sent counts, so that what a slow reader
 * leaves with us is bounded. */
static size_t n_working(const struct port *port)
{
    size_t n = 0;
    for (size_t i = 0; i < N_JOBS; i++)
        n += port->jobs[i].state >= JOB_WORKING;
    return n;
}

static struct job *next_waiting(struct port *port)
{
    struct job *next = NULL;
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &port->jobs[i];
        if (job->state == JOB_WAITING && (!next || job->turn < next->turn))
            next = job;
    }
    return next;
}

static void start_waiting(struct port *port)
{
    struct job *job;
    while (n_working(port) < LIMIT_WORKERS && (job = next_waiting(port))) {
        struct snapshot snapshot = upload_snapshot(&job->hold->upload);
        enum status st = worker_start(&job->worker, &snapshot, &job->request.marks, 0);
        if (st == OK)
            job->state = JOB_WORKING;
        else
            fail_job(port, job, st, NULL);
    }
}

/* -- Answers -------------------------------------------------------------- */

static void save_answer(struct port *port, struct job *job, const struct answer *answer)
{
    struct strbuf document, why;
    struct receipt receipt = {.bytes = 0};
    strbuf_init(&document, 2 * (size_t)LIMIT_ANSWER);
    strbuf_init(&why, 4096);
    enum status st = SAVE_FAILED;
    if (answer->status == NO_ARTICLE) {
        strbuf_puts(&why, "There is no article to save.");
    } else {
        document_html(answer, time(NULL), &document);
        const char *title = answer->title.value ? answer->title.value : "";
        st = strbuf_failed(&document)
                 ? TOO_LARGE
                 : store_save(&port->setup->store, title, "html", document.bytes,
                              document.len, &receipt, &why);
    }
    if (st == OK)
        send_saved(port, job->id, &receipt);
    else
        send_error(port, job->id, st, why.bytes);
    strbuf_release(&why);
    strbuf_release(&document);
}

static void use_answer(struct port *port, struct job *job, const struct answer *answer)
{
    if (job->save) {
        job->hold->answered = true;
        save_answer(port, job, answer);
        free_job(port, job);
        return;
    }
    answer_json(answer, &job->body);
    if (strbuf_failed(&job->body)) {
        fail_job(port, job, TOO_LARGE, NULL);
        return;
    }
    job->hold->answered = true;
    job->state = JOB_LEAVING;
}

static void leave(void *context)
{
    longjmp(*(jmp_buf *)context, 1);
}

/* The worker is gone, or too late. */
static void finish_work(struct port *port, struct job *job)
{
    bool wanted = job->state == JOB_WORKING;
    struct answer answer;
    enum status st;
    arena_init(&port->arena, WORKER_ARENA_MAX, leave, &port->no_memory);
    if (setjmp(port->no_memory) == 0) {
        st = worker_finish(&job->worker, &port->arena, &answer);
    } else {
        worker_release(&job->worker);
        st = INTERNAL;
    }
    struct worker done = job->worker; /* the answer stands in its memory */
    job->state = JOB_WAITING;         /* it has no worker any more */
    if (!wanted)
        free_job(port, job);
    else if (st == OK || st == NO_ARTICLE)
        use_answer(port, job, &answer);
    else
        fail_job(port, job, st, NULL);
    worker_release(&done);
    arena_release(&port->arena);
}

/* Makes one frame of an answer, of the one that has got fewest. Only when nothing else
 * waits: short replies overtake, and no more than one frame is ever made ahead of the
 * reader. */
static void send_some_answer(struct port *port)
{
    struct job *job = NULL;
    for (size_t i = 0; i < N_JOBS; i++)
        if (port->jobs[i].state == JOB_LEAVING &&
            (!job || port->jobs[i].n_parts < job->n_parts))
            job = &port->jobs[i];
    if (!job)
        return;
    struct strbuf reply;
    strbuf_init(&reply, LIMIT_REPLY);
    reply_cleaned(&reply, job->id, job->n_parts++, job->body.bytes, job->body.len,
                  &job->sent);
    output_add(&port->output, reply.bytes, reply.len);
    strbuf_release(&reply);
    if (job->sent == job->body.len)
        free_job(port, job);
}

/* -- Requests ------------------------------------------------------------- */

static void on_hello(struct port *port, const struct request *request)
{
    if (request->protocol < PROTOCOL_MIN) {
        send_error(port, request->id, BAD_VERSION, NULL);
        return;
    }
    port->greeted = true;
    send_hello(port, request->id);
}

/* Drops a snapshot that is being sent; what still comes of it is passed over. */
static void refuse_upload(struct port *port, struct job *job, enum status st,
                          const char *why)
{
    refuse(port, job->id);
    fail_job(port, job, st, why);
}

static void on_begin(struct port *port, struct request *request)
{
    char id[LIMIT_ID + 1];
    strcpy(id, request->id);
    char *refused = find_refused(port, id);
    if (refused)
        *refused = '\0';
    struct job *same = find_job(port, id);
    if (same && same->state == JOB_COMING) {
        refuse_upload(port, same, BAD_REQUEST, "This snapshot was being sent already.");
        return;
    }
    if (same || find_hold(port, id)) {
        refuse(port, id);
        send_error(port, id, BAD_REQUEST, "This id is in use.");
        return;
    }
    struct hold *hold = free_hold(port);
    struct job *job = hold ? new_job(port, JOB_COMING, id, hold, request->save) : NULL;
    if (!job) {
        refuse(port, id);
        send_error(port, id, BUSY, NULL);
        return;
    }
    hold->used = true;
    enum status st = upload_begin(&hold->upload, request);
    if (st != OK)
        refuse_upload(port, job, st, NULL);
}

/* The job whose snapshot is being sent under this id. NULL when there is none: that is the
 * answer, to whatever the id asked for, unless it was refused and so has had one. */
static struct job *coming_job(struct port *port, const char *id)
{
    static const char why[] = "No snapshot with this id is being sent.";
    struct job *job = find_job(port, id);
    if (job && job->state == JOB_COMING)
        return job;
    if (job)
        refuse_upload(port, job, BAD_REQUEST, why);
    else if (!find_refused(port, id))
        send_error(port, id, BAD_REQUEST, why);
    return NULL;
}

static void on_part(struct port *port, const struct request *request)
{
    const char *why = NULL;
    struct job *job = coming_job(port, request->id);
    enum status st = job ? upload_part(&job->hold->upload, request, &why) : OK;
    if (st != OK)
        refuse_upload(port, job, st, why);
}

static void on_end(struct port *port, const struct request *request)
{
    const char *why = NULL;
    struct job *job = coming_job(port, request->id);
    if (!job) {
        char *refused = find_refused(port, request->id);
        if (refused)
            *refused = '\0';
        return;
    }
    if (upload_end(&job->hold->upload, &why) == OK)
        job->state = JOB_WAITING;
    else
        fail_job(port, job, BAD_REQUEST, why);
}

/* clean and save */
static void on_again(struct port *port, struct request *request)
{
    struct hold *hold = find_hold(port, request->snapshot);
    if (!hold || !hold->upload.whole) {
        send_error(port, request->id, UNKNOWN_SNAPSHOT, NULL);
        return;
    }
    if (find_job(port, request->id)) {
        send_error(port, request->id, BAD_REQUEST, "This id is in use.");
        return;
    }
    struct job *job = new_job(port, JOB_WAITING, request->id, hold, request->save);
    if (!job) {
        send_error(port, request->id, BUSY, NULL);
        return;
    }
    job->request = *request;
    *request = (struct request){.type = request->type};
}

static void cancel_job(struct port *port, struct job *job)
{
    if (job->state == JOB_COMING)
        refuse_upload(port, job, CANCELLED, NULL);
    else
        fail_job(port, job, CANCELLED, NULL);
}

static void cancel_hold(struct port *port, struct hold *hold)
{
    hold->answered = false; /* it is not in hand any more */
    for (size_t i = 0; i < N_JOBS; i++)
        if (port->jobs[i].state != JOB_FREE && port->jobs[i].hold == hold)
            cancel_job(port, &port->jobs[i]);
    trim_holds(port);
}

/* A snapshot, with everything that was asked for of it; or one request, and its snapshot
 * stays. */
static void on_cancel(struct port *port, const struct request *request)
{
    struct hold *hold = find_hold(port, request->snapshot);
    struct job *job = find_job(port, request->snapshot);
    if (hold)
        cancel_hold(port, hold);
    else if (job)
        cancel_job(port, job);
    else {
        send_error(port, request->id, UNKNOWN_SNAPSHOT, NULL);
        return;
    }
    send_cancelled(port, request->id);
}

static void on_request(struct port *port, struct request *request)
{
    if (request->type != REQUEST_HELLO && !port->greeted) {
        send_error(port, request->id, BAD_VERSION, "The first request must be `hello`.");
        return;
    }
    switch (request->type) {
    case REQUEST_HELLO:
        on_hello(port, request);
        break;
    case REQUEST_BEGIN:
        on_begin(port, request);
        break;
    case REQUEST_PART:
        on_part(port, request);
        break;
    case REQUEST_END:
        on_end(port, request);
        break;
    case REQUEST_CLEAN:
    case REQUEST_SAVE:
        on_again(port, request);
        break;
    case REQUEST_CANCEL:
        on_cancel(port, request);
        break;
    case N_REQUEST_TYPES:
        break;
    }
}

/* A message that could not be read. One that belongs to a snapshot takes it along. */
static void on_bad_request(struct port *port, const struct request *request,
                           enum status st)
{
    struct job *job = *request->id ? find_job(port, request->id) : NULL;
    if (job && job->state == JOB_COMING) {
        refuse_upload(port, job, st, request->problem);
        return;
    }
    bool of_snapshot = request->type == REQUEST_PART || request->type == REQUEST_END;
    if (*request->id && of_snapshot && find_refused(port, request->id))
        return;
    if (*request->id && request->type == REQUEST_BEGIN)
        refuse(port, request->id);
    send_error(port, request->id, st, request->problem);
}

static void on_message(struct port *port)
{
    const char *problem = NULL;
    struct request request;
    enum status st = lift_html(&port->lift, port->input.bytes, port->input.len, &problem);
    if (st != OK) {
        send_error(port, NULL, st, problem);
        return;
    }
    if (port->lift.replaced)
        log_line("%zu lone surrogates or zeros replaced", port->lift.replaced);
    st = request_read(&request, &port->lift);
    if (st == OK)
        on_request(port, &request);
    else
        on_bad_request(port, &request, st);
    request_release(&request);
}

/* -- The loop ------------------------------------------------------------- */

/* Reads once. False, with the outcome of it all in *st, at the end of the conversation.
 */
static bool on_input(struct port *port, enum status *st)
{
    switch (frame_read(&port->input)) {
    case FRAME_PARTLY:
        return true;
    case FRAME_WHOLE:
        on_message(port);
        return true;
    case FRAME_END:
        *st = OK;
        return false;
    case FRAME_BROKEN:
        send_error(port, NULL, BAD_FRAME, NULL);
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
    bool listens = !output_is_full(&port->output);
    bool speaks = !output_is_idle(&port->output);
    watch->fds[0] = (struct pollfd){.fd = port->input.fd, .events = listens ? POLLIN : 0};
    watch->fds[1] =
        (struct pollfd){.fd = speaks ? port->output.fd : -1, .events = POLLOUT};
    watch->n_jobs = 0;
    watch->timeout_ms = -1;
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &port->jobs[i];
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
            finish_work(port, job);
    }
}

/* One turn of the loop. False when there will be no other. */
static bool serve_once(struct port *port, enum status *st)
{
    struct watch watch;
    start_waiting(port);
    if (output_is_idle(&port->output))
        send_some_answer(port);
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
    if (output_write(&port->output) != OK) {
        *st = OK; /* nobody listens any more */
        return false;
    }
    return true;
}

static void end_jobs(struct port *port)
{
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &port->jobs[i];
        if (job->state == JOB_WORKING || job->state == JOB_ENDING)
            worker_release(&job->worker);
        if (job->state != JOB_FREE)
            free_job(port, job);
    }
    for (size_t i = 0; i < N_HOLDS; i++)
        if (port->holds[i].used)
            drop_hold(&port->holds[i]);
}

enum status port_serve(const struct port_setup *setup)
{
    struct port *port = calloc(1, sizeof *port);
    if (!port)
        return INTERNAL;
    port->setup = setup;
    output_init(&port->output, setup->output);
    lift_init(&port->lift);
    enum status st = frame_reader_init(&port->input, setup->input);
    if (st == OK)
        while (serve_once(port, &st))
            ;
    end_jobs(port);
    output_flush(&port->output, st == BAD_FRAME ? FLUSH_MS : 0);
    frame_reader_release(&port->input);
    lift_release(&port->lift);
    output_release(&port->output);
    free(port);
    return st;
}
