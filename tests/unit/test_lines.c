#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command/lines.h"

/* A pipe that gives `text` in writes of `step` bytes. */
static int feed(const char *text, size_t len, size_t step, pid_t *writer)
{
    int pipes[2];

    assert_int_equal(pipe(pipes), 0);
    *writer = fork();
    if (*writer == 0) {
        close(pipes[0]);
        for (size_t at = 0; at < len; at += step) {
            size_t n = len - at < step ? len - at : step;

            if (write(pipes[1], text + at, n) != (ssize_t)n)
                _exit(1);
        }
        _exit(0);
    }
    close(pipes[1]);
    return pipes[0];
}

static struct lines *open_lines(const char *text, size_t len, size_t step, size_t max,
                                pid_t *writer)
{
    struct lines *lines = malloc(sizeof *lines);

    lines_init(lines, feed(text, len, step, writer), max);
    return lines;
}

static void close_lines(struct lines *lines, pid_t writer)
{
    int status;

    close(lines->fd);
    waitpid(writer, &status, 0);
    lines_release(lines);
    free(lines);
}

static void expect_line(struct lines *lines, const char *text, size_t number)
{
    assert_int_equal(lines_next(lines), LINE_READ);
    assert_false(lines->cut);
    assert_string_equal(lines->line.bytes, text);
    assert_int_equal(lines->line.len, strlen(text));
    assert_int_equal(lines->number, number);
}

static void lines_however_they_come(void **state)
{
    static const char text[] = "one\n\ntwo\r\nthree";

    (void)state;
    for (size_t step = 1; step < sizeof text; step++) {
        pid_t writer;
        struct lines *lines = open_lines(text, sizeof text - 1, step, 100, &writer);

        expect_line(lines, "one", 1);
        expect_line(lines, "", 2);
        expect_line(lines, "two\r", 3);
        expect_line(lines, "three", 4);
        assert_int_equal(lines_next(lines), LINE_END);
        assert_int_equal(lines_next(lines), LINE_END);
        close_lines(lines, writer);
    }
}

static void zero_bytes_are_bytes(void **state)
{
    pid_t writer;
    struct lines *lines = open_lines("a\0b\n", 4, 4, 100, &writer);

    (void)state;
    assert_int_equal(lines_next(lines), LINE_READ);
    assert_int_equal(lines->line.len, 3);
    assert_memory_equal(lines->line.bytes, "a\0b", 3);
    close_lines(lines, writer);
}

static void long_lines_are_passed_over(void **state)
{
    static const char text[] = "12345\n123456\n12\n1234567890";

    (void)state;
    for (size_t step = 1; step < 12; step++) {
        pid_t writer;
        struct lines *lines = open_lines(text, sizeof text - 1, step, 5, &writer);

        expect_line(lines, "12345", 1);
        assert_int_equal(lines_next(lines), LINE_READ);
        assert_true(lines->cut);
        assert_int_equal(lines->number, 2);
        expect_line(lines, "12", 3);
        assert_int_equal(lines_next(lines), LINE_READ);
        assert_true(lines->cut);
        assert_int_equal(lines->number, 4);
        assert_int_equal(lines_next(lines), LINE_END);
        close_lines(lines, writer);
    }
}

/* One giant line must not make all that follow expensive. */
static void memory_is_given_back(void **state)
{
    size_t len = 3 * 1024 * 1024;
    char *text = malloc(len);
    struct lines *lines;
    pid_t writer;

    (void)state;
    memset(text, 'x', len);
    memcpy(text + len - 3, "\na\n", 3);
    lines = open_lines(text, len, 65536, len, &writer);
    assert_int_equal(lines_next(lines), LINE_READ);
    assert_int_equal(lines->line.len, len - 3);
    expect_line(lines, "a", 2);
    assert_true(lines->line.cap < 1024);
    close_lines(lines, writer);
    free(text);
}

static void a_stream_that_fails(void **state)
{
    struct lines *lines = malloc(sizeof *lines);

    (void)state;
    lines_init(lines, -1, 100);
    assert_int_equal(lines_next(lines), LINE_FAILED);
    lines_release(lines);
    free(lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_however_they_come),
        cmocka_unit_test(zero_bytes_are_bytes),
        cmocka_unit_test(long_lines_are_passed_over),
        cmocka_unit_test(memory_is_given_back),
        cmocka_unit_test(a_stream_that_fails),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
