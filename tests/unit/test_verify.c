#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "worker/verify.h"

#define IMG " loading=\"lazy\" referrerpolicy=\"no-referrer\""
#define SIZES " sizes=\"(min-width: 46em) 44em, 100vw\""
#define SET "<source srcset=\"http://a.example/p.webp\"" SIZES ">"
#define PNG "<img src=\"http://a.example/p.png\"" IMG ">"
#define A " rel=\"noopener noreferrer\""

static const char *const accepted[] = {
    "",
    "plain &amp; simple &lt;b&gt; \xE2\x82\xAC",
    "\xC2\xA0 \xC3\x9B \xE0\xA4\x9B", /* no control characters, though bytes look so */
    "<p>One<br>two</p><hr>",
    "<p lang=\"en-GB\" dir=\"rtl\">x</p>",
    "<p title=\"&quot;&#39;&#96;&lt;&gt;&amp;\">x</p>",
    "<a href=\"https://a.example/?q=1&amp;r\"" A " title=\"t\">x</a>",
    "<a href=\"mailto:a@b.example\"" A ">x</a>",
    "<a>no address, nothing of ours</a>",
    "<img src=\"http://a.example/p.png\" alt=\"\" width=\"10\" height=\"999999\"" IMG ">",
    "<img src=\"data:image/png;base64,AAAA+/==\"" IMG ">",
    "<img src=\"data:image/svg+xml;base64,AAAA\"" IMG ">",
    "<img srcset=\"http://a.example/p.png, https://a.example/q.png 1.500x\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<picture><source srcset=\"http://a.example/p,q.png 640w\"" SIZES
    " type=\"image/webp\" media=\"(min-width: 40em)\">" SET PNG "</picture>",
    "<table><tr><td colspan=\"2\">x</td><th scope=\"row\">y</th></tr></table>",
    "<ol start=\"3\" reversed=\"\" type=\"A\"><li value=\"3\">x</li></ol>",
    "<p>So <math display=\"block\" alttext=\"x^2 &lt; "
    "y\"><msup><mi>x</mi><mn>2</mn></msup>"
    "<mo stretchy=\"false\">&lt;</mo><mspace width=\"0.2em\"></mspace></math></p>",
    "<pre><code class=\"language-c++\">x</code></pre>",
    "<p><a href=\"#rdr-2\"" A " id=\"rdr-1\">1</a></p><p id=\"rdr-2\">x</p>",
    "<blockquote cite=\"https://a.example/\">x</blockquote>",
    "<details open=\"\"><summary>x</summary>y</details>",
    "<time datetime=\"2026-11-23T10:00:00+01:00\">today</time>",
    "<pre>a\n\tb</pre>",
};

