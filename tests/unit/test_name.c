#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "store/name.h"

static void expect(const char *title, const char *name)
{
    struct strbuf out;

    strbuf_init(&out, 4096);
    name_from_title(title, &out);
    assert_string_equal(out.bytes, name);
    strbuf_release(&out);
}

static void readable_titles_stay(void **state)
{
    (void)state;
    expect("A story", "A story");
    expect("Ελληνικά und Grüße, 日本語", "Ελληνικά und Grüße, 日本語");
    expect("  two\t\nlines \xc2\xa0 here ", "two lines here");
    expect("a.b.c", "a.b.c");
}

static void never_a_path(void **state)
{
    (void)state;
    expect("../../etc/passwd", "etc-passwd");
    expect("/etc/passwd", "etc-passwd");
    expect("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j");
}

static void today(char *name, size_t cap)
{
    time_t now = time(NULL);
    struct tm day;

    localtime_r(&now, &day);
    strftime(name, cap, "page-%Y-%m-%d", &day);
}

static void nothing_left_is_today(void **state)
{
    static const char *const empty[] = {"",    "..", ".-. ", " ", "\xe2\x80\xae",
                                        "///", NULL};
    char name[32];

    (void)state;
    today(name, sizeof name);
    for (size_t i = 0; empty[i]; i++)
        expect(empty[i], name);
    expect(NULL, name);
}

static void controls_and_bidi_go(void **state)
{
    (void)state;
    expect("evil\xe2\x80\xaegpj.exe", "evilgpj.exe");
    expect("a\x01"
           "b\x7f"
           "c\xc2\x85"
           "d",
           "abc d"); /* U+0085 is a line end: white space */
    expect("\xd8\x9cx\xe2\x81\xa6y\xe2\x81\xa9", "xy");
    expect("\xef\xbb\xbfmark", "mark");
}

static void edges(void **state)
{
    (void)state;
    expect("...hidden", "hidden");
    expect("-rf", "rf");
    expect("- . -x", "x");
    expect("The end...", "The end");
    expect("end . . ", "end");
}

static void device_names(void **state)
{
    (void)state;
    expect("CON", "_CON");
    expect("nul", "_nul");
    expect("com1.news", "_com1.news");
    expect("aux .txt", "_aux .txt");
    expect("LPT9", "_LPT9");
    expect("Console", "Console");
    expect("COM10", "COM10");
    expect("COMA", "COMA");
}

/* Bytes are counted, not characters, and no character is cut in two. */
static void long_names_are_cut(void **state)
{
    char title[2000];
    struct strbuf out;

    (void)state;
    for (size_t shift = 0; shift < 4; shift++) {
        size_t len = 0;

        for (; len < shift; len++)
            title[len] = 'a';
        for (; len < 1200; len += 3)
            memcpy(title + len, "\xe6\x97\xa5", 3);
        title[len] = '\0';
        strbuf_init(&out, 4096);
        name_from_title(title, &out);
        assert_true(out.len <= 180 && out.len > 176);
        assert_int_equal(text_valid(out.bytes, out.len), out.len);
        strbuf_release(&out);
    }
    memset(title, 'x', 400);
    memcpy(title, "con.", 4);
    title[400] = '\0';
    strbuf_init(&out, 4096);
    name_from_title(title, &out);
    assert_int_equal(out.len, 180);
    assert_memory_equal(out.bytes, "_con.x", 6);
    strbuf_release(&out);
}

static void cut_names_end_in_no_blank(void **state)
{
    char title[400];
    struct strbuf out;

    (void)state;
    memset(title, 'x', sizeof title);
    memcpy(title + 178, ". y", 3);
    title[399] = '\0';
    strbuf_init(&out, 4096);
    name_from_title(title, &out);
    assert_int_equal(out.len, 178);
    strbuf_release(&out);
}

static void invalid_bytes_become_valid(void **state)
{
    struct strbuf out;

    (void)state;
    strbuf_init(&out, 4096);
    name_from_title("a\xff\xc3(b", &out);
    assert_int_equal(text_valid(out.bytes, out.len), out.len);
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(readable_titles_stay),
        cmocka_unit_test(never_a_path),
        cmocka_unit_test(nothing_left_is_today),
        cmocka_unit_test(controls_and_bidi_go),
        cmocka_unit_test(edges),
        cmocka_unit_test(device_names),
        cmocka_unit_test(long_names_are_cut),
        cmocka_unit_test(cut_names_end_in_no_blank),
        cmocka_unit_test(invalid_bytes_become_valid),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
