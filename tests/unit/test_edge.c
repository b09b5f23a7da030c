#include "stages.h"

#include "base/array.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

static void no_paragraph_is_lost_at_the_ends(void **state)
{
    (void)state;
    struct page *page = split(
        "<body><p>Above all of it the paper says who it is, and since when.</p>"
        "<article><h1>Title</h1><p>Begins with a few words on what the text is about.</p>"
        "<p>By nobody</p><p>First, " LONG "</p>"
        "<p>Second comes the ferry, which runs again from Monday, twice a day.</p>"
        "<p>Thanks</p><p>Ends with what the mayor had to say of the new timetable.</p>"
        "<p>Too faint</p>"
        "<div><p>Elsewhere, and faint, is what the editors ask of us.</p></div>"
        "<blockquote>First, " LONG "</blockquote></article>",
        NULL);
    const uint16_t scores[] = {150, 300, 150, 150, 950, 950, 80, 350, 90, 250, 900};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Above", false);
    is_kept(page, "Begins", true);
    is_kept(page, "By nobody", false);
    is_kept(page, "Second", true);
    is_kept(page, "Thanks", false);
    is_kept(page, "Ends", true);
    is_kept(page, "Too faint", false);
    is_kept(page, "Elsewhere", false);
    /* What went for another reason than its score does not come back. */
    assert_false(page->blocks->items[10].keep);
    page_free(page);
}

/* A standfirst is no running text, nor is the line that closes a report; a dateline and a
 * row of links are neither. */
static void the_first_and_the_last_line_stay(void **state)
{
    (void)state;
    struct page *page = split(
        "<body><article><h1>Title</h1><p>What a new ferry may mean for the valley</p>"
        "<p>3 May, two minutes</p><div><p>First, " LONG "</p>"
        "<p>Second comes the ferry, which runs again from Monday, twice a day.</p>"
        "<p>Printed in the Evening Post, too</p>"
        "<p><a href=/a>A row of</a> <a href=/b>links</a></p></div>"
        "<p>Beside it stands what the editors ask</p></article>",
        NULL);
    const uint16_t scores[] = {150, 150, 150, 950, 950, 100, 100, 100};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "What a new", true);
    is_kept(page, "3 May", false);
    is_kept(page, "Printed", true);
    is_kept(page, "A row", false);
    is_kept(page, "Beside it", false);
    page_free(page);
}

/* Where no h1 is, the block that says the title is the headline. */
static void a_headline_need_not_be_a_heading(void **state)
{
    (void)state;
    struct page *page =
        split("<title>A new ferry for the valley</title><body>"
              "<p>Above all of it the paper says who it is, and since when.</p>"
              "<div>A new ferry for the valley</div>"
              "<p>Begins with a few words on what the text is about.</p>"
              "<h2>Monday</h2><p>First, " LONG "</p><p>Second, " LONG "</p>",
              NULL);
    const uint16_t scores[] = {150, 300, 150, 150, 950, 950};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Above", false);
    is_kept(page, "Begins", true);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_paragraph_is_lost_at_the_ends),
        cmocka_unit_test(the_first_and_the_last_line_stay),
        cmocka_unit_test(a_headline_need_not_be_a_heading),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