/* One departure from the language each. */
static const char *const refused[] = {
    "<script>alert(1)</script>",
    "<svg></svg>",
    "<mi>x</mi>",
    "<p><mrow></mrow></p>",
    "<math>x</math>",
    "<math><mrow>x</mrow></math>",
    "<math><mrow> </mrow></math>",
    "<math><p>x</p></math>",
    "<math><mtext><b>x</b></mtext></math>",
    "<math><mtext><img src=\"http://a.example/p.png\"" IMG "></mtext></math>",
    "<math><mi><mn>1</mn></mi></math>",
    "<math><mtext><math></math></mtext></math>",
    "<math><math></math></math>",
    "<math><semantics></semantics></math>",
    "<math><annotation-xml></annotation-xml></math>",
    "<math><mrow href=\"https://a.example/\"></mrow></math>",
    "<math><mglyph></mglyph></math>",
    "<math><mspace width=\"url(x)\"></mspace></math>",
    "<math><mi mathcolor=\"red\">x</mi></math>",
    "<math display=\"a b\"></math>",
    "<code class=\"x\">x</code>",
    "<code class=\"language-\">x</code>",
    "<code class=\"language-a b\">x</code>",
    "<code class=\"language-abcdefghijklmnopqrstu\">x</code>",
    "<pre class=\"language-c\">x</pre>",
    "<p id=\"body\">x</p>",
    "<p id=\"rdr-\">x</p>",
    "<p id=\"rdr-1234567\">x</p>",
    "<p id=\"rdr-1x\">x</p>",
    "<a href=\"#x\"" A ">x</a>",
    "<a href=\"#rdr-\"" A ">x</a>",
    "<a href=\"#rdr-1/\"" A ">x</a>",
    "<a href=\"rdr-1\"" A ">x</a>",
    "<img src=\"#rdr-1\"" IMG ">",
    "<blockquote cite=\"javascript:x\">x</blockquote>",
    "<blockquote cite=\"x\">x</blockquote>",
    "<details open=\"open\">x</details>",
    "<style>x</style>",
    "<p onclick=\"x\">x</p>",
    "<p style=\"x\">x</p>",
    "<p id=\"x\">x</p>",
    "<P>x</P>",
    "<p >x</p>",
    "<p/>",
    "<br/>",
    "<br></br>",
    "</p>",
    "<p>",
    "<p><b>x</p></b>",
    "<p",
    "<",
    "a < b",
    "a > b",
    "a & b",
    "&nbsp;",
    "&#60;",
    "&lt",
    "<!-- x -->",
    "<!doctype html>",
    "<?x?>",
    "<![CDATA[x]]>",
    "<p title='x'>x</p>",
    "<p title=x>x</p>",
    "<p title>x</p>",
    "<p title=\"a'b\">x</p>",
    "<p title=\"a`b\">x</p>",
    "<p title=\"a<b\">x</p>",
    "<p title=\"a",
    "<p  title=\"x\">x</p>",
    "<p title=\"x\" title=\"x\">x</p>",
    "<p lang=\"en\" title=\"x\">order of the grammar</p>",
    "<p lang=\"\">x</p>",
    "<p lang=\"en_GB\">x</p>",
    "<p dir=\"up\">x</p>",
    "<a href=\"javascript:alert(1)\"" A ">x</a>",
    "<a href=\"JavaScript:alert(1)\"" A ">x</a>",
    "<a href=\" https://a.example/\"" A ">x</a>",
    "<a href=\"java\nscript:x\"" A ">x</a>",
    "<a href=\"HTTPS://a.example/\"" A ">x</a>",
    "<a href=\"/relative\"" A ">x</a>",
    "<a href=\"//a.example/\"" A ">x</a>",
    "<a href=\"https:a.example\"" A ">x</a>",
    "<a href=\"https:///a.example\"" A ">x</a>",
    "<a href=\"https://\"" A ">x</a>",
    "<a href=\"https://a.example/ b\"" A ">x</a>",
    "<a href=\"data:text/html,x\"" A ">x</a>",
    "<a href=\"data:image/png;base64,AA\"" A ">x</a>",
    "<a href=\"https://a.example/\">nothing of ours</a>",
    "<a" A ">ours without an address</a>",
    "<a href=\"https://a.example/\" rel=\"opener\">x</a>",
    "<a href=\"https://a.example/\"" A " target=\"_top\">x</a>",
    "<img alt=\"no source\">",
    "<a href=\"data:image/svg+xml;base64,AA\"" A ">x</a>",
    "<img src=\"data:image/svg+xml,%3Csvg/%3E\"" IMG ">",
    "<img src=\"data:image/svg;base64,AA\"" IMG ">",
    "<img src=\"data:image/png,AA\"" IMG ">",
    "<img src=\"data:image/png;base64,A A\"" IMG ">",
    "<img src=\"data:image/png;base64,\"" IMG ">",
    "<img src=\"mailto:a@b.example\"" IMG ">",
    "<img src=\"http://a.example/p.png\" width=\"1e3\"" IMG ">",
    "<img src=\"http://a.example/p.png\" width=\"1000000\"" IMG ">",
    "<img src=\"http://a.example/p.png\" srcset=\"x\"" IMG ">",
    "<img srcset=\"x\"" SIZES " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"\"" SIZES " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png 1w\" src=\"http://a.example/p.png\"" IMG ">",
    "<img" SIZES " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png 1w\"" SIZES ">",
    "<img srcset=\"http://a.example/p.png 1w\"" SIZES IMG ">",
    "<img srcset=\"http://a.example/p.png 1h\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png 1w 2x\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png 1w,\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png 1w, javascript:x 2w\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"data:image/png;base64,AAAA 1w\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png  1w\"" SIZES
    " src=\"http://a.example/p.png\"" IMG ">",
    "<img srcset=\"http://a.example/p.png 1w\" sizes=\"100vw\" "
    "src=\"http://a.example/p.png\"" IMG ">",
    "<picture>x</picture>",
    "<picture><p>x</p></picture>",
    "<picture><picture>" PNG "</picture></picture>",
    "<picture><source>" PNG "</picture>",
    "<picture><source type=\"image/webp\">" PNG "</picture>",
    "<picture><source src=\"http://a.example/p.webp\">" PNG "</picture>",
    "<picture><source srcset=\"http://a.example/p.webp\"" SIZES " type=\"video/mp4\">" PNG
    "</picture>",
    "<picture><source srcset=\"http://a.example/p.webp\"" SIZES " media=\"(a>b)\">" PNG
    "</picture>",
    "<picture><source srcset=\"http://a.example/p.webp\"" SIZES " media=\"Print\">" PNG
    "</picture>",
    "<picture>" SET "</source>" PNG "</picture>",
    "<p>" SET "</p>",
    SET,
    "<video>" SET "</video>",
    "<td rowspan=\"\">x</td>",
    "<ol reversed=\"reversed\"></ol>",
    "<ol type=\"disc\"></ol>",
    "<ol type=\"\"></ol>",
    "<ul type=\"a\"></ul>",
    "<th scope=\"table\">x</th>",
    "<time datetime=\"<\">x</time>",
    "<time datetime=\"today_\">x</time>",
    "<time datetime=\"2026-11-23 2026-11-23 2026-11-23 2026-11-23\">x</time>",
    "<p title=\"a\nb\">x</p>",
    "<p title=\"a\tb\">x</p>",
    "\x01",
    "a \xC2\x9B",
    "\xC2\x80",
    "<p title=\"\xC2\x85\">x</p>",
    "\x7F",
    "a\rb",
    "\xC0\xBC",
    "\xED\xA0\x80",
    "\xE0\x80\xBC",
    "\xF0\x80\x80\xBC",
    "\xF4\x90\x80\x80",
    "\xF5\x80\x80\x80",
    "\x80",
    "\xE2\x82",
    "<p title=\"\xE2\x82\">x</p>",
    "<verylongelementname>x</verylongelementname>",
};

