#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/letters.h"

static struct letters read(const char *text)
{
    struct letters l;

    letters_read(text, strlen(text), &l);
    return l;
}

static void counts_in_any_script(void **state)
{
    (void)state;
    struct letters l = read("Ann, Ольга; and \xe6\x9d\x8e\xe3\x80\x81 paid \xe2\x82\xac"
                            "30 or $40 in 1969 \xe2\x80\xa2 not 12345");

    assert_int_equal(l.commas, 3);
    assert_int_equal(l.money, 2);
    assert_int_equal(l.years, 1);
    assert_int_equal(l.digits, 13);
    assert_int_equal(l.marks, 1);
    assert_int_equal(l.capitals, 2);
    assert_int_equal(read("in 1969").years, 1);
    assert_int_equal(read("").words, 0);
}

static void tells_how_a_text_ends(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum letters_end end;
    } rows[] = {
        {"It is so.", END_SENTENCE},
        {"Is it?", END_SENTENCE},
        {"\xe6\x98\xaf\xe3\x80\x82", END_SENTENCE},
        {"And then...", END_DOTS},
        {"And then\xe2\x80\xa6", END_DOTS},
        {"As follows:", END_COLON},
        {"Home", END_OTHER},
        {"", END_OTHER},
    };

    for (size_t i = 0; i < N_OF(rows); i++)
        assert_int_equal(letters_end(rows[i].text, strlen(rows[i].text)), rows[i].end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_in_any_script),
        cmocka_unit_test(tells_how_a_text_ends),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
