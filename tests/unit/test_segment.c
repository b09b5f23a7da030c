#include "engine/segment.h"

#include "base/array.h"
#include "stages.h"

static void a_segment_ends_at_a_separator_between_blanks(void **state)
{
    static const struct {
        const char *title, *first, *next;
    } table[] = {
        {"A story - News", "A story ", " News"},
        {"A story | News", "A story ", " News"},
        {"A story|News", "A story", "News"},
        {"News: a story", "News", " a story"},
        {"A follow-up", "A follow-up", ""},
        {"At 10:30", "At 10:30", ""},
        {"A story \u2013 News", "A story ", " News"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        const char *from = table[i].title, *next;
        const char *to = segment_end(from, from + strlen(from), &next);

        if ((size_t)(to - from) != strlen(table[i].first) ||
            strcmp(next, table[i].next) != 0)
            fail_msg("\"%s\" is parted into \"%.*s\" and \"%s\"", from, (int)(to - from),
                     from, next);
    }
}

static void ends_are_trimmed(void **state)
{
    static const char text[] = " - A story (again) | ";
    struct page *page = split("<p>text", NULL);

    (void)state;
    assert_string_equal(segment_trimmed(page, text, text + strlen(text)),
                        "A story (again)");
    assert_null(segment_trimmed(page, text, text + 3));
    page_free(page);
}

/* The last one is the site's name, unless it is the longest. */
static void the_segment_most_alike_counts(void **state)
{
    (void)state;
    assert_int_equal(segment_likeness("a story", "a story | the news of today"), 100);
    assert_int_equal(segment_likeness("the news", "a long story of old | the news"), 28);
    assert_int_equal(segment_likeness("a long story", "news: a long story"), 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_segment_ends_at_a_separator_between_blanks),
        cmocka_unit_test(ends_are_trimmed),
        cmocka_unit_test(the_segment_most_alike_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
