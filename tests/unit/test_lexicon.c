#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/lexicon.h"

static struct class_hits classes(const char *value)
{
    struct class_hits hits = {0};

    lexicon_classes(value, &hits);
    return hits;
}

static void class_names_are_split_before_they_are_compared(void **state)
{
    (void)state;
    assert_int_equal(classes("c-newsletter__title").strong, 1 << KIND_NEWSLETTER);
    assert_int_equal(classes("siteNewsletterBox").strong, 1 << KIND_NEWSLETTER);
    assert_int_equal(classes("x cookieBanner y").strong, 1 << KIND_CONSENT);
    assert_int_equal(classes("sign_up-box").weak, 1 << KIND_NEWSLETTER);
    assert_int_equal(classes("shadow cookiecutter").strong, 0);
    assert_int_equal(classes("promontory designate").weak, 0);
    assert_null(classes("story body wide").word);
}

static void wrappers_of_article_text_say_nothing(void **state)
{
    (void)state;
    assert_true(classes("newsletter-post post").content);
    assert_int_equal(classes("newsletter-post post").strong, 0);
    assert_int_equal(classes("meteredContent").strong | classes("meteredContent").weak,
                     0);
    assert_int_equal(classes("paywall").strong, 1 << KIND_PAYWALL);
}

static const char *vendor_name(enum vendor_place place, const char *name)
{
    const struct vendor *vendor = lexicon_vendor(place, name, strlen(name));

    return vendor ? vendor->name : "";
}

/* The kinds of one list are numbered as those of another. */
static void every_kind_of_place_has_its_bit(void **state)
{
    (void)state;
    for (size_t i = 0; i < zone_words.n; i++) {
        struct class_hits overlays = {0}, zones = {0};

        lexicon_names(zone_words.items[i].word, &overlays, &zones);
        assert_true((zones.strong | zones.weak) & 1u << zone_words.items[i].kind);
    }
}

static void vendors_are_known_by_their_marks(void **state)
{
    (void)state;
    assert_string_equal(vendor_name(PLACE_CLASS, "tp-modal"), "piano");
    assert_string_equal(vendor_name(PLACE_CLASS, "tp-modals"), "");
    assert_string_equal(vendor_name(PLACE_CLASS, "tp-moda"), "");
    assert_string_equal(vendor_name(PLACE_ID, "sp_message_container_123"), "sourcepoint");
    assert_string_equal(vendor_name(PLACE_ID, "CybotCookiebotDialog"), "cookiebot");
    assert_string_equal(vendor_name(PLACE_ID, "cybotcookiebotdialog"), "");
    assert_string_equal(vendor_name(PLACE_HOST, "buy.tinypass.com"), "piano");
    assert_string_equal(vendor_name(PLACE_HOST, "nottinypass.com"), "");
    assert_string_equal(vendor_name(PLACE_ROOT, "tp-modal-open"), "piano");
    assert_string_equal(vendor_name(PLACE_TAG, "amp-consent"), "amp");
    assert_non_null(lexicon_vendor_attr("subscriptions-section", "actions"));
    assert_null(lexicon_vendor_attr("subscriptions-section", "content"));
    assert_non_null(
        lexicon_vendor_attr("action", "https://x.us1.list-manage.com/subscribe/post"));
    assert_null(lexicon_vendor_attr("action", "/subscribe"));
}

static void roles_are_read_without_case(void **state)
{
    enum role_kind role;

    (void)state;
    assert_true(lexicon_role("Dialog", &role));
    assert_int_equal(role, ROLE_DIALOG);
    assert_true(lexicon_role("contentinfo", &role));
    assert_int_equal(role, ROLE_FRAME);
    assert_false(lexicon_role("button", &role));
}

static void heads_pass(const struct phrase_table *table)
{
    for (size_t i = 0; i < table->n; i++) {
        const struct phrase *phrase = &table->items[i];

        assert_true(
            sieve_begins(&table->sieve, phrase->text + phrase->head, phrase->head_len));
    }
}

static void first_parts_pass(const struct class_table *table)
{
    for (size_t i = 0; i < table->n; i++) {
        const char *word = table->items[i].word;

        assert_true(sieve_has(&table->sieve, word, strcspn(word, "-")));
    }
}

/* What a sieve held back would never be looked up. */
static void sieves_let_every_word_pass(void **state)
{
    (void)state;
    heads_pass(&gate_phrases);
    heads_pass(&access_phrases);
    heads_pass(&action_phrases);
    heads_pass(&field_phrases);
    heads_pass(&term_phrases);
    heads_pass(&period_phrases);
    heads_pass(&byline_phrases);
    heads_pass(&date_phrases);
    first_parts_pass(&class_words);
    first_parts_pass(&zone_words);
    first_parts_pass(&label_words);
    for (size_t i = 0; i < n_money_signs; i++)
        assert_true(
            sieve_begins(&money_sieve, money_signs[i].sign, strlen(money_signs[i].sign)));
    for (size_t i = 0; i < vendor_places[PLACE_ID_ANY]; i++) {
        enum vendor_place place = PLACE_ID;

        while (i >= vendor_places[place + 1])
            place++;
        assert_true(sieve_has(&vendor_sieves[place], vendor_marks[i].text,
                              strlen(vendor_marks[i].text)));
    }
    for (size_t i = vendor_places[PLACE_ID_ANY]; i < vendor_places[N_VENDOR_PLACES];
         i++) {
        bool is_id = i < vendor_places[PLACE_CLASS_ANY];

        assert_true(sieve_begins(&vendor_sieves[is_id ? PLACE_ID_ANY : PLACE_CLASS_ANY],
                                 vendor_marks[i].text, strlen(vendor_marks[i].text)));
    }
}

/* And one that held nothing back would be no sieve: of these words, which are none of the
 * vocabulary's, one in eight may pass. */
static void sieves_hold_other_words_back(void **state)
{
    size_t n_passed = 0, n_class = 0;

    (void)state;
    for (unsigned i = 0; i < 4096; i++) {
        char word[16];
        int len = snprintf(word, sizeof word, "%c%c%x%c%c", 'a' + (int)(i % 26),
                           'a' + (int)(i / 26 % 26), i, 'a' + (int)(i % 25), 'z');

        n_passed += sieve_begins(&gate_phrases.sieve, word, (size_t)len);
        n_class += sieve_has(&class_words.sieve, word, (size_t)len);
    }
    assert_true(n_passed < 512);
    assert_true(n_class < 512);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(class_names_are_split_before_they_are_compared),
        cmocka_unit_test(wrappers_of_article_text_say_nothing),
        cmocka_unit_test(every_kind_of_place_has_its_bit),
        cmocka_unit_test(vendors_are_known_by_their_marks),
        cmocka_unit_test(roles_are_read_without_case),
        cmocka_unit_test(sieves_let_every_word_pass),
        cmocka_unit_test(sieves_hold_other_words_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
