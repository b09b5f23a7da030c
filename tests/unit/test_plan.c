#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/block.h"
#include "engine/plan.h"

/* The plans of a page as "name price currency period per-month", one a
 * line, "-" for NULL. */
static const char *plans(const char *lang, const char *body)
{
    static char out[2048];
    char html[4096];
    struct snapshot snapshot = {.html = html, .url = "https://news.example/"};
    struct page *page;
    struct place place;
    struct offer *offers;
    size_t n, used = 0;

    snapshot.html_len =
        (size_t)snprintf(html, sizeof html, "<html lang=%s><body>%s", lang, body);
    assert_true(snapshot.html_len < sizeof html);
    assert_int_equal(page_load(&snapshot, &page), OK);
    block_split(page);
    place = place_read(page);
    offers = plan_find(page, &place, 0, page->blocks->n, &n);
    out[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        const struct plan *p = &offers[i].plan;

        used += (size_t)snprintf(
            out + used, sizeof out - used, "%s%s %s %s %s %s", i ? "\n" : "",
            p->name ? p->name : "-", p->price ? p->price : "-",
            p->currency ? p->currency : "-", p->period ? p->period : "-",
            p->per_month ? p->per_month : "-");
    }
    page_free(page);
    return out;
}

static void lines_of_a_card_become_one_plan(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en-IN", "<div>Smart Quarterly</div><div>₹900</div><div>3 Months</div>"
                       "<div>₹300/Month</div><div>Super Saver</div><div>₹3,900</div>"
                       "<div>2 Years</div><div>₹162/Month</div>"),
        "Smart Quarterly 900 INR P3M 300\nSuper Saver 3900 INR P2Y 162");
}

static void price_and_period_may_share_a_line(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en-US", "<h3>Basic</h3><p>$4 per month</p><button>Subscribe</button>"
                       "<h3>All access</h3><p>$99 / year</p><p>Best value</p>"),
        "Basic 4 USD P1M -\nAll access 99 USD P1Y -");
}

static void a_badge_is_no_name(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en", "<p>Digital</p><p>Most popular</p><p>€9.90 a month</p>"),
        "Digital 9.90 EUR P1M -");
}

static void a_walls_heading_is_no_name(void **state)
{
    (void)state;
    assert_string_equal(plans("tr",
                              "<h3>Abonelere özel</h3><p>Aylık</p><p>49,90 TL/ay</p>"
                              "<p>Yıllık</p><p>499 TL/yıl</p>"),
                        "Aylık 49.90 TRY P1M -\nYıllık 499 TRY P1Y -");
}

static void a_period_over_a_price_names_the_plan_unless_counted(void **state)
{
    (void)state;
    assert_string_equal(plans("en", "<p>Annual</p><p>€99</p>"), "Annual 99 EUR P1Y -");
    assert_string_equal(plans("en", "<p>Print</p><p>12 months</p><p>€99</p>"),
                        "Print 99 EUR P12M -");
}

static void the_price_a_month_may_stand_first(void **state)
{
    (void)state;
    assert_string_equal(
        plans(
            "en",
            "<p>Yearly pass</p><p>€8.25/month</p><p>Billed annually at €99 per year</p>"),
        "Yearly pass 99 EUR P1Y 8.25");
}

static void what_is_said_twice_is_one_plan(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en-IN", "<p>Monthly pass</p><p>₹300</p><p>1 Month</p><p>₹300/Month</p>"
                       "<p>Yearly pass</p><p>₹2,400</p><p>365 days</p><p>₹200/Month</p>"),
        "Monthly pass 300 INR P1M -\nYearly pass 2400 INR P365D 200");
    assert_string_equal(
        plans("en-IN", "<p>Start</p><p>₹1 for 3 months, then ₹900</p><p>3 Months</p>"
                       "<p>Yearly pass</p><p>₹2,400</p><p>1 Year</p>"),
        "Start 1 INR P3M -\nYearly pass 2400 INR P1Y -");
}

static void other_languages_are_read(void **state)
{
    (void)state;
    assert_string_equal(
        plans("de", "<p>Digital-Abo</p><p>4,90 € im Monat</p><p>monatlich kündbar</p>"),
        "Digital-Abo 4.90 EUR P1M -");
    assert_string_equal(plans("ja", "<p>デジタルプラン</p><p>月額550円</p>"),
                        "デジタルプラン 550 JPY P1M -");
    assert_string_equal(plans("pt-BR", "<p>Assinatura Digital</p><p>R$5,94/mês</p>"),
                        "Assinatura Digital 5.94 BRL P1M -");
}

