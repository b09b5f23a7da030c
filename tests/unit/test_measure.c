#include "stages.h"

#include "engine/measure.h"

#define TEXT "<p>This paragraph is long enough, and it has a comma and a full stop.</p>"

/* What the block that holds `text` measures. */
static int value(struct page *page, const char *text, int measure)
{
    struct measures *measures = measure_sweep(page);
    int16_t row[N_MEASURES];

    measure_row(measures, (uint32_t)(block_with(page, text) - page->blocks->items), row);
    return row[measure];
}

static struct page *sweep(const char *html, const char *stamp)
{
    struct page *page = split(html, stamp);

    feature_sweep(page);
    return page;
}

static void counts_the_text(void **state)
{
    (void)state;
    struct page *page = sweep("<body><p>In 1969 she paid $30, then left; <a href=/x>two "
                              "words</a>.</p><p>And then\342\200\246</p>",
                              NULL);

    assert_int_equal(value(page, "1969", M_t_words), 9);
    assert_int_equal(value(page, "1969", M_t_years), 1);
    assert_int_equal(value(page, "1969", M_t_money), 1);
    assert_int_equal(value(page, "1969", M_t_commas), 2);
    assert_int_equal(value(page, "1969", M_t_links), 222);
    assert_int_equal(value(page, "1969", M_t_ends), 1);
    assert_int_equal(value(page, "And then", M_t_ends), 3);
    page_free(page);
}

static void knows_where_a_block_stands(void **state)
{
    (void)state;
    struct page *page = sweep(
        "<body><header><p>Above</p></header><div class=side-bar><div><p>Beside</p></div>"
        "</div><main>" TEXT TEXT "<div><span>Between</span></div>" TEXT "</main></body>",
        NULL);

    assert_int_equal(value(page, "Above", M_half_side), 0);
    assert_int_equal(value(page, "Between", M_half_side), 1);
    assert_int_equal(value(page, "Between", M_half_up), 0);
    assert_int_equal(value(page, "Beside", M_half_up), 1);
    assert_int_equal(value(page, "Between", M_AROUND + AROUND_MAIN), 2);
    assert_int_equal(value(page, "Beside", M_AROUND + AROUND_MAIN), AROUND_FAR);
    assert_int_equal(value(page, "Beside", M_AROUND + N_AROUND_TAGS + ZONE_KIND_ASIDE),
                     2);
    assert_int_equal(value(page, "Beside", M_g_bad), 1);
    page_free(page);
}

static void sees_what_repeats(void **state)
{
    (void)state;
    struct page *page = sweep("<body><div><section class='card c1'><p>One and a half</p>"
                              "</section><section class='card c2'><p>Two</p></section>"
                              "<section class='card c3'><p>Three</p></section></div>"
                              "<p>Two</p>",
                              NULL);

    assert_int_equal(value(page, "Three", M_r1_n), 3);
    assert_int_equal(value(page, "Three", M_r1_up), 1);
    assert_int_equal(value(page, "Three", M_r1_mean), 2);
    assert_int_equal(value(page, "Three", M_y_n), 3);
    assert_int_equal(value(page, "Two", M_z_copies), 2);
    assert_int_equal(value(page, "Three", M_z_copies), 1);
    page_free(page);
}

static void knows_section_and_title(void **state)
{
    (void)state;
    struct page *page =
        sweep("<head><title>A heron at dawn - The Site</title></head><body><p>Menu</p>"
              "<h1>A heron at dawn</h1>" TEXT "<h2>Later</h2><p>Words of two</p>",
              NULL);

    assert_int_equal(value(page, "Menu", M_o_title), 199);
    assert_int_equal(value(page, "paragraph", M_o_title), 201);
    assert_int_equal(value(page, "paragraph", M_e_level), 1);
    assert_int_equal(value(page, "Words of", M_e_level), 2);
    assert_int_equal(value(page, "Words of", M_e_words), 3);
    assert_int_equal(value(page, "Words of", M_e_heading), 1);
    assert_int_equal(value(page, "Menu", M_e_level), 7);
    page_free(page);
}

/* What a browser saw is no part of what is learned. */
static void a_stamp_changes_nothing(void **state)
{
    (void)state;
    struct page *plain = sweep("<body>" TEXT "<div>" TEXT "</div>", NULL);
    struct page *seen = sweep("<body>" TEXT "<div s='hidden covers'>" TEXT "</div>", "s");
    struct measures *a = measure_sweep(plain), *b = measure_sweep(seen);

    assert_int_equal(plain->blocks->n, 2);
    for (uint32_t i = 0; i < 2; i++) {
        int16_t row_a[N_MEASURES], row_b[N_MEASURES];

        measure_row(a, i, row_a);
        measure_row(b, i, row_b);
        for (int k = 0; k < N_MEASURES; k++)
            if (row_a[k] != row_b[k] && strncmp(measure_rule(k).name, "core_", 5) != 0)
                fail_msg("%s: %d and %d", measure_rule(k).name, row_a[k], row_b[k]);
    }
    page_free(plain);
    page_free(seen);
}

static void stays_within_its_rules(void **state)
{
    (void)state;
    struct page *page = sweep("<body><div><p></p><a href=/>" TEXT "</a><br><br>x</div>"
                              "<ul><li>1<li>2<li>\343\201\202</ul>",
                              NULL);
    struct measures *m = measure_sweep(page);

    for (uint32_t i = 0; i < page->blocks->n; i++) {
        int16_t row[N_MEASURES];

        measure_row(m, i, row);
        for (int k = 0; k < N_MEASURES; k++)
            assert_in_range(row[k], 0, measure_rule(k).greatest);
    }
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_the_text),
        cmocka_unit_test(sees_what_repeats),
        cmocka_unit_test(knows_where_a_block_stands),
        cmocka_unit_test(knows_section_and_title),
        cmocka_unit_test(a_stamp_changes_nothing),
        cmocka_unit_test(stays_within_its_rules),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
