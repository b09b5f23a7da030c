#include "stages.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

static void is_shown(struct page *page, const char *text, bool kept)
{
    const struct block *b = block_with(page, text);

    if (b->keep != kept)
        fail_msg("%s: %s", kept ? "not kept" : "kept", b->text);
    assert_int_equal((page->nodes[b->first].marks & NODE_KEEP) != 0, kept);
}

static void keeps_paragraphs_and_not_the_menu(void **state)
{
    (void)state;
    struct page *page =
        split("<body><ul><li><a href=/>Home</a><li><a href=/n>News</a></ul>"
              "<div><h1>Title</h1><p>First, " LONG "</p><p>Short.</p>"
              "<p>Second, " LONG "</p></div><div><a href=/x>Imprint</a></div>",
              NULL);

    assert_int_equal(choose(page, NULL), OK);
    is_shown(page, "First", true);
    is_shown(page, "Short", true);
    is_shown(page, "Second", true);
    is_shown(page, "Title", true);
    is_shown(page, "Home", false);
    is_shown(page, "Imprint", false);
    page_free(page);
}

static void says_so_when_there_is_nothing(void **state)
{
    (void)state;
    struct page *page = split("<body><a href=/>Home</a> <a href=/n>News</a>", NULL);

    assert_int_equal(choose(page, NULL), NO_ARTICLE);
    meta_read(page);
    article_count(page);
    assert_int_equal(page->article->n_words, 0);
    assert_int_equal(page->article->n_page_words, 2);
    page_free(page);

    page = split("", NULL);
    assert_int_equal(choose(page, NULL), NO_ARTICLE);
    page_free(page);
}

static void hidden_copies_go_and_a_hidden_article_stays(void **state)
{
    (void)state;
    struct page *page =
        split("<body><div><p>First, " LONG "</p><p>Second, " LONG "</p><p>Third, " LONG
              "</p><p>Fourth, " LONG "</p></div><div hidden><p>Print: " LONG "</p></div>",
              NULL);

    choose(page, NULL);
    is_shown(page, "First", true);
    is_shown(page, "Fourth", true);
    is_shown(page, "Print", false);
    assert_string_equal(rest_reason(page, block_with(page, "Print")), "hidden");
    page_free(page);

    page = split("<body><p>We use cookies.</p><div hidden><p>First, " LONG
                 "</p><p>Second, " LONG "</p></div>",
                 NULL);
    choose(page, NULL);
    is_shown(page, "First", true);
    is_shown(page, "Second", true);
    page_free(page);
}

static void what_repeats_goes(void **state)
{
    (void)state;
    struct page *page = split("<body><div><p>First, " LONG "</p><p>Second, " LONG
                              "</p><blockquote>First, " LONG "</blockquote></div>",
                              NULL);

    choose(page, NULL);
    assert_true(page->blocks->items[0].keep);
    assert_true(page->blocks->items[1].keep);
    assert_false(page->blocks->items[2].keep);
    assert_string_equal(rest_reason(page, &page->blocks->items[2]), "repeats");
    page_free(page);
}

static void claimed_text_is_out_and_unsure_text_in(void **state)
{
    (void)state;
    struct page *page = split("<body><div><p>First, " LONG "</p><p>Subscribe, " LONG
                              "</p><p>Second, " LONG "</p></div>",
                              NULL);
    struct overlay overlay = {.kind = PART_METERED,
                              .id = block_with(page, "Subscribe")->first};
    struct overlay_list list = {&overlay, 1};

    page->overlays = &list;
    block_with(page, "Subscribe")->overlay = 1;
    choose(page, NULL);
    is_shown(page, "First", true);
    is_shown(page, "Subscribe", false);
    is_shown(page, "Second", true);
    page_free(page);

    page =
        split("<body><div><p>First, " LONG "</p><p>Subscribe, " LONG "</p></div>", NULL);
    overlay.unsure = true;
    page->overlays = &list;
    block_with(page, "Subscribe")->overlay = 1;
    choose(page, NULL);
    is_shown(page, "Subscribe", true);
    page_free(page);
}

