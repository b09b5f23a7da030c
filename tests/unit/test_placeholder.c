#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/placeholder.h"

static void unrendered_texts_are_found(void **state)
{
    static const struct {
        const char *text, *found; /* NULL: nothing */
    } cases[] = {
        {"limit of {{free_limit}} free articles", "{{free_limit}}"},
        {"You have {{ meter.left }} left", "{{ meter.left }}"},
        {"${cta}", "${cta}"},
        {"Hello <%= name %>!", "<%= name %>"},
        {"of %TOTAL% articles", "%TOTAL%"},
        {"of %%NAME%%", "%%NAME%%"},
        {"[[user]]", "[[user]]"},
        {"Dear [object Object],", "[object Object]"},
        {"{% block %}", "{% block %}"},
        {"20% of 30% of them", NULL},
        {"costs $5 {net}", NULL},
        {"{{}}", NULL},
        {"a [1] and [2]", NULL},
        {"{{ never closed", NULL},
        {"%OK", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        const char *text = cases[i].text, *want = cases[i].found;
        size_t at, end;
        bool found = placeholder_next(text, strlen(text), 0, &at, &end);

        if (found != (want != NULL) ||
            (found &&
             (end - at != strlen(want) || memcmp(text + at, want, end - at) != 0)))
            fail_msg("\"%s\"", text);
    }
}

static void several_are_found_one_after_another(void **state)
{
    static const char text[] = "{{a}} of %ALL%";
    size_t at, end = 0;

    (void)state;
    assert_true(placeholder_next(text, sizeof text - 1, end, &at, &end));
    assert_int_equal(end, 5);
    assert_true(placeholder_next(text, sizeof text - 1, end, &at, &end));
    assert_int_equal(at, 9);
    assert_false(placeholder_next(text, sizeof text - 1, end, &at, &end));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unrendered_texts_are_found),
        cmocka_unit_test(several_are_found_one_after_another),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
