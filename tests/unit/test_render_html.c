#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/array.h"
#include "engine/layout.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "render/render.h"
#include "worker/verify.h"

static struct snapshot shot;

static struct page *load(const char *html, size_t len)
{
    struct page *page = NULL;

    shot = (struct snapshot){
        .html = html, .html_len = len, .url = "https://news.example/a/story"};
    assert_int_equal(page_load(&shot, &page), OK);
    layout_attach(page);
    sanitise_mark(page);
    return page;
}

static char *print(const char *html, size_t len)
{
    struct page *page = load(html, len);
    struct strbuf out;

    strbuf_init(&out, (size_t)64 << 20);
    render_html(page, 0, page->n_nodes, PRINT_ALL, &out);
    assert_false(strbuf_failed(&out));
    page_free(page);
    return strbuf_detach(&out, &(size_t){0});
}

/* A reader of the output language that knows nothing of the grammar's tables: a second,
 * smaller list, so that a slip in one shows against the other. Returns what is wrong. */
static const char *const allowed_tags =
    " a abbr aside b bdi bdo blockquote br caption cite code dd del details dfn dl dt em "
    "figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s "
    "samp source "
    "small math "
    "span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr ";
static const char *const math_tags =
    " merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow "
    "ms "
    "mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover ";
static const char *const token_tags = " mi mn mo ms mtext ";
static const char *const allowed_attributes =
    " id class cite open display alttext linethickness displaystyle mathvariant form "
    "fence separator lspace rspace stretchy symmetric maxsize minsize largeop "
    "movablelimits accent accentunder depth voffset scriptlevel columnspan rowspan "
    " href rel srcset sizes type media src alt width height loading referrerpolicy title "
    "lang dir colspan "
    "rowspan "
    "scope start reversed value datetime ";
static const char *const void_tags = " br hr img source wbr ";
static const char *const block_tags =
    " aside blockquote caption dd details dl dt figcaption "
    "figure h1 h2 h3 h4 h5 h6 hr li ol p pre "
    "summary table tbody td tfoot th thead tr ul ";

static bool is_in(const char *list, const char *word)
{
    char spaced[40];

    if (!*word || strlen(word) > 30)
        return false;
    snprintf(spaced, sizeof spaced, " %s ", word);
    return strstr(list, spaced);
}

static bool is_reference(const char *at, bool value)
{
    static const char *const in_text[] = {"&amp;", "&lt;", "&gt;"};
    static const char *const in_value[] = {"&quot;", "&#39;", "&#96;"};

    for (size_t i = 0; i < 3; i++)
        if (strncmp(at, in_text[i], strlen(in_text[i])) == 0 ||
            (value && strncmp(at, in_value[i], strlen(in_value[i])) == 0))
            return true;
    return false;
}

static size_t read_name(const char *at, char name[32])
{
    size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789");

    snprintf(name, 32, "%.*s", len < 31 ? (int)len : 31, at);
    return len;
}

static bool is_good_address(const char *at, size_t len, bool picture)
{
    static const char *const pictures[] = {"png",  "jpeg", "gif",
                                           "webp", "avif", "svg+xml"};

    if (strncmp(at, "https://", 8) == 0 || strncmp(at, "http://", 7) == 0)
        return true;
    if (!picture)
        return strncmp(at, "mailto:", 7) == 0;
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++) {
        char lead[40];
        size_t n =
            (size_t)snprintf(lead, sizeof lead, "data:image/%s;base64,", pictures[i]);
        if (strncmp(at, lead, n) == 0)
            return strspn(at + n, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                  "0123456789+/=") == len - n;
    }
    return false;
}

static bool is_of_formula(const char *name)
{
    return strcmp(name, "math") == 0 || is_in(math_tags, name);
}

/* What stands in the element may be one of these. */
static const char *allowed_in(const char *outer)
{
    return is_in(token_tags, outer) ? " "
           : is_of_formula(outer)   ? math_tags
                                    : allowed_tags;
}

