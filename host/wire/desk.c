#include "wire/desk.h"

#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/version.h"
#include "render/document.h"
#include "wire/reply.h"

/* One reply at most: a path of 4096 bytes, each of them escaped. */
#define REPLY_MAX ((size_t)64 * 1024)

/* -- Replies -------------------------------------------------------------- */

static void send_error(struct desk *desk, const char *id, enum status st,
                       const char *message)
{
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_error(&reply, id, st, message);
    output_add(&desk->output, reply.bytes, reply.len);
    strbuf_release(&reply);
    log_line("error %s", status_name(st));
}

static void send_hello(struct desk *desk, const char *id)
{
    const char *folder = desk->setup->store.folder;
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_hello(&reply, id, *folder ? folder : NULL, desk->setup->confinement);
    output_add(&desk->output, reply.bytes, reply.len);
    strbuf_release(&reply);
}

static void send_saved(struct desk *desk, const char *id, const struct receipt *receipt)
{
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_saved(&reply, id, receipt);
    output_add(&desk->output, reply.bytes, reply.len);
    strbuf_release(&reply);
}

static void send_cancelled(struct desk *desk, const char *id)
{
    struct strbuf reply;
    strbuf_init(&reply, REPLY_MAX);
    reply_cancelled(&reply, id);
    output_add(&desk->output, reply.bytes, reply.len);
    strbuf_release(&reply);
}

/* -- Workers --------------------------------------------------------------- */

/* The job's request is answered with an error. A worker that is still there is ended; the
 * job then stays until it is gone. */
static void fail_job(struct desk *desk, struct job *job, enum status st,
                     const char *message)
{
    send_error(desk, job->id, st, message);
    if (job->state != JOB_WORKING) {
        job_free(&desk->jobs, job, &desk->holds);
        return;
    }
    job->hold = NULL;
    job->state = JOB_ENDING;
    worker_kill(&job->worker);
}

void desk_start_waiting(struct desk *desk)
{
    struct job *job;
    while (job_n_working(&desk->jobs) < LIMIT_WORKERS &&
           (job = job_next_waiting(&desk->jobs))) {
        struct snapshot snapshot = upload_snapshot(&job->hold->upload);
        upload_lend(&job->hold->upload, true);
        unsigned want = job->save ? format_want(job->format) : 0;
        enum status st = worker_start(&job->worker, &snapshot, &job->request.marks, want);
        upload_lend(&job->hold->upload, false);
        if (st == OK)
            job->state = JOB_WORKING;
        else
            fail_job(desk, job, st, NULL);
    }
}

/* -- Answers -------------------------------------------------------------- */

static void save_answer(struct desk *desk, struct job *job, const struct answer *answer)
{
    struct strbuf document, why;
    struct receipt receipt = {.bytes = 0};
    strbuf_init_apart(&document, 2 * (size_t)LIMIT_ANSWER);
    strbuf_init(&why, 4096);
    enum status st = SAVE_FAILED;
    if (answer->status == NO_ARTICLE) {
        strbuf_puts(&why, "There is no article to save.");
    } else {
        document_print(answer, job->format, time(NULL), &document);
        const char *title = answer->title.value ? answer->title.value : "";
        st = strbuf_failed(&document)
                 ? TOO_LARGE
                 : store_save(&desk->setup->store, title, format_extension(job->format),
                              document.bytes, document.len, &receipt, &why);
    }
    if (st == OK)
        send_saved(desk, job->id, &receipt);
    else
        send_error(desk, job->id, st, why.bytes);
    strbuf_release(&why);
    strbuf_release(&document);
}

static void use_answer(struct desk *desk, struct job *job, const struct answer *answer)
{
    if (job->save) {
        job->hold->answered = true;
        save_answer(desk, job, answer);
        job_free(&desk->jobs, job, &desk->holds);
        return;
    }
    answer_json(answer, &job->body);
    if (strbuf_failed(&job->body)) {
        fail_job(desk, job, TOO_LARGE, NULL);
        return;
    }
    job->hold->answered = true;
    job->state = JOB_LEAVING;
}

static void leave(void *context)
{
    longjmp(*(jmp_buf *)context, 1);
}

