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

/* On a page that calls itself an article, and whose story surely is it: branches that are
 * less sure go, but not the one above it, with what the story is about; nor does an aside
 * stay beside the story, however sure. */
static void what_stands_beside_the_story_goes(void **state)
{
    (void)state;
    struct page *page =
        split("<head><meta property=og:type "
              "content=article></head><body><article><h1>Title</h1>"
              "<div><div><p>A standfirst, " LONG "</p></div></div>"
              "<div><div><p>First, " LONG " " LONG " " LONG " " LONG "</p>"
              "<p>Second, " LONG " " LONG " " LONG " " LONG "</p></div></div>"
              "<div><div><p>A box, " LONG "</p></div></div></article>"
              "<aside><div><div><p>In brief, " LONG "</p></div></div></aside></body>",
              NULL);
    const uint16_t scores[] = {150, 500, 990, 990, 500, 990};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "A standfirst", true);
    is_kept(page, "First", true);
    is_kept(page, "A box", false);
    is_kept(page, "In brief", false);
    page_free(page);
}

static void code_between_kept_blocks_stays(void **state)
{
    (void)state;
    struct page *page =
        split("<body><div><p>First, " LONG "</p><pre>int main(void)</pre>"
              "<p>int words(void)</p><p>Second, " LONG "</p><pre>after(it)</pre></div>",
              NULL);
    const uint16_t scores[] = {950, 50, 50, 950, 50};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "int main", true);
    is_kept(page, "int words", false);
    is_kept(page, "after(it)", false);
    page_free(page);
}

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
        cmocka_unit_test(no_paragraph_is_lost_at_the_ends),
        cmocka_unit_test(the_first_and_the_last_line_stay),
        cmocka_unit_test(what_stands_beside_the_story_goes),
        cmocka_unit_test(code_between_kept_blocks_stays),
        cmocka_unit_test(units_stay_whole),
        cmocka_unit_test(a_unit_begins_before_what_was_kept_of_it),
        cmocka_unit_test(a_unit_is_in_the_text_not_around_it),
        cmocka_unit_test(a_heading_stands_where_its_text_does),
        cmocka_unit_test(a_heading_over_nothing_may_be_text),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
