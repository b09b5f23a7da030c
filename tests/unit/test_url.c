#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/url.h"

static const char *const base = "http://a.example/b/c/d;p?q";

/* RFC 3986, 5.4, and what browsers make of the rest. NULL: does not resolve. */
static const struct {
    const char *url, *base, *result;
} cases[] = {
    {"g", NULL, "http://a.example/b/c/g"},
    {"./g", NULL, "http://a.example/b/c/g"},
    {"g/", NULL, "http://a.example/b/c/g/"},
    {"/g", NULL, "http://a.example/g"},
    {"//g.example", NULL, "http://g.example/"},
    {"?y", NULL, "http://a.example/b/c/d;p?y"},
    {"g?y#s", NULL, "http://a.example/b/c/g?y#s"},
    {"#s", NULL, "http://a.example/b/c/d;p?q#s"},
    {"", NULL, "http://a.example/b/c/d;p?q"},
    {".", NULL, "http://a.example/b/c/"},
    {"..", NULL, "http://a.example/b/"},
    {"../g", NULL, "http://a.example/b/g"},
    {"../..", NULL, "http://a.example/"},
    {"../../../g", NULL, "http://a.example/g"},
    {"/./g", NULL, "http://a.example/g"},
    {"/../g", NULL, "http://a.example/g"},
    {"g.", NULL, "http://a.example/b/c/g."},
    {"..g", NULL, "http://a.example/b/c/..g"},
    {"./g/.", NULL, "http://a.example/b/c/g/"},
    {"g/../h", NULL, "http://a.example/b/c/h"},
    {"g//h", NULL, "http://a.example/b/c/g//h"},
    {"%2e%2E/g", NULL, "http://a.example/b/g"},
    {"http:g", NULL, "http://a.example/b/c/g"},
    {"https:g.example/x", NULL, "https://g.example/x"},
    {"HTTPS:////g.example\\x\\..\\y?a\\b", NULL, "https://g.example/y?a\\b"},
    {"\\\\g.example\\x", NULL, "http://g.example/x"},
    {" \n http://g.example/a b\t\"<>`\x7f ", NULL,
     "http://g.example/a%20b%22%3C%3E%60%7F"},
    {"java\nscript:alert(1)", NULL, "javascript:alert(1)"},
    {"\x01javascript:alert(1)", NULL, "javascript:alert(1)"},
    {"mailto:a@b.example", NULL, "mailto:a@b.example"},
    {"data:image/png;base64,AA==", NULL, "data:image/png;base64,AA=="},
    {"a/\xc3\xa9?\xe4\xb8\xad", NULL, "http://a.example/b/c/a/\xc3\xa9?\xe4\xb8\xad"},
    {"x", "http://a.example", "http://a.example/x"},
    {"x", "file:///home/reader/page.html", "file:///home/reader/x"},
    {"x", "about:blank", NULL},
    {"x", "data:text/html,hi", NULL},
    {"x", "", NULL},
    {"http://", NULL, NULL},
    {"http:///", NULL, NULL},
    {"//", NULL, NULL},
    {"http:/g", NULL, "http://a.example/g"},
    {"http:", NULL, "http://a.example/b/c/d;p?q"},
    {"https:/g.example", NULL, "https://g.example/"},
    {"///g.example/x", NULL, "http://g.example/x"},
    {"\\\\/\\g.example", NULL, "http://g.example/"},
    {"http://u:p@/", NULL, NULL},
    {"http://:80/", NULL, NULL},
    {"http://g.example:65535/", NULL, "http://g.example:65535/"},
    {"http://g.example:65536/", NULL, NULL},
    {"http://g.example:8o/", NULL, NULL},
    {"http://g example/", NULL, NULL},
    {"http://g%2eexample/", NULL, "http://g%2eexample/"},
    {"http://g%00.example/", NULL, NULL},
    {"http://g%2fexample/", NULL, NULL},
    {"http://g%2/", NULL, NULL},
    {"http://[::1]/", NULL, "http://[::1]/"},
    {"http://[::1/", NULL, NULL},
    {"http://\xe2\x80\xaeg.example/", NULL, NULL},
    {"//javascript:alert(1)", NULL, NULL},
    {"x", "http://:80/", NULL},
};

