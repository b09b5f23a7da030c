/* plain and paper: what a person sees of an article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/paper.h"
#include "command/plain.h"

static char *printed;
static size_t printed_len;
static struct paper paper;

static int open_paper(void **state)
{
    (void)state;
    paper = (struct paper){.stream = open_memstream(&printed, &printed_len), .width = 60};
    return paper.stream ? 0 : -1;
}

static int close_paper(void **state)
{
    (void)state;
    fclose(paper.stream);
    free(printed);
    return 0;
}

static void expect(const char *text)
{
    fflush(paper.stream);
    assert_string_equal(printed, text);
    rewind(paper.stream);
}

static void paragraphs_and_headings(void **state)
{
    (void)state;
    plain_print(&paper, "<h2>Head</h2><p>One\n  two.</p><p>Three <b>four</b>.</p>");
    expect("Head\n\nOne two.\n\nThree four.\n");
}

static void entities(void **state)
{
    (void)state;
    plain_print(&paper,
                "<p>a &amp;lt; &lt;b&gt; &quot;c&quot; &#39;d&#39; &#96; &copy;</p>");
    expect("a &lt; <b> \"c\" 'd' ` &copy;\n");
}

static void lists_and_quotes(void **state)
{
    (void)state;
    plain_print(&paper,
                "<p>Before</p><ul><li>one</li><li>two<ul><li>deep</li></ul></li></ul>"
                "<p>After</p><blockquote><p>said</p></blockquote>");
    expect("Before\n\n• one\n• two\n  • deep\n\nAfter\n\n  said\n");
}

static void lines_of_code_and_verse(void **state)
{
    (void)state;
    plain_print(&paper, "<pre><code>if (x)\n    y();</code></pre><p>a<br>b</p>");
    expect("if (x)\n    y();\n\na\nb\n");
}

static void pictures_and_cells(void **state)
{
    (void)state;
    plain_print(&paper, "<p><img src=\"https://a/b?alt=x\" alt=\"a &amp; b\"></p>"
                        "<table><tr><td>1</td><td>2</td></tr></table>");
    expect("[picture: a & b]\n\n1 | 2\n");
}

/* What is not canonical is still text, and the end of it is the end. */
static void broken_html(void **state)
{
    (void)state;
    plain_print(&paper, "<p>a</ul></blockquote></pre><p>b <");
    expect("a\n\nb \n");
    plain_print(&paper, "");
}

static void words_are_wrapped(void **state)
{
    (void)state;
    paper_text(&paper, INK_PLAIN, "  - ",
               "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789");
    expect(
        "  - 0123456789 0123456789 0123456789 0123456789 0123456789\n    0123456789\n");
}

static void blanks_at_the_edge_go(void **state)
{
    char text[100];

    (void)state;
    memset(text, 'x', sizeof text);
    strcpy(text + 59, "  yy");
    paper_text(&paper, INK_PLAIN, "", text);
    text[59] = '\0';
    fflush(paper.stream);
    assert_int_equal(printed_len, 59 + 1 + 2 + 1);
}

static void words_longer_than_a_line_are_cut(void **state)
{
    char text[131] = {0};

    (void)state;
    memset(text, 'x', 130);
    paper_text(&paper, INK_PLAIN, "", text);
    fflush(paper.stream);
    assert_int_equal(printed_len, 130 + 3);
    assert_int_equal(printed[60], '\n');
}

static void wide_characters_take_two_columns(void **state)
{
    (void)state;
    assert_int_equal(paper_columns("日本", strlen("日本")), 4);
    assert_int_equal(paper_columns("e\xcc\x81", 3), 1);
    assert_int_equal(paper_columns("aé", 3), 2);
    paper.width = 24;
    paper_text(&paper, INK_PLAIN, "", "一二三四五六七八九十一二三四");
    expect("一二三四五六七八九十一二\n三四\n");
}

static void nothing_moves_the_cursor(void **state)
{
    (void)state;
    paper_text(&paper, INK_PLAIN, "",
               "a\x1b[2Jb\rc\xc2\x9b"
               "d\xe2\x80\xae"
               "e\x07");
    expect("a[2Jbcde\n");
}

static void long_lines_end_in_dots(void **state)
{
    char text[100];

    (void)state;
    memset(text, 'x', sizeof text);
    text[30] = ' ';
    text[99] = '\0';
    paper_line(&paper, INK_PLAIN, "> ", text);
    fflush(paper.stream);
    assert_memory_equal(printed + 30, "xx...\n", 6);
    assert_int_equal(printed_len, 36);
}

#define PAPER_TEST(f) cmocka_unit_test_setup_teardown(f, open_paper, close_paper)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAPER_TEST(paragraphs_and_headings),
        PAPER_TEST(entities),
        PAPER_TEST(lists_and_quotes),
        PAPER_TEST(lines_of_code_and_verse),
        PAPER_TEST(pictures_and_cells),
        PAPER_TEST(broken_html),
        PAPER_TEST(words_are_wrapped),
        PAPER_TEST(blanks_at_the_edge_go),
        PAPER_TEST(words_longer_than_a_line_are_cut),
        PAPER_TEST(wide_characters_take_two_columns),
        PAPER_TEST(nothing_moves_the_cursor),
        PAPER_TEST(long_lines_end_in_dots),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
