#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mapping.h"
#include "base/strbuf.h"

#define LEN 10000

/* Whether a child finds memory there; it writes to what it finds. */
static bool is_in_a_child(char *bytes)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        /* An address that stands for nothing can't be advised on. */
        uintptr_t start = (uintptr_t)bytes & ~(uintptr_t)4095;
        if (madvise((void *)start, 1, MADV_NORMAL) != 0)
            _exit(0);
        bytes[0] = 'c';
        _exit(1);
    }
    int how;
    assert_int_equal(waitpid(pid, &how, 0), pid);
    assert_true(WIFEXITED(how));
    return WEXITSTATUS(how) == 1;
}

static void is_for_children_it_is_lent_to(void **state)
{
    (void)state;
    char *bytes = mapping_new(LEN);
    assert_non_null(bytes);
    for (size_t i = 0; i < LEN; i++)
        assert_int_equal(bytes[i], 0);
    assert_false(is_in_a_child(bytes));
    assert_true(mapping_lend(bytes, LEN, true));
    assert_true(is_in_a_child(bytes));
    assert_int_equal(bytes[0], 'c'); /* and shared with them */
    assert_true(mapping_lend(bytes, LEN, false));
    assert_false(is_in_a_child(bytes));
    mapping_free(bytes, LEN);
    mapping_free(NULL, LEN);
}

static void is_refused_not_feared(void **state)
{
    (void)state;
    assert_null(mapping_new(SIZE_MAX / 2));
    assert_null(mapping_new(0));
}

static void a_buffer_may_stand_apart(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init_apart(&buf, LEN);
    assert_string_equal(buf.bytes, "");
    strbuf_puts(&buf, "what a page said");
    const char *bytes = buf.bytes;
    assert_false(is_in_a_child(buf.bytes));
    while (buf.len < LEN)
        strbuf_putc(&buf, 'x');
    assert_ptr_equal(buf.bytes, bytes); /* it grows where it is */
    assert_false(strbuf_failed(&buf));
    strbuf_putc(&buf, 'x');
    assert_true(strbuf_failed(&buf));
    assert_int_equal(strlen(buf.bytes), LEN);
    assert_null(strbuf_detach(&buf, NULL));
    strbuf_puts(&buf, "again"); /* and apart again */
    assert_string_equal(buf.bytes, "again");
    assert_false(is_in_a_child(buf.bytes));
    strbuf_release(&buf);
    assert_string_equal(buf.bytes, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_for_children_it_is_lent_to),
        cmocka_unit_test(is_refused_not_feared),
        cmocka_unit_test(a_buffer_may_stand_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
