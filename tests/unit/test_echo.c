#include "stages.h"

#include "engine/echo.h"

static void counts_the_words_of_the_title(void **state)
{
    (void)state;
    struct page *page =
        split("<title>The flood of 1969 \xe6\xb4\xaa\xe6\xb0\xb4</title><body>"
              "<h1>The Flood of 1969</h1><p>Of the flood, the flood!</p>"
              "<p>\xe6\xb4\xaa</p><p>Home</p>",
              NULL);
    uint32_t said[4];

    assert_int_equal(page->blocks->n, 4);
    assert_int_equal(echo_read(page, said), 6);
    assert_int_equal(said[0], 4);
    assert_int_equal(said[1], 3);
    assert_int_equal(said[2], 1);
    assert_int_equal(said[3], 0);
    page_free(page);
}

static void takes_the_title_the_browser_had(void **state)
{
    (void)state;
    struct page *page = split("<title>Old</title><body><p>Old and new</p>", NULL);
    struct snapshot snapshot = *page->snapshot;
    uint32_t said[1];

    assert_int_equal(echo_read(page, said), 1);
    snapshot.title = "New, and newer";
    page->snapshot = &snapshot;
    assert_int_equal(echo_read(page, said), 3);
    assert_int_equal(said[0], 2);
    page_free(page);
}

static void a_page_without_a_title_is_echoed_by_none(void **state)
{
    (void)state;
    struct page *page = split("<body><p>Home</p>", NULL);
    uint32_t said[1];

    assert_int_equal(echo_read(page, said), 0);
    assert_int_equal(said[0], 0);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_the_words_of_the_title),
        cmocka_unit_test(takes_the_title_the_browser_had),
        cmocka_unit_test(a_page_without_a_title_is_echoed_by_none),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