static const char *check(const char *html)
{
    static char open[2000][32];
    static bool was_inline[2000];
    size_t n_open = 0;
    char name[32], attribute[32];

    for (const char *at = html; *at;) {
        if (*at != '<') {
            if ((unsigned char)*at < 0x20 && *at != '\n' && *at != '\t')
                return "control character";
            if (n_open && is_of_formula(open[n_open - 1]) &&
                !is_in(token_tags, open[n_open - 1]))
                return "text between parts of a formula";
            if (*at == '>' || (*at == '&' && !is_reference(at, false)))
                return "bare & or >";
            at++;
            continue;
        }
        bool closes = at[1] == '/';
        at += closes ? 2 : 1;
        at += read_name(at, name);
        if (!closes && !is_in(allowed_in(n_open ? open[n_open - 1] : ""), name))
            return "foreign element";
        if (closes) {
            if (*at++ != '>' || !n_open || strcmp(open[--n_open], name) != 0)
                return "badly nested";
            continue;
        }
        while (*at == ' ') {
            at += 1 + read_name(at + 1, attribute);
            if (!is_in(allowed_attributes, attribute) || strncmp(at, "=\"", 2) != 0)
                return "foreign attribute";
            const char *value = at += 2;
            for (; *at != '"'; at++)
                if (!*at || strchr("<>'`", *at) || (unsigned char)*at < 0x20 ||
                    (*at == '&' && !is_reference(at, true)))
                    return "bad value";
            if ((strcmp(attribute, "href") == 0 || strcmp(attribute, "src") == 0) &&
                !is_good_address(value, (size_t)(at - value), *attribute == 's'))
                return "bad address";
            at++;
        }
        if (*at++ != '>')
            return "broken tag";
        if (n_open && was_inline[n_open - 1] && is_in(block_tags, name))
            return "block in inline";
        if (is_in(void_tags, name))
            continue;
        if (strncmp(at, "</", 2) == 0 && !is_in(math_tags, name) &&
            strcmp(name, "td") != 0 && strcmp(name, "th") != 0)
            return "empty element";
        if (n_open == 2000)
            return "too deep";
        was_inline[n_open] = !is_in(block_tags, name);
        strcpy(open[n_open++], name);
    }
    return n_open ? "left open" : NULL;
}

static void check_the_checker(void **state)
{
    (void)state;
    assert_null(check("<p>a &amp; <a href=\"https://x/\" rel=\"n\">b</a></p>"));
    assert_string_equal(check("<script>x</script>"), "foreign element");
    assert_string_equal(check("<p onclick=\"x\">x</p>"), "foreign attribute");
    assert_string_equal(check("<p title='x'>x</p>"), "foreign attribute");
    assert_string_equal(check("<a href=\"javascript:x\">x</a>"), "bad address");
    assert_string_equal(check("<img src=\"data:image/png;base64,a b\">"), "bad address");
    assert_string_equal(check("<p>x"), "left open");
    assert_string_equal(check("<p>x</b>"), "badly nested");
    assert_string_equal(check("a & b"), "bare & or >");
    assert_string_equal(check("<p title=\"<\">x</p>"), "bad value");
    assert_string_equal(check("<p></p>"), "empty element");
    assert_string_equal(check("<b><p>x</p></b>"), "block in inline");
    assert_string_equal(check("<p/>"), "broken tag");
    assert_string_equal(check("<!-- -->"), "foreign element");
    assert_null(check("<math><mfrac><mi>x</mi><mrow></mrow></mfrac></math>"));
    assert_string_equal(check("<math><p>x</p></math>"), "foreign element");
    assert_string_equal(check("<mi>x</mi>"), "foreign element");
    assert_string_equal(check("<math><mi><mi>x</mi></mi></math>"), "foreign element");
    assert_string_equal(check("<math>x</math>"), "text between parts of a formula");
}

/* In the language, and printing what was parsed from it changes nothing. */
static char *print_checked(const char *html, size_t len)
{
    char *once = print(html, len);
    const char *wrong = check(once);

    if (!wrong && !verify_html(once, strlen(once), NULL))
        wrong = "refused by the verifier";
    if (wrong)
        fail_msg("%s in\n%s\nfrom\n%s", wrong, once, html);
    char *twice = print(once, strlen(once));
    if (strcmp(once, twice) != 0)
        fail_msg("not stable:\n%s\n%s\nfrom\n%s", once, twice, html);
    free(twice);
    return once;
}

