#include "engine/contents.h"

#include "stages.h"

/* cue_read calls contents_read; what it left of a block's cues is seen in its phrase. */
static const struct cue *cue_of(const struct cues *cues, struct page *page, uint32_t b)
{
    assert_true(b < page->blocks->n);
    return &cues->blocks[b];
}

static void a_contents_line_and_its_heading_ask_for_nothing(void **state)
{
    struct page *page = split("<ul><li><a href=#a>Accept all cookies</a></ul>"
                              "<h2 id=a>Accept all cookies</h2><p>So it is done.</p>"
                              "<p>Accept all cookies</p>",
                              NULL);
    struct cues *cues = cue_read(page);

    (void)state;
    assert_true(cue_of(cues, page, 0)->contents);
    assert_int_equal(cue_of(cues, page, 0)->strong, 0);
    assert_int_equal(cue_of(cues, page, 1)->strong, 0);
    assert_int_not_equal(cue_of(cues, page, 3)->strong, 0);
    page_free(page);
}

/* A link elsewhere, and one to a heading above it, are no line of a list of contents. */
static void other_links_keep_what_they_ask_for(void **state)
{
    struct page *page = split("<h2>Accept all cookies</h2><p>So it is done.</p>"
                              "<p><a href=#a>Accept all cookies</a></p>"
                              "<p><a href=/a>Subscribe to continue reading</a></p>"
                              "<h2>Subscribe to continue reading</h2>",
                              NULL);
    struct cues *cues = cue_read(page);

    (void)state;
    assert_false(cue_of(cues, page, 2)->contents);
    assert_int_not_equal(cue_of(cues, page, 2)->strong, 0);
    assert_false(cue_of(cues, page, 3)->contents);
    assert_int_not_equal(cue_of(cues, page, 3)->strong, 0);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_contents_line_and_its_heading_ask_for_nothing),
        cmocka_unit_test(other_links_keep_what_they_ask_for),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
