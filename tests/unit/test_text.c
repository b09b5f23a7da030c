#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "base/text.h"

static const char *run(void (*step)(const char *, size_t, struct strbuf *),
                       const char *text)
{
    static char result[1024];
    struct strbuf out;
    strbuf_init(&out, sizeof result - 1);
    step(text, strlen(text), &out);
    strcpy(result, out.bytes);
    strbuf_release(&out);
    return result;
}

static void steps_over_bad_bytes_one_at_a_time(void **state)
{
    (void)state;
    /* overlong, surrogate, above U+10FFFF, cut short: each byte is one U+FFFD */
    static const char *const bad[] = {"\xC0\xBC", "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xE2\x82"};
    for (size_t i = 0; i < N_OF(bad); i++) {
        const char *at = bad[i], *end = at + strlen(at);
        size_t steps = 0;
        for (; at < end; steps++)
            assert_int_equal(text_next(&at, end), 0xFFFD);
        assert_int_equal(steps, strlen(bad[i]));
        assert_int_equal(text_valid(bad[i], strlen(bad[i])), 0);
    }
}

static void finds_where_a_character_begins(void **state)
{
    static const char text[] = "a\xC3\xA9\xE2\x82\xAC";

    (void)state;
    assert_int_equal(text_start(text, 0), 0);
    assert_int_equal(text_start(text, 1), 1);
    assert_int_equal(text_start(text, 2), 1);
    assert_int_equal(text_start(text, 5), 3);
    assert_int_equal(text_start(text, 6), 6);
    assert_int_equal(text_start("\x82\x82", 1), 0); /* no beginning at all */
}

static void encodes_what_it_decodes(void **state)
{
    (void)state;
    for (uint32_t c = 1; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        char bytes[4];
        size_t len = text_encode(c, bytes);
        const char *at = bytes;
        uint32_t expected = c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c;
        assert_int_equal(text_next(&at, bytes + len), expected);
        assert_ptr_equal(at, bytes + len);
        assert_int_equal(text_valid(bytes, len), len);
    }
}

static void finds_the_first_bad_byte_at_any_place(void **state)
{
    (void)state;
    char text[64];
    for (size_t at = 0; at < sizeof text; at++) {
        memset(text, 'a', sizeof text);
        text[at] = (char)0xFF;
        assert_int_equal(text_valid(text, sizeof text), at);
    }
}

static void repairs_bad_bytes_and_nul(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 100);
    assert_int_equal(text_repair("a\0b\xFF\xC3\xA9", 6, &out), 2);
    assert_string_equal(out.bytes, "a\xEF\xBF\xBD"
                                   "b\xEF\xBF\xBD\xC3\xA9");
    strbuf_release(&out);
}

static size_t words(const char *text)
{
    return text_words(text, strlen(text));
}

static void counts_words_of_spaced_and_unspaced_scripts(void **state)
{
    (void)state;
    assert_int_equal(words(""), 0);
    assert_int_equal(words(" -- "), 0);
    assert_int_equal(words("one two\xC2\xA0three"), 3);
    assert_int_equal(words("don't l\xE2\x80\x99"
                           "eau"),
                     2);
    assert_int_equal(words("Привет, мир!"), 2);
    assert_int_equal(words("中文字"), 2);          /* every two characters, rounded up */
    assert_int_equal(words("iPhone を使う人"), 3); /* a word, four characters */
    assert_int_equal(words("مرحبا بالعالم"), 2);
}

static size_t sentences(const char *text)
{
    return text_sentences(text, strlen(text));
}

static void counts_sentences(void **state)
{
    (void)state;
    assert_int_equal(sentences("One. Two! Three?"), 3);
    assert_int_equal(sentences("Version 2.5 of example.com"), 0);
    assert_int_equal(sentences("He said \"Go.\" And went."), 2);
    assert_int_equal(sentences("一。二！三"), 2);
    assert_int_equal(sentences("यह है।"), 1);
    assert_int_equal(sentences("No stop"), 0);
}

static void folds_for_matching(void **state)
{
    (void)state;
    assert_string_equal(run(text_fold, "  You\xE2\x80\x99VE\n\treached  "),
                        "you've reached");
    assert_string_equal(run(text_fold, "ÀÉÎ Ÿ ŁÓDŹ ŽLUŤ"), "àéî ÿ łódź žluť");
    assert_string_equal(run(text_fold, "ПОДПИСКА Ёлка"), "подписка ёлка");
    assert_string_equal(run(text_fold, "ΣΥΝΔΡΟΜΉΣ"), "συνδρομήσ");
    assert_string_equal(run(text_fold, "ＡＢＣ１２３"), "abc123");
    assert_string_equal(run(text_fold, "İSTANBUL"), "istanbul");
    assert_string_equal(run(text_fold, "مُحَمَّد أحمد"), "محمد احمد");
    assert_string_equal(run(text_fold, "soft\xC2\xADhyphen a\xE2\x80\x93"
                                       "b"),
                        "softhyphen a-b");
}

static void folding_twice_changes_nothing(void **state)
{
    (void)state;
    struct strbuf once, twice;
    strbuf_init(&once, 64);
    strbuf_init(&twice, 64);
    for (uint32_t c = 1; c < 0x30000; c++) {
        char bytes[4];
        size_t len = text_encode(c, bytes);
        strbuf_clear(&once);
        strbuf_clear(&twice);
        text_fold(bytes, len, &once);
        text_fold(once.bytes, once.len, &twice);
        assert_string_equal(once.bytes, twice.bytes);
    }
    strbuf_release(&once);
    strbuf_release(&twice);
}

static void collapses_space_and_keeps_the_rest(void **state)
{
    (void)state;
    assert_string_equal(run(text_collapse, "\xE3\x80\x80 A \xC2\xA0 b\r\n"), "A b");
    assert_string_equal(run(text_collapse, " \n "), "");
    /* What a terminal would obey: escape, bell, delete, and the one-character CSI. */
    assert_string_equal(run(text_collapse, "a\x1b]0;b\x07 \x7f \xC2\x9B"
                                           "1mc"),
                        "a]0;b 1mc");
}

static void compares_ascii_without_case(void **state)
{
    (void)state;
    assert_true(text_equal_nocase("UTF-8", "utf-8"));
    assert_false(text_equal_nocase("UTF-8", "utf-81"));
    assert_false(text_equal_nocase("É", "é"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(steps_over_bad_bytes_one_at_a_time),
        cmocka_unit_test(finds_where_a_character_begins),
        cmocka_unit_test(encodes_what_it_decodes),
        cmocka_unit_test(finds_the_first_bad_byte_at_any_place),
        cmocka_unit_test(repairs_bad_bytes_and_nul),
        cmocka_unit_test(counts_words_of_spaced_and_unspaced_scripts),
        cmocka_unit_test(counts_sentences),
        cmocka_unit_test(folds_for_matching),
        cmocka_unit_test(folding_twice_changes_nothing),
        cmocka_unit_test(collapses_space_and_keeps_the_rest),
        cmocka_unit_test(compares_ascii_without_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
