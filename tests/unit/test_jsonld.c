#include "base/array.h"
#include "engine/jsonld.h"

#include <stdio.h>

#include "stages.h"

static struct page *read_script(const char *json, struct jsonld *out)
{
    static char html[100000];

    snprintf(html, sizeof html,
             "<head><script type=\"application/ld+json\">%s</script></head><body>x",
             json);
    struct page *page = split(html, NULL);

    jsonld_read(page, out);
    return page;
}

static void reads_an_article(void **state)
{
    (void)state;
    struct jsonld ld;
    struct page *page = read_script(
        "{\"@context\": \"https://schema.org\", \"@type\": \"NewsArticle\","
        " \"headline\": \"A story\", \"author\": [{\"@type\": \"Person\", \"name\": \"A. "
        "One\"},"
        " {\"name\": \"B. Two\"}], \"datePublished\": \"2014-07-27T08:00:00Z\","
        " \"dateModified\": \"2014-07-28\", \"publisher\": {\"name\": \"News\"},"
        " \"image\": [\"https://n.example/1.jpg\", \"https://n.example/2.jpg\"],"
        " \"isAccessibleForFree\": \"False\", \"wordCount\": \"812\", \"inLanguage\": "
        "\"en\","
        " \"description\": \"What it says.\"}",
        &ld);

    assert_true(ld.says_article);
    assert_string_equal(ld.headline, "A story");
    assert_int_equal(ld.n_authors, 2);
    assert_string_equal(ld.authors[0], "A. One");
    assert_string_equal(ld.authors[1], "B. Two");
    assert_string_equal(ld.published, "2014-07-27T08:00:00Z");
    assert_string_equal(ld.modified, "2014-07-28");
    assert_string_equal(ld.site, "News");
    assert_string_equal(ld.image, "https://n.example/1.jpg");
    assert_string_equal(ld.excerpt, "What it says.");
    assert_string_equal(ld.lang, "en");
    assert_int_equal(ld.free_access, 0);
    assert_int_equal(ld.stated_words, 812);
    page_free(page);
}

static void reads_graphs_and_references(void **state)
{
    (void)state;
    struct jsonld ld;
    struct page *page = read_script(
        "{\"@graph\": [{\"@type\": \"WebSite\", \"name\": \"Site\"},"
        " {\"@type\": [\"Thing\", \"Article\"], \"author\": {\"@id\": \"#p\"},"
        "  \"headline\": \"H\", \"isAccessibleForFree\": true},"
        " {\"@type\": \"Person\", \"@id\": \"#p\", \"name\": \"A. One\"}]}",
        &ld);

    assert_string_equal(ld.headline, "H");
    assert_string_equal(ld.authors[0], "A. One");
    assert_string_equal(ld.site, "Site");
    assert_int_equal(ld.free_access, 1);
    page_free(page);
}

static void what_is_said_of_the_page_is_second(void **state)
{
    (void)state;
    struct jsonld ld;
    struct page *page =
        read_script("[{\"@type\": \"WebPage\", \"datePublished\": \"2001-01-01\"},"
                    " {\"@type\": \"Article\", \"datePublished\": \"2002-02-02\"}]",
                    &ld);

    assert_string_equal(ld.published, "2002-02-02");
    page_free(page);
}

static void mends_common_mistakes(void **state)
{
    (void)state;
    struct jsonld ld;
    struct page *page =
        read_script("//<![CDATA[\n{\"@type\": \"Article\", \"headline\": \"Two\n"
                    "lines, \\\"quoted\\\",\", \"keywords\": [\"a\", \"b\",],\n};\n//]]>",
                    &ld);

    assert_string_equal(ld.headline, "Two lines, \"quoted\",");
    page_free(page);
}

static void strings_hold_quotes_and_texts_are_cut_off(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "{\"@type\": \"Article\", \"headline\": \"He said \"no\" to it\", \"author\": "
        "{\"name\": [\"Ann\", \"Ben\"]}, \"description\": \"the \"end\"\"}",
        "{\"@graph\": [{\"@type\": \"Article\", \"headline\": \"He said 'no' to it\", "
        "\"author\": [{\"name\": \"Ann\"}, {\"name\": \"Ben\"}",
        "{\"@type\": \"Article\", \"headline\": \"He said 'no' to it\", "
        "\"author\": [\"Ann\", \"Ben\"], ",
        "{\"@type\": \"Article\", \"headline\": \"He said 'no' to it\", "
        "\"author\": [\"Ann\", \"Ben"};

    for (size_t i = 0; i < N_OF(texts); i++) {
        struct jsonld ld;
        struct page *page = read_script(texts[i], &ld);

        assert_non_null(ld.headline);
        assert_string_equal(ld.headline, "He said 'no' to it");
        assert_int_equal(ld.n_authors, 2);
        assert_string_equal(ld.authors[1], "Ben");
        page_free(page);
    }
}

static void hopeless_text_says_nothing(void **state)
{
    (void)state;
    static const char *const hopeless[] = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "nothing at all",
        "{\"@type\": 5}",
        "{\"@type\": \"Article\", \"headline\": 7, \"author\": [[], null, 5], "
        "\"wordCount\": -3,"
        " \"isAccessibleForFree\": \"perhaps\", \"publisher\": []}",
        "{\"@type\": \"Product\", \"name\": \"A thing\"}",
    };

    for (size_t i = 0; i < N_OF(hopeless); i++) {
        struct jsonld ld;
        struct page *page = read_script(hopeless[i], &ld);

        assert_null(ld.headline);
        assert_int_equal(ld.n_authors, 0);
        assert_null(ld.site);
        assert_int_equal(ld.free_access, -1);
        assert_int_equal(ld.stated_words, 0);
        page_free(page);
    }
}

static void depth_and_number_are_bounded(void **state)
{
    (void)state;
    static char deep[60000];
    struct jsonld ld;
    struct page *page;

    memset(deep, '[', 50000);
    page = read_script(deep, &ld);
    assert_null(ld.headline);
    page_free(page);

    for (size_t i = 0; i < 10000; i++)
        memcpy(deep + i * 5, "[{}],", 5);
    deep[0] = '[';
    page = read_script(deep, &ld);
    assert_null(ld.headline);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_an_article),
        cmocka_unit_test(reads_graphs_and_references),
        cmocka_unit_test(what_is_said_of_the_page_is_second),
        cmocka_unit_test(mends_common_mistakes),
        cmocka_unit_test(strings_hold_quotes_and_texts_are_cut_off),
        cmocka_unit_test(hopeless_text_says_nothing),
        cmocka_unit_test(depth_and_number_are_bounded),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
