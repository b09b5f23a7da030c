#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <jansson.h>

#include "base/json.h"

static void writes_what_a_parser_reads_back(void **state)
{
    (void)state;
    char text[300];
    for (int i = 0; i < 127; i++)
        text[i] = (char)(i + 1);
    strcpy(text + 127, "\"\\/ é 中 \xF0\x9F\x98\x80");
    struct strbuf out;
    strbuf_init(&out, 4096);
    json_put(&out, text, strlen(text));
    assert_int_equal(out.len - 2, json_escaped_len(text, strlen(text)));
    json_t *read = json_loadb(out.bytes, out.len, JSON_DECODE_ANY, NULL);
    assert_non_null(read);
    assert_string_equal(json_string_value(read), text);
    json_decref(read);
    strbuf_release(&out);
}

static void replaces_bad_bytes(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 100);
    json_put(&out, "a\xFF\0b", 4);
    assert_string_equal(out.bytes, "\"a\xEF\xBF\xBD\\u0000b\"");
    assert_int_equal(json_escaped_len("a\xFF\0b", 4), out.len - 2);
    strbuf_release(&out);
}

static void separates_keys(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 100);
    strbuf_putc(&out, '{');
    json_put_key(&out, "a");
    json_put_text(&out, NULL);
    json_put_key(&out, "b");
    json_put_text(&out, "{");
    json_put_key(&out, "c");
    strbuf_puts(&out, "1}");
    assert_string_equal(out.bytes, "{\"a\":null,\"b\":\"{\",\"c\":1}");
    strbuf_release(&out);
}

static void writes_members(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 100);
    strbuf_putc(&out, '{');
    json_put_member(&out, "a", "x");
    json_put_number(&out, "b", SIZE_MAX);
    json_put_flag(&out, "c", true);
    json_put_flag(&out, "d", false);
    strbuf_putc(&out, '}');
    assert_string_equal(
        out.bytes, "{\"a\":\"x\",\"b\":18446744073709551615,\"c\":true,\"d\":false}");
    strbuf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_what_a_parser_reads_back),
        cmocka_unit_test(replaces_bad_bytes),
        cmocka_unit_test(separates_keys),
        cmocka_unit_test(writes_members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
