#include "stages.h"

#include "base/array.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

static void a_heading_stands_where_its_text_does(void **state)
{
    (void)state;
    struct page *page = split(
        "<body><div><p>First, " LONG "</p><aside><h3>Background</h3>"
        "<p>The dam was built long ago, and rebuilt twice since then.</p></aside>"
        "<h3><button>Unfolds</button></h3>"
        "<p>Second comes the ferry, which runs again from Monday, twice a day.</p>"
        "<aside><h3>Elsewhere</h3></aside><p>Third, and last of all, come the people who "
        "have to walk.</p></div>",
        NULL);
    const uint16_t scores[] = {950, 150, 950, 150, 950, 150, 950};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Background", true);
    is_kept(page, "Unfolds", true);
    is_kept(page, "Elsewhere", false);
    page_free(page);
}

/* A heading goes with its section. One that the page left without any may be a line of the
 * text. */
static void a_heading_over_nothing_may_be_text(void **state)
{
    (void)state;
    struct page *page =
        split("<body><div><h2>Above it all</h2><p>First, " LONG " " LONG "</p>"
              "<h2>A line</h2><h2>A doubtful line</h2><h2>Left behind</h2>"
              "<p><a href=/a>Read</a></p><h2>Last of all</h2>"
              "<p>Second, " LONG " " LONG "</p><h2>The end</h2></div></body>",
              NULL);
    const uint16_t scores[] = {900, 950, 600, 480, 900, 10, 900, 950, 900};

    choose_by(page, scores, N_OF(scores));
    assert_true(page->article->keep_from <= 480);
    is_kept(page, "A line", true);
    is_kept(page, "A doubtful", false);
    is_kept(page, "Left behind", false);
    is_kept(page, "Last of all", true);
    is_kept(page, "The end", false);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_heading_stands_where_its_text_does),
        cmocka_unit_test(a_heading_over_nothing_may_be_text),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
