#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/layout.h"
#include "engine/node.h"

static struct snapshot shot;

static struct page *load(const char *html, const char *stamp)
{
    struct page *page = NULL;

    shot = (struct snapshot){.html = html, .html_len = strlen(html), .stamp = stamp};
    assert_int_equal(page_load(&shot, &page), OK);
    layout_attach(page);
    return page;
}

/* The bits of the first p. */
static uint32_t saw(const char *html, const char *stamp)
{
    struct page *page = load(html, stamp);
    uint32_t bits = page->nodes[node_find(page, 0, 0, TAG_P)].saw;

    page_free(page);
    return bits;
}

static void stamps_become_bits(void **state)
{
    (void)state;
    assert_int_equal(saw("<p cc1='hidden'>", "cc1"), SAW_HIDDEN);
    assert_int_equal(saw("<p cc1='fixed covers modal'>", "cc1"),
                     SAW_FIXED | SAW_COVERS | SAW_MODAL);
    assert_int_equal(saw("<p cc1='sticky clipped blurred later'>", "cc1"),
                     SAW_STICKY | SAW_CLIPPED | SAW_BLURRED);
    assert_int_equal(saw("<p cc1='  hidden  '>", "cc1"), SAW_HIDDEN);
    assert_int_equal(saw("<p cc1='hiddenish'>", "cc1"), 0);
    /* The browser knows better than the attribute. */
    assert_int_equal(saw("<p hidden>", "cc1"), 0);
    assert_int_equal(saw("<p cc2='hidden'>", "cc1"), 0);
}

static void stamps_are_taken_off(void **state)
{
    (void)state;
    struct page *page = load("<p id=a cc1='fixed' class=b>", "cc1");
    uint32_t p = node_find(page, 0, 0, TAG_P);

    assert_int_equal(page->nodes[p].len, 2);
    assert_null(node_attr(page, p, "cc1"));
    assert_string_equal(node_attr(page, p, "class"), "b");
    page_free(page);
}

static void pictures_have_the_source_that_was_shown(void **state)
{
    (void)state;
    struct page *page =
        load("<img src=small.jpg alt=x cc1='clipped src=https://x.example/a b'>"
             "<img src=kept.jpg cc1='src=blob:https://x.example/1'>"
             "<p src=own cc1='src=https://x.example/'>",
             "cc1");
    uint32_t img = node_find(page, 0, 0, TAG_IMG);

    assert_string_equal(node_attr(page, img, "src"), "https://x.example/a b");
    assert_string_equal(node_attr(page, img, "alt"), "x");
    assert_int_equal(page->nodes[img].saw, SAW_CLIPPED);
    img = node_find(page, 0, img, TAG_IMG);
    assert_string_equal(node_attr(page, img, "src"), "kept.jpg");
    assert_string_equal(node_attr(page, node_find(page, 0, 0, TAG_P), "src"), "own");
    page_free(page);
}

static void stand_ins(void **state)
{
    (void)state;
    struct page *page = load("<my-box><cc1-shadow><b>s</b></cc1-shadow></my-box>"
                             "<cc1-frame><i>f</i></cc1-frame>"
                             "<cc1-noscript><u>n</u></cc1-noscript><cc1-other><s>o</s>",
                             "cc1");
    uint32_t shadow = page->nodes[node_find(page, 0, 0, TAG_B)].parent;
    uint32_t frame = page->nodes[node_find(page, 0, 0, TAG_I)].parent;
    uint32_t noscript = page->nodes[node_find(page, 0, 0, TAG_U)].parent;

    assert_string_equal(page->nodes[shadow].name, "shadow-root");
    assert_int_equal(page->nodes[shadow].tag, TAG_UNKNOWN);
    assert_int_equal(page->nodes[frame].saw, SAW_FRAME);
    assert_true(tag_rules[page->nodes[frame].tag].block);
    assert_int_equal(page->nodes[noscript].tag, TAG_NOSCRIPT);
    page_free(page);
}

