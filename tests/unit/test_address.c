#include "engine/address.h"

#include "base/array.h"
#include "stages.h"

static struct page *page_at(const char *url)
{
    struct page *page = split("<p>text", NULL);

    stages_snapshot.url = url;
    return page;
}

static void an_address_is_made_of_a_title(void **state)
{
    struct page *page =
        page_at("https://news.example/2014/last-ferry-to-the-island.html");

    (void)state;
    assert_int_equal(address_of(page, "The last ferry to the island", "Island news"),
                     OF_HEADING);
    assert_int_equal(address_of(page, "Our world", "Last ferry to the island"), OF_OTHER);
    assert_int_equal(address_of(page, "Our world", NULL), OF_NEITHER);
    assert_int_equal(address_of(page, "Our world", "All of it"), OF_NEITHER);
    page_free(page);
}

static void nothing_stands_behind_the_host_of_a_front_page(void **state)
{
    static const struct {
        const char *url;
        bool is;
    } table[] = {{"https://news.example/", true},
                 {"https://news.example/?from=feed", true},
                 {"https://news.example/story", false}};

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        struct page *page = page_at(table[i].url);

        assert_int_equal(address_is_front(page), table[i].is);
        page_free(page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_made_of_a_title),
        cmocka_unit_test(nothing_stands_behind_the_host_of_a_front_page),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
