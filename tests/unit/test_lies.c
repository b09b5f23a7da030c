#include "engine/lies.h"

#include "stages.h"

#define TEXT                                                                            \
    "The ferry to the island leaves twice a day, and in winter once, as long as there " \
    "is no ice."

static uint32_t first_of(const struct page *page, enum tag tag)
{
    return node_find(page, page->body, page->body, tag);
}

static void what_stands_in_a_dialog_lies_in_one(void **state)
{
    struct page *page =
        split("<p>" TEXT "</p><p>" TEXT "</p><p>" TEXT "</p><p>" TEXT "</p>"
              "<div role=dialog><span>Welcome</span></div>",
              NULL);
    struct cues *cues = cue_read(page);

    (void)state;
    assert_int_equal(cues->lies[first_of(page, TAG_DIV)], LIES_DIALOG);
    assert_int_equal(cues->lies[first_of(page, TAG_SPAN)], LIES_DIALOG);
    assert_int_equal(cues->lies[first_of(page, TAG_P)], 0);
    page_free(page);
}

static void a_dialog_with_the_text_in_it_says_nothing(void **state)
{
    struct page *page =
        split("<div role=dialog><p>" TEXT "</p><p>" TEXT "</p></div>", NULL);
    struct cues *cues = cue_read(page);

    (void)state;
    assert_int_equal(cues->lies[first_of(page, TAG_P)], 0);
    page_free(page);
}

static void pictures_are_counted_before_each_node(void **state)
{
    struct page *page =
        split("<img src=a.png><p>" TEXT "</p><video src=v></video>", NULL);
    struct cues *cues = cue_read(page);

    (void)state;
    assert_int_equal(cues->media[page->body], 0);
    assert_int_equal(cues->media[first_of(page, TAG_P)], 1);
    assert_int_equal(cues->media[page->n_nodes], 2);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_in_a_dialog_lies_in_one),
        cmocka_unit_test(a_dialog_with_the_text_in_it_says_nothing),
        cmocka_unit_test(pictures_are_counted_before_each_node),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
