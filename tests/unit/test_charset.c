#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "command/charset.h"

static void expect_bytes(const char *bytes, size_t len, const char *charset,
                         const char *text)
{
    struct strbuf out;

    strbuf_init(&out, 1 << 20);
    assert_string_equal(charset_decode(bytes, len, &out), charset);
    assert_int_equal(out.len, strlen(text));
    assert_string_equal(out.bytes, text);
    strbuf_release(&out);
}

/* sizeof, because UTF-16 has zero bytes. */
#define EXPECT(bytes, charset, text) expect_bytes(bytes, sizeof(bytes) - 1, charset, text)

static void marks_come_first(void **state)
{
    (void)state;
    EXPECT("\xef\xbb\xbf<p>\xc3\xa9", "utf-8", "<p>é");
    EXPECT("\xff\xfe<\0p\0>\0\xe9\0", "utf-16le", "<p>é");
    EXPECT("\xfe\xff\0<\0p\0>\0\xe9", "utf-16be", "<p>é");
    /* A surrogate pair, and half of one at the end. */
    EXPECT("\xff\xfe\x3d\xd8\x00\xde", "utf-16le", "\xf0\x9f\x98\x80");
    EXPECT("\xff\xfe"
           "a\0\x3d",
           "utf-16le", "a\xef\xbf\xbd");
}

static void valid_utf8_needs_no_label(void **state)
{
    (void)state;
    EXPECT("<p>日本語", "utf-8", "<p>日本語");
    EXPECT("<meta charset=iso-8859-1><p>é", "utf-8", "<meta charset=iso-8859-1><p>é");
    EXPECT("", "utf-8", "");
}

static void a_comment_declares_nothing(void **state)
{
    (void)state;
    EXPECT("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>\xcf",
           "windows-1251", "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>П");
    EXPECT("<!-- <meta charset=koi8-r>\xe9", "windows-1252",
           "<!-- <meta charset=koi8-r>é");
    EXPECT("<!---><meta charset=koi8-r>\xf0", "koi8-r", "<!---><meta charset=koi8-r>П");
}

static void declared_charsets(void **state)
{
    (void)state;
    EXPECT("<meta charset=\"windows-1251\">\xcf\xf0\xe8", "windows-1251",
           "<meta charset=\"windows-1251\">При");
    EXPECT(
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET=Shift_JIS'>\x93\xfa",
        "cp932",
        "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET=Shift_JIS'>日");
    EXPECT("<meta charset=gb2312>\xc4\xe3\xba\xc3", "gb18030",
           "<meta charset=gb2312>你好");
    EXPECT("<meta charset = koi8-r >\xf0", "koi8-r", "<meta charset = koi8-r >П");
}

static void old_names_mean_more(void **state)
{
    (void)state;
    /* 0x93 and 0x94 are quotes to every browser, whatever ISO 8859-1 says. */
    EXPECT("<meta charset=iso-8859-1>\x93x\x94", "windows-1252",
           "<meta charset=iso-8859-1>“x”");
    EXPECT("<meta charset=utf-16>\xe9", "utf-8", "<meta charset=utf-16>\xef\xbf\xbd");
    EXPECT("<meta charset=utf-8>a\xe9z", "utf-8", "<meta charset=utf-8>a\xef\xbf\xbdz");
}

static void nothing_known_is_1252(void **state)
{
    (void)state;
    EXPECT("caf\xe9 \x80", "windows-1252", "café €");
    EXPECT("<meta charset=klingon>\xe9", "windows-1252", "<meta charset=klingon>é");
    /* Known to iconv, but not to the web: a way to hide `<`. */
    EXPECT("<meta charset=utf-7>+ADw-\xe9", "windows-1252", "<meta charset=utf-7>+ADw-é");
    EXPECT("\x81", "windows-1252", "\xc2\x81");
}

static void a_broken_character_is_replaced(void **state)
{
    (void)state;
    EXPECT("<meta charset=euc-jp>\xff"
           "a\xc6\xfc",
           "euc-jp",
           "<meta charset=euc-jp>\xef\xbf\xbd"
           "a日");
    EXPECT("<meta charset=euc-jp>a\xc6", "euc-jp", "<meta charset=euc-jp>a\xef\xbf\xbd");
}

static void label_is(const char *bytes, const char *expected)
{
    char label[32];

    charset_declared(bytes, strlen(bytes), label);
    assert_string_equal(label, expected);
}

static void labels(void **state)
{
    char far[8192];

    (void)state;
    label_is("<meta charset=utf-8>", "utf-8");
    label_is("<meta name=charset content=x><meta charset='KOI8-R'>", "koi8-r");
    label_is("<meta content=\"charset; charset=big5\">", "big5");
    label_is("<p charset=big5>", "");
    label_is("<meta charset=>", "");
    label_is("<meta charset", "");
    label_is("<meta charset=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa>",
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
    memset(far, ' ', sizeof far - 1);
    far[sizeof far - 1] = '\0';
    memcpy(far + 4000, "<meta charset=big5>", 19);
    label_is(far, "big5");
    memset(far + 4000, ' ', 19);
    memcpy(far + 5000, "<meta charset=big5>", 19);
    label_is(far, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_come_first),
        cmocka_unit_test(valid_utf8_needs_no_label),
        cmocka_unit_test(a_comment_declares_nothing),
        cmocka_unit_test(declared_charsets),
        cmocka_unit_test(old_names_mean_more),
        cmocka_unit_test(nothing_known_is_1252),
        cmocka_unit_test(a_broken_character_is_replaced),
        cmocka_unit_test(labels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
