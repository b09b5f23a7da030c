#include "wire/job.h"

#include <string.h>

struct job *job_find(struct jobs *jobs, const char *id)
{
    for (size_t i = 0; i < N_JOBS; i++)
        if (jobs->all[i].state != JOB_FREE && jobs->all[i].state != JOB_ENDING &&
            strcmp(jobs->all[i].id, id) == 0)
            return &jobs->all[i];
    return NULL;
}

struct job *job_new(struct jobs *jobs, enum job_state state,
                    const struct request *request, struct hold *hold)
{
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &jobs->all[i];
        if (job->state != JOB_FREE)
            continue;
        *job = (struct job){.state = state,
                            .hold = hold,
                            .save = request->save,
                            .format = request->format};
        strcpy(job->id, request->id);
        strbuf_init_apart(&job->body, LIMIT_ANSWER);
        job->turn = jobs->clock++;
        return job;
    }
    return NULL;
}

static bool is_asked_for(const struct jobs *jobs, const struct hold *hold)
{
    for (size_t i = 0; i < N_JOBS; i++)
        if (jobs->all[i].state != JOB_FREE && jobs->all[i].hold == hold)
            return true;
    return false;
}

void job_trim_holds(const struct jobs *jobs, struct holds *holds)
{
    for (;;) {
        struct hold *oldest = NULL;
        size_t in_hand = 0;
        for (size_t i = 0; i < N_HOLDS; i++) {
            struct hold *hold = &holds->all[i];
            if (!hold->used || is_asked_for(jobs, hold))
                continue;
            if (!hold->answered) {
                hold_drop(hold);
                continue;
            }
            in_hand++;
            if (!oldest || hold->last_asked < oldest->last_asked)
                oldest = hold;
        }
        if (in_hand <= LIMIT_IN_HAND)
            return;
        hold_drop(oldest);
    }
}

void job_free(struct jobs *jobs, struct job *job, struct holds *holds)
{
    if (job->hold && job->hold->answered)
        job->hold->last_asked = jobs->clock++;
    request_release(&job->request);
    strbuf_release(&job->body);
    *job = (struct job){.state = JOB_FREE};
    job_trim_holds(jobs, holds);
}

size_t job_n_working(const struct jobs *jobs)
{
    size_t n = 0;
    for (size_t i = 0; i < N_JOBS; i++)
        n += jobs->all[i].state >= JOB_WORKING;
    return n;
}

struct job *job_next_waiting(struct jobs *jobs)
{
    struct job *next = NULL;
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &jobs->all[i];
        if (job->state == JOB_WAITING && (!next || job->turn < next->turn))
            next = job;
    }
    return next;
}

struct job *job_next_leaving(struct jobs *jobs)
{
    struct job *next = NULL;
    for (size_t i = 0; i < N_JOBS; i++) {
        struct job *job = &jobs->all[i];
        if (job->state == JOB_LEAVING && (!next || job->n_parts < next->n_parts))
            next = job;
    }
    return next;
}
