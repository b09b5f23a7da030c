#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "render/document.h"

/* 2026-09-21T14:13:20Z */
#define SAVED ((time_t)1790000000)

static struct strbuf document;

static int fresh(void **state)
{
    (void)state;
    strbuf_init(&document, 1 << 20);
    return 0;
}

static int drop(void **state)
{
    (void)state;
    strbuf_release(&document);
    return 0;
}

static bool has(const char *text)
{
    return strstr(document.bytes, text) != NULL;
}

static size_t count(const char *text)
{
    size_t n = 0;

    for (const char *at = document.bytes; (at = strstr(at, text)); at += strlen(text))
        n++;
    return n;
}

static const struct answer plain = {
    .title = {"A story", "element"},
    .subtitle = {"Why & how", "element"},
    .url = "https://news.example/story?a=1&b=2",
    .lang = {"fr", "element"},
    .dir = {"ltr", "element"},
    .html = "<p>Un</p>",
};

static void a_whole_document(void **state)
{
    static const char start[] =
        "<!DOCTYPE html>\n<html lang=\"fr\" dir=\"ltr\">\n<head>\n"
        "<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
        "default-src 'none'; img-src data: http: https:; "
        "style-src 'unsafe-inline'\">\n";

    (void)state;
    document_html(&plain, SAVED, &document);
    assert_false(strbuf_failed(&document));
    assert_memory_equal(document.bytes, start, strlen(start));
    assert_true(has("<title>A story</title>"));
    assert_true(
        has("<link rel=\"canonical\" href=\"https://news.example/story?a=1&amp;b=2\">"));
    assert_true(has("<h1>A story</h1>"));
    assert_true(has("<p class=\"subtitle\">Why &amp; how</p>"));
    assert_true(has("<article>\n<p>Un</p>\n</article>"));
    assert_true(
        has("on <time datetime=\"2026-09-21T14:13:20Z\">2026-09-21</time>.</footer>"));
    assert_true(has("\"saved\":\"2026-09-21T14:13:20Z\""));
    assert_int_equal(count("<!--"), 0);
}

/* What the page says of itself is text wherever it stands. */
static void nothing_breaks_out(void **state)
{
    struct answer answer = plain;

    (void)state;
    answer.title.value = "</title></h1></script><!--<script>alert(1)</script>";
    answer.byline.value = "\"><img src=x onerror=alert(2)>";
    answer.site.value = "<b>'x'&amp;</b>";
    answer.published.value = "\"><i>";
    answer.lang.value = "\" onload=\"alert(3)";
    answer.url = "javascript:alert(4)";
    answer.canonical.value = "data:text/html,<script>";
    document_html(&answer, SAVED, &document);
    assert_int_equal(count("<script"), 1); /* the JSON */
    assert_int_equal(count("</script"), 1);
    assert_int_equal(count("<!--"), 0);
    assert_int_equal(count("<img"), 0);
    assert_int_equal(count("<i>"), 0);
    assert_int_equal(count("<b>"), 0);
    assert_int_equal(count("<title>"), 1);
    assert_int_equal(count("</title>"), 1);
    assert_int_equal(count(" onload=\""), 0);
    assert_int_equal(count("href="), 0);
    assert_true(has("\\u003c/script>\\u003c!--"));
}

static void web_addresses_are_links(void **state)
{
    struct answer answer = plain;

    (void)state;
    answer.site.value = "News";
    document_html(&answer, SAVED, &document);
    assert_true(has("<a href=\"https://news.example/story?a=1&amp;b=2\" "
                    "rel=\"noopener noreferrer\">News</a>"));
}

static void dates_are_short_where_they_are_plain(void **state)
{
    struct answer answer = plain;

    (void)state;
    answer.published.value = "2014-07-26T18:22:00+02:00";
    document_html(&answer, SAVED, &document);
    assert_true(has("<time datetime=\"2014-07-26T18:22:00+02:00\">2014-07-26</time>"));
    strbuf_clear(&document);
    answer.published.value = "2014-07";
    document_html(&answer, SAVED, &document);
    assert_true(has("<time datetime=\"2014-07\">2014-07</time>"));
    strbuf_clear(&document);
    answer.published.value = "";
    document_html(&answer, SAVED, &document);
    assert_true(has("<time></time>"));
}

static void removed_parts_are_named(void **state)
{
    static const struct removed removed[] = {
        {.id = 7, .kind = PART_METERED, .group = 7},
        {.id = 9, .kind = PART_PLANS, .group = 7},
        {.id = 20, .kind = PART_BOILERPLATE},
        {.id = 30, .kind = PART_NEWSLETTER, .unsure = true},
    };
    struct answer answer = plain;

    (void)state;
    answer.removed = removed;
    answer.n_removed = 4;
    document_html(&answer, SAVED, &document);
    assert_true(has(", 2 parts left out.</footer>"));
    assert_true(has("{\"id\":9,\"kind\":\"plans\",\"group\":7,\"unsure\":false}"));
    assert_true(has("{\"id\":30,\"kind\":\"newsletter\",\"group\":0,\"unsure\":true}"));
    strbuf_clear(&document);
    answer.n_removed = 1;
    document_html(&answer, SAVED, &document);
    assert_true(has(", 1 part left out.</footer>"));
}

static void a_page_that_says_nothing(void **state)
{
    const struct answer answer = {.html = ""};

    (void)state;
    document_html(&answer, SAVED, &document);
    assert_true(has("<html>\n"));
    assert_true(has("<title>Untitled</title>"));
    assert_true(has("Saved by Cleancopy on "));
    assert_true(has("\"title\":null"));
}

static void a_full_buffer_is_told(void **state)
{
    (void)state;
    strbuf_release(&document);
    strbuf_init(&document, 2000);
    document_html(&plain, SAVED, &document);
    assert_true(strbuf_failed(&document));
}

#define DOCUMENT_TEST(f) cmocka_unit_test_setup_teardown(f, fresh, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DOCUMENT_TEST(a_whole_document),
        DOCUMENT_TEST(nothing_breaks_out),
        DOCUMENT_TEST(web_addresses_are_links),
        DOCUMENT_TEST(dates_are_short_where_they_are_plain),
        DOCUMENT_TEST(removed_parts_are_named),
        DOCUMENT_TEST(a_page_that_says_nothing),
        DOCUMENT_TEST(a_full_buffer_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
