#include "stages.h"

#include "base/array.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_beside_the_story_goes),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
