#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/picture.h"
#include "engine/sanitise.h"

static struct snapshot shot;

static struct page *load(const char *html)
{
    struct page *page = NULL;

    shot = (struct snapshot){
        .html = html, .html_len = strlen(html), .url = "https://n.example/a/b?c"};
    assert_int_equal(page_load(&shot, &page), OK);
    return page;
}

/* NULL: the value may not leave. */
struct example {
    enum grammar_value kind;
    const char *value, *clean;
};

static void assert_values(const struct example *examples, size_t n)
{
    struct page *page = load("");
    struct strbuf out;

    strbuf_init(&out, 10000);
    for (size_t i = 0; i < n; i++) {
        const struct example *e = &examples[i];
        strbuf_clear(&out);
        bool good = sanitise_value(page, e->kind, e->value, strlen(e->value), &out);
        if (good != (e->clean != NULL) ||
            strcmp(out.bytes, e->clean ? e->clean : "") != 0)
            fail_msg("%d '%s' gives '%s'", e->kind, e->value,
                     good ? out.bytes : "(none)");
    }
    strbuf_release(&out);
    page_free(page);
}

#define ASSERT_VALUES(examples) assert_values(examples, N_OF(examples))

static void plain_values(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {VALUE_TEXT, "a\nb\tc\x01\x7f<\"", "a b c<\""},
        {VALUE_TEXT, "", ""},
        {VALUE_LANG, " zh-Hant-TW ", "zh-Hant-TW"},
        {VALUE_LANG, "de_AT", NULL},
        {VALUE_LANG, "", NULL},
        {VALUE_LANG, "a23456789-123456789-123456789-123456", NULL},
        {VALUE_DIR, "RTL", "rtl"},
        {VALUE_DIR, "rt", NULL},
        {VALUE_DIR, "rtlx", NULL},
        {VALUE_NUMBER, "123456", "123456"},
        {VALUE_NUMBER, "1234567", NULL},
        {VALUE_NUMBER, "-1", NULL},
        {VALUE_NUMBER, "1%", NULL},
        {VALUE_FLAG, "whatever", ""},
        {VALUE_SCOPE, "Row", "row"},
        {VALUE_SCOPE, "rows", NULL},
        {VALUE_NUMBERING, " A ", "A"},
        {VALUE_NUMBERING, "i", "i"},
        {VALUE_NUMBERING, "disc", NULL},
        {VALUE_NUMBERING, "", NULL},
        {VALUE_DATETIME, "2024-01-02T03:04:05.678+01:00",
         "2024-01-02T03:04:05.678+01:00"},
        {VALUE_DATETIME, "2024\"", NULL},
        {VALUE_FIXED, "lazy", NULL},
    };
    ASSERT_VALUES(examples);
}

