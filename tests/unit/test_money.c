#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/money.h"

static void a_shared_sign_means_what_it_means_at_home(void **state)
{
    static const struct {
        const char *sign, *lang, *host, *code;
    } table[] = {
        {"$", "en", "news.example", NULL},
        {"$", NULL, NULL, NULL},
        {"$", "en-US", NULL, "USD"},
        {"$", "en-AU", "news.example.ca", "AUD"},
        {"$", "en", "news.example.ca", "CAD"},
        {"kr", "nb", NULL, "NOK"},
        {"kr", "sv", NULL, "SEK"},
        {"kr", "en", NULL, NULL},
        {"Rs.", "en-IN", NULL, "INR"},
        {"¥", "zh-Hans-CN", NULL, "CNY"},
        {"¥", "ja", NULL, "JPY"},
        {"€", NULL, NULL, "EUR"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        struct place place = {.lang = table[i].lang, .host = table[i].host};
        size_t end = 0;
        const struct money_sign *sign =
            money_at(table[i].sign, strlen(table[i].sign), 0, &end);
        const char *code = sign ? money_code(sign, &place) : "no sign";

        assert_int_equal(end, strlen(table[i].sign));
        if ((code != NULL) != (table[i].code != NULL) ||
            (code && strcmp(code, table[i].code) != 0))
            fail_msg("\"%s\", %s: %s", table[i].sign,
                     table[i].lang ? table[i].lang : "no language", code);
    }
}

/* What the page states of its prices comes before where it is at home. */
static void a_stated_currency_is_believed_where_the_sign_can_mean_it(void **state)
{
    struct place place = {.lang = "en-US", .currency = "CAD"};
    size_t end;

    (void)state;
    assert_string_equal(money_code(money_at("$", 1, 0, &end), &place), "CAD");
    place.currency = "EUR";
    assert_string_equal(money_code(money_at("$", 1, 0, &end), &place), "USD");
}

static void a_sign_of_letters_is_a_word(void **state)
{
    static const char text[] = "krona 99 kr";
    size_t at, end;

    (void)state;
    assert_null(money_at("forms", 5, 2, &end)); /* "Rs" stands in it */
    assert_null(money_before(text, strlen(text), 2, &at));
    assert_non_null(money_before(text, strlen(text), strlen(text), &at));
    assert_int_equal(at, strlen("krona 99 "));
}

static void of_two_signs_the_certain_one_counts(void **state)
{
    const struct place place = {.lang = "en-US"};
    size_t end;
    const struct money_sign *dollar = money_at("$", 1, 0, &end);
    const struct money_sign *peso = money_at("COP", 3, 0, &end);

    (void)state;
    assert_string_equal(money_better("USD", peso, &place), "COP");
    assert_string_equal(money_better("COP", dollar, &place), "COP");
    assert_string_equal(money_better("COP", NULL, &place), "COP");
    assert_string_equal(money_better(NULL, dollar, &place), "USD");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shared_sign_means_what_it_means_at_home),
        cmocka_unit_test(a_stated_currency_is_believed_where_the_sign_can_mean_it),
        cmocka_unit_test(a_sign_of_letters_is_a_word),
        cmocka_unit_test(of_two_signs_the_certain_one_counts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
