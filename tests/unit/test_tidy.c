#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/block.h"
#include "engine/meta.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/tidy.h"

#define LONG_TEXT                                                                   \
    "one two three four five six seven eight nine ten one two three four five six " \
    "seven "                                                                        \
    "eight nine ten one two three four five six seven eight nine ten"

static struct snapshot shot;
static struct meta meta;

/* All is kept, then tidied. */
static struct page *load(const char *html, const char *title)
{
    struct page *page = NULL;

    shot = (struct snapshot){.html = html, .html_len = strlen(html)};
    assert_int_equal(page_load(&shot, &page), OK);
    naming_read(page);
    block_split(page);
    for (uint32_t i = 0; i < page->blocks->n; i++)
        page->blocks->items[i].keep = true;
    for (uint32_t n = 0; n < page->n_nodes; n++)
        page->nodes[n].marks |= NODE_KEEP;
    meta = (struct meta){.title = {title, "title"}};
    page->meta = &meta;
    tidy_mend(page);
    tidy_apply(page);
    return page;
}

static bool heading_stays(const char *html, const char *title)
{
    struct page *page = load(html, title);
    uint32_t h1 = node_find(page, 0, 0, TAG_H1);
    bool stays = page->nodes[h1 + 1].marks & NODE_KEEP;

    assert_int_equal(stays, (page->nodes[h1].marks & NODE_KEEP) != 0);
    page_free(page);
    return stays;
}

static void title_headings_go(void **state)
{
    (void)state;
    assert_false(heading_stays("<h1>A  Title\xe2\x80\x99s</h1><p>x", "a title's"));
    assert_false(heading_stays("<p>kicker</p><h1>Title</h1><p>x", "Title"));
    assert_true(heading_stays("<h1>Another</h1><p>x", "Title"));
    assert_true(heading_stays("<p>" LONG_TEXT "</p><h1>Title</h1>", "Title"));
    assert_true(heading_stays("<h1>Title</h1><p>x", NULL));
}

static void empty_wrappers_go(void **state)
{
    (void)state;
    struct page *page = load("<div id=a><p> </p></div><div id=b><p>x</p></div>"
                             "<figure><img></figure>",
                             NULL);
    uint32_t a = node_find(page, 0, 0, TAG_DIV), b = node_find(page, 0, a, TAG_DIV);
    uint32_t figure = node_find(page, 0, 0, TAG_FIGURE);

    assert_false(page->nodes[a].marks & NODE_KEEP);
    assert_false(page->nodes[a + 1].marks & NODE_KEEP);
    assert_true(page->nodes[b].marks & NODE_KEEP);
    assert_true(page->nodes[b + 1].marks & NODE_KEEP);
    assert_false(page->nodes[figure].marks & NODE_KEEP);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(title_headings_go),
        cmocka_unit_test(empty_wrappers_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
