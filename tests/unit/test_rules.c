#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/array.h"
#include "rules/rules.h"

static void every_tag_is_found_by_its_name(void **state)
{
    (void)state;
    for (int tag = TAG_TEXT + 1; tag < N_TAGS; tag++)
        assert_int_equal(tag_from_name(tag_rules[tag].name), tag);
}

static void other_names_are_unknown(void **state)
{
    static const char *const names[] = {"",    "#text",          "A", "aa",
                                        "zzz", "custom-element", "p "};

    (void)state;
    for (size_t i = 0; i < N_OF(names); i++)
        assert_int_equal(tag_from_name(names[i]), TAG_UNKNOWN);
}

static void kinds_of_elements_are_read(void **state)
{
    (void)state;
    assert_true(tag_rules[TAG_P].block);
    assert_false(tag_rules[TAG_SPAN].block);
    assert_true(tag_rules[TAG_BR].is_void);
    assert_true(tag_rules[TAG_SCRIPT].skip);
    assert_true(tag_rules[TAG_PRE].block);
}

static void grammar_names_what_may_leave(void **state)
{
    const struct grammar_element *link = &grammar[TAG_A];

    (void)state;
    assert_int_equal(link->verb, GRAMMAR_KEEP);
    assert_string_equal(link->attrs[0].name, "href");
    assert_int_equal(link->attrs[0].value, VALUE_LINK);
    assert_string_equal(link->attrs[1].name, "rel");
    assert_int_equal(link->attrs[1].value, VALUE_FIXED);
    assert_string_equal(link->attrs[1].fixed, "noopener noreferrer");
    assert_string_equal(link->attrs[2].name, "title"); /* the global ones follow */
    assert_int_equal(grammar[TAG_SCRIPT].verb, GRAMMAR_DROP);
    assert_int_equal(grammar[TAG_FONT].verb, GRAMMAR_UNWRAP);
    assert_int_equal(grammar[TAG_UNKNOWN].verb, GRAMMAR_UNWRAP);
    assert_string_equal(grammar_image_schemes[0], "http");
    assert_null(grammar_image_schemes[2]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_tag_is_found_by_its_name),
        cmocka_unit_test(other_names_are_unknown),
        cmocka_unit_test(kinds_of_elements_are_read),
        cmocka_unit_test(grammar_names_what_may_leave),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
