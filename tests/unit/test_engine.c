#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/HTMLparser.h>
#include <libxml/xmlmemory.h>

#include "base/array.h"
#include "engine/article.h"
#include "engine/engine.h"
#include "engine/limits.h"
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
    assert_int_equal(page->article->n_words, 15);
    assert_int_equal(page->article->n_page_words, 18);
    assert_int_equal(page->article->access, ACCESS_FULL);
    page_free(page);
}

static void an_empty_wrapper_hides_no_words(void **state)
{
    (void)state;
    static const char html[] =
        "<title>A story</title><body><h1>A story</h1>"
        "<p>The first paragraph of it, long enough to be read as one, with a comma.</p>"
        "<ul><li><span class=marker></span>The second one, also long enough to be read, "
        "and in a list.</ul>";
    struct page *page;

    assert_int_equal(clean(html, strlen(html), &page), OK);
    assert_int_equal(page->article->n_words, 28);
    assert_int_equal(page->article->n_blocks, 2);
    page_free(page);
}

static void nothing_to_keep_is_an_answer(void **state)
{
    (void)state;
    static const char *const pages[] = {"", " ", "<", "<html></html>", "<script>x"};

    for (size_t i = 0; i < N_OF(pages); i++) {
        struct page *page;

        assert_int_equal(clean(pages[i], strlen(pages[i]), &page), NO_ARTICLE);
        assert_non_null(page);
        assert_non_null(page->meta);
        assert_int_equal(page->article->access, ACCESS_UNKNOWN);
        page_free(page);
    }
}

/* Every four bytes a paragraph of one letter. */
static char *too_many_paragraphs(size_t len)
{
    char *html = malloc(len);

    assert_non_null(html);
    for (size_t i = 0; i < len; i += 4)
        memcpy(html + i, "<p>a", 4);
    return html;
}

/* Nodes and blocks outgrow what a page of this size is given. The build with the address
 * checks says whether all of it was freed. */
static void an_exhausted_arena_is_an_answer(void **state)
{
    (void)state;
    size_t len = 6u << 20;
    char *html = too_many_paragraphs(len);
    struct page *page;

    assert_int_equal(clean(html, len, &page), TOO_COMPLEX);
    assert_null(page);
    free(html);
}

/* A program that uses libxml2 itself, and the engine beside it: its allocator, its
 * documents and its errors are as they were, however the page ended. */
static void the_arena_grows_with_the_page(void **state)
{
    (void)state;
    assert_int_equal(limit_arena(0), LIMIT_ARENA_BASE);
    assert_int_equal(limit_arena(MIB), LIMIT_ARENA_BASE + LIMIT_ARENA_PER_BYTE * MIB);
    assert_int_equal(limit_arena(LIMIT_SNAPSHOT), LIMIT_ARENA_MAX);
    assert_int_equal(limit_arena(SIZE_MAX / LIMIT_ARENA_PER_BYTE / 2), LIMIT_ARENA_MAX);
}

static void the_callers_libxml2_is_left_alone(void **state)
{
    (void)state;
    static const char mine[] = "<ul><li>one<li id=two>two</ul>", story[] = "<p>A page.";
    size_t len = 6u << 20;
    char *much = too_many_paragraphs(len);
    xmlFreeFunc free_before, free_after;
    xmlMallocFunc malloc_before, malloc_after;
    xmlReallocFunc realloc_before, realloc_after;
    xmlStrdupFunc strdup_before, strdup_after;
    struct page *page;

    xmlMemGet(&free_before, &malloc_before, &realloc_before, &strdup_before);
    htmlDocPtr doc = htmlReadMemory(mine, sizeof mine - 1, NULL, "UTF-8",
                                    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    assert_non_null(doc);

    assert_int_not_equal(clean(story, sizeof story - 1, &page), TOO_COMPLEX);
    page_free(page);
    assert_int_equal(clean(much, len, &page), TOO_COMPLEX);
    assert_null(page);

    xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(doc));
    assert_string_equal((char *)text, "onetwo");
    xmlFree(text);
    assert_non_null(xmlGetID(doc, BAD_CAST "two"));
    xmlFreeDoc(doc);
    assert_null(xmlGetLastError());
    xmlMemGet(&free_after, &malloc_after, &realloc_after, &strdup_after);
    assert_true(free_before == free_after && malloc_before == malloc_after &&
                realloc_before == realloc_after && strdup_before == strdup_after);
    free(much);
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
    assert_int_equal(strspn(engine_model(), "0123456789abcdef"), 12);
    assert_int_equal(strlen(engine_model()), 12);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_stage_has_run),
        cmocka_unit_test(an_empty_wrapper_hides_no_words),
        cmocka_unit_test(nothing_to_keep_is_an_answer),
        cmocka_unit_test(an_exhausted_arena_is_an_answer),
        cmocka_unit_test(the_arena_grows_with_the_page),
        cmocka_unit_test(the_callers_libxml2_is_left_alone),
        cmocka_unit_test(names_are_those_of_the_protocol),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
