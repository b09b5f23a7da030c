#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/limits.h"
#include "wire/frame.h"
#include "wire/output.h"

struct wire {
    int in, out; /* we write to `out`, the reader reads from `in` */
    struct frame_reader reader;
};

static int open_wire(void **state)
{
    struct wire *wire = calloc(1, sizeof *wire);
    int ends[2];
    if (!wire || pipe(ends) < 0)
        return -1;
    wire->in = ends[0];
    wire->out = ends[1];
    *state = wire;
    return frame_reader_init(&wire->reader, wire->in) == OK ? 0 : -1;
}

static int close_wire(void **state)
{
    struct wire *wire = *state;
    frame_reader_release(&wire->reader);
    close(wire->in);
    if (wire->out >= 0)
        close(wire->out);
    free(wire);
    return 0;
}

static void send_bytes(struct wire *wire, const void *bytes, size_t len)
{
    assert_int_equal(write(wire->out, bytes, len), (ssize_t)len);
}

static void hang_up(struct wire *wire)
{
    close(wire->out);
    wire->out = -1;
}

/* Reads until something is known or the pipe is empty. */
static enum frame_event read_some(struct wire *wire)
{
    struct pollfd ready = {.fd = wire->in, .events = POLLIN};
    enum frame_event event = FRAME_PARTLY;
    while (event == FRAME_PARTLY && poll(&ready, 1, 0) == 1)
        event = frame_read(&wire->reader);
    return event;
}

static void assert_message(const struct wire *wire, const char *text)
{
    assert_int_equal(wire->reader.len, strlen(text));
    assert_memory_equal(wire->reader.bytes, text, strlen(text));
}

static struct strbuf frames(const char *first, const char *second)
{
    struct strbuf bytes;
    strbuf_init(&bytes, 1 << 20);
    frame_put(&bytes, first, strlen(first));
    if (second)
        frame_put(&bytes, second, strlen(second));
    return bytes;
}

static void a_message_is_whole_however_it_is_split(void **state)
{
    struct wire *wire = *state;
    const char *text = "{\"type\":\"hello\"}";
    struct strbuf bytes = frames(text, NULL);
    for (size_t cut = 1; cut < bytes.len; cut++) {
        send_bytes(wire, bytes.bytes, cut);
        assert_int_equal(read_some(wire), FRAME_PARTLY);
        send_bytes(wire, bytes.bytes + cut, bytes.len - cut);
        assert_int_equal(read_some(wire), FRAME_WHOLE);
        assert_message(wire, text);
    }
    for (size_t i = 0; i < bytes.len; i++) {
        send_bytes(wire, bytes.bytes + i, 1);
        assert_int_equal(read_some(wire), i + 1 < bytes.len ? FRAME_PARTLY : FRAME_WHOLE);
    }
    assert_message(wire, text);
    strbuf_release(&bytes);
}

static void two_messages_in_one_write_are_two(void **state)
{
    struct wire *wire = *state;
    struct strbuf bytes = frames("{\"a\":1}", "[]");
    send_bytes(wire, bytes.bytes, bytes.len);
    strbuf_release(&bytes);
    assert_int_equal(read_some(wire), FRAME_WHOLE);
    assert_message(wire, "{\"a\":1}");
    assert_int_equal(read_some(wire), FRAME_WHOLE);
    assert_message(wire, "[]");
    hang_up(wire);
    assert_int_equal(read_some(wire), FRAME_END);
}

static void the_end_inside_a_message_is_told_apart(void **state)
{
    (void)state;
    struct strbuf bytes = frames("{}", NULL);
    for (size_t cut = 0; cut < bytes.len; cut++) {
        void *wire;
        assert_int_equal(open_wire(&wire), 0);
        send_bytes(wire, bytes.bytes, cut);
        assert_int_equal(read_some(wire), FRAME_PARTLY);
        hang_up(wire);
        assert_int_equal(read_some(wire), cut ? FRAME_CUT : FRAME_END);
        close_wire(&wire);
    }
    strbuf_release(&bytes);
}

static void a_length_of_nothing_or_too_much_is_refused(void **state)
{
    (void)state;
    const uint32_t lengths[] = {0, LIMIT_FRAME + 1, 0x80000000u, UINT32_MAX, 0x02000000u};
    for (size_t i = 0; i < N_OF(lengths); i++) {
        void *wire;
        assert_int_equal(open_wire(&wire), 0);
        send_bytes(wire, &lengths[i], sizeof lengths[i]);
        assert_int_equal(read_some(wire), FRAME_BROKEN);
        close_wire(&wire);
    }
}

