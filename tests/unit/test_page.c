#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/page.h"

static struct snapshot shot;

static struct page *load_bytes(const char *html, size_t len)
{
    struct page *page = NULL;

    shot.html = html;
    shot.html_len = len;
    assert_int_equal(page_load(&shot, &page), OK);
    return page;
}

static struct page *load(const char *html)
{
    shot = (struct snapshot){.url = "https://news.example/a/story"};
    return load_bytes(html, strlen(html));
}

/* The table as a line: (p text(b x)) */
static void print_node(const struct page *page, uint32_t n, struct strbuf *out)
{
    uint32_t open[LIMIT_DEPTH + 2];
    size_t n_open = 0;
    uint32_t end = page->nodes[n].end;

    for (; n < end; n++) {
        while (n_open && page->nodes[open[n_open - 1]].end <= n) {
            strbuf_putc(out, ')');
            n_open--;
        }
        if (node_is_text(page, n)) {
            strbuf_add(out, page->nodes[n].text, page->nodes[n].len);
            continue;
        }
        strbuf_printf(out, "(%s", page->nodes[n].name);
        for (uint32_t i = 0; i < page->nodes[n].len; i++)
            strbuf_printf(out, " %s=%s", page->nodes[n].attrs[i].name,
                          page->nodes[n].attrs[i].value);
        strbuf_putc(out, ' ');
        open[n_open++] = n;
    }
    while (n_open--)
        strbuf_putc(out, ')');
}

static void assert_body(const char *html, const char *expected)
{
    struct page *page = load(html);
    struct strbuf out;

    strbuf_init(&out, 100000);
    assert_true(page->body != NO_NODE);
    print_node(page, page->body, &out);
    assert_string_equal(out.bytes, expected);
    strbuf_release(&out);
    page_free(page);
}

static void assert_sound(const struct page *page)
{
    assert_true(page->n_nodes > 0);
    assert_int_equal(page->nodes[0].parent, NO_NODE);
    assert_int_equal(page->nodes[0].end, page->n_nodes);
    for (uint32_t n = 1; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        const struct node *parent = &page->nodes[node->parent];

        assert_true(node->parent < n);
        assert_true(node->end > n && node->end <= parent->end);
        assert_int_equal(node->depth, parent->depth + 1);
        assert_true(node->depth <= LIMIT_DEPTH);
        assert_true(parent->tag != TAG_TEXT);
        if (node->tag == TAG_TEXT)
            assert_int_equal(strlen(node->text), node->len);
    }
}

static void numbers_in_document_order(void **state)
{
    (void)state;
    struct page *page = load("<html><head><title>T</title></head><body><p>a <b>c</b>d</p>"
                             "<img src=x></body></html>");

    assert_sound(page);
    assert_int_equal(page->html, 0);
    assert_int_equal(page->nodes[page->head].tag, TAG_HEAD);
    assert_int_equal(page->nodes[page->body].tag, TAG_BODY);
    page_free(page);
    assert_body("<html><body><p>a <b>c</b>d</p><img src=x></body></html>",
                "(body (p a (b c)d)(img src=x ))");
}

static void void_parents_hold_nothing(void **state)
{
    (void)state;
    assert_body("<p>su<wbr>per<wbr>cali</p>", "(body (p su(wbr )per(wbr )cali))");
    assert_body("<picture><source srcset=a><img src=b></picture>",
                "(body (picture (source srcset=a )(img src=b )))");
}

static void one_body_whatever_comes(void **state)
{
    (void)state;
    assert_body("<html><body><p>a</p></body></html><p>b</p>", "(body (p a)(p b))");
    assert_body("<!doctype html><html><body><p>a</p></body></html><html><head><title>t"
                "</title></head><body><p>b</p></body></html>",
                "(body (p a)(title t)(p b))");
}

static void empty_page_has_a_root(void **state)
{
    (void)state;
    const char *empties[] = {"", " \n", "<!-- nothing -->", "<!doctype html>"};

    for (size_t i = 0; i < N_OF(empties); i++) {
        struct page *page = load(empties[i]);
        assert_sound(page);
        assert_false(page->truncated);
        page_free(page);
    }
}

static void invalid_bytes_are_replaced(void **state)
{
    (void)state;
    shot = (struct snapshot){0};
    static const char html[] = "<p>a\xff z\0b</p><p>na\xc3\xafve</p>";
    struct page *page = load_bytes(html, sizeof html - 1);
    uint32_t p = node_find(page, 0, 0, TAG_P);

    assert_string_equal(page->nodes[p + 1].text, "a\xef\xbf\xbd z\xef\xbf\xbd"
                                                 "b");
    p = node_find(page, 0, p, TAG_P);
    assert_string_equal(page->nodes[p + 1].text, "na\xc3\xafve");
    page_free(page);
}

