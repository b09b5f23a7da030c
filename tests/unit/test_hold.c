#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "wire/hold.h"

/* Some memory more than a stack is for: zeroed, as the desk has them. */
static int make_holds(void **state)
{
    *state = calloc(1, sizeof(struct holds));
    return *state ? 0 : -1;
}

static int free_holds(void **state)
{
    hold_drop_all(*state);
    free(*state);
    return 0;
}

static struct hold *take(struct holds *holds, const char *id)
{
    struct hold *hold = hold_unused(holds);
    struct request begin = {.type = REQUEST_BEGIN, .bytes = 3};
    if (!hold)
        return NULL;
    snprintf(begin.id, sizeof begin.id, "%s", id);
    hold->used = true;
    assert_int_equal(upload_begin(&hold->upload, &begin), OK);
    return hold;
}

static void an_id_names_one(void **state)
{
    struct holds *holds = *state;
    assert_null(hold_find(holds, "a"));
    assert_null(hold_find(holds, "")); /* an empty place has no name */
    struct hold *a = take(holds, "a"), *b = take(holds, "b");
    assert_ptr_not_equal(a, b);
    assert_ptr_equal(hold_find(holds, "a"), a);
    assert_ptr_equal(hold_find(holds, "b"), b);
    hold_drop(a);
    assert_null(hold_find(holds, "a"));
    assert_null(a->upload.text);
    assert_ptr_equal(hold_find(holds, "b"), b);
    assert_ptr_equal(hold_unused(holds), a); /* its place is free again */
}

static void there_is_room_for_all_that_may_be_asked_for(void **state)
{
    struct holds *holds = *state;
    char id[8];
    for (size_t i = 0; i < N_HOLDS; i++) {
        snprintf(id, sizeof id, "s%zu", i);
        assert_non_null(take(holds, id));
    }
    assert_null(hold_unused(holds));
    hold_drop_all(holds);
    for (size_t i = 0; i < N_HOLDS; i++)
        assert_false(holds->all[i].used);
    assert_non_null(take(holds, "again"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_holds, free_holds)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_id_names_one),
        TEST(there_is_room_for_all_that_may_be_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
