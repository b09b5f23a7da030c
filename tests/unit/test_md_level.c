#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/md_level.h"

static const struct md_level quote = {.quote = true};
static const struct md_level item = {.marker = "1. ", .indent = 3};

static void begins(struct md_levels *levels, bool blank, const char *want)
{
    struct strbuf out;

    strbuf_init(&out, 256);
    md_levels_begin(levels, blank, &out);
    assert_string_equal(out.bytes, want);
    strbuf_release(&out);
}

static void a_marker_stands_on_the_first_line(void **state)
{
    struct md_levels levels = {.n = 0};

    (void)state;
    md_levels_push(&levels, &quote);
    md_levels_push(&levels, &item);
    begins(&levels, false, "> 1. ");
    begins(&levels, false, ">    ");
    begins(&levels, true, ">");
    md_levels_pop(&levels);
    begins(&levels, false, "> ");
}

/* A blank line without the mark would end the quote; after its end one with it would begin
 * another. */
static void a_blank_line_repeats_quotes_that_go_on(void **state)
{
    struct md_levels levels = {.n = 0};
    struct strbuf out;

    (void)state;
    strbuf_init(&out, 256);
    md_levels_push(&levels, &item);
    md_levels_push(&levels, &quote);
    begins(&levels, false, "1. > ");
    levels.shared = levels.n;
    md_levels_blank(&levels, &out);
    assert_string_equal(out.bytes, "   >");
    strbuf_clear(&out);
    md_levels_pop(&levels);
    md_levels_blank(&levels, &out);
    assert_string_equal(out.bytes, "");
    strbuf_release(&out);
}

static void deeper_ones_stand_at_the_deepest(void **state)
{
    struct md_levels levels = {.n = 0};
    const struct md_level *innermost;

    (void)state;
    assert_null(md_levels_innermost(&levels));
    for (int i = 0; i < MD_LEVELS_MAX; i++)
        md_levels_push(&levels, &quote);
    md_levels_push(&levels, &item);
    innermost = md_levels_innermost(&levels);
    assert_ptr_equal(innermost, &levels.items[MD_LEVELS_MAX - 1]);
    assert_true(innermost->quote);
    for (int i = 0; i <= MD_LEVELS_MAX; i++)
        md_levels_pop(&levels);
    assert_null(md_levels_innermost(&levels));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_marker_stands_on_the_first_line),
        cmocka_unit_test(a_blank_line_repeats_quotes_that_go_on),
        cmocka_unit_test(deeper_ones_stand_at_the_deepest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