static void declared_charset_is_not_believed(void **state)
{
    (void)state;
    assert_body("<head><meta charset=shift_jis></head><p>\xc3\xa9",
                "(body (p \xc3\xa9))");
}

static void script_text_stays_in_the_script(void **state)
{
    (void)state;
    assert_body("<body><script>a='</p>'; b=1<2</script><p>x",
                "(body (script a='</p>'; b=1<2)(p x))");
}

static char *repeated(const char *before, const char *unit, size_t n, const char *after)
{
    size_t len = strlen(unit);
    char *html = malloc(strlen(before) + len * n + strlen(after) + 1), *at = html;

    assert_non_null(html);
    at = stpcpy(at, before);
    for (size_t i = 0; i < n; i++)
        at = stpcpy(at, unit);
    stpcpy(at, after);
    return html;
}

static void deep_pages_lose_no_text(void **state)
{
    (void)state;
    char *html =
        repeated("<body>", "<div>", 300000, "deep <b>words</b><script>no</script>");
    struct page *page = load(html);
    const char *text;

    assert_sound(page);
    text = node_text(page, 0, page->n_nodes);
    assert_string_equal(text, "deep words");
    assert_false(page->truncated);
    page_free(page);
    free(html);
}

static void long_attributes_are_dropped(void **state)
{
    (void)state;
    char *html = repeated("<p id=a title='", "x", LIMIT_ATTRIBUTE + 1, "'>text");
    struct page *page = load(html);
    uint32_t p = node_find(page, 0, 0, TAG_P);

    assert_null(node_attr(page, p, "title"));
    assert_string_equal(node_attr(page, p, "id"), "a");
    assert_true(page->truncated);
    page_free(page);
    free(html);
}

static void long_texts_are_whole(void **state)
{
    (void)state;
    char *html = repeated("<p>", "0123456789", 1100000, "</p><p>end");
    struct page *page = load(html);
    uint32_t p = node_find(page, 0, 0, TAG_P);

    assert_int_equal(page->nodes[p + 1].len, 11000000);
    assert_false(page->truncated);
    page_free(page);
    free(html);
}

/* Longer than any answer: refused at the door, unless it is text that nobody reads. */
static void a_text_longer_than_an_answer(void **state)
{
    (void)state;
    static const char *const around[][2] = {
        {"<p>", "</p>"}, {"<body><script>", "</script>x"}, {"<!--", "-->x"}};
    static const enum status expected[] = {TOO_LARGE, OK, OK};

    for (size_t i = 0; i < sizeof around / sizeof *around; i++)
        for (size_t more = 0; more <= 1; more++) {
            char *html = repeated(around[i][0], "x", LIMIT_TEXT + more, around[i][1]);
            struct page *page = NULL;
            shot = (struct snapshot){.html = html, .html_len = strlen(html)};
            assert_int_equal(page_load(&shot, &page), more ? expected[i] : OK);
            if (page)
                assert_false(page->truncated);
            page_free(page);
            free(html);
        }
}

static void attributes_beyond_the_limit_are_told(void **state)
{
    (void)state;
    char html[20 * (LIMIT_ATTRIBUTES + 1)];

    for (uint32_t n = LIMIT_ATTRIBUTES; n <= LIMIT_ATTRIBUTES + 1; n++) {
        size_t len = (size_t)sprintf(html, "<p");
        for (uint32_t i = 0; i < n; i++)
            len += (size_t)sprintf(html + len, " a%u", i);
        sprintf(html + len, ">text");
        struct page *page = load(html);
        uint32_t p = node_find(page, 0, 0, TAG_P);

        assert_int_equal(page->nodes[p].len, LIMIT_ATTRIBUTES);
        assert_non_null(node_attr(page, p, "a0"));
        assert_int_equal(page->truncated, n > LIMIT_ATTRIBUTES);
        page_free(page);
    }
}

/* libxml2 drops the others. U+0085 is a line's end, and so a blank. */
static void controls_are_no_text(void **state)
{
    (void)state;
    struct page *page = load("<p>a\x7f\xC2\x9B"
                             "b\xC2\xA0\xC2\x85\xC3\xA9</p><p>\x7f</p><p>&#155;c");
    uint32_t p = node_find(page, 0, 0, TAG_P);

    assert_string_equal(page->nodes[p + 1].text, "ab\xC2\xA0 \xC3\xA9");
    assert_int_equal(page->nodes[p + 1].len, 7);
    assert_int_equal(page->nodes[p + 2].tag, TAG_P);
    assert_int_equal(page->nodes[p + 3].tag, TAG_P); /* nothing is left of it */
    assert_string_equal(page->nodes[p + 4].text, "c");
    page_free(page);
}