static void the_largest_length_is_taken(void **state)
{
    struct wire *wire = *state;
    uint32_t length = LIMIT_FRAME;
    send_bytes(wire, &length, sizeof length);
    char block[32768];
    memset(block, ' ', sizeof block);
    for (size_t sent = 0; sent < LIMIT_FRAME; sent += sizeof block) {
        assert_int_equal(read_some(wire), FRAME_PARTLY);
        send_bytes(wire, block, sizeof block);
    }
    assert_int_equal(read_some(wire), FRAME_WHOLE);
    assert_int_equal(wire->reader.bytes[LIMIT_FRAME - 1], ' ');
}

static void interrupted(int sig)
{
    (void)sig;
}

static void an_interrupted_read_is_no_failure(void **state)
{
    struct wire *wire = *state;
    struct sigaction action = {.sa_handler = interrupted}; /* without SA_RESTART */
    sigaction(SIGALRM, &action, NULL);
    ualarm(10000, 0);
    assert_int_equal(frame_read(&wire->reader), FRAME_PARTLY);
    fcntl(wire->in, F_SETFL, O_NONBLOCK);
    assert_int_equal(frame_read(&wire->reader), FRAME_PARTLY);
}

static void what_prints_does_not_reach_the_stream(void **state)
{
    (void)state;
    int out[2], err[2];
    char got[64] = "";
    assert_int_equal(pipe(out), 0);
    assert_int_equal(pipe(err), 0);
    pid_t child = fork();
    if (child == 0) {
        dup2(out[1], STDOUT_FILENO);
        dup2(err[1], STDERR_FILENO);
        close(STDIN_FILENO);
        int fd = frame_claim_output();
        if (fd <= STDERR_FILENO || write(STDOUT_FILENO, "stray", 5) != 5 ||
            write(fd, "frame", 5) != 5)
            _exit(1);
        _exit(0);
    }
    int how;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how) && WEXITSTATUS(how) == 0);
    assert_int_equal(read(out[0], got, sizeof got), 5);
    assert_memory_equal(got, "frame", 5);
    assert_int_equal(read(err[0], got, sizeof got), 5);
    assert_memory_equal(got, "stray", 5);
    for (int i = 0; i < 2; i++) {
        close(out[i]);
        close(err[i]);
    }
}

/* Drains what the pipe holds and counts it. */
static size_t drain(struct wire *wire)
{
    char bytes[4096];
    struct pollfd ready = {.fd = wire->in, .events = POLLIN};
    size_t total = 0;
    while (poll(&ready, 1, 0) == 1) {
        ssize_t got = read(wire->in, bytes, sizeof bytes);
        if (got <= 0)
            break;
        total += (size_t)got;
    }
    return total;
}

static void output_never_waits_and_loses_nothing(void **state)
{
    struct wire *wire = *state;
    struct output output;
    output_init(&output, wire->out);
    char *text = malloc(100000);
    memset(text, 'x', 100000);
    size_t sent = 0, got = 0;
    while (!output_is_full(&output)) {
        output_add(&output, text, 100000);
        sent += 100000 + FRAME_HEADER;
        assert_int_equal(output_write(&output), OK);
    }
    /* A reader that stays a little behind for ever costs no memory. */
    for (int i = 0; i < 1000; i++) {
        got += drain(wire);
        assert_int_equal(output_write(&output), OK);
        if (output_is_full(&output))
            continue;
        output_add(&output, text, 100000);
        sent += 100000 + FRAME_HEADER;
    }
    assert_true(output.bytes.cap <= 4 * MIB);
    while (!output_is_idle(&output)) {
        got += drain(wire);
        assert_int_equal(output_write(&output), OK);
    }
    got += drain(wire);
    assert_int_equal(got, sent);
    assert_true(output.bytes.cap < 100000); /* given back */
    output_release(&output);
    free(text);
}

static void a_reader_that_is_gone_is_said(void **state)
{
    struct wire *wire = *state;
    struct output output;
    signal(SIGPIPE, SIG_IGN);
    output_init(&output, wire->out);
    close(wire->in);
    output_add(&output, "{}", 2);
    assert_int_equal(output_write(&output), IO_ERROR);
    output_flush(&output, 1000);
    output_release(&output);
    wire->in = open("/dev/null", O_RDONLY);
}

int main(void)
{
#define WIRED(test) cmocka_unit_test_setup_teardown(test, open_wire, close_wire)
    const struct CMUnitTest tests[] = {
        WIRED(a_message_is_whole_however_it_is_split),
        WIRED(two_messages_in_one_write_are_two),
        cmocka_unit_test(the_end_inside_a_message_is_told_apart),
        cmocka_unit_test(a_length_of_nothing_or_too_much_is_refused),
        WIRED(the_largest_length_is_taken),
        WIRED(an_interrupted_read_is_no_failure),
        cmocka_unit_test(what_prints_does_not_reach_the_stream),
        WIRED(output_never_waits_and_loses_nothing),
        WIRED(a_reader_that_is_gone_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