struct example {
    const char *html, *expected;
};

static void assert_examples(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *out = print_checked(examples[i].html, strlen(examples[i].html));
        if (strcmp(out, examples[i].expected) != 0)
            fail_msg("%s\ngives\n%s\nnot\n%s", examples[i].html, out,
                     examples[i].expected);
        free(out);
    }
}

#define ASSERT_EXAMPLES(examples) assert_examples(examples, N_OF(examples))

static void text_and_blocks(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<p> a \n b </p>\n<p>c</p>", "<p>a b</p><p>c</p>"},
        {"<p>a &lt;b&gt; &amp; \"c\" 'd'", "<p>a &lt;b&gt; &amp; \"c\" 'd'</p>"},
        {"<div>one<div>two</div>three</div>", "<p>one</p><p>two</p><p>three</p>"},
        {"<form>one</form><nav>two</nav>", "<p>one</p><p>two</p>"},
        {"<section><h2>H</h2>text <b>bold</b> more</section>",
         "<h2>H</h2><p>text <b>bold</b> more</p>"},
        {"<p>one<br>two<br><br>three<br></p>", "<p>one<br>two</p><p>three</p>"},
        {"<p></p><div> <b> </b></div><ul><li></li></ul><p>&nbsp;</p>", ""},
        {"<p>a&nbsp;b &nbsp;c</p>", "<p>a\xc2\xa0"
                                    "b \xc2\xa0"
                                    "c</p>"},
        {"<p>foo<b> bar </b>baz", "<p>foo <b>bar</b> baz</p>"},
        {"<p>&nbsp;</p><p>x</p>", "<p>x</p>"},
        {"<figcaption>c</figcaption>", "<p>c</p>"},
        {"<p><ruby>a<rp>(</rp><rt>b</rt></ruby><rt>c</rt>",
         "<p><ruby>a<rp>(</rp><rt>b</rt></ruby>c</p>"},
        {"<p>su<wbr>per", "<p>su<wbr>per</p>"},
        {"<p>a</p><hr><p>b</p>", "<p>a</p><hr><p>b</p>"},
        {"<h2><div>One</div><div>Two</div></h2>", "<h2>One<br>Two</h2>"},
        {"<h2>One<ul><li>x</ul>Two</h2>", "<h2>One</h2><ul><li>x</li></ul><p>Two</p>"},
        {"<details><summary>S</summary>text</details>",
         "<details><summary>S</summary><p>text</p></details>"},
        {"<blockquote>q<footer>who</footer></blockquote>",
         "<blockquote><p>q</p><p>who</p></blockquote>"},
        {"<b>x<div>y</div></b>", "<p><b>x</b></p><p><b>y</b></p>"},
        {"<a href=/x><h3>T</h3><p>t</p></a>",
         "<h3><a href=\"https://news.example/x\" rel=\"noopener noreferrer\">T</a></h3>"
         "<p><a href=\"https://news.example/x\" rel=\"noopener noreferrer\">t</a></p>"},
        {"<custom-el>in<other-el>line</other-el></custom-el>", "<p>inline</p>"},
        {"<p>a<script>x</script>b<svg><text>no</text></svg>c", "<p>ab c</p>"},
        {"<p><font color=red>x</font></p>", "<p>x</p>"},
    };
    ASSERT_EXAMPLES(examples);
}