void desk_finish_work(struct desk *desk, struct job *job)
{
    bool wanted = job->state == JOB_WORKING;
    struct answer answer;
    enum status st;
    arena_init(&desk->arena, WORKER_ARENA_MAX, leave, &desk->no_memory);
    if (setjmp(desk->no_memory) == 0) {
        st = worker_finish(&job->worker, &desk->arena, &answer);
    } else {
        worker_release(&job->worker);
        st = CRASHED;
    }
    struct worker done = job->worker; /* the answer stands in its memory */
    job->state = JOB_WAITING;         /* it has no worker any more */
    if (!wanted)
        job_free(&desk->jobs, job, &desk->holds);
    else if (st == OK || st == NO_ARTICLE)
        use_answer(desk, job, &answer);
    else
        fail_job(desk, job, st, NULL);
    worker_release(&done);
    arena_release(&desk->arena);
}

void desk_send_some_answer(struct desk *desk)
{
    struct job *job = job_next_leaving(&desk->jobs);
    if (!job)
        return;
    struct strbuf reply;
    strbuf_init_apart(&reply, LIMIT_REPLY);
    reply_cleaned(&reply, job->id, job->n_parts++, job->body.bytes, job->body.len,
                  &job->sent);
    output_add(&desk->output, reply.bytes, reply.len);
    strbuf_release(&reply);
    if (job->sent == job->body.len)
        job_free(&desk->jobs, job, &desk->holds);
}

/* -- Requests ------------------------------------------------------------- */

static void on_hello(struct desk *desk, const struct request *request)
{
    if (request->protocol < PROTOCOL_MIN) {
        send_error(desk, request->id, BAD_VERSION, NULL);
        return;
    }
    desk->greeted = true;
    send_hello(desk, request->id);
}

/* Drops a snapshot that is being sent; what still comes of it is passed over. */
static void refuse_upload(struct desk *desk, struct job *job, enum status st,
                          const char *why)
{
    refusal_add(&desk->refusals, job->id);
    fail_job(desk, job, st, why);
}

static void on_begin(struct desk *desk, struct request *request)
{
    char id[LIMIT_ID + 1];
    strcpy(id, request->id);
    refusal_forget(&desk->refusals, id);
    struct job *same = job_find(&desk->jobs, id);
    if (same && same->state == JOB_COMING) {
        refuse_upload(desk, same, BAD_REQUEST, "This snapshot was being sent already.");
        return;
    }
    if (same || hold_find(&desk->holds, id)) {
        refusal_add(&desk->refusals, id);
        send_error(desk, id, BAD_REQUEST, "This id is in use.");
        return;
    }
    struct hold *hold = hold_unused(&desk->holds);
    struct job *job = hold ? job_new(&desk->jobs, JOB_COMING, request, hold) : NULL;
    if (!job) {
        refusal_add(&desk->refusals, id);
        send_error(desk, id, BUSY, NULL);
        return;
    }
    hold->used = true;
    enum status st = upload_begin(&hold->upload, request);
    if (st != OK)
        refuse_upload(desk, job, st, NULL);
}

/* The job whose snapshot is being sent under this id. NULL when there is none: that is the
 * answer, to whatever the id asked for, unless it was refused and so has had one. */
static struct job *coming_job(struct desk *desk, const char *id)
{
    static const char why[] = "No snapshot with this id is being sent.";
    struct job *job = job_find(&desk->jobs, id);
    if (job && job->state == JOB_COMING)
        return job;
    if (job)
        refuse_upload(desk, job, BAD_REQUEST, why);
    else if (!refusal_has(&desk->refusals, id))
        send_error(desk, id, BAD_REQUEST, why);
    return NULL;
}

static void on_part(struct desk *desk, const struct request *request)
{
    const char *why = NULL;
    struct job *job = coming_job(desk, request->id);
    enum status st = job ? upload_part(&job->hold->upload, request, &why) : OK;
    if (st != OK)
        refuse_upload(desk, job, st, why);
}

static void on_end(struct desk *desk, const struct request *request)
{
    const char *why = NULL;
    struct job *job = coming_job(desk, request->id);
    if (!job) {
        refusal_forget(&desk->refusals, request->id);
        return;
    }
    if (upload_end(&job->hold->upload, &why) == OK)
        job->state = JOB_WAITING;
    else
        fail_job(desk, job, BAD_REQUEST, why);
}

/* clean and save */
static void on_again(struct desk *desk, struct request *request)
{
    struct hold *hold = hold_find(&desk->holds, request->snapshot);
    if (!hold || !hold->upload.whole) {
        send_error(desk, request->id, UNKNOWN_SNAPSHOT, NULL);
        return;
    }
    if (job_find(&desk->jobs, request->id)) {
        send_error(desk, request->id, BAD_REQUEST, "This id is in use.");
        return;
    }
    struct job *job = job_new(&desk->jobs, JOB_WAITING, request, hold);
    if (!job) {
        send_error(desk, request->id, BUSY, NULL);
        return;
    }
    job->request = *request;
    *request = (struct request){.type = request->type};
}

