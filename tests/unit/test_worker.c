#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "worker/worker.h"

static const char story[] =
    "<html lang=\"en\"><head><title>A story - News</title></head><body><article>"
    "<h1>A story</h1><p>The first paragraph of it, long enough to be read as one, with a "
    "comma.</p><p>And the second one, which follows.</p></article></body></html>";

static const struct snapshot page = {.html = story, .html_len = sizeof story - 1};

static jmp_buf escape;

static void leave(void *context)
{
    (void)context;
    longjmp(escape, 1);
}

/* A worker that does not end before we want it to: stopped right after its start, and
 * with more to do than fits between the two. */
static void start_stopped(struct worker *worker)
{
    static char much[4 * MIB];
    const struct snapshot long_page = {.html = much, .html_len = sizeof much};
    for (size_t at = 0; at + 8 <= sizeof much; at += 8)
        memcpy(much + at, "<p>a, b ", 8);
    assert_int_equal(worker_start(worker, &long_page, NULL, 0), OK);
    kill(worker->pid, SIGSTOP);
}

static void wait_until_done(const struct worker *worker)
{
    struct pollfd done = {.fd = worker->done_fd, .events = POLLIN};
    assert_int_equal(poll(&done, 1, 20000), 1);
}

static enum status finish(struct worker *worker)
{
    struct arena arena;
    struct answer answer;
    arena_init(&arena, WORKER_ARENA_MAX, leave, NULL);
    if (setjmp(escape))
        fail_msg("more memory than WORKER_ARENA_MAX");
    enum status st = worker_finish(worker, &arena, &answer);
    worker_release(worker);
    arena_release(&arena);
    assert_int_equal(worker->done_fd, -1);
    assert_null(worker->result);
    return st;
}

static void a_page_comes_back_as_an_answer(void **state)
{
    (void)state;
    struct worker worker;
    struct arena arena;
    struct answer answer;
    arena_init(&arena, WORKER_ARENA_MAX, leave, NULL);
    assert_int_equal(worker_run(&worker, &page, NULL, WANT_TEXT, &arena, &answer), OK);
    assert_string_equal(answer.title.value, "A story");
    assert_non_null(strstr(answer.html, "<p>And the second one, which follows.</p>"));
    assert_non_null(strstr(answer.text, "And the second one"));
    assert_null(answer.markdown);
    worker_release(&worker);
    arena_release(&arena);
    const struct snapshot nothing = {.html = "", .html_len = 0};
    arena_init(&arena, WORKER_ARENA_MAX, leave, NULL);
    assert_int_equal(worker_run(&worker, &nothing, NULL, 0, &arena, &answer), NO_ARTICLE);
    assert_string_equal(answer.html, "");
    worker_release(&worker);
    arena_release(&arena);
}

static void the_outcome_survives_the_kill_that_follows_it(void **state)
{
    (void)state;
    /* The parent kills what has closed the pipe; that must not hide how it ended. */
    for (int i = 0; i < 300; i++) {
        struct worker worker;
        assert_int_equal(worker_start(&worker, &page, NULL, 0), OK);
        assert_int_equal(finish(&worker), OK);
    }
}

static void a_killed_worker_has_crashed(void **state)
{
    (void)state;
    static const int signals[] = {SIGKILL, SIGABRT, SIGTERM};
    for (size_t i = 0; i < N_OF(signals); i++) {
        struct worker worker;
        start_stopped(&worker);
        kill(worker.pid, signals[i]);
        kill(worker.pid, SIGCONT);
        assert_int_equal(finish(&worker), CRASHED);
    }
}

static void a_late_worker_is_too_slow(void **state)
{
    (void)state;
    struct worker worker;
    start_stopped(&worker);
    assert_true(worker_remaining_ms(&worker) > (int)LIMIT_WALL_MS / 2);
    worker.deadline_ms = 1;
    assert_int_equal(worker_remaining_ms(&worker), 0);
    assert_int_equal(finish(&worker), TOO_SLOW);
}

/* What the kernel sends when the processor time is used up. */
static void a_worker_that_used_up_its_time_is_too_slow(void **state)
{
    (void)state;
    struct worker worker;
    start_stopped(&worker);
    kill(worker.pid, SIGXCPU);
    kill(worker.pid, SIGCONT);
    assert_int_equal(finish(&worker), TOO_SLOW);
}

