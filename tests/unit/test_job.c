#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wire/job.h"

struct desk {
    struct jobs jobs;
    struct holds holds;
};

static int make_desk(void **state)
{
    *state = calloc(1, sizeof(struct desk));
    return *state ? 0 : -1;
}

static int free_desk(void **state)
{
    struct desk *desk = *state;
    for (size_t i = 0; i < N_JOBS; i++)
        if (desk->jobs.all[i].state != JOB_FREE)
            job_free(&desk->jobs, &desk->jobs.all[i], &desk->holds);
    hold_drop_all(&desk->holds);
    free(desk);
    return 0;
}

static struct hold *take_hold(struct desk *desk, const char *id)
{
    struct hold *hold = hold_unused(&desk->holds);
    struct request begin = {.type = REQUEST_BEGIN, .bytes = 3};
    assert_non_null(hold);
    snprintf(begin.id, sizeof begin.id, "%s", id);
    hold->used = true;
    assert_int_equal(upload_begin(&hold->upload, &begin), OK);
    return hold;
}

static struct job *ask(struct desk *desk, const char *id, struct hold *hold)
{
    struct request again = {.type = REQUEST_CLEAN};
    snprintf(again.id, sizeof again.id, "%s", id);
    return job_new(&desk->jobs, JOB_WAITING, &again, hold);
}

static void finish(struct desk *desk, struct job *job)
{
    job->hold->answered = true;
    job_free(&desk->jobs, job, &desk->holds);
}

/* A snapshot that was asked for once and answered. */
static void answer(struct desk *desk, const char *id)
{
    finish(desk, ask(desk, id, take_hold(desk, id)));
}

static void an_id_names_the_one_that_is_not_done(void **state)
{
    struct desk *desk = *state;
    assert_null(job_find(&desk->jobs, "a"));
    assert_null(job_find(&desk->jobs, "")); /* a free place has no name */
    struct job *a = ask(desk, "a", take_hold(desk, "a"));
    assert_ptr_equal(job_find(&desk->jobs, "a"), a);
    a->state = JOB_ENDING; /* has had its answer: the id may be used anew */
    assert_null(job_find(&desk->jobs, "a"));
    a->state = JOB_LEAVING;
    assert_ptr_equal(job_find(&desk->jobs, "a"), a);
    job_free(&desk->jobs, a, &desk->holds);
    assert_null(job_find(&desk->jobs, "a"));
}

static void there_are_so_many_and_no_more(void **state)
{
    struct desk *desk = *state;
    struct hold *hold = take_hold(desk, "s");
    struct job *first = ask(desk, "0", hold);
    for (size_t i = 1; i < N_JOBS; i++)
        assert_non_null(ask(desk, "x", hold));
    assert_null(ask(desk, "one too many", hold));
    finish(desk, first);
    assert_non_null(ask(desk, "now", hold));
}

static void first_come_first_served(void **state)
{
    struct desk *desk = *state;
    struct hold *hold = take_hold(desk, "s");
    assert_null(job_next_waiting(&desk->jobs));
    struct job *a = ask(desk, "a", hold), *b = ask(desk, "b", hold);
    a->state = JOB_COMING;
    assert_ptr_equal(job_next_waiting(&desk->jobs), b);
    a->state = JOB_WAITING;
    assert_ptr_equal(job_next_waiting(&desk->jobs), a);
    finish(desk, a);
    struct job *c = ask(desk, "c", hold); /* in the place of a, and behind b */
    assert_ptr_equal(c, a);
    assert_ptr_equal(job_next_waiting(&desk->jobs), b);
    b->state = JOB_WORKING;
    assert_ptr_equal(job_next_waiting(&desk->jobs), c);
}

static void what_is_not_gone_takes_a_place_at_work(void **state)
{
    struct desk *desk = *state;
    struct job *job = ask(desk, "a", take_hold(desk, "s"));
    static const struct {
        enum job_state state;
        size_t n;
    } cases[] = {{JOB_COMING, 0},
                 {JOB_WAITING, 0},
                 {JOB_WORKING, 1},
                 {JOB_ENDING, 1},
                 {JOB_LEAVING, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        job->state = cases[i].state;
        assert_int_equal(job_n_working(&desk->jobs), cases[i].n);
    }
}

static void the_answer_with_fewest_frames_is_next(void **state)
{
    struct desk *desk = *state;
    struct hold *hold = take_hold(desk, "s");
    assert_null(job_next_leaving(&desk->jobs));
    struct job *a = ask(desk, "a", hold), *b = ask(desk, "b", hold);
    a->state = b->state = JOB_LEAVING;
    a->n_parts = 2;
    b->n_parts = 1;
    assert_ptr_equal(job_next_leaving(&desk->jobs), b);
    b->n_parts = 3;
    assert_ptr_equal(job_next_leaving(&desk->jobs), a);
}

static void what_was_never_answered_goes_with_its_last_job(void **state)
{
    struct desk *desk = *state;
    struct hold *hold = take_hold(desk, "s");
    struct job *a = ask(desk, "a", hold), *b = ask(desk, "b", hold);
    job_free(&desk->jobs, a, &desk->holds);
    assert_ptr_equal(hold_find(&desk->holds, "s"), hold); /* b still wants it */
    job_free(&desk->jobs, b, &desk->holds);
    assert_null(hold_find(&desk->holds, "s"));
}

static void the_last_that_were_asked_for_stay_in_hand(void **state)
{
    struct desk *desk = *state;
    char id[8];
    for (size_t i = 0; i < LIMIT_IN_HAND; i++) {
        snprintf(id, sizeof id, "s%zu", i);
        answer(desk, id);
    }
    finish(desk, ask(desk, "again", hold_find(&desk->holds, "s0")));
    answer(desk, "new"); /* one too many: s1 was asked for longest ago */
    assert_null(hold_find(&desk->holds, "s1"));
    for (size_t i = 0; i < LIMIT_IN_HAND; i++) {
        snprintf(id, sizeof id, "s%zu", i);
        assert_int_equal(hold_find(&desk->holds, id) != NULL, i != 1);
    }
    assert_non_null(hold_find(&desk->holds, "new"));
}

static void what_is_asked_for_is_not_counted_among_them(void **state)
{
    struct desk *desk = *state;
    char id[8];
    answer(desk, "old");
    struct job *job = ask(desk, "again", hold_find(&desk->holds, "old"));
    for (size_t i = 0; i < LIMIT_IN_HAND; i++) {
        snprintf(id, sizeof id, "s%zu", i);
        answer(desk, id);
    }
    assert_non_null(hold_find(&desk->holds, "old"));
    assert_non_null(hold_find(&desk->holds, "s0"));
    finish(desk, job); /* was asked for last: another goes */
    assert_non_null(hold_find(&desk->holds, "old"));
    assert_null(hold_find(&desk->holds, "s0"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_desk, free_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_id_names_the_one_that_is_not_done),
        TEST(there_are_so_many_and_no_more),
        TEST(first_come_first_served),
        TEST(what_is_not_gone_takes_a_place_at_work),
        TEST(the_answer_with_fewest_frames_is_next),
        TEST(what_was_never_answered_goes_with_its_last_job),
        TEST(the_last_that_were_asked_for_stay_in_hand),
        TEST(what_is_asked_for_is_not_counted_among_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
