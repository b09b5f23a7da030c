#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/price.h"

struct shape {
    const char *text, *lang, *host;
    const char *amount, *currency, *period; /* amount NULL: no price */
};

static void check(const struct shape *shapes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct shape *want = &shapes[i];
        struct place place = {.lang = want->lang, .host = want->host};
        struct price got;

        if (!price_next(want->text, strlen(want->text), 0, &place, &got)) {
            if (want->amount)
                fail_msg("\"%s\": no price found", want->text);
            continue;
        }
        if (!want->amount)
            fail_msg("\"%s\": %s is no price", want->text, got.amount);
        else if (strcmp(got.amount, want->amount) != 0)
            fail_msg("\"%s\": amount %s, not %s", want->text, got.amount, want->amount);
        else if ((got.currency != NULL) != (want->currency != NULL) ||
                 (got.currency && strcmp(got.currency, want->currency) != 0))
            fail_msg("\"%s\": currency %s, not %s", want->text, got.currency,
                     want->currency);
        else if (strcmp(got.period, want->period) != 0)
            fail_msg("\"%s\": period %s, not %s", want->text, got.period, want->period);
    }
}

#define CHECK(shapes) check(shapes, N_OF(shapes))

static void signs_stand_before_and_behind(void **state)
{
    static const struct shape shapes[] = {
        {"R$5,94/mês", "pt", NULL, "5.94", "BRL", "P1M"},
        {"S/ 20", NULL, NULL, "20", "PEN", ""},
        /* Money in words. */
        {"9,99 Euro im Monat", "de", NULL, "9.99", "EUR", "P1M"},
        {"995 kronor per år", "sv", NULL, "995", "SEK", "P1Y"},
        {"99 kr i månaden", "sv", NULL, "99", "SEK", "P1M"},
        {"990 рублей в год", "ru", NULL, "990", "RUB", "P1Y"},
        {"19,90 złotych", "pl", NULL, "19.90", "PLN", ""},
        /* What the beginning costs. */
        {"1 kr i 3 månader", "sv", NULL, "1", "SEK", "P3M"},
        {"1 € le premier mois", "fr", NULL, "1", "EUR", "P1M"},
        {"$1 for the first 3 months", "en-US", NULL, "1", "USD", "P3M"},
        {"1 € el primer mes", "es", NULL, "1", "EUR", "P1M"},
        {"CHF 12.- per month", NULL, NULL, "12", "CHF", "P1M"},
        {"CHF 12.– per month", NULL, NULL, "12", "CHF", "P1M"},
        {"COP $900", NULL, NULL, "900", "COP", ""},
        {"$900 COP", NULL, NULL, "900", "COP", ""},
        {"US$ 12", "en-CA", NULL, "12", "USD", ""},
        {"9.99 EUR", NULL, NULL, "9.99", "EUR", ""},
        {"Rp 49.000", NULL, NULL, "49000", "IDR", ""},
        {"1.490 Ft", NULL, NULL, "1490", "HUF", ""},
        {"19,90 zł", NULL, NULL, "19.90", "PLN", ""},
        {"550円", NULL, NULL, "550", "JPY", ""},
        {"월 9,900원", "ko", NULL, "9900", "KRW", "P1M"},
        {"199 руб.", NULL, NULL, "199", "RUB", ""},
        {"5 euros par mois", "fr", NULL, "5", "EUR", "P1M"},
    };

    (void)state;
    CHECK(shapes);
}

static void the_period_stands_beside_the_price(void **state)
{
    static const struct shape shapes[] = {
        {"₹300/Month", "en", NULL, "300", "INR", "P1M"},
        {"£3 per month", "en", NULL, "3", "GBP", "P1M"},
        {"€12 for 3 months", "en", NULL, "12", "EUR", "P3M"},
        {"€8 every 4 weeks", "en", NULL, "8", "EUR", "P4W"},
        {"€99 / year", "en", NULL, "99", "EUR", "P1Y"},
        {"€99 (annually)", "en", NULL, "99", "EUR", "P1Y"},
        {"4,90 € im Monat", "de", NULL, "4.90", "EUR", "P1M"},
        {"9,90 € par mois", "fr", NULL, "9.90", "EUR", "P1M"},
        {"99 €/an", "fr", NULL, "99", "EUR", "P1Y"},
        {"99 € par an", "fr-FR", NULL, "99", "EUR", "P1Y"},
        {"€5 an article", "en", NULL, "5", "EUR", ""},
        {"4,99 € al mes", "es", NULL, "4.99", "EUR", "P1M"},
        {"月額550円", "ja", NULL, "550", "JPY", "P1M"},
        {"550円/月", "ja", NULL, "550", "JPY", "P1M"},
        {"Monthly: €5", "en", NULL, "5", "EUR", "P1M"},
        {"9.90 €/kk", "fi", NULL, "9.90", "EUR", "P1M"},
        {"£20 per quarter", "en", NULL, "20", "GBP", "P3M"},
        {"€150 lifetime", "en", NULL, "150", "EUR", ""},
        {"€5 for the first month", "en", NULL, "5", "EUR", "P1M"},
    };

    (void)state;
    CHECK(shapes);
}

