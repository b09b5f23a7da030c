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

/* What a front matter and a heading can hold. */
static const struct answer told = {
    .title = {"Why \"A\" & #B: *c*", "element"},
    .subtitle = {"Un", "element"}, /* stands in the text, too */
    .byline = {"Ada Vane, Bo Li", "meta"},
    .authors = (const struct fact[]){{"Ada Vane", "meta"}, {"Bo Li", "meta"}},
    .n_authors = 2,
    .tags = (const struct fact[]){{"yes", "meta"}},
    .n_tags = 1,
    .site = {"The Estuary", "meta"},
    .published = {"2026-03-09T10:00:00+01:00", "json-ld"},
    .url = "https://news.example/story?a=1&b=2",
    .access = ACCESS_TEASER,
    .n_words = 3,
    .html = "<p>Un</p>",
    .markdown = "*Un* \\_",
    .text = "Un _",
};

static void markdown_has_a_head_and_a_title(void **state)
{
    (void)state;
    document_print(&told, FORMAT_MARKDOWN, SAVED, &document);
    assert_string_equal(document.bytes, "---\n"
                                        "title: \"Why \\\"A\\\" & #B: *c*\"\n"
                                        "subtitle: \"Un\"\n"
                                        "authors:\n  - \"Ada Vane\"\n  - \"Bo Li\"\n"
                                        "site: \"The Estuary\"\n"
                                        "published: \"2026-03-09T10:00:00+01:00\"\n"
                                        "url: \"https://news.example/story?a=1&b=2\"\n"
                                        "tags:\n  - \"yes\"\n"
                                        "access: \"teaser\"\n"
                                        "words: 3\nleft_out: 0\n"
                                        "saved: \"2026-09-21T14:13:20Z\"\n"
                                        "saved_by: \"Cleancopy " CLEANCOPY_VERSION "\"\n"
                                        "---\n\n"
                                        "# Why \"A\" & #B: \\*c\\*\n\n"
                                        "*Un* \\_\n");
}

static void text_has_its_facts_first(void **state)
{
    (void)state;
    document_print(&told, FORMAT_TEXT, SAVED, &document);
    assert_string_equal(document.bytes,
                        "Why \"A\" & #B: *c*\n"
                        "Ada Vane, Bo Li, 2026-03-09, The Estuary\n"
                        "https://news.example/story?a=1&b=2\n"
                        "The page held only the beginning of this text.\n\n"
                        "Un _\n");
    strbuf_clear(&document);
    document_print(&(struct answer){.html = "", .text = "a"}, FORMAT_TEXT, SAVED,
                   &document);
    assert_string_equal(document.bytes, "Untitled\n\na\n");
}

/* Lines of the head are ours: nothing that a page says of itself, and no worker that it took
 * over, makes one more. */
static void a_head_stays_a_head(void **state)
{
    static const char evil[] = "a\n---\nb: c\r\x1b[31m\xc2\x9b\xe2\x80\xa8# d";
    struct answer answer = told;

    (void)state;
    answer.title.value = answer.site.value = answer.url = answer.lang.value = evil;
    answer.subtitle.value = answer.published.value = evil;
    answer.byline.value = evil;
    answer.n_authors = 0;
    document_print(&answer, FORMAT_MARKDOWN, SAVED, &document);
    assert_int_equal(count("---\n"), 2);
    assert_int_equal(count("\n---"), 1);
    assert_int_equal(count("\nb: c"), 0);
    assert_int_equal(count("\x1b") + count("\xc2\x9b"), 0);
    assert_int_equal(count("\n#"), 1);
    strbuf_clear(&document);
    document_print(&answer, FORMAT_TEXT, SAVED, &document);
    assert_int_equal(count("\n"), 7);
    assert_int_equal(count("\x1b") + count("\xc2\x9b"), 0);
}

static void html_says_what_is_missing(void **state)
{
    (void)state;
    document_print(&told, FORMAT_HTML, SAVED, &document);
    assert_true(has(". The page held only the beginning of this text.</footer>"));
    strbuf_clear(&document);
    document_print(&plain, FORMAT_HTML, SAVED, &document);
    assert_false(has("only the beginning"));
}

static void formats_have_names(void **state)
{
    enum format format = FORMAT_TEXT;

    (void)state;
    for (size_t i = 0; i < N_FORMATS; i++) {
        assert_true(format_find(format_name((enum format)i), &format));
        assert_int_equal(format, i);
    }
    assert_false(format_find("json", &format));
    assert_int_equal(format, N_FORMATS - 1);
    assert_string_equal(format_extension(FORMAT_MARKDOWN), "md");
    assert_int_equal(format_want(FORMAT_MARKDOWN), WANT_MARKDOWN);
    assert_int_equal(format_want(FORMAT_TEXT), WANT_TEXT);
}

static void a_full_buffer_is_told(void **state)
{
    (void)state;
    strbuf_release(&document);
    strbuf_init(&document, 2000);
    document_html(&plain, SAVED, &document);
    assert_true(strbuf_failed(&document));
    for (size_t i = 0; i < N_FORMATS; i++) {
        strbuf_release(&document);
        strbuf_init(&document, 100);
        document_print(&told, (enum format)i, SAVED, &document);
        assert_true(strbuf_failed(&document));
    }
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
        DOCUMENT_TEST(markdown_has_a_head_and_a_title),
        DOCUMENT_TEST(text_has_its_facts_first),
        DOCUMENT_TEST(a_head_stays_a_head),
        DOCUMENT_TEST(html_says_what_is_missing),
        DOCUMENT_TEST(formats_have_names),
        DOCUMENT_TEST(a_full_buffer_is_told),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
