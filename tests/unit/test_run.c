#include "engine/run.h"

#include "stages.h"

/* The one block that a run begins at, or how many there are. */
static uint32_t beginning(const struct ground *ground)
{
    for (uint32_t b = 0; b < ground->page->blocks->n; b++) {
        if (run_begins_at(ground, b))
            return b;
    }
    return ground->page->blocks->n;
}

static const char *const story =
    "<article><p>The ferry to the island leaves twice a day, and in winter once.</p>"
    "<p>Subscribe to continue reading</p><p>Already a subscriber? <a href=/l>Log "
    "in</a></p>"
    "<p>The captain, who has sailed it for thirty years, says it is the last one.</p>"
    "</article>";

static void a_prompt_goes_with_its_way_in_and_not_with_the_text(void **state)
{
    struct ground ground = ground_of(story);
    struct region run;

    (void)state;
    assert_int_equal(beginning(&ground), 1);
    run = run_around(&ground, 1, 0);
    assert_int_equal(run.first, 1);
    assert_int_equal(run.end, 3);
    assert_int_equal(run.element, NO_NODE);
    page_free(ground.page);
}

static void what_is_claimed_begins_and_joins_nothing(void **state)
{
    struct ground ground = ground_of(story);

    (void)state;
    ground.claimed[2] = true;
    assert_int_equal(run_around(&ground, 1, 0).end, 2);
    ground.claimed[1] = true;
    assert_false(run_begins_at(&ground, 1));
    page_free(ground.page);
}

/* A price in a sentence is told, one beside a button is asked. */
static void a_price_begins_a_run_where_it_is_for_sale(void **state)
{
    struct ground told = ground_of("<article><p>He paid €9 a month for it, he says.</p>"
                                   "<p>It was worth it.</p></article>");
    struct ground asked;

    (void)state;
    assert_int_equal(beginning(&told), told.page->blocks->n);
    page_free(told.page);
    asked =
        ground_of("<article><p>€9 a month</p><p><a href=/s>Subscribe</a></p></article>");
    assert_int_equal(beginning(&asked), 0);
    page_free(asked.page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_prompt_goes_with_its_way_in_and_not_with_the_text),
        cmocka_unit_test(what_is_claimed_begins_and_joins_nothing),
        cmocka_unit_test(a_price_begins_a_run_where_it_is_for_sale),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