static void other_numbers_are_no_prices(void **state)
{
    static const struct shape shapes[] = {
        {"1,000 people", NULL, NULL, NULL, NULL, NULL},
        {"20-day conflict", NULL, NULL, NULL, NULL, NULL},
        {"try 30 days free", NULL, NULL, NULL, NULL, NULL},
        {"save 20%", NULL, NULL, NULL, NULL, NULL},
        {"pen 5", NULL, NULL, NULL, NULL, NULL},
        {"5 krona", "sv", NULL, NULL, NULL, NULL},
        {"Chapter 7", NULL, NULL, NULL, NULL, NULL},
        {"FORMS 12", NULL, NULL, NULL, NULL, NULL},
        {"$", NULL, NULL, NULL, NULL, NULL},
        {"", NULL, NULL, NULL, NULL, NULL},
        {"€ 1234567890123456789", NULL, NULL, NULL, NULL, NULL},
    };

    (void)state;
    CHECK(shapes);
}

static void several_prices_are_read_one_after_another(void **state)
{
    static const char text[] = "€1 for 3 months, then €9.90/month";
    struct place place = {.lang = "en"};
    struct price first, second, third;

    (void)state;
    assert_true(price_next(text, strlen(text), 0, &place, &first));
    assert_string_equal(first.period, "P3M");
    assert_true(price_next(text, strlen(text), first.end, &place, &second));
    assert_string_equal(second.amount, "9.90");
    assert_string_equal(second.period, "P1M");
    assert_false(price_next(text, strlen(text), second.end, &place, &third));
}

static void a_period_before_a_price_may_be_counted(void **state)
{
    static const struct shape shapes[] = {
        {"4 Wochen für 1 €", "de", NULL, "1", "EUR", "P4W"},
        {"Drei Monate für 9 €", "de", NULL, "9", "EUR", "P3M"},
        {"3 months for $1", "en-US", NULL, "1", "USD", "P3M"},
        {"Seit 2024: Monat 9 €", "de", NULL, "9", "EUR", "P1M"},
        {"Monatlich 9 €", "de", NULL, "9", "EUR", "P1M"},
    };

    (void)state;
    CHECK(shapes);
}

/* "12x de R$ 29,90" is a year's price in its months; the period on the next line is another
 * plan's. */
static void what_is_paid_in_instalments_is_paid_by_the_month(void **state)
{
    static const struct shape shapes[] = {
        {"12x de R$ 29,90", "pt-BR", NULL, "29.90", "BRL", "P1M"},
        {"12 x R$ 29,90", "pt-BR", NULL, "29.90", "BRL", "P1M"},
        {"12\xc3\x97 9,99 €", "de", NULL, "9.99", "EUR", "P1M"},
        {"en 3 fois 9,90 €", "fr", NULL, "9.90", "EUR", "P1M"},
        {"6 cuotas de $ 999", "es-AR", NULL, "999", "ARS", "P1M"},
        {"4 installments of $12.50", "en-US", NULL, "12.50", "USD", "P1M"},
        {"12x de R$ 29,90 por ano", "pt-BR", NULL, "29.90", "BRL", "P1Y"},
        {"Max R$ 29,90", "pt-BR", NULL, "29.90", "BRL", ""},
        {"2024x R$ 29,90", "pt-BR", NULL, "29.90", "BRL", ""},
    };

    (void)state;
    CHECK(shapes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_stand_before_and_behind),
        cmocka_unit_test(the_period_stands_beside_the_price),
        cmocka_unit_test(other_numbers_are_no_prices),
        cmocka_unit_test(several_prices_are_read_one_after_another),
        cmocka_unit_test(a_period_before_a_price_may_be_counted),
        cmocka_unit_test(what_is_paid_in_instalments_is_paid_by_the_month),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
