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

/* The strong phrases found in a text (all of tables that know no strength),
 * "one|another". */
static const char *found(const struct phrase_table *table, const char *text)
{
    static char line[1024];
    struct phrase_hit hits[16];
    struct strbuf folded;
    size_t n, used = 0;

    strbuf_init(&folded, 4096);
    text_fold(text, strlen(text), &folded);
    n = lexicon_phrases(table, folded.bytes, folded.len, hits, 16);
    line[0] = '\0';
    for (size_t i = 0; i < n; i++) {
        if (table == &gate_phrases && !hits[i].phrase->strong)
            continue;
        used += (size_t)snprintf(line + used, sizeof line - used, "%s%s", used ? "|" : "",
                                 hits[i].phrase->text);
    }
    strbuf_release(&folded);
    return line;
}

static void phrases_are_found_whatever_the_typography(void **state)
{
    (void)state;
    assert_string_equal(found(&gate_phrases, "You’ve read your  LAST free article"),
                        "you've read your last free article");
    assert_string_equal(found(&gate_phrases, "Réservé aux abonnés"),
                        "réservé aux abonnés");
    assert_string_equal(found(&gate_phrases, "以下は有料会員限定です"), "有料会員限定");
}

static void a_number_sign_is_one_short_token(void **state)
{
    static const char phrase[] = "you've reached your limit of # free articles";

    (void)state;
    assert_string_equal(
        found(&gate_phrases, "You've reached your limit of 5 free articles."), phrase);
    assert_string_equal(
        found(&gate_phrases, "You've reached your limit of five free articles"), phrase);
    assert_string_equal(
        found(&gate_phrases, "You've reached your limit of {{free_limit}} free articles"),
        phrase);
    assert_string_equal(
        found(&gate_phrases, "You've reached your limit of quite a few free articles"),
        "");
    assert_string_equal(
        found(&gate_phrases, "You've reached your limit of  free articles"), "");
}

static void a_leading_token_is_part_of_the_phrase(void **state)
{
    (void)state;
    assert_string_equal(found(&gate_phrases, "2 free articles left"),
                        "# free articles left");
    assert_string_equal(found(&term_phrases, "Now 50% off"), "#% off");
    assert_string_equal(found(&term_phrases, "% off"), "");
}

static void a_star_spans_a_few_words(void **state)
{
    (void)state;
    assert_string_equal(
        found(&gate_phrases, "This article is exclusive to our paying subscribers"),
        "this article is exclusive to * subscribers");
    assert_string_equal(
        found(&gate_phrases,
              "This article is exclusive to a story that goes on and on and on "
              "before it speaks of subscribers"),
        "");
}

static void phrases_begin_and_end_with_words(void **state)
{
    (void)state;
    assert_string_equal(found(&gate_phrases, "apple"), ""); /* app */
    assert_string_equal(found(&gate_phrases, "resubscribe to reading"), "");
    assert_string_equal(found(&gate_phrases, "Subscribe to readings"), "");
    assert_string_equal(found(&gate_phrases, "we use cookies"), "we use cookies");
}

static void the_longest_phrase_hides_what_it_holds(void **state)
{
    (void)state;
    assert_string_equal(found(&gate_phrases, "Subscribe to read the full story"),
                        "subscribe to read the full story");
}

static void labels_name_their_first_action(void **state)
{
    static const struct {
        const char *label;
        int action;
    } cases[] = {
        {"log in", ACTION_LOG_IN},
        {"subscribe to read the full story →", ACTION_SUBSCRIBE},
        {"subscribe - $1 a week", ACTION_SUBSCRIBE},
        {"no thanks, i don't want to subscribe", ACTION_DISMISS},
        {"create a free account", ACTION_REGISTER},
        {"accept all", ACTION_ACCEPT},
        {"reject all", ACTION_REJECT},
        {"cookie settings", ACTION_SETTINGS},
        {"alle akzeptieren", ACTION_ACCEPT},
        {"×", ACTION_DISMISS},
        {"ログイン", ACTION_LOG_IN},
        {"weather", -1},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        enum action_kind action = N_ACTION_KINDS;
        bool named = lexicon_action(cases[i].label, strlen(cases[i].label), &action);

        if (named != (cases[i].action >= 0) || (named && (int)action != cases[i].action))
            fail_msg("%s: %d", cases[i].label, named ? (int)action : -1);
    }
}

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

static void languages_compare_by_their_first_part(void **state)
{
    (void)state;
    assert_true(lexicon_same_lang("pt", "pt-BR"));
    assert_true(lexicon_same_lang("zh-Hans", "zh"));
    assert_true(lexicon_same_lang("no", "nb-NO"));
    assert_false(lexicon_same_lang("en", "es"));
    assert_false(lexicon_same_lang("fi", "fil"));
    assert_false(lexicon_same_lang("fi", ""));
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
        cmocka_unit_test(phrases_are_found_whatever_the_typography),
        cmocka_unit_test(a_number_sign_is_one_short_token),
        cmocka_unit_test(a_leading_token_is_part_of_the_phrase),
        cmocka_unit_test(a_star_spans_a_few_words),
        cmocka_unit_test(phrases_begin_and_end_with_words),
        cmocka_unit_test(the_longest_phrase_hides_what_it_holds),
        cmocka_unit_test(labels_name_their_first_action),
        cmocka_unit_test(class_names_are_split_before_they_are_compared),
        cmocka_unit_test(wrappers_of_article_text_say_nothing),
        cmocka_unit_test(every_kind_of_place_has_its_bit),
        cmocka_unit_test(vendors_are_known_by_their_marks),
        cmocka_unit_test(roles_are_read_without_case),
        cmocka_unit_test(languages_compare_by_their_first_part),
        cmocka_unit_test(sieves_let_every_word_pass),
        cmocka_unit_test(sieves_hold_other_words_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
