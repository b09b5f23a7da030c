#include "engine/words.h"

#include "base/array.h"
#include "stages.h"

static void shared_words_are_counted_once_of_all(void **state)
{
    static const char a[] = "the last ferry", b[] = "the first ferry, again";

    (void)state;
    assert_int_equal(words_shared(a, strlen(a), b, strlen(b)), 40); /* 2 of 5 */
    assert_int_equal(words_shared(a, strlen(a), a, strlen(a)), 100);
    assert_int_equal(words_shared(a, strlen(a), "", 0), 0);
}

static void one_word_is_chance(void **state)
{
    (void)state;
    assert_int_equal(words_contained("/2014/ferry", "the last ferry"), 0);
    assert_int_equal(words_contained("/last-ferry", "the last ferry"), 100);
    assert_int_equal(words_contained("/a/b/last-ferry", "the last ferry"), 50);
}

static void the_same_words_may_be_parted_otherwise(void **state)
{
    static const struct {
        const char *a, *b;
        bool same;
    } table[] = {
        {"the last ferry", "the last: ferry!", true},
        {"the last ferry", "the last", false},
        {"the last", "the last ferry", false},
        {"the last ferry", "the ferry last", false},
        {"last", "lasting", false},
        {"", "--", true},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++)
        assert_int_equal(
            words_same(table[i].a, strlen(table[i].a), table[i].b, strlen(table[i].b)),
            table[i].same);
}

static void an_end_stands_behind_a_label(void **state)
{
    (void)state;
    assert_true(words_end("thread: the last ferry", "the last ferry"));
    assert_true(words_end("from us: the last ferry", "the last ferry"));
    assert_false(words_end("one two three: the last ferry", "the last ferry"));
    assert_false(words_end("the last ferry", "the last ferry"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shared_words_are_counted_once_of_all),
        cmocka_unit_test(one_word_is_chance),
        cmocka_unit_test(the_same_words_may_be_parted_otherwise),
        cmocka_unit_test(an_end_stands_behind_a_label),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
