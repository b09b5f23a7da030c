#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/page.h"
#include "engine/sanitise.h"
#include "render/render.h"

static struct snapshot shot;

static void assert_text(const char *html, const char *expected)
{
    struct page *page = NULL;
    struct strbuf out;

    shot = (struct snapshot){.html = html, .html_len = strlen(html)};
    assert_int_equal(page_load(&shot, &page), OK);
    sanitise_mark(page);
    strbuf_init(&out, 100000);
    strbuf_puts(&out, "^"); /* what stands before is left alone */
    render_text(page, 0, page->n_nodes, PRINT_ALL, &out);
    assert_string_equal(out.bytes + 1, expected);
    strbuf_release(&out);
    page_free(page);
}

static void blocks(void **state)
{
    (void)state;
    assert_text("<h1>T</h1> <p>a <b>b</b>c</p>d", "T\n\na bc\n\nd");
    assert_text("<p>a<br>b</p><p>c<br><br>d</p>", "a\nb\n\nc\n\nd");
    assert_text("<blockquote>a</blockquote><hr><p>He said <q>b</q>.",
                "a\n\nHe said \xe2\x80\x9c"
                "b\xe2\x80\x9d.");
    assert_text("<pre>  a\n    b\n</pre><p>c", "  a\n    b\n\nc");
    assert_text("<p>a<img src=https://x.example/>b <img src=https://x.example/> c",
                "a b c");
    assert_text("<p>a</p><img src=https://x.example/>b", "a\n\nb");
    assert_text("<p> </p>", "");
}

static void lists(void **state)
{
    (void)state;
    assert_text("<p>x</p><ul><li>a<li><p>b</p><p>c</p></ul><p>y",
                "x\n\n- a\n- b\n  c\n\ny");
    assert_text("<ol start=3><li>a<li value=7>b<li>c</ol>", "3. a\n7. b\n8. c");
    assert_text("<ol reversed><li>a<li>b</ol>", "2. a\n1. b");
    assert_text("<ul><li>a<ul><li>b<li>c</ul></li><li>d</ul>", "- a\n  - b\n  - c\n- d");
    assert_text("<ul><li>a<pre>x\n y</pre></ul>", "- a\n  x\n   y");
    assert_text("<ol><li>a<ol><li>b<pre>if x:\n\n\ty\n</pre>c</ol></ol>",
                "1. a\n  1. b\n    if x:\n\n    \ty\n    c");
    assert_text("<dl><dt>t<dd>d</dl>", "t\n\nd");
}

static void items_without_text(void **state)
{
    (void)state;
    assert_text("<ul><li>a<li><img src=\"https://n.example/i.png\"></ul><p>b",
                "- a\n\nb");
}

static void formulas(void **state)
{
    (void)state;
    assert_text("<p>a <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> b", "a 1/2 b");
    assert_text("<math><msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup></math>",
                "x_1^2");
    assert_text(
        "<math><mroot><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow><mn>3</mn></mroot>"
        "<mi>z</mi></math>",
        "(x+y)^(1/3)z");
    assert_text(
        "<math><mo>(</mo><mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr>"
        "<mtr><mtd><mn>2</mn></mtd><mtd><mi>a</mi></mtd></mtr></mtable><mo>)</mo></math>",
        "(1, 0; 2, a)");
    assert_text(
        "<p>a <math alttext=\"\\frac12\"><mfrac><mn>1</mn><mn>2</mn></mfrac></math> b "
        "<math><mfrac><mi>c</mi><mi>d</mi></mfrac></math>",
        "a \\frac12 b c/d");
}

static void tables(void **state)
{
    (void)state;
    assert_text(
        "<p>x</p><table><caption>C</caption><tr><th>a<th>b<tr><td><p>c</p><p>d</p>"
        "<td>e</table><p>y",
        "x\n\nC\n\na\tb\nc d\te\n\ny");
    assert_text("<table><tr><td></td><td>x</td><td></td></tr></table>", "\tx\t");
    assert_text(
        "<table><tr><td><ul><li>a<li>b</ul><td><table><tr><td>c<td>d</table></table>",
        "a b\tc d");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks),
        cmocka_unit_test(lists),
        cmocka_unit_test(items_without_text),
        cmocka_unit_test(formulas),
        cmocka_unit_test(tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