static void resolves_as_browsers_do(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        struct strbuf out;
        strbuf_init(&out, 4096);
        strbuf_puts(&out, "before ");
        const char *on = cases[i].base ? cases[i].base : base;
        bool found = url_resolve(cases[i].url, strlen(cases[i].url), on, &out);
        if (found != (cases[i].result != NULL))
            print_error("case %zu: %s\n", i, cases[i].url);
        assert_int_equal(found, cases[i].result != NULL);
        assert_string_equal(out.bytes + 7, found ? cases[i].result : "");
        strbuf_release(&out);
    }
}

static void needs_no_base_when_absolute(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 4096);
    assert_true(url_resolve("http://x.example/a/../b", 23, NULL, &out));
    assert_string_equal(out.bytes, "http://x.example/b");
    strbuf_clear(&out);
    assert_false(url_resolve("a", 1, NULL, &out));
    assert_int_equal(out.len, 0);
    strbuf_release(&out);
}

static void fails_when_the_result_is_too_long(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 20);
    assert_false(url_resolve("http://x.example/long/path", 26, NULL, &out));
    strbuf_release(&out);
}

/* At every length: the whole address, or none; never one that is cut short. */
static void is_whole_or_not_at_all(void **state)
{
    (void)state;
    static const char *const urls[] = {"g/h",
                                       "../g",
                                       "//g.example/h",
                                       "https:g.example/x",
                                       "https:////g.example/x",
                                       "?q",
                                       "",
                                       "a b\"c#d",
                                       "a-name-that-is-longer-than-what-is-before-it"};
    for (size_t i = 0; i < N_OF(urls); i++) {
        struct strbuf whole;
        strbuf_init(&whole, 200);
        assert_true(url_resolve(urls[i], strlen(urls[i]), base, &whole));
        for (size_t max = 0; max < 100; max++) {
            struct strbuf out;
            strbuf_init(&out, max);
            if (url_resolve(urls[i], strlen(urls[i]), base, &out))
                assert_string_equal(out.bytes, whole.bytes);
            else
                assert_true(max < 2 * whole.len);
            strbuf_release(&out);
        }
        strbuf_release(&whole);
    }
}

static void reads_schemes_as_a_browser(void **state)
{
    (void)state;
    char scheme[16];
    assert_true(url_scheme(" \x02Java\tScr\nipt:x", 17, scheme));
    assert_string_equal(scheme, "javascript");
    assert_true(url_scheme("view-source:x", 13, scheme));
    assert_string_equal(scheme, "view-source");
    assert_false(url_scheme("/a:b", 4, scheme));
    assert_false(url_scheme(":b", 2, scheme));
    assert_false(url_scheme("1http:", 6, scheme));
    assert_false(url_scheme("averyveryverylongscheme:", 24, scheme));
}

static void finds_hosts(void **state)
{
    (void)state;
    static const struct {
        const char *url, *host;
    } hosts[] = {
        {"https://User:pw@News.Example:8080/x", "news.example"},
        {"http://[2001:db8::1]:80/", "[2001:db8::1]"},
        {"https://a.example", "a.example"},
        {"mailto:a@b.example", NULL},
        {"nothing", NULL},
        {NULL, NULL},
    };
    for (size_t i = 0; i < N_OF(hosts); i++) {
        struct strbuf out;
        strbuf_init(&out, 256);
        assert_int_equal(url_host(hosts[i].url, &out), hosts[i].host != NULL);
        assert_string_equal(out.bytes, hosts[i].host ? hosts[i].host : "");
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves_as_browsers_do),
        cmocka_unit_test(needs_no_base_when_absolute),
        cmocka_unit_test(fails_when_the_result_is_too_long),
        cmocka_unit_test(is_whole_or_not_at_all),
        cmocka_unit_test(reads_schemes_as_a_browser),
        cmocka_unit_test(finds_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
