#include "engine/box.h"

#include <stdio.h>

#include "base/array.h"
#include "stages.h"

static struct region of_blocks(const struct ground *ground, uint32_t first, uint32_t end)
{
    return (struct region){first,
                           end,
                           ground->page->blocks->items[first].first,
                           ground->page->blocks->items[end - 1].end,
                           NO_NODE,
                           false};
}

static void a_box_is_an_element_with_whole_blocks(void **state)
{
    struct ground ground = ground_of("<main><div><p>one</p><p>two</p></div></main>");
    const struct page *page = ground.page;
    uint32_t box = node_find(page, page->body, page->body, TAG_DIV);
    struct region region;

    (void)state;
    assert_true(box_is(&ground, box, &region));
    assert_int_equal(region.end - region.first, 2);
    assert_int_equal(region.element, box);
    assert_false(box_is(&ground, page->nodes[box].parent, &region));
    page_free(ground.page);
}

/* In the article's flow a box holds no running text beside the prompt; beside it, some. */
static void room_beside_the_article_is_larger(void **state)
{
    struct ground ground = ground_of(
        "<article><p>The ferry to the island leaves twice a day, and in winter once, as "
        "long as there is no ice in the harbour and the wind is low.</p><p>The captain, "
        "who "
        "has sailed it for thirty years, says that it is the last one.</p></article>"
        "<div><p>Subscribe to continue reading</p><p>Our writers are on the islands "
        "every "
        "day of the year, in all weathers, and write of it.</p></div>");
    struct region part = of_blocks(&ground, 2, 3), box;

    (void)state;
    assert_true(box_around(&ground, &part, true, &box));
    assert_int_equal(box.end - box.first, 2);
    assert_true(box_around(&ground, &part, false, &box));
    assert_int_equal(box.end - box.first, 1); /* the paragraph itself */
    ground.claimed[3] = true;
    assert_true(box_around(&ground, &part, true, &box));
    assert_int_equal(box.end - box.first, 1);
    page_free(ground.page);
}

static void a_list_of_links_ends_a_box(void **state)
{
    static const struct {
        const char *links;
        uint32_t begin;
    } table[] = {
        {"<h3>Most read</h3><p><a href=/1>The last ferry of the year has left</a></p>"
         "<p><a href=/2>A house on the island</a></p>"
         "<p><a href=/3>What the captain said that night</a></p>",
         1},
        {"<p><a href=/1>The last ferry of the year has left</a></p>", 2},
        {"<p><a href=/1>One</a></p><p><a href=/2>Two</a></p><p><a href=/3>Three</a></p>",
         4},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        char html[1024];
        struct ground ground;
        struct region box;

        snprintf(html, sizeof html,
                 "<body><div><p>Subscribe to continue reading</p>%s</div>",
                 table[i].links);
        ground = ground_of(html);
        box = of_blocks(&ground, 0, ground.page->blocks->n);
        assert_int_equal(box_list_begin(&ground, &box), table[i].begin);
        page_free(ground.page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_is_an_element_with_whole_blocks),
        cmocka_unit_test(room_beside_the_article_is_larger),
        cmocka_unit_test(a_list_of_links_ends_a_box),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
