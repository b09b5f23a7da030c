#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/amount.h"

static void amounts_are_read_however_they_are_grouped(void **state)
{
    static const struct {
        const char *text, *want;
    } table[] = {
        {"900", "900"},          {"2,700", "2700"},
        {"1,00,000", "100000"},  {"12,34,567.50", "1234567.50"},
        {"2,95 €", "2.95"},      {"4.90", "4.90"},
        {"1.234,56", "1234.56"}, {"1,234.56", "1234.56"},
        {"1'200.50", "1200.50"}, {"1’200", "1200"},
        {"1 299 Kč", "1299"},    {"5.00", "5"},
        {"0.99", "0.99"},        {"99:- SEK", "99"},
        {"12.000 ₫", "12000"},   {"0.123", "0"},
        {"2024 2025", "2024"},   {"1234567890123", NULL},
        {"€ 5", NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        struct amount amount;
        bool is = amount_read(table[i].text, strlen(table[i].text), 0, &amount);

        if (is != (table[i].want != NULL))
            fail_msg("\"%s\": %s", table[i].text, is ? amount.digits : "no amount");
        if (is && strcmp(amount.digits, table[i].want) != 0)
            fail_msg("\"%s\": %s, not %s", table[i].text, amount.digits, table[i].want);
    }
}

/* The dash says that nothing follows the point. */
static void an_amount_ends_behind_its_dash(void **state)
{
    static const char text[] = "99:- SEK";
    struct amount amount;

    (void)state;
    assert_true(amount_read(text, strlen(text), 0, &amount));
    assert_int_equal(amount.end, strlen("99:-"));
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
        assert_int_equal(amount_latin(table[i].text, strlen(table[i].text), &out),
                         table[i].want != NULL);
        assert_string_equal(out.bytes, table[i].want ? table[i].want : table[i].text);
        strbuf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_read_however_they_are_grouped),
        cmocka_unit_test(an_amount_ends_behind_its_dash),
        cmocka_unit_test(digits_of_other_scripts_become_latin),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
