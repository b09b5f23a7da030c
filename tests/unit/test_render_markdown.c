#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/naming.h"
#include "engine/page.h"
#include "engine/sanitise.h"
#include "engine/tidy.h"
#include "render/render.h"

static struct snapshot shot;

static void assert_markdown(const char *html, const char *expected)
{
    struct page *page = NULL;
    struct strbuf out;

    shot = (struct snapshot){
        .html = html, .html_len = strlen(html), .url = "https://n.example/a/"};
    assert_int_equal(page_load(&shot, &page), OK);
    naming_read(page);
    tidy_mend(page);
    sanitise_mark(page);
    strbuf_init(&out, 100000);
    strbuf_puts(&out, "^"); /* what stands before is left alone */
    render_markdown(page, 0, page->n_nodes, PRINT_ALL, &out);
    assert_string_equal(out.bytes + 1, expected);
    strbuf_release(&out);
    page_free(page);
}

static void blocks(void **state)
{
    (void)state;
    assert_markdown("<h1>T</h1><p>a</p>b<h3>C <b>d</b></h3>",
                    "# T\n\na\n\nb\n\n### C **d**");
    assert_markdown("<p>a<br>b</p><hr><p>c", "a\\\nb\n\n___\n\nc");
    assert_markdown(
        "<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote><p>d",
        "> a\n>\n> b\n\n> c\n\nd");
    assert_markdown(
        "<blockquote><ul><li>a</li><li><p>b</p><p>c</p></li></ul></blockquote>",
        "> - a\n> - b\n>\n>   c");
    assert_markdown("", "");
}

/* Not every reader of Markdown knows formulas, and some let HTML through. */
static void formulas(void **state)
{
    (void)state;
    assert_markdown("<p>a <math alttext=\"x_1 < y\"><mi>x</mi></math>", "a $x_1 < y$");
    assert_markdown("<p>a <math alttext=\"x<y </z <! <? <3\"><mi>x</mi></math>",
                    "a $x< y < /z < ! < ? <3$");
    assert_markdown("<p>a <math alttext=\"[x](javascript:b)\"><mi>x</mi></math>",
                    "a $[x] (javascript:b)$");
    assert_markdown("<p>a <math alttext=\"<b>$\"><mi>x</mi></math>", "a `<b>$`");
}

static void inlines(void **state)
{
    (void)state;
    assert_markdown("<p>a <b>b</b>, <i>c</i>, <del>d</del> <code>e</code><q>f</q>",
                    "a **b**, *c*, ~~d~~ `e`\xe2\x80\x9c"
                    "f\xe2\x80\x9d");
    assert_markdown("<p>a<b>b</b>c <b><i>d</i></b>", "a**b**c ***d***");
    assert_markdown("<p><b>a</b><strong>b</strong>", "**ab**");
    /* These would not be read as marks: the text goes on without. */
    assert_markdown("<p><b>Note:</b>x <b>Note:</b> x", "Note:x **Note:** x");
    assert_markdown("<p>a <b>b \"</b><i>c</i> <b><i>&nbsp;</i></b>d", "a b \"*c* \xc2\xa0"
                                                                      "d");
    assert_markdown("<p><i><del>&nbsp;y</del></i> a<i><del>b</del></i>c",
                    "\xc2\xa0y a~~b~~c");
    assert_markdown("<p><code>a`b</code> <code>``</code> <code>a|b</code>",
                    "``a`b`` ``` `` ``` `a|b`");
    assert_markdown("<p><code>a<b>b</b></code> <code><a href=x>c</a>d</code>",
                    "`ab` [c](https://n.example/a/x)d");
    assert_markdown("<p><a href='x_(y)?a=1&amp;lt;'>t [1]</a>",
                    "[t \\[1\\]](https://n.example/a/x_\\(y\\)?a=1\\&lt;)");
    assert_markdown("<p>wow!<a href=x>t</a><img src=y alt='a]b'>",
                    "wow\\![t](https://n.example/a/x)![a\\]b](https://n.example/a/y)");
    assert_markdown("<a href=x><img src=y></a>",
                    "[![](https://n.example/a/y)](https://n.example/a/x)");
}