static const char marked[] = "<body><div id=a><p>First, " LONG "</p><p>Second, " LONG
                             "</p></div><ul><li><a href=1>One</a><li><a "
                             "href=2>Two</a><li><a href=3>Three</a></ul>";

static void a_part_comes_back_by_its_id(void **state)
{
    (void)state;
    struct page *page = split(marked, NULL);
    uint32_t id = block_with(page, "One")->first;
    struct marks marks = {.keep = &id, .n_keep = 1};

    choose(page, &marks);
    is_shown(page, "First", true);
    is_shown(page, "One", true);
    is_shown(page, "Two", true);
    page_free(page);
}

static void a_block_in_the_middle_of_a_part_comes_alone(void **state)
{
    (void)state;
    struct page *page = split(marked, NULL);
    uint32_t id = block_with(page, "Two")->first;
    struct marks marks = {.keep = &id, .n_keep = 1};

    choose(page, &marks);
    is_shown(page, "One", false);
    is_shown(page, "Two", true);
    is_shown(page, "Three", false);
    page_free(page);
}

static void blocks_and_subtrees_go_and_keeping_wins(void **state)
{
    (void)state;
    struct page *page = split(marked, NULL);
    uint32_t div = block_with(page, "First")->owner - 1, second;
    struct marks marks = {.drop = &div, .n_drop = 1};

    assert_int_equal(page->nodes[div].tag, TAG_DIV);
    assert_int_equal(choose(page, &marks), NO_ARTICLE);
    is_shown(page, "First", false);
    assert_true(block_with(page, "First")->dropped);
    assert_false(block_with(page, "One")->dropped);
    page_free(page);

    page = split(marked, NULL);
    second = block_with(page, "Second")->first;
    marks = (struct marks){.drop = &div, .n_drop = 1, .keep = &second, .n_keep = 1};
    assert_int_equal(choose(page, &marks), OK);
    is_shown(page, "First", false);
    is_shown(page, "Second", true);
    assert_false(block_with(page, "Second")->dropped);
    page_free(page);
}

static void an_overlay_comes_back_whole(void **state)
{
    (void)state;
    struct page *page = split(marked, NULL);
    uint32_t list_first = block_with(page, "One")->owner, id = list_first;
    struct node_range range = {list_first, page->nodes[list_first - 1].end};
    struct overlay overlay = {
        .kind = PART_PAYWALL, .id = id, .ranges = &range, .n_ranges = 1};
    struct overlay_list list = {&overlay, 1};
    struct marks marks = {.keep = &id, .n_keep = 1};

    page->overlays = &list;
    for (uint32_t n = range.first; n < range.end; n++)
        page->nodes[n].marks |= NODE_OVERLAY;
    block_with(page, "One")->overlay = block_with(page, "Two")->overlay = 1;
    choose(page, &marks);
    is_shown(page, "One", true);
    is_shown(page, "Two", true);
    for (uint32_t n = range.first; n < range.end; n++)
        assert_int_equal(page->nodes[n].marks & NODE_OVERLAY, 0);
    page_free(page);
}

static void numbers_that_name_nothing_are_ignored(void **state)
{
    (void)state;
    struct page *page = split(marked, NULL);
    uint32_t ids[] = {4000000, UINT32_MAX};
    struct marks marks = {.keep = ids, .drop = ids, .n_keep = 2, .n_drop = 2};

    assert_int_equal(choose(page, &marks), OK);
    is_shown(page, "First", true);
    page_free(page);
}

static uint32_t find(struct page *page, enum tag tag)
{
    uint32_t n = node_find(page, 0, 0, tag);

    assert_int_not_equal(n, NO_NODE);
    return n;
}

static void pictures_come_with_their_text(void **state)
{
    (void)state;
    struct page *page =
        split("<body><main><p>First, " LONG "</p><div><img src=a.jpg></div>"
              "<figure><img src=b.jpg><figcaption>Caption</figcaption></figure>"
              "<p>Second, " LONG "</p><div><a href=x><h4>Another story of today</h4>"
              "<object></object><picture><img src=c.jpg></picture></a></div></main>",
              NULL);

    choose(page, NULL);
    assert_true(page->nodes[find(page, TAG_IMG)].marks & NODE_KEEP);
    assert_true(page->nodes[find(page, TAG_FIGURE)].marks & NODE_KEEP);
    is_shown(page, "Caption", true);
    assert_false(page->nodes[find(page, TAG_PICTURE)].marks & NODE_KEEP);
    page_free(page);
}

