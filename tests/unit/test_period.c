#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/period.h"

static void periods_may_stand_alone(void **state)
{
    static const struct {
        const char *text, *lang, *period;
        bool counted;
    } cases[] = {
        {"3 Months", "en", "P3M", true},   {"1 Year", "en", "P1Y", true},
        {"2 Years", "en", "P2Y", true},    {"12-month", "en", "P12M", true},
        {"/ month", "en", "P1M", false},   {"per year", "en", "P1Y", false},
        {"Annual", "en", "P1Y", false},    {"1年間", "ja", "P1Y", true},
        {"3ヶ月", "ja", "P3M", true},      {"pro Monat", "de", "P1M", false},
        {"Quarterly", "en", "P3M", false}, {"Smart Quarterly", "en", NULL, false},
        {"3 Months free", "en", NULL, 0},  {"2024", "en", NULL, false},
        {"Mayday", "en", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        struct place place = {.lang = cases[i].lang};
        char period[8] = "";
        bool counted = false;
        struct strbuf folded;
        bool is;

        strbuf_init(&folded, 256);
        text_fold(cases[i].text, strlen(cases[i].text), &folded);
        is = period_is(folded.bytes, folded.len, &place, period, &counted);
        strbuf_release(&folded);

        if (is != (cases[i].period != NULL))
            fail_msg("\"%s\": %s", cases[i].text, is ? period : "no period");
        if (is && (strcmp(period, cases[i].period) != 0 || counted != cases[i].counted))
            fail_msg("\"%s\": %s", cases[i].text, period);
    }
}

static void a_short_text_may_name_a_period(void **state)
{
    static const struct {
        const char *text, *period;
    } cases[] = {
        {"3-month plan", "P3M"}, {"annual pass", "P1Y"}, {"pass for 2 weeks", "P2W"},
        {"an offer", NULL},      {"premium", NULL},
    };
    const struct place place = {.lang = "en"};

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        char period[8] = "";
        bool is = period_in(cases[i].text, strlen(cases[i].text), &place, period);

        if (is != (cases[i].period != NULL) ||
            (is && strcmp(period, cases[i].period) != 0))
            fail_msg("\"%s\": %s", cases[i].text, is ? period : "no period");
    }
}

static void free_says_nothing_else(void **state)
{
    const struct place place = {.lang = "en"};

    (void)state;
    assert_true(period_is_free("free", 4, &place));
    assert_false(period_is_free("free delivery", 13, &place));
    assert_false(period_is_free("", 0, &place));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(periods_may_stand_alone),
        cmocka_unit_test(a_short_text_may_name_a_period),
        cmocka_unit_test(free_says_nothing_else),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
