#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/node.h"

static struct snapshot shot;

static struct page *load(const char *html)
{
    struct page *page = NULL;

    shot = (struct snapshot){.html = html, .html_len = strlen(html)};
    assert_int_equal(page_load(&shot, &page), OK);
    return page;
}

static void assert_text(const char *html, const char *expected)
{
    struct page *page = load(html);

    assert_string_equal(node_text(page, 0, page->n_nodes), expected);
    page_free(page);
}

static void text_is_collapsed(void **state)
{
    (void)state;
    assert_text("<p> a \n b\t<b> c</b>d</p>", "a b cd");
    assert_text("<p>one<p>two", "one two");
    assert_text("<div>one<div>two</div>three</div>four", "one two three four");
    assert_text("<span>o</span>ne<br>two", "one two");
    assert_text("<p>x<script>no</script>y<style>no</style>", "xy");
    assert_text("<p>a\xc2\xa0 b\xc2\xa0", "a b");
    assert_text("", "");
    assert_text("<p><button>Yes</button><button><b>N</b>o</button>maybe", "Yes No maybe");
    assert_text("<p>a<a href=1>b</a><a href=2>c</a>d", "ab cd");
}

static void what_was_asked_for_is_given(void **state)
{
    (void)state;
    struct page *page = load("<title> A  title </title><p>x");
    uint32_t title = node_find(page, 0, 0, TAG_TITLE);

    assert_string_equal(node_text(page, title, page->nodes[title].end), "A title");
    page_free(page);
}

static void family(void **state)
{
    (void)state;
    struct page *page = load("<body><section id=s><p>a<b>c</b></p>t<i></i></section>");
    uint32_t s = node_find(page, 0, 0, TAG_SECTION), p = node_find(page, s, s, TAG_P);
    uint32_t b = node_find(page, s, s, TAG_B), i = node_find(page, s, s, TAG_I);

    assert_int_equal(node_first_child(page, s), p);
    assert_true(node_is_text(page, node_next_sibling(page, p)));
    assert_int_equal(node_next_sibling(page, node_next_sibling(page, p)), i);
    assert_int_equal(node_next_sibling(page, i), NO_NODE);
    assert_int_equal(node_first_child(page, i), NO_NODE);
    assert_int_equal(node_next_sibling(page, 0), NO_NODE);
    assert_int_equal(node_find(page, p, p, TAG_I), NO_NODE);
    assert_int_equal(node_closest(page, b + 1, TAG_SECTION), s);
    assert_int_equal(node_closest(page, s, TAG_SECTION), s);
    assert_int_equal(node_closest(page, s, TAG_TABLE), NO_NODE);
    assert_string_equal(node_attr(page, s, "id"), "s");
    assert_null(node_attr(page, s, "class"));
    assert_null(node_attr(page, p + 1, "class"));
    assert_true(node_is_in(page, b, s));
    assert_false(node_is_in(page, i, p));
    assert_int_equal(node_around(page, b, i), s);
    assert_int_equal(node_around(page, s, b), s);
    assert_int_equal(node_around(page, b, b), b);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_collapsed),
        cmocka_unit_test(what_was_asked_for_is_given),
        cmocka_unit_test(family),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