static void text_is_no_markup(void **state)
{
    (void)state;
    assert_markdown(
        "<p>*a* _b_ c_d `e` [f](g) &lt;b&gt; &amp;lt; R&amp;D \\ ~~h~~",
        "\\*a\\* \\_b\\_ c_d \\`e\\` \\[f\\](g) \\<b> \\&lt; R&D \\\\ \\~\\~h\\~\\~");
    assert_markdown(
        "<p># a<p>1986. b<p>- c<p>&gt; d<p>+ e<p>--- <p>=== <p>1) f<p>-1<p>1.5",
        "\\# a\n\n1986\\. b\n\n\\- c\n\n\\> d\n\n\\+ e\n\n\\---\n\n\\===\n\n1\\) f\n\n"
        "-1\n\n1.5");
    assert_markdown("<p>a<br># b<br>2. c<br>---", "a\\\n\\# b\\\n2\\. c\\\n\\---");
    assert_markdown("<h2>C #</h2>", "## C \\#");
    assert_markdown("<p>__a__", "\\_\\_a\\_\\_");
    assert_markdown("<p>a | b<br>:-- | --", "a | b\\\n\\:-- | --");
}

static void lists(void **state)
{
    (void)state;
    assert_markdown("<p>x<ul><li>a<li>b<ul><li>c</ul></ul><p>y",
                    "x\n\n- a\n- b\n  - c\n\ny");
    assert_markdown("<ol start=9><li>a<li>b<p>c</ol>", "9. a\n10. b\n\n    c");
    assert_markdown("<ol><li>a<ol start=2><li>b</ol></ol>", "1. a\n\n   2. b");
    assert_markdown("<ul><li>a</ul><ul><li>b</ul><ul><li>c</ul>", "- a\n\n* b\n\n- c");
    assert_markdown("<ul><li><pre>x\n\n  y</pre></ul>", "- ```\n  x\n\n    y\n  ```");
    assert_markdown("<ul><li><ul><li>a</ul></ul>", "- - a");
}

static void code(void **state)
{
    (void)state;
    assert_markdown("<pre><code class='hl language-c'>a *b\n```</code></pre>",
                    "````c\na *b\n```\n````");
    assert_markdown("<div class='highlight-source-shell'><pre>ls</pre></div>",
                    "```shell\nls\n```");
    assert_markdown("<pre class='language-`x'>y</pre>", "```\ny\n```");
}

static void tables(void **state)
{
    (void)state;
    assert_markdown("<table><tr><th>a<th>b<tr><td>c|d<td><p>e</p>f</table>",
                    "| a | b |\n| --- | --- |\n| c\\|d | e f |");
    assert_markdown("<table><tr><td colspan=2>a<td>b<tr><td>c</table>",
                    "| | | |\n| --- | --- | --- |\n| a | | b |\n| c |");
    /* A table that places things is what it holds. */
    assert_markdown("<table><tr><td><h2>a</h2><td><p>b</p><p>c</p></table>",
                    "## a\n\nb\n\nc");
    assert_markdown("<table><tr><td>a<tr><td>b</table>", "a\n\nb");
}

static void no_column_is_one_too_many(void **state)
{
    (void)state;
    char html[300 * 16] = "<table><tr>", expected[300 * 16] = "|";
    size_t len = strlen(html), at = 1;

    for (int i = 0; i < 250; i++)
        len += (size_t)sprintf(html + len, "<td>c%d", i);
    for (int i = 0; i < 250; i++)
        at += (size_t)sprintf(expected + at, " |");
    at += (size_t)sprintf(expected + at, "\n|");
    for (int i = 0; i < 250; i++)
        at += (size_t)sprintf(expected + at, " --- |");
    at += (size_t)sprintf(expected + at, "\n|");
    for (int i = 0; i < 250; i++)
        at += (size_t)sprintf(expected + at, " c%d |", i);
    assert_markdown(html, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks),  cmocka_unit_test(formulas),
        cmocka_unit_test(inlines), cmocka_unit_test(text_is_no_markup),
        cmocka_unit_test(lists),   cmocka_unit_test(code),
        cmocka_unit_test(tables),  cmocka_unit_test(no_column_is_one_too_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
