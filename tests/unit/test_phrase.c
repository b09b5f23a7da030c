#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/phrase.h"

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
    n = phrase_find(table, folded.bytes, folded.len, hits, 16);
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
        bool named = phrase_action(cases[i].label, strlen(cases[i].label), &action);

        if (named != (cases[i].action >= 0) || (named && (int)action != cases[i].action))
            fail_msg("%s: %d", cases[i].label, named ? (int)action : -1);
    }
}

static void languages_compare_by_their_first_part(void **state)
{
    (void)state;
    assert_true(phrase_same_lang("pt", "pt-BR"));
    assert_true(phrase_same_lang("zh-Hans", "zh"));
    assert_true(phrase_same_lang("no", "nb-NO"));
    assert_false(phrase_same_lang("en", "es"));
    assert_false(phrase_same_lang("fi", "fil"));
    assert_false(phrase_same_lang("fi", ""));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_found_whatever_the_typography),
        cmocka_unit_test(a_number_sign_is_one_short_token),
        cmocka_unit_test(a_leading_token_is_part_of_the_phrase),
        cmocka_unit_test(a_star_spans_a_few_words),
        cmocka_unit_test(phrases_begin_and_end_with_words),
        cmocka_unit_test(the_longest_phrase_hides_what_it_holds),
        cmocka_unit_test(labels_name_their_first_action),
        cmocka_unit_test(languages_compare_by_their_first_part),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
