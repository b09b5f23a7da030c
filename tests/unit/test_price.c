#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/text.h"
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

static void amounts_are_read_however_they_are_grouped(void **state)
{
    static const struct shape shapes[] = {
        {"₹900", NULL, NULL, "900", "INR", ""},
        {"₹2,700", NULL, NULL, "2700", "INR", ""},
        {"₹1,00,000", NULL, NULL, "100000", "INR", ""},
        {"₹12,34,567.50", NULL, NULL, "1234567.50", "INR", ""},
        {"2,95 €", NULL, NULL, "2.95", "EUR", ""},
        {"€ 4.90", NULL, NULL, "4.90", "EUR", ""},
        {"€1.234,56", NULL, NULL, "1234.56", "EUR", ""},
        {"£1,234.56", NULL, NULL, "1234.56", "GBP", ""},
        {"CHF 1'200.50", NULL, NULL, "1200.50", "CHF", ""},
        {"CHF 1’200", NULL, NULL, "1200", "CHF", ""},
        {"1 299 Kč", NULL, NULL, "1299", "CZK", ""},
        {"€5.00", NULL, NULL, "5", "EUR", ""},
        {"€0.99", NULL, NULL, "0.99", "EUR", ""},
        {"99:- SEK", NULL, NULL, "99", "SEK", ""},
        {"12.000 ₫", NULL, NULL, "12000", "VND", ""},
    };

    (void)state;
    CHECK(shapes);
}

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

static void a_shared_sign_means_what_it_means_at_home(void **state)
{
    static const struct shape shapes[] = {
        {"$1 a week", "en", "news.example", "1", NULL, "P1W"},
        {"$1 a week", NULL, NULL, "1", NULL, "P1W"},
        {"$1 a week", "en-US", NULL, "1", "USD", "P1W"},
        {"$1 a week", "en-AU", "news.example.ca", "1", "AUD", "P1W"},
        {"$1 a week", "en", "news.example.ca", "1", "CAD", "P1W"},
        {"kr 99", "nb", NULL, "99", "NOK", ""},
        {"99 kr", "sv", NULL, "99", "SEK", ""},
        {"99 kr", "en", NULL, "99", NULL, ""},
        {"Rs. 500", "en-IN", NULL, "500", "INR", ""},
        {"¥30", "zh-Hans-CN", NULL, "30", "CNY", ""},
        {"¥30", "ja", NULL, "30", "JPY", ""},
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
        is = price_period(folded.bytes, folded.len, &place, period, &counted);
        strbuf_release(&folded);

        if (is != (cases[i].period != NULL))
            fail_msg("\"%s\": %s", cases[i].text, is ? period : "no period");
        if (is && (strcmp(period, cases[i].period) != 0 || counted != cases[i].counted))
            fail_msg("\"%s\": %s", cases[i].text, period);
    }
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

static void digits_of_other_scripts_become_latin(void **state)
{
    static const struct {
        const char *text, *want;
    } table[] = {
        {"٩٫٩٩ دولار", "9.99 دولار"},
        {"۱٬۲۰۰ تومان", "1,200 تومان"},
        {"१२० रुपये", "120 रुपये"},
        {"９８０円", "980円"},
        {"٨٩ دولار سنويا", "89 دولار سنويا"},
        {"9.99 دولار", NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        struct strbuf out;

        strbuf_init(&out, 256);
        assert_int_equal(price_digits(table[i].text, strlen(table[i].text), &out),
                         table[i].want != NULL);
        assert_string_equal(out.bytes, table[i].want ? table[i].want : table[i].text);
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_read_however_they_are_grouped),
        cmocka_unit_test(signs_stand_before_and_behind),
        cmocka_unit_test(a_shared_sign_means_what_it_means_at_home),
        cmocka_unit_test(the_period_stands_beside_the_price),
        cmocka_unit_test(other_numbers_are_no_prices),
        cmocka_unit_test(several_prices_are_read_one_after_another),
        cmocka_unit_test(periods_may_stand_alone),
        cmocka_unit_test(a_period_before_a_price_may_be_counted),
        cmocka_unit_test(what_is_paid_in_instalments_is_paid_by_the_month),
        cmocka_unit_test(digits_of_other_scripts_become_latin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
