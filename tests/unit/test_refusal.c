#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "wire/refusal.h"

static void what_was_refused_is_known_until_it_is_forgotten(void **state)
{
    struct refusals refusals = {.next = 0};
    (void)state;
    assert_false(refusal_has(&refusals, "a"));
    refusal_add(&refusals, "a");
    refusal_add(&refusals, "b");
    assert_true(refusal_has(&refusals, "a"));
    refusal_forget(&refusals, "a");
    refusal_forget(&refusals, "never");
    assert_false(refusal_has(&refusals, "a"));
    assert_true(refusal_has(&refusals, "b"));
}

static void refused_twice_is_refused_once(void **state)
{
    struct refusals refusals = {.next = 0};
    (void)state;
    refusal_add(&refusals, "b");
    refusal_add(&refusals, "a");
    refusal_add(&refusals, "a");
    refusal_forget(&refusals, "a");
    assert_false(refusal_has(&refusals, "a"));
    for (size_t i = 0; i < 2 * N_REFUSALS; i++)
        refusal_add(&refusals, "a");
    assert_true(refusal_has(&refusals, "b")); /* nor does it push out another */
}

static void the_last_that_were_refused_are_known(void **state)
{
    struct refusals refusals = {.next = 0};
    char id[8];
    (void)state;
    for (size_t i = 0; i <= N_REFUSALS; i++) {
        snprintf(id, sizeof id, "s%zu", i);
        refusal_add(&refusals, id);
    }
    assert_false(refusal_has(&refusals, "s0"));
    assert_true(refusal_has(&refusals, "s1"));
    assert_true(refusal_has(&refusals, id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_refused_is_known_until_it_is_forgotten),
        cmocka_unit_test(refused_twice_is_refused_once),
        cmocka_unit_test(the_last_that_were_refused_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
