#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/article.h"
#include "engine/engine.h"
#include "engine/meta.h"
#include "engine/page.h"

static enum status clean(const char *html, size_t len, struct page **page)
{
    static struct snapshot snapshot;

    snapshot =
        (struct snapshot){.html = html, .html_len = len, .url = "https://news.example/"};
    *page = NULL;
    return engine_clean(&snapshot, NULL, page);
}

static void every_stage_has_run(void **state)
{
    (void)state;
    static const char html[] =
        "<title>A story</title><body><nav><a href=/>Home</a></nav><h1>A story</h1>"
        "<p>The first paragraph of it, long enough to be read as one, with a comma.</p>";
    struct page *page;

    assert_int_equal(clean(html, strlen(html), &page), OK);
    assert_non_null(page->blocks);
    assert_non_null(page->overlays);
    assert_non_null(page->features);
    assert_string_equal(page->meta->title.value, "A story");
    assert_int_equal(page->verdict->n_words, 15);
    assert_int_equal(page->verdict->n_page_words, 18);
    assert_int_equal(page->verdict->access, ACCESS_FULL);
    page_free(page);
}

static void nothing_to_keep_is_an_answer(void **state)
{
    (void)state;
    static const char *const pages[] = {"",      " ",        "<", "<html></html>",
                                        "plain", "<script>x"};

    for (size_t i = 0; i < N_OF(pages); i++) {
        struct page *page;

        assert_int_equal(clean(pages[i], strlen(pages[i]), &page), NO_ARTICLE);
        assert_non_null(page);
        assert_non_null(page->meta);
        assert_int_equal(page->verdict->access, ACCESS_UNKNOWN);
        page_free(page);
    }
}

/* Every four bytes a paragraph of one letter: nodes and blocks outgrow what a
 * page of this size is given. The build with the address checks says whether all
 * of it was freed. */
static void an_exhausted_arena_is_an_answer(void **state)
{
    (void)state;
    size_t len = 6u << 20;
    char *html = malloc(len);
    struct page *page;

    assert_non_null(html);
    for (size_t i = 0; i < len; i += 4)
        memcpy(html + i, "<p>a", 4);
    assert_int_equal(clean(html, len, &page), TOO_COMPLEX);
    assert_null(page);
    free(html);
}

static void names_are_those_of_the_protocol(void **state)
{
    (void)state;
    assert_string_equal(access_name(ACCESS_UNKNOWN), "unknown");
    assert_string_equal(access_name(ACCESS_FULL), "full");
    assert_string_equal(access_name(ACCESS_TEASER), "teaser");
    assert_string_equal(part_kind_name(PART_PAYWALL), "paywall");
    assert_string_equal(part_kind_name(PART_OTHER_PROMO), "other-promo");
    assert_string_equal(part_kind_name(PART_READER), "reader");
    assert_string_equal(engine_version(), CLEANCOPY_VERSION);
    assert_string_equal(engine_model(), "rules");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stage_has_run),
        cmocka_unit_test(nothing_to_keep_is_an_answer),
        cmocka_unit_test(an_exhausted_arena_is_an_answer),
        cmocka_unit_test(names_are_those_of_the_protocol),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
