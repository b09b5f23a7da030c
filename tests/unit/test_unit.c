#include "stages.h"

#include "base/array.h"
#include "engine/table.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

static void units_stay_whole(void **state)
{
    (void)state;
    struct page *page = split(
        "<body><div><p>First, " LONG "</p>"
        "<table><tr><th>Place</th><th>Rise</th></tr><tr><td>Bridge</td><td>two</td></tr>"
        "</table><ul><li>bread</li><li>butter</li></ul><ol><li>too doubtful</li></ol>"
        "<ul><li><a href=/a>All links</a></li></ul>"
        "<dl><dt>Weir</dt><dd>What holds the river up where the mill stands.</dd></dl>"
        "<p>Second comes the ferry, which runs again from Monday, twice a day.</p></div>",
        NULL);
    const uint16_t scores[] = {950, 200, 210, 220, 230, 300,
                               320, 290, 400, 150, 900, 950};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Place", true);
    is_kept(page, "Bridge", true);
    is_kept(page, "bread", true);
    is_kept(page, "butter", true);
    is_kept(page, "too doubtful", false);
    is_kept(page, "All links", false);
    is_kept(page, "Weir", true);
    page_free(page);
}

/* Nor does it take a long paragraph on the page. */
static void a_unit_begins_before_what_was_kept_of_it(void **state)
{
    (void)state;
    struct page *page = split("<body><dl><dt>HOLM</dt><dd>Good evening</dd><dt>BERG</dt>"
                              "<dd>To you, too</dd></dl></body>",
                              NULL);
    const uint16_t scores[] = {220, 800, 240, 800};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "HOLM", true);
    is_kept(page, "BERG", true);
    assert_string_equal(block_with(page, "HOLM")->decided_by, "unit");
    assert_null(block_with(page, "Good")->decided_by);
    page_free(page);
}

/* A menu that nobody closed holds all of the page, and most of it is kept. */
static void a_unit_is_in_the_text_not_around_it(void **state)
{
    (void)state;
    struct page *page =
        split("<body><ul><li>Fashion</li><li><div><p>First, " LONG
              "</p><p>Second comes the ferry, which runs again from Monday, "
              "twice a day.</p></div></li></ul></body>",
              NULL);
    const uint16_t scores[] = {20, 950, 950};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Fashion", false);
    page_free(page);
}

/* Its columns only set the formula in the middle, so it is taken apart; it is a unit all the
 * same. One that lays out text is none. */
static void a_formula_stays_with_its_number(void **state)
{
    (void)state;
    struct page *page =
        split("<body><div><p>First, " LONG "</p>"
              "<table><tr><td><math><mi>x</mi></math></td><td>(1)</td></tr></table>"
              "<p>Second comes the ferry, which runs again from Monday, twice a day.</p>"
              "<table role=presentation><tr><td>Box</td><td>Menu</td></tr></table>"
              "<p>Third, and last of all, come the people who have to walk.</p></div>",
              NULL);
    const uint16_t scores[] = {950, 220, 220, 950, 220, 220, 950};

    table_unwrap(page);
    choose_by(page, scores, N_OF(scores));
    is_kept(page, "(1)", true);
    is_kept(page, "Menu", false);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(units_stay_whole),
        cmocka_unit_test(a_unit_begins_before_what_was_kept_of_it),
        cmocka_unit_test(a_unit_is_in_the_text_not_around_it),
        cmocka_unit_test(a_formula_stays_with_its_number),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