/* The first picture, the figure and the caption after the reader dropped `id`. */
static void what_stays_without(const char *html, uint32_t id, bool img, bool figure,
                               bool caption)
{
    struct page *page = split(html, NULL);
    struct marks marks = {.drop = &id, .n_drop = 1};

    assert_int_equal(choose(page, &marks), OK);
    assert_int_equal(page->nodes[find(page, TAG_IMG)].marks & NODE_KEEP, img);
    assert_int_equal(page->nodes[find(page, TAG_FIGURE)].marks & NODE_KEEP, figure);
    is_shown(page, "Caption", caption);
    assert_int_equal(block_with(page, "Caption")->dropped, !caption);
    is_shown(page, "Second", true);
    page_free(page);
}

static void pictures_and_captions_go_by_their_ids(void **state)
{
    (void)state;
    static const char html[] =
        "<body><main><p>First, " LONG "</p><figure><img src=b.jpg>"
        "<figcaption>Caption</figcaption></figure><p>Second, " LONG "</p></main>";
    struct page *page = split(html, NULL);
    uint32_t img = find(page, TAG_IMG), figure = find(page, TAG_FIGURE);
    uint32_t caption = block_with(page, "Caption")->first;

    page_free(page);
    what_stays_without(html, caption, true, true, false);
    what_stays_without(html, img, false, true, true);
    what_stays_without(html, figure, false, false, false);
    what_stays_without(html, 4000000, true, true, true);
}

static void wrappers_around_it_all_stay_unmarked(void **state)
{
    (void)state;
    struct page *page = split("<body><main><section><div><p>First, " LONG
                              "</p></div><p>Second, " LONG "</p></section></main>",
                              NULL);

    choose(page, NULL);
    assert_false(page->nodes[find(page, TAG_SECTION)].marks & NODE_KEEP);
    assert_true(page->nodes[find(page, TAG_DIV)].marks & NODE_KEEP);
    page_free(page);

    page = split("<body><ul><li><p>First, " LONG "</p><li><p>Second, " LONG "</p></ul>",
                 NULL);
    choose(page, NULL);
    assert_true(page->nodes[find(page, TAG_UL)].marks & NODE_KEEP);
    page_free(page);
}

static void empty_cells_keep_their_place(void **state)
{
    (void)state;
    struct page *page =
        split("<body><p>First, " LONG "</p><table><tr><td></td><td>1914</td></tr>"
              "<tr><td>Dead</td><td>20</td></tr></table><p>Second, " LONG "</p>",
              NULL);

    choose(page, NULL);
    is_shown(page, "1914", true);
    assert_true(page->nodes[find(page, TAG_TD)].marks & NODE_KEEP);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_paragraphs_and_not_the_menu),
        cmocka_unit_test(says_so_when_there_is_nothing),
        cmocka_unit_test(hidden_copies_go_and_a_hidden_article_stays),
        cmocka_unit_test(what_repeats_goes),
        cmocka_unit_test(claimed_text_is_out_and_unsure_text_in),
        cmocka_unit_test(a_part_comes_back_by_its_id),
        cmocka_unit_test(a_block_in_the_middle_of_a_part_comes_alone),
        cmocka_unit_test(blocks_and_subtrees_go_and_keeping_wins),
        cmocka_unit_test(an_overlay_comes_back_whole),
        cmocka_unit_test(numbers_that_name_nothing_are_ignored),
        cmocka_unit_test(pictures_come_with_their_text),
        cmocka_unit_test(pictures_and_captions_go_by_their_ids),
        cmocka_unit_test(wrappers_around_it_all_stay_unmarked),
        cmocka_unit_test(empty_cells_keep_their_place),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
