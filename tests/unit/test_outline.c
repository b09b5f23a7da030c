#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "engine/layout.h"
#include "engine/node.h"
#include "render/render.h"

static struct snapshot shot;

/* Of the element called `id`. */
static void assert_outline(const char *html, const char *id, const char *expected)
{
    struct page *page = NULL;
    struct strbuf out;
    uint32_t n = 0;

    shot = (struct snapshot){.html = html, .html_len = strlen(html), .stamp = "s1"};
    assert_int_equal(page_load(&shot, &page), OK);
    layout_attach(page);
    while (node_is_text(page, n) || !node_attr(page, n, "id") ||
           strcmp(node_attr(page, n, "id"), id) != 0)
        n++;
    strbuf_init(&out, 1 << 16);
    render_outline(page, n, page->nodes[n].end, &out);
    assert_string_equal(out.bytes, expected);
    strbuf_release(&out);
    page_free(page);
}

static void structure_is_told(void **state)
{
    (void)state;
    assert_outline("<body class='story locked'><main><div id=x class='wall wall--big' "
                   "role=dialog s1='fixed covers'><h2>Read on</h2>"
                   "<p>For <b>one</b> euro.</p><input type=email></div></main>",
                   "x",
                   "in html > body.story.locked > main\n"
                   "div#x.wall.wall--big[role=dialog] fixed covers\n"
                   "  h2\n    2 words\n"
                   "  p\n    1 words\n    b\n      1 words\n    1 words\n"
                   "  input[type=email]\n");
}

static void nothing_is_quoted(void **state)
{
    (void)state;
    assert_outline("<div id=x class='a dear-Mr.Smith caf\xc3\xa9 "
                   "0123456789012345678901234567890123456789012' role='read this'>"
                   "<a href=https://x.example/secret title=secret>Anna</a></div>",
                   "x", "in html > body\ndiv#x.a[role]\n  a\n    1 words\n");
}

static void long_parts_are_cut(void **state)
{
    char html[4096] = "<ul id=x>";
    char expected[4096] = "in html > body\nul#x\n";

    (void)state;
    for (int i = 0; i < 60; i++)
        strcat(html, "<li></li>");
    for (int i = 0; i < 39; i++)
        strcat(expected, "  li\n");
    assert_outline(html, "x", strcat(expected, "...\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(structure_is_told),
        cmocka_unit_test(nothing_is_quoted),
        cmocka_unit_test(long_parts_are_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
