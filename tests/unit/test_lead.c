#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/lead.h"
#include "engine/node.h"

static struct snapshot shot;

static void sizes_of_one_picture(void **state)
{
    (void)state;
    assert_true(lead_is_same("https://n.example/a.jpg", "http://n.example/a.jpg?w=600"));
    assert_true(
        lead_is_same("https://n.example/a-300x200.jpg", "https://n.example/a.jpg"));
    assert_true(lead_is_same("https://n.example/a@2x.jpg", "https://n.example/a.jpg"));
    assert_true(lead_is_same("https://n.example/w_600,h_400/a.jpg",
                             "https://n.example/w_1200,h_800/a.jpg"));
    assert_true(lead_is_same("https://n.example/s1600/a.jpg", "https://n.example/a.jpg"));
}

static void other_pictures(void **state)
{
    (void)state;
    assert_false(lead_is_same("https://n.example/1/a.jpg", "https://n.example/2/a.jpg"));
    assert_false(lead_is_same("https://n.example/a1.jpg", "https://n.example/a2.jpg"));
    assert_false(lead_is_same("https://n.example/a.jpg", "https://m.example/a.jpg"));
    assert_false(lead_is_same("https://n.example/i?id=1", "https://n.example/i?id=2"));
    assert_false(
        lead_is_same("data:image/png;base64,AA==", "data:image/png;base64,AB=="));
}

static void the_lead_stands_once(void **state)
{
    (void)state;
    struct page *page = NULL;
    const char *html =
        "<img src=a.jpg><img src=b.jpg><img src=a-300x200.jpg><img src=b.jpg>";
    uint32_t kept = 0;

    shot = (struct snapshot){
        .html = html, .html_len = strlen(html), .url = "https://n.example/a/"};
    assert_int_equal(page_load(&shot, &page), OK);
    for (uint32_t n = 0; n < page->n_nodes; n++)
        page->nodes[n].marks |= NODE_KEEP;
    lead_settle(page);
    for (uint32_t n = 0; n < page->n_nodes; n++)
        kept += page->nodes[n].tag == TAG_IMG && (page->nodes[n].marks & NODE_KEEP);
    assert_int_equal(kept, 3);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_of_one_picture),
        cmocka_unit_test(other_pictures),
        cmocka_unit_test(the_lead_stands_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