static void running_text_holds_no_plans(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en",
              "<p>The company said on Monday that it would pay €3,900 to each of the two "
              "hundred people who had lost their place within a year.</p>"),
        "");
    /* Nor does a name survive it. */
    assert_string_equal(
        plans(
            "en",
            "<h2>The offer</h2><p>What the company promised to those who had lost their "
            "place at the plant was, in the end, a good deal less.</p><p>€50</p>"),
        "- 50 EUR - -");
}

static void a_price_that_is_struck_out_is_not_the_price(void **state)
{
    (void)state;
    assert_string_equal(plans("en-IN",
                              "<h3>Digital</h3><p><s>₹1,800</s> ₹900</p>"
                              "<h3>Print</h3><del><p>₹2,800</p></del><p>₹1,900</p>"),
                        "Digital 900 INR - -\nPrint 1900 INR - -");
    assert_string_equal(
        plans("de",
              "<h3>Abo</h3><p><span style='text-decoration:line-through'>10 €</span> "
              "<b>5 €</b> im Monat</p><h3>Plus</h3><span class='price-old'>20 €</span>"
              "<p>15 € im Monat</p>"),
        "Abo 5 EUR P1M -\nPlus 15 EUR P1M -");
    assert_string_equal(plans("de", "<p>Abo</p><p>5 € statt 10 € im Monat</p>"),
                        "Abo 5 EUR P1M -");
    assert_string_equal(plans("en", "<p>Digital</p><p>Was €10, now €5 a month</p>"),
                        "Digital 5 EUR P1M -");
}

static void what_is_paid_later_is_no_price_a_month(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en", "<p>Digital</p><p>€1 for 3 months, then €9 per month</p>"),
        "Digital 1 EUR P3M -");
    assert_string_equal(plans("de", "<p>Digital</p><p>1 € für drei Monate</p>"
                                    "<p>danach 9 € im Monat</p>"),
                        "Digital 1 EUR P3M -");
    assert_string_equal(
        plans("hu", "<p>Digitális</p><p>Az első hónap 100 Ft, utána havi 1990 Ft.</p>"),
        "Digitális 100 HUF P1M -");
    /* Two prices for the same time are no two plans, whatever stands between them. */
    assert_string_equal(
        plans("en", "<p>Digital</p><p>€1 a month, whereupon €9 a month</p>"),
        "Digital 1 EUR P1M -");
}

static void a_name_may_say_for_how_long(void **state)
{
    (void)state;
    assert_string_equal(plans("en-IN", "<h3>3‑month plan</h3><p>₹900</p>"
                                       "<h3>One-year plan</h3><p>₹2,400</p>"),
                        "3‑month plan 900 INR P3M -\nOne-year plan 2400 INR P1Y -");
    assert_string_equal(plans("de", "<p>Jahresabo</p><p>99 €</p><p>Digital monatlich</p>"
                                    "<p>9 €</p>"),
                        "Jahresabo 99 EUR P1Y -\nDigital monatlich 9 EUR P1M -");
    /* What is said of the price itself counts more. */
    assert_string_equal(plans("en", "<p>Annual plan</p><p>€9 per month</p>"),
                        "Annual plan 9 EUR P1M -");
    assert_string_equal(plans("en", "<p>Annual plan</p><p>€99</p><p>12 months</p>"),
                        "Annual plan 99 EUR P12M -");
}

static void a_name_may_stand_on_the_line_of_its_price(void **state)
{
    (void)state;
    assert_string_equal(plans("en", "<p>Monthly €4.95 per month</p>"
                                    "<p>Yearly €49.50 per year</p>"),
                        "Monthly 4.95 EUR P1M -\nYearly 49.50 EUR P1Y -");
    assert_string_equal(plans("en", "<p>Basic: €4 a month</p><p>Plus – €9 a month</p>"),
                        "Basic 4 EUR P1M -\nPlus 9 EUR P1M -");
    assert_string_equal(
        plans("en", "<p><span>Reader</span> <b>€4</b>/month</p><p>Only €9 a month</p>"),
        "Reader 4 EUR P1M -\n- 9 EUR P1M -");
}

static void several_prices_of_a_line_are_several_plans(void **state)
{
    (void)state;
    assert_string_equal(plans("en", "<p>€5 a month or €50 a year</p>"),
                        "- 5 EUR P1M -\n- 50 EUR P1Y -");
    assert_string_equal(plans("en", "<p>€60 a year (€5 a month)</p>"), "- 60 EUR P1Y 5");
}