static void lists_and_tables(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<ul> <li>a</li> <li><div>b</div><div>c</div></li></ul>",
         "<ul><li>a</li><li>b<br>c</li></ul>"},
        {"<ul><li>a<ul><li>b</ul>c</ul>", "<ul><li>a<ul><li>b</li></ul>c</li></ul>"},
        {"<ol start=3 reversed type=A><li value=7>a</ol>",
         "<ol start=\"3\" reversed=\"\" type=\"A\"><li value=\"7\">a</li></ol>"},
        {"<ol type=disc><li>a</ol>", "<ol><li>a</li></ol>"},
        {"<div><li>stray</li><td>x</td></div>", "<p>stray</p><p>x</p>"},
        {"<ul>bare<li>a</ul>", "<ul><li>bare</li><li>a</li></ul>"},
        {"<dl><dt>t<dd>d</dl>", "<dl><dt>t</dt><dd>d</dd></dl>"},
        {"<table><thead><tr><th scope=COL>H</th></tr></thead><tbody><tr><td colspan=2>x"
         "</td></tr></tbody></table>",
         "<table><thead><tr><th scope=\"col\">H</th></tr></thead><tbody><tr>"
         "<td colspan=\"2\">x</td></tr></tbody></table>"},
        {"<table><tr><td></td><td>x</td><td></td></tr><tr><td></td></tr></table>",
         "<table><tbody><tr><td></td><td>x</td><td></td></tr></tbody></table>"},
        {"<table><td>a<td>b</table>",
         "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"},
        {"<table><tr><td>a</td></tr><tr><td>b</td></tr><tfoot><tr><td>c</tfoot>"
         "<tr><td>d</td></tr>e</table>",
         "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody><tfoot><tr><td>c</"
         "td>"
         "</tr></tfoot><tbody><tr><td>d</td></tr><tr><td>e</td></tr></tbody></table>"},
        {"<table><caption>C</caption><colgroup><col span=2></colgroup><tr><td><p>a<p>b"
         "</table>",
         "<table><caption>C</caption><tbody><tr><td><p>a</p><p>b</p></td></tr></tbody>"
         "</table>"},
        {"<figure><img src=a.png><figcaption>c</figcaption></figure>",
         "<figure><img src=\"https://news.example/a/a.png\" loading=\"lazy\" "
         "referrerpolicy=\"no-referrer\"><figcaption>c</figcaption></figure>"},
    };
    ASSERT_EXAMPLES(examples);
}

static void code(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<pre>\n\n  a\n    b\n\n</pre>", "<pre>  a\n    b</pre>"},
        {"<pre><code>if (a &lt; b)\n\treturn;</code></pre>",
         "<pre><code>if (a &lt; b)\n\treturn;</code></pre>"},
        {"<pre><div>one</div><div>two\n</div><div>three</div></pre>",
         "<pre>one\ntwo\nthree</pre>"},
        {"<pre>a<br>b<b>c</b> <i>d</i></pre>", "<pre>a\nb<b>c</b> <i>d</i></pre>"},
        {"<p>x <code>  y  </code> z", "<p>x <code>y</code> z</p>"},
        {"<ul><li>x<pre>y</pre></ul>", "<ul><li>x<pre>y</pre></li></ul>"},
    };
    ASSERT_EXAMPLES(examples);
}

static void attributes(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"<p id=a class=b style='x' onclick=c data-d=e lang=de dir=RTL title='a\"b'>x",
         "<p title=\"a&quot;b\" lang=\"de\" dir=\"rtl\">x</p>"},
        {"<p dir=up lang='x y' title=''>x", "<p>x</p>"},
        {"<div lang=he dir=rtl><div><p>x</p>y</div><ul><li>z</ul></div>",
         "<p lang=\"he\" dir=\"rtl\">x</p><p lang=\"he\" dir=\"rtl\">y</p>"
         "<ul lang=\"he\" dir=\"rtl\"><li>z</li></ul>"},
        {"<span>a</span> <span lang=fr>b</span>", "<p>a <span lang=\"fr\">b</span></p>"},
        {"<a name=x>y</a> <a href='javascript:x'>z</a>", "<p>y z</p>"},
        {"<a href='?q=1&amp;b=`'>x</a>",
         "<p><a href=\"https://news.example/a/story?q=1&amp;b=%60\" "
         "rel=\"noopener noreferrer\">x</a></p>"},
        {"<time datetime='2024-05-06T07:08+01:00'>x</time><time datetime='<'>y</time>",
         "<p><time datetime=\"2024-05-06T07:08+01:00\">x</time><time>y</time></p>"},
        {"<img src=a.gif alt='' width=100 height=5em title=t>",
         "<p><img src=\"https://news.example/a/a.gif\" alt=\"\" width=\"100\" "
         "loading=\"lazy\" referrerpolicy=\"no-referrer\" title=\"t\"></p>"},
    };
    ASSERT_EXAMPLES(examples);
}