static const char *address(const struct page *page, uint32_t *after, enum tag tag,
                           const char *name)
{
    *after = node_find(page, 0, *after, tag);
    return node_attr(page, *after, name);
}

static void frames_lead_on_from_their_own_address(void **state)
{
    struct page *page =
        load("<a href=1>a</a><cc1-frame src='https://f.example/in/x.html'>"
             "<a href=2 class=c>b</a><img src='../p.png' srcset='q.png 640w, /r.png 2x'>"
             "<cc1-frame src='https://g.example/'><a href='3'>c</a></cc1-frame>"
             "<cc1-frame><a href='4'>d</a></cc1-frame>"
             "<a href='https://h.example/5'>e</a><a href=''>f</a></cc1-frame><a href=6>g",
             "cc1");
    uint32_t a = 0, img = 0;

    (void)state;
    assert_string_equal(address(page, &a, TAG_A, "href"), "1");
    assert_string_equal(address(page, &a, TAG_A, "href"), "https://f.example/in/2");
    assert_string_equal(node_attr(page, a, "class"), "c");
    assert_string_equal(address(page, &img, TAG_IMG, "src"), "https://f.example/p.png");
    assert_string_equal(node_attr(page, img, "srcset"),
                        "https://f.example/in/q.png 640w, "
                        "https://f.example/r.png 2.000x");
    assert_string_equal(address(page, &a, TAG_A, "href"), "https://g.example/3");
    assert_string_equal(address(page, &a, TAG_A, "href"), "4");
    assert_string_equal(address(page, &a, TAG_A, "href"), "https://h.example/5");
    assert_string_equal(address(page, &a, TAG_A, "href"), "");
    assert_string_equal(address(page, &a, TAG_A, "href"), "6");
    page_free(page);
}

static void without_a_stamp_attributes_speak(void **state)
{
    (void)state;
    assert_int_equal(saw("<p hidden>", NULL), SAW_HIDDEN);
    assert_int_equal(saw("<p style='display:none'>", NULL), SAW_HIDDEN);
    assert_int_equal(saw("<p style='color: red; DISPLAY : None !important'>", NULL),
                     SAW_HIDDEN);
    assert_int_equal(saw("<p style='visibility:hidden'>", NULL), SAW_HIDDEN);
    assert_int_equal(saw("<p style='position: fixed; bottom: 0'>", NULL), SAW_FIXED);
    assert_int_equal(saw("<p style='display:nonesuch'>", NULL), 0);
    assert_int_equal(saw("<p style='display:none;display:block'>", NULL), 0);
    assert_int_equal(saw("<p style='display:none!important;display:block'>", NULL),
                     SAW_HIDDEN);
    assert_int_equal(saw("<p style='background:url(x;display:none)'>", NULL), 0);
    assert_int_equal(saw("<p style='content:\";display:none\"'>", NULL), 0);
    assert_int_equal(saw("<p style='/*;display:none;*/ color:red'>", NULL), 0);
    assert_int_equal(saw("<p style='/* a */display/* b */:/* c */none/* d */'>", NULL),
                     SAW_HIDDEN);
    assert_int_equal(saw("<p style='--display:none'>", NULL), 0);
    assert_int_equal(saw("<p aria-hidden=true>", NULL), 0);
    assert_int_equal(saw("<p style='display'>", NULL), 0);
    assert_int_equal(saw("<p style='/*'>", NULL), 0);
    assert_int_equal(saw("<p style='\"'>", NULL), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stamps_become_bits),
        cmocka_unit_test(stamps_are_taken_off),
        cmocka_unit_test(pictures_have_the_source_that_was_shown),
        cmocka_unit_test(stand_ins),
        cmocka_unit_test(frames_lead_on_from_their_own_address),
        cmocka_unit_test(without_a_stamp_attributes_speak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
