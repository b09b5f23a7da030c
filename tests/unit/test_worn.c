#include "engine/worn.h"

#include "base/array.h"
#include "stages.h"

#define TEXT                                                                            \
    "The ferry to the island leaves twice a day, and in winter once, as long as there " \
    "is no ice."
#define MANY "<p>" TEXT "</p><p>" TEXT "</p><p>" TEXT "</p><p>" TEXT "</p>"

static bool any_class(const struct cues *cues)
{
    for (size_t i = 0; i < cues->signs.n; i++) {
        if (cues->signs.items[i].classes.strong || cues->signs.items[i].classes.weak)
            return true;
    }
    return false;
}

static void a_name_on_the_paragraphs_says_nothing_of_one(void **state)
{
    static const struct {
        const char *html;
        bool told;
    } table[] = {
        /* On all paragraphs: theirs. */
        {"<p class=paywall>" TEXT "</p><p class=paywall>" TEXT
         "</p><p class=paywall>" TEXT "</p><p class=paywall>" TEXT "</p>",
         false},
        /* On one, or around no text: what it names. */
        {"<p class=paywall>" TEXT "</p>" MANY MANY, true},
        {MANY "<div class=paywall></div>", true},
        /* Something to press is a box of its own. */
        {"<div class=paywall>" TEXT "<button>Subscribe</button></div>"
         "<p class=paywall>" TEXT "</p><p class=paywall>" TEXT
         "</p><p class=paywall>" TEXT "</p><p class=paywall>" TEXT "</p>",
         true},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        struct page *page = split(table[i].html, NULL);

        if (any_class(cue_read(page)) != table[i].told)
            fail_msg("row %zu", i);
        page_free(page);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_on_the_paragraphs_says_nothing_of_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