static void what_is_not_kept_is_not_printed(void **state)
{
    (void)state;
    const char *html = "<p>one<b>two</b><i>three</i>four</p><p>five</p><table><tr><td>6"
                       "</td><td>7</td></tr></table>";
    struct page *page = load(html, strlen(html));
    struct strbuf out;

    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (node_is_text(page, n) && !strstr("two five 6", page->nodes[n].text))
            page->nodes[n].marks |= NODE_KEEP;
    strbuf_init(&out, 10000);
    render_html(page, 0, page->n_nodes, PRINT_KEPT, &out);
    assert_string_equal(out.bytes, "<p>one <i>three</i>four</p>"
                                   "<table><tbody><tr><td></td><td>7</td></tr></tbody>"
                                   "</table>");
    strbuf_release(&out);
    page_free(page);
}

/* One of each class that has fooled a sanitiser: what one parser holds for text is markup
 * to another, addresses that change when they are cleaned, names that shadow the page's
 * own. */
static void mutations(void **state)
{
    (void)state;
    static const char *const payloads[] = {
        "<svg><style><img src=x onerror=alert(1)></style></svg>",
        "<math><style><img src=x onerror=alert(1)></style></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 "
        "onerror=alert(1)&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<noscript><!-- </noscript><img src=x onerror=alert(1)> -->",
        "<noscript><style></noscript><img src=x onerror=alert(1)></style>",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!-- x --!><img src=x onerror=alert(1)>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=\"java\tscript:alert(1)\">x</a>",
        "<a href=\"\x01javascript:alert(1)\">x</a>",
        "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"&#x6A;avascript&colon;alert(1)\">x</a>",
        "<a href=\"javascript&#58;alert(1)\">x</a>",
        "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
        "<a href=\"vbscript:x\">x</a><a href=\"view-source:x\">x</a><a "
        "href=\"blob:x\">x</a>",
        "<a href=\"//\">x</a><a href=\"http:\">x</a><a href=\"https:///x\">x</a>",
        "<img src=\"data:image/svg+xml;base64,PHN2Zz4=\">",
        "<img src=\"data:image/png;base64,AAAA\" onload=alert(1)>",
        "<img src=\"data:image/png,<svg onload=alert(1)>\">",
        "<img src='x` onerror=alert(1) `'>",
        "<textarea title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
        "<title title=\"</title><img src=x onerror=alert(1)>\"></title>",
        "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp>",
        "<iframe srcdoc=\"<script>alert(1)</script>\"><p>x</iframe>",
        "<noembed><p title=\"</noembed><img src=x onerror=alert(1)>\">",
        "<plaintext><img src=x onerror=alert(1)>",
        "<form id=body><input name=getElementById><button "
        "formaction=javascript:x>x</button>",
        "<base href=\"javascript:/a/\"><a href=\"x\">x</a>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<style>@import 'x'</style><link rel=stylesheet href=x>",
        "<a href=x target=_top ping=//x xlink:href=javascript:x>x</a>",
        "<im\0g src=x onerror=alert(1)>",
        "<img/src=x/onerror=alert(1)>",
        "<p =\"<img src=x onerror=alert(1)>\">x",
        "<p @click=\"a > b\">x",
        "<table><a href=x><tr><a href=y><td><a href=z>x",
        "<ul><table><li><dl><td><p><h1><li>x<dd>y<tr>z",
        "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
        "<template><img src=x onerror=alert(1)></template>",
        "<svg><foreignobject><p>x</p><script>alert(1)</script></foreignobject></svg>",
        "<a><b><a><p><b><a><table><b><i><p></b>x</i></a>y",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<<script>alert(1)//<</script>",
        "<p>\xc3\x28 \xed\xa0\x80 \xf4\x90\x80\x80 \xc0\xbcscript>",
        "<ruby>a<rp>(<rt>b<rp>)</ruby><rt>c<li>d",
        "<details><p>x<summary>y</summary><summary>z</summary></details>",
        "<pre><table><tr><td>a<td>b<tr><td>c</table><ul><li>d</pre>",
        "<h1><h2>x<p>y</h1>z<dt>w</dl>",
        "<b><b><b><b><b><i><i><i><i>x<ul><li>y",
    };

    for (size_t i = 0; i < N_OF(payloads); i++)
        free(print_checked(payloads[i], strlen(payloads[i])));
    free(print_checked("<im\0g src=x onerror=alert(1)>x", 31));
}

