#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/habit.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/picture.h"

#define GIF "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
#define SVG "data:image/svg+xml,%3Csvg%20viewBox='0%200%201%201'/%3E"

static struct snapshot shot;

static struct page *load(const char *html)
{
    struct page *page = NULL;

    shot = (struct snapshot){
        .html = html, .html_len = strlen(html), .url = "https://n.example/a/"};
    assert_int_equal(page_load(&shot, &page), OK);
    naming_read(page);
    return page;
}

/* src of the first img after the repair; NULL: it is not printed. */
static void assert_src(const char *html, const char *src)
{
    struct page *page = load(html);
    uint32_t img = node_find(page, 0, 0, TAG_IMG);

    habit_sweep(page);
    picture_repair(page);
    if (src) {
        assert_false(page->nodes[img].marks & NODE_DROP);
        assert_string_equal(node_attr(page, img, "src"), src);
    } else {
        assert_true(page->nodes[img].marks & NODE_DROP);
    }
    page_free(page);
}

static void late_pictures(void **state)
{
    (void)state;
    assert_src("<img src=a.jpg data-src=b.jpg>", "b.jpg");
    assert_src("<img src=a.jpg data-url=b.jpg>", "a.jpg");
    assert_src("<img src=a.jpg data-src='b_{width}x.jpg'>", "a.jpg");
    assert_src("<img data-src=b.jpg>", "b.jpg");
    assert_src("<img src='" GIF "' data-original=b.jpg>", "b.jpg");
    assert_src("<img src=\"" SVG "\" data-lazy-src=b.jpg>", "b.jpg");
    assert_src("<img src='blob:https://n.example/1' data-src=b.jpg>", "b.jpg");
    assert_src("<img src='' data-srcset='s.jpg 100w, l.jpg 900w'>", "l.jpg");
    assert_src("<img srcset='s.jpg 100w, l.jpg 900w'>", "l.jpg");
    assert_src(
        "<picture><source srcset='javascript:x 1x'><source srcset='w.webp 2x'><img>"
        "</picture>",
        "w.webp");
    assert_src("<picture><source data-srcset='w.webp'><img src='" GIF "'></picture>",
               "w.webp");
    assert_src("<img src='" GIF "' data-src='javascript:x' data-url='c.jpg'>", "c.jpg");
}

static void noscript_twins(void **state)
{
    (void)state;
    const char *html = "<img src='" GIF "'> <noscript><img src=b.jpg></noscript>";
    struct page *page = load(html);
    uint32_t img = node_find(page, 0, 0, TAG_IMG),
             twin = node_find(page, 0, img, TAG_IMG);

    habit_sweep(page);
    picture_repair(page);
    assert_string_equal(node_attr(page, img, "src"), "b.jpg");
    assert_true(page->nodes[twin].marks & NODE_DROP);
    page_free(page);
    /* A twin is all that may be taken from, and nothing is lost when
     * there is no other. */
    assert_src("<img src='" GIF "'>text<noscript><img src=b.jpg></noscript>", NULL);
    assert_src("<noscript><img src=b.jpg></noscript>", "b.jpg");
}

static void pictures_that_show_nothing(void **state)
{
    (void)state;
    assert_src("<img src=a.gif width=1 height=1>", NULL);
    assert_src("<img src=a.gif width=0 height=1px>", NULL);
    assert_src("<img src=a.gif style='width:1px;height:1px'>", NULL);
    assert_src("<img src=a.gif width=1 height=100>", "a.gif");
    assert_src("<img src=a.gif width=100%>", "a.gif");
    assert_src("<img src=a.gif style='width:0;height:0;min-width:100%'>", "a.gif");
    assert_src("<img src='" GIF "'>", NULL);
    assert_src("<img alt=x>", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(late_pictures),
        cmocka_unit_test(noscript_twins),
        cmocka_unit_test(pictures_that_show_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