static void cancel_job(struct desk *desk, struct job *job)
{
    if (job->state == JOB_COMING)
        refuse_upload(desk, job, CANCELLED, NULL);
    else
        fail_job(desk, job, CANCELLED, NULL);
}

static void cancel_hold(struct desk *desk, struct hold *hold)
{
    hold->answered = false; /* it is not in hand any more */
    for (size_t i = 0; i < N_JOBS; i++)
        if (desk->jobs.all[i].state != JOB_FREE && desk->jobs.all[i].hold == hold)
            cancel_job(desk, &desk->jobs.all[i]);
    job_trim_holds(&desk->jobs, &desk->holds);
}

/* A snapshot, with everything that was asked for of it; or one request, and its snapshot
 * stays. */
static void on_cancel(struct desk *desk, const struct request *request)
{
    struct hold *hold = hold_find(&desk->holds, request->snapshot);
    struct job *job = job_find(&desk->jobs, request->snapshot);
    if (hold)
        cancel_hold(desk, hold);
    else if (job)
        cancel_job(desk, job);
    else {
        send_error(desk, request->id, UNKNOWN_SNAPSHOT, NULL);
        return;
    }
    send_cancelled(desk, request->id);
}

static void on_request(struct desk *desk, struct request *request)
{
    if (request->type != REQUEST_HELLO && !desk->greeted) {
        send_error(desk, request->id, BAD_VERSION, "The first request must be `hello`.");
        return;
    }
    switch (request->type) {
    case REQUEST_HELLO:
        on_hello(desk, request);
        break;
    case REQUEST_BEGIN:
        on_begin(desk, request);
        break;
    case REQUEST_PART:
        on_part(desk, request);
        break;
    case REQUEST_END:
        on_end(desk, request);
        break;
    case REQUEST_CLEAN:
    case REQUEST_SAVE:
        on_again(desk, request);
        break;
    case REQUEST_CANCEL:
        on_cancel(desk, request);
        break;
    case N_REQUEST_TYPES:
        break;
    }
}

/* A message that could not be read. One that belongs to a snapshot takes it along. */
static void on_bad_request(struct desk *desk, const struct request *request,
                           enum status st)
{
    struct job *job = *request->id ? job_find(&desk->jobs, request->id) : NULL;
    if (job && job->state == JOB_COMING) {
        refuse_upload(desk, job, st, request->problem);
        return;
    }
    bool of_snapshot = request->type == REQUEST_PART || request->type == REQUEST_END;
    if (*request->id && of_snapshot && refusal_has(&desk->refusals, request->id))
        return;
    if (*request->id && request->type == REQUEST_BEGIN)
        refusal_add(&desk->refusals, request->id);
    send_error(desk, request->id, st, request->problem);
}

void desk_take_message(struct desk *desk, char *bytes, size_t len)
{
    const char *problem = NULL;
    struct request request;
    enum status st = lift_html(&desk->lift, bytes, len, &problem);
    if (st != OK) {
        send_error(desk, NULL, st, problem);
        return;
    }
    if (desk->lift.replaced)
        log_line("%zu lone surrogates or zeros replaced", desk->lift.replaced);
    st = request_read(&request, &desk->lift);
    if (st == OK)
        on_request(desk, &request);
    else
        on_bad_request(desk, &request, st);
    request_release(&request);
}

void desk_open(struct desk *desk, const struct port_setup *setup)
{
    *desk = (struct desk){.setup = setup};
    output_init(&desk->output, setup->output);
    lift_init(&desk->lift);
}

void desk_clear(struct desk *desk)
{
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &desk->jobs.all[i];
        if (job->state == JOB_WORKING || job->state == JOB_ENDING)
            worker_release(&job->worker);
        if (job->state != JOB_FREE)
            job_free(&desk->jobs, job, &desk->holds);
    }
    hold_drop_all(&desk->holds);
}

void desk_close(struct desk *desk)
{
    lift_release(&desk->lift);
    output_release(&desk->output);
}

void desk_say_broken(struct desk *desk)
{
    send_error(desk, NULL, BAD_FRAME, NULL);
}