/* Random soup of the pieces that structure is made of. */
static void soups(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<ol>",
        "</ol>",
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<tbody>",
        "<dl>",
        "</dl>",
        "<dt>",
        "<dd>",
        "<h1>",
        "</h1>",
        "<a href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<i>",
        "</i>",
        "<span lang=en>",
        "</span>",
        "<pre>",
        "</pre>",
        "<br>",
        "<wbr>",
        "<hr>",
        "<img src=x>",
        "<figure>",
        "</figure>",
        "<figcaption>",
        "</figcaption>",
        "<blockquote>",
        "</blockquote>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
        "text",
        " ",
        "\n",
        "&nbsp;",
        "x ",
        " y",
        "<script>",
        "</script>",
        "<caption>",
        "</caption>",
        "<section dir=rtl>",
        "</section>",
        "<q>",
        "</q>",
        "<code>",
        "</code>",
        "<button>",
        "</button>",
        "<font>",
        "<em>",
    };
    unsigned seed = 1;

    for (int round = 0; round < 3000; round++) {
        char html[1000] = "";
        for (int i = 0; i < 40; i++) {
            seed = seed * 1103515245u + 12345u;
            strcat(html, pieces[(seed >> 16) % N_OF(pieces)]);
        }
        free(print_checked(html, strlen(html)));
    }
}

static void hostile_sizes(void **state)
{
    (void)state;
    size_t len = 300000 * 5;
    char *html = malloc(len + 1), *out;

    assert_non_null(html);
    for (size_t i = 0; i < len; i += 5)
        memcpy(html + i, "<div>", 5);
    memcpy(html + len - 5, "words", 5);
    html[len] = 0;
    out = print_checked(html, len);
    assert_string_equal(out, "<p>words</p>");
    free(out);
    for (size_t i = 0; i < len; i += 5)
        memcpy(html + i, i % 10 ? "<td>x" : "<tr>x", 5);
    for (size_t i = 0; i < 5000; i += 7)
        memcpy(html + i, "<table>", 7);
    free(print_checked(html, len));
    for (size_t i = 0; i + 4 <= len; i += 4)
        memcpy(html + i, i % 8 ? "<li>" : "<ul>", 4);
    out = print(html, len);
    assert_null(check(out));
    free(out);
    free(html);
}

/* The collected payloads, when the path of the file is given. */
static void collected_payloads(void **state)
{
    (void)state;
    const char *path = getenv("CLEANCOPY_XSS");
    json_t *all, *item;
    size_t i, n_tags = 0;

    if (!path) {
        print_message(
            "skipped: set CLEANCOPY_XSS to a JSON file of payloads to run this\n");
        skip();
    }
    all = json_load_file(path, JSON_ALLOW_NUL, NULL);
    assert_non_null(all);
    assert_true(json_array_size(json_object_get(all, "payloads")) > 0);
    json_array_foreach(json_object_get(all, "payloads"), i, item)
    {
        json_t *payload = json_object_get(item, "payload");
        char *out =
            print_checked(json_string_value(payload), json_string_length(payload));
        n_tags += *out != 0;
        free(out);
    }
    print_message("%zu payloads, %zu with something left to print\n", i, n_tags);
    json_decref(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(check_the_checker),
        cmocka_unit_test(text_and_blocks),
        cmocka_unit_test(lists_and_tables),
        cmocka_unit_test(code),
        cmocka_unit_test(attributes),
        cmocka_unit_test(what_is_not_kept_is_not_printed),
        cmocka_unit_test(mutations),
        cmocka_unit_test(soups),
        cmocka_unit_test(hostile_sizes),
        cmocka_unit_test(collected_payloads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