static void a_large_page_has_more_time(void **state)
{
    (void)state;
    size_t len = 8 * MIB;
    char *blanks = malloc(len);
    memset(blanks, ' ', len);
    const struct snapshot large = {.html = blanks, .html_len = len};
    struct worker worker;
    assert_int_equal(worker_start(&worker, &large, NULL, 0), OK);
    int left = worker_remaining_ms(&worker);
    assert_true(left > (int)LIMIT_WALL_MS);
    assert_true(left <= (int)(LIMIT_WALL_MS + 8 * LIMIT_WALL_MS_PER_MIB));
    worker_release(&worker);
    worker_release(&worker); /* twice is once */
    free(blanks);
}

static void an_unwanted_worker_ends(void **state)
{
    (void)state;
    struct worker worker;
    start_stopped(&worker);
    pid_t pid = worker.pid;
    worker_kill(&worker);
    wait_until_done(&worker);
    assert_int_equal(finish(&worker), CRASHED);
    assert_int_equal(kill(pid, 0), -1);
}

/* Lets a worker end well, then changes what it wrote, as one that was
 * taken over could. */
static enum status finish_tampered(size_t at, size_t len, int byte)
{
    struct worker worker;
    assert_int_equal(worker_start(&worker, &page, NULL, 0), OK);
    wait_until_done(&worker);
    memset(worker.result + at, byte, len);
    return finish(&worker);
}

static void what_a_worker_wrote_is_not_believed(void **state)
{
    (void)state;
    assert_int_equal(finish_tampered(0, 0, 0), OK);
    assert_int_equal(finish_tampered(0, sizeof(size_t), 0), CRASHED); /* no length */
    assert_int_equal(finish_tampered(0, sizeof(size_t), 0xFF),
                     CRASHED);                            /* beyond it all */
    assert_int_equal(finish_tampered(3, 1, 1), CRASHED);  /* 16 MiB longer than it is */
    assert_int_equal(finish_tampered(16, 1, 0), CRASHED); /* its first word */
    assert_int_equal(finish_tampered(20, 1, 1), CRASHED); /* another outcome */
}

/* The same with a word of the answer in place of another, of the same length. */
static enum status finish_rewritten(const char *word, const char *other)
{
    struct worker worker;
    size_t len = strlen(word), n = 0;
    assert_int_equal(strlen(other), len);
    assert_int_equal(worker_start(&worker, &page, NULL, 0), OK);
    wait_until_done(&worker);
    for (size_t at = 0; at < 64 * 1024; at++)
        if (memcmp(worker.result + at, word, len) == 0) {
            memcpy(worker.result + at, other, len);
            n++;
        }
    assert_true(n > 0);
    return finish(&worker);
}

/* In a parcel without a fault: what is said may be said, what is marked up must be. */
static void its_markup_is_verified(void **state)
{
    (void)state;
    assert_int_equal(finish_rewritten("second", "script"), OK);
    assert_int_equal(finish_rewritten("<p>And", "<i>And"), CRASHED);
    assert_int_equal(finish_rewritten("one, with a comma", "one<script>alert("), CRASHED);
}

/* A length beyond the mapping, and a string that reaches as far: nothing is read there. */
static void a_length_that_lies_leads_nowhere(void **state)
{
    (void)state;
    const size_t len = (size_t)1 << 40;
    const uint32_t string_len = UINT32_MAX - 1;
    struct worker worker;
    assert_int_equal(worker_start(&worker, &page, NULL, 0), OK);
    wait_until_done(&worker);
    memcpy(worker.result, &len, sizeof len);
    memcpy(worker.result + 16 + 2 * sizeof(uint32_t), &string_len, sizeof string_len);
    assert_int_equal(finish(&worker), CRASHED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_comes_back_as_an_answer),
        cmocka_unit_test(the_outcome_survives_the_kill_that_follows_it),
        cmocka_unit_test(a_killed_worker_has_crashed),
        cmocka_unit_test(a_late_worker_is_too_slow),
        cmocka_unit_test(a_worker_that_used_up_its_time_is_too_slow),
        cmocka_unit_test(a_large_page_has_more_time),
        cmocka_unit_test(an_unwanted_worker_ends),
        cmocka_unit_test(what_a_worker_wrote_is_not_believed),
        cmocka_unit_test(its_markup_is_verified),
        cmocka_unit_test(a_length_that_lies_leads_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