static void addresses(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {VALUE_LINK, "x y?\"z", "https://n.example/a/x%20y?%22z"},
        {VALUE_LINK, " \n//other.example/p ", "https://other.example/p"},
        {VALUE_LINK, "#top", "https://n.example/a/b?c#top"},
        {VALUE_LINK, "mailto:a@b.example?subject=x", "mailto:a@b.example?subject=x"},
        {VALUE_LINK, "HTTP://N.example", "http://N.example/"},
        {VALUE_LINK, "javascript:alert(1)", NULL},
        {VALUE_LINK, "java\nscript:alert(1)", NULL},
        {VALUE_LINK, "\x01javascript:alert(1)", NULL},
        {VALUE_LINK, "JAVASCRIPT://n.example/%0aalert(1)", NULL},
        {VALUE_LINK, "data:text/html,x", NULL},
        {VALUE_LINK, "data:image/png;base64,AAAA", NULL},
        {VALUE_LINK, "view-source:https://x.example", NULL},
        {VALUE_LINK, "moz-extension://x/y", NULL},
        {VALUE_LINK, "file:///etc/passwd", NULL},
        {VALUE_LINK, "blob:https://x.example/1", NULL},
        {VALUE_LINK, "https://", NULL},
        {VALUE_LINK, "https://?x", NULL},
        {VALUE_LINK, "https://#x", NULL},
        {VALUE_LINK, "http:", NULL},
        {VALUE_LINK, "", NULL},
        {VALUE_IMAGE, "x.png", "https://n.example/a/x.png"},
        {VALUE_IMAGE, "mailto:x@y.example", NULL},
        {VALUE_IMAGE, " ", NULL},
        {VALUE_IMAGE, "DATA:image/PNG;BASE64,AA+/\n 9=", "data:image/png;base64,AA+/9="},
        {VALUE_IMAGE, "data:image/png;base64,AA<", NULL},
        {VALUE_IMAGE, "data:image/png;base64,", NULL},
        {VALUE_IMAGE, "data:image/png,AAAA", NULL},
        {VALUE_IMAGE, "data:image/svg+xml;base64,AAAA", "data:image/svg+xml;base64,AAAA"},
        {VALUE_IMAGE, "data:image/svg+xml,%3Csvg/%3E", NULL},
        {VALUE_LINK, "data:image/svg+xml;base64,AAAA", NULL},
        {VALUE_IMAGE, "data:image/png;charset=x;base64,AAAA", NULL},
        {VALUE_SRCSET, "a.png 100w, b.png 2x",
         "https://n.example/a/a.png 100w, https://n.example/a/b.png 2.000x"},
        {VALUE_SRCSET, "a.png, javascript:x 2x", "https://n.example/a/a.png"},
        {VALUE_SRCSET, "javascript:x 2x, data:image/png;base64,AAAA 1x", NULL},
        {VALUE_SRCSET, "a.png 0w, b.png 100000w, c.png 0x, d.png 999x, e.png 99.9999x",
         "https://n.example/a/e.png 99.999x"},
        {VALUE_SRCSET, ",,a,b.png 1w,", "https://n.example/a/a,b.png 1w"},
        {VALUE_SRCSET, "a.png\n\t100w 20h", "https://n.example/a/a.png 100w"},
        {VALUE_SRCSET, "/\"><script>.png 2x",
         "https://n.example/%22%3E%3Cscript%3E.png 2.000x"},
        {VALUE_SRCSET, "mailto:a@b.example 1x, blob:https://n.example/1 2x", NULL},
        {VALUE_TYPE, "image/WEBP", "image/webp"},
        {VALUE_TYPE, "image/svg+xml", "image/svg+xml"},
        {VALUE_TYPE, "image/webp;charset=x", NULL},
        {VALUE_TYPE, "text/html", NULL},
        {VALUE_TYPE, "", NULL},
        {VALUE_MEDIA, " Screen  and\n(MIN-width: 40.5em) ",
         "screen and (min-width: 40.5em)"},
        {VALUE_MEDIA, "(width > 40em)", NULL},
        {VALUE_MEDIA, "all{}body{background:url(x)}", NULL},
        {VALUE_MEDIA, "print/**/", NULL},
        {VALUE_MEDIA, "\"", NULL},
        {VALUE_MEDIA, "", NULL},
        {VALUE_SRCSET, " , ", NULL},
    };
    ASSERT_VALUES(examples);
}

/* A snapshot may say anything of its own address. */
static void a_base_without_a_host(void **state)
{
    (void)state;
    struct page *page = load("");
    struct strbuf out;

    strbuf_init(&out, 100);
    page->base_url = "https://";
    assert_false(sanitise_value(page, VALUE_LINK, "x", 1, &out));
    assert_int_equal(out.len, 0);
    strbuf_release(&out);
    page_free(page);
}

/* The first element of the kind has this mark. */
static void assert_mark(const char *html, enum tag tag, uint32_t mark)
{
    struct page *page = load(html);

    sanitise_mark(page);
    uint32_t n = node_find(page, 0, 0, tag);
    assert_int_not_equal(n, NO_NODE);
    assert_int_equal(page->nodes[n].marks, mark);
    page_free(page);
}

