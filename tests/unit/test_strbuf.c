#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/strbuf.h"

static void is_a_string_from_the_start(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 10);
    assert_string_equal(buf.bytes, "");
    strbuf_truncate(&buf, 0);
    strbuf_clear(&buf);
    assert_string_equal(buf.bytes, "");
    strbuf_release(&buf);
}

static void holds_exactly_its_maximum(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 5);
    strbuf_puts(&buf, "abcde");
    assert_false(strbuf_failed(&buf));
    strbuf_putc(&buf, 'f');
    assert_true(strbuf_failed(&buf));
    assert_string_equal(buf.bytes, "abcde");
    strbuf_truncate(&buf, 1);
    strbuf_putc(&buf, 'g'); /* failure is sticky */
    assert_string_equal(buf.bytes, "a");
    assert_null(strbuf_detach(&buf, NULL));
    strbuf_puts(&buf, "new");
    assert_string_equal(buf.bytes, "new");
    strbuf_release(&buf);
}

static void prints_and_detaches(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 100000);
    for (int i = 0; i < 1000; i++)
        strbuf_printf(&buf, "%d-%s;", i, "x");
    size_t len;
    char *bytes = strbuf_detach(&buf, &len);
    assert_int_equal(len, strlen(bytes));
    assert_memory_equal(bytes, "0-x;1-x;", 8);
    free(bytes);
    assert_int_equal(buf.len, 0);
    bytes = strbuf_detach(&buf, &len); /* nothing, as a string of its own */
    assert_string_equal(bytes, "");
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_a_string_from_the_start),
        cmocka_unit_test(holds_exactly_its_maximum),
        cmocka_unit_test(prints_and_detaches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
