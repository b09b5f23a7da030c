#include "stages.h"

#include "base/array.h"

#define POST(name, text, below)                            \
    "<div class=post><div><a class=username href=/u>" name \
    "</a></div><h3>Re: No train</h3>"                      \
    "<p>" text "</p>" below "</div>"

/* What each post repeats is the forum's: a title, a rank. Not what readers quote of each
 * other, nor what some of them say alike where it is all they say. */
static void lines_that_posts_have_in_common_go(void **state)
{
    (void)state;
    struct page *page = split(
        "<body><main>" POST("Ann", "Has anybody seen the train?", "<i>Member</i>") POST(
            "Ben", "It is closed.", "<blockquote>Ask at the mill.</blockquote>")
            POST("Cem", "Nobody knows.", "<blockquote>Ask at the mill.</blockquote>")
                POST("Dan", "Go by boat.", "<blockquote>Ask at the mill.</blockquote>")
                    POST("Eve", "Thanks", "") POST("Flo", "Thanks", "")
                        POST("Gus", "Thanks", "<p>Who steers?</p>") "</main></body>",
        NULL);
    uint16_t scores[26];

    for (size_t i = 0; i < N_OF(scores); i++)
        scores[i] = 900;
    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Ann", true);
    is_kept(page, "Re: No train", false);
    assert_string_equal(block_with(page, "Re: No train")->decided_by, "alike");
    is_kept(page, "Member", true);
    is_kept(page, "It is", true);
    is_kept(page, "Ask at", true);
    is_kept(page, "Thanks", true);
    page_free(page);
}

static void signatures_go(void **state)
{
    (void)state;
    struct page *page =
        split("<body><main>" POST("Ann", "Has anybody seen the train?",
                                  "<p class=signature>Slow and steady.</p>")
                  POST("Ben", "It is closed.",
                       "<div class=message-signature><p>My "
                       "site</p></div>") "</main><p class=signature>The "
                                         "editors</p></body>",
              NULL);
    uint16_t scores[9];

    for (size_t i = 0; i < N_OF(scores); i++)
        scores[i] = 900;
    choose_by(page, scores, N_OF(scores));
    is_kept(page, "Slow", false);
    is_kept(page, "My site", false);
    is_kept(page, "It is", true);
    is_kept(page, "The editors", true);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_posts_have_in_common_go),
        cmocka_unit_test(signatures_go),
    };

    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
