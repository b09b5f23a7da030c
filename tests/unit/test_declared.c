#include "stages.h"

#include "base/array.h"
#include "engine/declared.h"

static struct declared read(const char *html, const char *url)
{
    struct page *page = split(html, NULL);
    struct snapshot snapshot = *page->snapshot;
    struct declared d;

    snapshot.url = url;
    page->snapshot = &snapshot;
    declared_read(page, &d);
    page_free(page);
    return d;
}

static void reads_types(void **state)
{
    (void)state;
    struct declared d =
        read("<meta property=og:type content=video.article>"
             "<script type=application/ld+json>{\"@type\": \"NewsArticle\",}"
             "</script><script>\"Product\"</script>",
             NULL);

    assert_int_equal(d.type, 1);
    assert_true(d.article);
    assert_false(d.product);
    d = read(
        "<meta property=og:type content=book><script type=application/ld+json>"
        "[{\"@type\": \"Product\"}, {\"@type\": [\"QAPage\", \"ItemList\"]}]</script>",
        NULL);
    assert_int_equal(d.type, 5);
    assert_true(d.product && d.thread && d.list && !d.article);
    assert_int_equal(read("<p>Home", NULL).type, 0);
}

static void reads_the_address(void **state)
{
    (void)state;
    static const struct {
        const char *url;
        uint32_t levels, hyphens, digits;
        bool query;
    } rows[] = {
        {"https://n.example/2014/a-b-c?x=1#y", 2, 2, 4, true},
        {"https://n.example/a-b/c-d-e/", 2, 2, 0, false},
        {"https://n.example/", 0, 0, 0, false},
        {"https://n.example", 0, 0, 0, false},
        {"n.example/a", 0, 0, 0, false},
        {NULL, 0, 0, 0, false},
    };

    for (size_t i = 0; i < N_OF(rows); i++) {
        struct declared d = read("<p>Home", rows[i].url);

        assert_int_equal(d.levels, rows[i].levels);
        assert_int_equal(d.hyphens, rows[i].hyphens);
        assert_int_equal(d.digits, rows[i].digits);
        assert_int_equal(d.query, rows[i].query);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_types),
        cmocka_unit_test(reads_the_address),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
