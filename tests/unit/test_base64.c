#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/base64.h"

static void there_and_back(void **state)
{
    /* RFC 4648, section 10. */
    static const char *const pairs[][2] = {
        {"", ""},
        {"f", "Zg=="},
        {"fo", "Zm8="},
        {"foo", "Zm9v"},
        {"foob", "Zm9vYg=="},
        {"fooba", "Zm9vYmE="},
        {"foobar", "Zm9vYmFy"},
        {"\xff\xfe\xfd", "//79"},
    };
    struct strbuf out;

    (void)state;
    strbuf_init(&out, 100);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        strbuf_clear(&out);
        base64_encode(pairs[i][0], strlen(pairs[i][0]), &out);
        assert_string_equal(out.bytes, pairs[i][1]);
        strbuf_clear(&out);
        assert_true(base64_decode(pairs[i][1], strlen(pairs[i][1]), &out));
        assert_string_equal(out.bytes, pairs[i][0]);
    }
    strbuf_clear(&out);
    assert_true(base64_decode("Zm9v\n Yg==", 10, &out));
    assert_string_equal(out.bytes, "foob");
    assert_false(base64_decode("Zm9v<", 5, &out));
    assert_false(base64_decode("Zg==Zg==", 8, &out));
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
