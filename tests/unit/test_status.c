#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/status.h"

static void names_and_exits_are_distinct(void **state)
{
    (void)state;
    for (int a = 0; a < N_STATUS; a++) {
        assert_int_equal(status_from_exit(status_exit((enum status)a)), a);
        for (int b = 0; b < a; b++)
            assert_string_not_equal(status_name((enum status)a),
                                    status_name((enum status)b));
    }
}

static void an_exit_that_is_not_ours_is_a_crash(void **state)
{
    (void)state;
    assert_int_equal(status_from_exit(1), CRASHED);
    assert_int_equal(status_from_exit(139), CRASHED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_exits_are_distinct),
        cmocka_unit_test(an_exit_that_is_not_ours_is_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