static void controls_are_in_no_attribute(void **state)
{
    (void)state;
    struct page *page =
        load("<img alt='a\x7f\xC2\x9B[31mb\xC2\x85\xC3\xA9\xC2\x80' title='&#155;'>");
    uint32_t img = node_find(page, 0, 0, TAG_IMG);

    assert_string_equal(node_attr(page, img, "alt"), "a[31mb \xC3\xA9");
    assert_int_equal(page->nodes[img].attrs[0].value_len, strlen("a[31mb \xC3\xA9"));
    assert_string_equal(node_attr(page, img, "title"), "");
    page_free(page);
}

static void too_many_nodes(void **state)
{
    (void)state;
    char *html = repeated("<body>", "<br>", LIMIT_NODES + 1, "");
    struct page *page = NULL;

    shot = (struct snapshot){.html = html, .html_len = strlen(html)};
    assert_int_equal(page_load(&shot, &page), TOO_COMPLEX);
    assert_null(page);
    free(html);
}

static void too_large(void **state)
{
    (void)state;
    struct page *page = NULL;

    shot = (struct snapshot){.html = "", .html_len = (size_t)LIMIT_SNAPSHOT + 1};
    assert_int_equal(page_load(&shot, &page), TOO_LARGE);
    assert_null(page);
}

static const char *base_of(const char *html, const char *url, const char *base)
{
    static char copy[200];
    struct page *page;

    shot = (struct snapshot){.url = url, .base_url = base};
    page = load_bytes(html, strlen(html));
    snprintf(copy, sizeof copy, "%s", page->base_url ? page->base_url : "(none)");
    page_free(page);
    return copy;
}

static void base_address(void **state)
{
    (void)state;
    const char *url = "https://news.example/a/story";

    assert_string_equal(base_of("<p>", url, "https://other.example/"),
                        "https://other.example/");
    assert_string_equal(
        base_of("<base target=x><base href=../b/><base href=/c/>", url, NULL),
        "https://news.example/b/");
    assert_string_equal(base_of("<base href='javascript:x'><p>", url, NULL), url);
    assert_string_equal(base_of("<base href='data:,x'><p>", url, NULL), url);
    assert_string_equal(base_of("<base href='https://:80/'><p>", url, NULL), url);
    assert_string_equal(base_of("<base href='file:///x/'><p>", url, NULL), "file:///x/");
    assert_string_equal(base_of("<p>", url, NULL), url);
    assert_string_equal(base_of("<p>", NULL, NULL), "(none)");
    assert_string_equal(base_of("<base href=/c/>", NULL, NULL), "(none)");
    assert_string_equal(base_of("<base href=https://n.example/>", NULL, "relative/"),
                        "https://n.example/");
}

/* Relative addresses lead nowhere then: the answer says that something is missing. */
static void a_base_that_is_too_long_is_told(void **state)
{
    (void)state;
    char *url = repeated("https://news.example/", "x", LIMIT_BASE, "/");
    char *html = repeated("<base href='https://news.example/", "x", LIMIT_BASE, "/'>x");
    const struct {
        const char *html, *url, *base;
        bool truncated;
    } cases[] = {
        {"<p>x", "https://news.example/", NULL, false},
        {"<p>x", "https://news.example/", url, true},
        {"<p>x", url, NULL, true},
        {"<p>x", url, "https://news.example/", false}, /* it is not asked for */
        {html, "https://news.example/", NULL, true},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        shot = (struct snapshot){.url = cases[i].url, .base_url = cases[i].base};
        struct page *page = load_bytes(cases[i].html, strlen(cases[i].html));
        assert_int_equal(page->truncated, cases[i].truncated);
        page_free(page);
    }
    free(html);
    free(url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_document_order),
        cmocka_unit_test(void_parents_hold_nothing),
        cmocka_unit_test(one_body_whatever_comes),
        cmocka_unit_test(empty_page_has_a_root),
        cmocka_unit_test(invalid_bytes_are_replaced),
        cmocka_unit_test(declared_charset_is_not_believed),
        cmocka_unit_test(script_text_stays_in_the_script),
        cmocka_unit_test(deep_pages_lose_no_text),
        cmocka_unit_test(long_attributes_are_dropped),
        cmocka_unit_test(long_texts_are_whole),
        cmocka_unit_test(controls_are_no_text),
        cmocka_unit_test(controls_are_in_no_attribute),
        cmocka_unit_test(a_text_longer_than_an_answer),
        cmocka_unit_test(attributes_beyond_the_limit_are_told),
        cmocka_unit_test(too_many_nodes),
        cmocka_unit_test(too_large),
        cmocka_unit_test(base_address),
        cmocka_unit_test(a_base_that_is_too_long_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