static void accepts_the_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(accepted); i++) {
        size_t at = 0;
        bool good = verify_html(accepted[i], strlen(accepted[i]), &at);
        if (!good)
            print_error("refused at %zu: %s\n", at, accepted[i]);
        assert_true(good);
    }
}

static void refuses_everything_else(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(refused); i++) {
        bool good = verify_html(refused[i], strlen(refused[i]), NULL);
        if (good)
            print_error("accepted: %s\n", refused[i]);
        assert_false(good);
    }
}

/* Copies to the heap so that the sanitizer sees a read past the end. */
static bool verify_copy(const char *html, size_t len)
{
    char *copy = malloc(len ? len : 1);
    memcpy(copy, html, len);
    bool good = verify_html(copy, len, NULL);
    free(copy);
    return good;
}

static void reads_nothing_past_the_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < N_OF(accepted); i++)
        for (size_t len = 0; len <= strlen(accepted[i]); len++)
            verify_copy(accepted[i], len);
    for (size_t i = 0; i < N_OF(refused); i++)
        for (size_t len = 0; len <= strlen(refused[i]); len++)
            verify_copy(refused[i], len);
}

static void refuses_a_nul(void **state)
{
    (void)state;
    assert_false(verify_copy("a\0b", 3));
    assert_false(verify_copy("<p\0>x</p>", 9));
}

static void is_bounded_in_depth(void **state)
{
    (void)state;
    static char html[(VERIFY_DEPTH + 1) * 7];
    for (size_t depth = VERIFY_DEPTH; depth <= VERIFY_DEPTH + 1; depth++) {
        for (size_t i = 0; i < depth; i++) {
            memcpy(html + i * 3, "<b>", 3);
            memcpy(html + depth * 3 + i * 4, "</b>", 4);
        }
        assert_int_equal(verify_html(html, depth * 7, NULL), depth == VERIFY_DEPTH);
    }
}

static void tells_where(void **state)
{
    (void)state;
    size_t at;
    assert_false(verify_html("<p>good</p><script>", 19, &at));
    assert_int_equal(at, 11);
}

static void looks_at_every_part_of_an_answer(void **state)
{
    (void)state;
    struct action action = {.kind = "log_in", .label = "Log in"};
    struct removed part = {.html = "<p>x</p>", .actions = &action, .n_actions = 1};
    struct answer answer = {.html = "<p>y</p>", .removed = &part, .n_removed = 1};
    assert_true(verify_answer(&answer));
    answer.canonical.value = "javascript:x";
    assert_false(verify_answer(&answer));
    answer.canonical.value = "https://a.example/";
    answer.image.value = "https://a.example/\"><script>";
    assert_false(verify_answer(&answer));
    answer.image.value = NULL;
    action.url = "ftp://a.example/";
    assert_false(verify_answer(&answer));
    action.url = "https://a.example/log%20in";
    assert_true(verify_answer(&answer));
    part.html = "<p>x";
    assert_false(verify_answer(&answer));
    part.html = "";
    answer.text = answer.markdown = answer.why = "a\n\tb";
    assert_true(verify_answer(&answer));
    /* What a terminal would obey. */
    answer.text = "\x1b]0;x\x07";
    assert_false(verify_answer(&answer));
    answer.text = NULL;
    answer.markdown = "a\rb";
    assert_false(verify_answer(&answer));
    answer.markdown = NULL;
    answer.why = "\xC2\x9B[2J";
    assert_false(verify_answer(&answer));
    answer.why = "\x7f";
    assert_false(verify_answer(&answer));
    answer.why = NULL;
    answer.html = "<iframe></iframe>";
    assert_false(verify_answer(&answer));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_the_language),
        cmocka_unit_test(refuses_everything_else),
        cmocka_unit_test(reads_nothing_past_the_end),
        cmocka_unit_test(refuses_a_nul),
        cmocka_unit_test(is_bounded_in_depth),
        cmocka_unit_test(tells_where),
        cmocka_unit_test(looks_at_every_part_of_an_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