static void a_plan_may_be_free(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en", "<h3>Reader</h3><p>Free</p><h3>Plus</h3><p>€5 a month</p>"),
        "Reader 0 - - -\nPlus 5 EUR P1M -");
    assert_string_equal(plans("de", "<h3>Basis</h3><p>Kostenlos</p><h3>Plus</h3>"
                                    "<p>5 € im Monat</p>"),
                        "Basis 0 - - -\nPlus 5 EUR P1M -");
    assert_string_equal(plans("en", "<h3>Reader</h3><p>Free</p>"), "");
}

static void names_of_a_table_stand_over_their_prices(void **state)
{
    (void)state;
    assert_string_equal(
        plans("en",
              "<table><tr><td></td><th>Basic</th><th>Plus</th></tr>"
              "<tr><td>Price</td><td>€4 a month</td><td>€9 a month</td></tr></table>"),
        "Basic 4 EUR P1M -\nPlus 9 EUR P1M -");
}

static void the_page_may_say_its_currency(void **state)
{
    (void)state;
    assert_string_equal(plans("en", "<p>Plus</p><p>$5 a month</p>"), "Plus 5 - P1M -");
    assert_string_equal(plans("en",
                              "<meta property='product:price:currency' content='USD'>"
                              "<p>Plus</p><p>$5 a month</p>"),
                        "Plus 5 USD P1M -");
    assert_string_equal(plans("en", "<meta property='og:locale' content='en_CA'>"
                                    "<p>Plus</p><p>$5 a month</p>"),
                        "Plus 5 CAD P1M -");
    assert_string_equal(plans("en", "<meta itemprop='priceCurrency' content='EUR'>"
                                    "<p>Plus</p><p>$5 a month</p>"),
                        "Plus 5 - P1M -");
}

/* Cards without names: what is pressed under the first is not what the second is called. */
static void what_buys_a_plan_names_no_other(void **state)
{
    (void)state;
    assert_string_equal(plans("en-US",
                              "<div><p>$4.99 / month</p><button>Choose</button></div>"
                              "<div><p>$49 / year</p><button>Choose</button></div>"),
                        "- 4.99 USD P1M -\n- 49 USD P1Y -");
    assert_string_equal(plans("en-US",
                              "<div><p>$4.99 / month</p><a href=/b>Choose Basic</a></div>"
                              "<div><p>$49 / year</p><a href=/p>Choose Plus</a></div>"),
                        "- 4.99 USD P1M -\n- 49 USD P1Y -");
    assert_string_equal(plans("en-US",
                              "<div><a href=/b>Basic</a><p>$4.99 / month</p></div>"
                              "<div><a href=/p>Plus</a><p>$49 / year</p></div>"),
                        "Basic 4.99 USD P1M -\nPlus 49 USD P1Y -");
}

static void instalments_take_no_other_plans_period(void **state)
{
    (void)state;
    assert_string_equal(plans("pt-BR", "<p>Completo</p><p>12x de R$ 29,90</p>"
                                       "<p>Anual</p><p>R$ 299,00</p>"),
                        "Completo 29.90 BRL P1M -\nAnual 299 BRL P1Y -");
}

static void prices_stand_in_digits_of_other_scripts(void **state)
{
    (void)state;
    assert_string_equal(plans("ar", "<h4>الباقة الأساسية</h4><p>٩٫٩٩ دولار شهريا</p>"
                                    "<h4>الباقة السنوية</h4><p>٨٩ دولار سنويا</p>"),
                        "الباقة الأساسية 9.99 USD P1M -\nالباقة السنوية 89 USD P1Y -");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_a_card_become_one_plan),
        cmocka_unit_test(price_and_period_may_share_a_line),
        cmocka_unit_test(a_badge_is_no_name),
        cmocka_unit_test(a_walls_heading_is_no_name),
        cmocka_unit_test(a_period_over_a_price_names_the_plan_unless_counted),
        cmocka_unit_test(the_price_a_month_may_stand_first),
        cmocka_unit_test(what_is_said_twice_is_one_plan),
        cmocka_unit_test(other_languages_are_read),
        cmocka_unit_test(a_price_that_is_struck_out_is_not_the_price),
        cmocka_unit_test(what_is_paid_later_is_no_price_a_month),
        cmocka_unit_test(a_name_may_say_for_how_long),
        cmocka_unit_test(a_name_may_stand_on_the_line_of_its_price),
        cmocka_unit_test(several_prices_of_a_line_are_several_plans),
        cmocka_unit_test(a_plan_may_be_free),
        cmocka_unit_test(names_of_a_table_stand_over_their_prices),
        cmocka_unit_test(the_page_may_say_its_currency),
        cmocka_unit_test(running_text_holds_no_plans),
        cmocka_unit_test(what_buys_a_plan_names_no_other),
        cmocka_unit_test(instalments_take_no_other_plans_period),
        cmocka_unit_test(prices_stand_in_digits_of_other_scripts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