static void elements(void **state)
{
    (void)state;
    assert_mark("<p>x", TAG_P, 0);
    assert_mark("<p><font>x", TAG_FONT, NODE_UNWRAP);
    assert_mark("<custom-x>x", TAG_UNKNOWN, NODE_UNWRAP);
    assert_mark("<p><svg>", TAG_SVG, NODE_DROP);
    assert_mark("<body><script>x</script>", TAG_SCRIPT, NODE_DROP);
    assert_mark("<img src=x>", TAG_IMG, 0);
    assert_mark("<img alt=x>", TAG_IMG, NODE_DROP);
    assert_mark("<img src=file:///x>", TAG_IMG, NODE_DROP);
    assert_mark("<picture><source srcset=x><img>", TAG_SOURCE, 0);
    assert_mark("<picture><source srcset='x 2x' type=image/webp media=print>", TAG_SOURCE,
                0);
    assert_mark("<picture><source srcset=x type=video/mp4>", TAG_SOURCE, NODE_DROP);
    assert_mark("<picture><source srcset=x media='{'>", TAG_SOURCE, NODE_DROP);
    assert_mark("<picture><source srcset=javascript:x>", TAG_SOURCE, NODE_DROP);
    assert_mark("<picture><source src=x.png>", TAG_SOURCE, NODE_DROP);
    assert_mark("<a href=x>y", TAG_A, 0);
    assert_mark("<a href=javascript:x>y", TAG_A, NODE_UNWRAP);
    assert_mark("<p><span lang=de>y", TAG_SPAN, 0);
    assert_mark("<p><span class=x title=''>y", TAG_SPAN, NODE_UNWRAP);
}

static void attributes_of_their_element_only(void **state)
{
    (void)state;
    struct page *page = load("<p href=x title=t>");
    uint32_t p = node_find(page, 0, 0, TAG_P);
    struct strbuf out;

    strbuf_init(&out, 100);
    assert_false(sanitise_attr(page, p, &page->nodes[p].attrs[0], &out));
    assert_int_equal(out.len, 0);
    assert_true(sanitise_attr(page, p, &page->nodes[p].attrs[1], &out));
    assert_string_equal(out.bytes, "t");
    strbuf_release(&out);
    page_free(page);
}

/* `before`, so many quotes, `after`: an address in which each takes three bytes. */
static bool tells_of_quotes(const char *before, size_t n, const char *after)
{
    size_t head = strlen(before), tail = strlen(after);
    char *html = malloc(head + n + tail + 1);

    memcpy(html, before, head);
    memset(html + head, '"', n);
    memcpy(html + head + n, after, tail + 1);
    struct page *page = load(html);
    assert_false(page->truncated);
    picture_repair(page);
    sanitise_mark(page);
    bool told = page->truncated;
    page_free(page);
    free(html);
    return told;
}

static void an_address_that_grows_beyond_its_limit_is_told_of(void **state)
{
    (void)state;
    static const char *const examples[][2] = {
        {"<a href='/", "'>x</a>"},
        {"<img src='/", "'>"},
        {"<img srcset='/s.png 1x, /", " 2x'>"},
        {"<picture><source srcset='/", "'><img></picture>"},
        {"<img data-src='/", "'>"},
    };
    for (size_t i = 0; i < N_OF(examples); i++) {
        assert_false(tells_of_quotes(examples[i][0], 1000, examples[i][1]));
        assert_true(tells_of_quotes(examples[i][0], LIMIT_ATTRIBUTE / 2, examples[i][1]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_values),
        cmocka_unit_test(addresses),
        cmocka_unit_test(a_base_without_a_host),
        cmocka_unit_test(elements),
        cmocka_unit_test(attributes_of_their_element_only),
        cmocka_unit_test(an_address_that_grows_beyond_its_limit_is_told_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
