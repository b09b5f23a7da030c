#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/array.h"
#include "engine/limits.h"
#include "wire/lift.h"

static const char *problem;

/* A copy of exactly the message's size, so that the sanitizer sees a read beyond it. */
static char *copy(const char *text, size_t len)
{
    char *bytes = malloc(len ? len : 1);
    assert_non_null(bytes);
    memcpy(bytes, text, len);
    return bytes;
}

static enum status lift_copy(struct lift *lift, const char *text, size_t len,
                             char **frame)
{
    *frame = copy(text, len);
    problem = NULL;
    return lift_html(lift, *frame, len, &problem);
}

static void assert_lifted(const char *frame, const char *envelope, const char *html)
{
    struct lift lift;
    char *bytes;
    lift_init(&lift);
    assert_int_equal(lift_copy(&lift, frame, strlen(frame), &bytes), OK);
    assert_string_equal(lift.envelope.bytes, envelope);
    if (html) {
        assert_non_null(lift.html);
        assert_int_equal(lift.html_len, strlen(html));
        assert_memory_equal(lift.html, html, lift.html_len);
    } else {
        assert_null(lift.html);
    }
    lift_release(&lift);
    free(bytes);
}

static void assert_refused(const char *frame, size_t len, const char *why)
{
    struct lift lift;
    char *bytes;
    lift_init(&lift);
    assert_int_equal(lift_copy(&lift, frame, len, &bytes), BAD_REQUEST);
    assert_non_null(strstr(problem, why));
    lift_release(&lift);
    free(bytes);
}

static void only_the_texts_own_member_is_lifted(void **state)
{
    (void)state;
    assert_lifted("{\"type\":\"part\",\"html\":\"<p>a</p>\",\"seq\":0}",
                  "{\"type\":\"part\",\"html\":\"\",\"seq\":0}", "<p>a</p>");
    assert_lifted("{ \"html\" :\n\t\"a\" }", "{ \"html\" :\n\t\"\" }", "a");
    assert_lifted("{\"html\":\"\"}", "{\"html\":\"\"}", "");
    /* Elsewhere, or of another kind, it is jansson's. */
    assert_lifted("{\"html\":1}", "{\"html\":1}", NULL);
    assert_lifted("{\"a\":{\"html\":\"b\"}}", "{\"a\":{\"html\":\"b\"}}", NULL);
    assert_lifted("{\"a\":\"html\",\"b\":\"c\"}", "{\"a\":\"html\",\"b\":\"c\"}", NULL);
    assert_lifted("{\"xhtml\":\"b\"}", "{\"xhtml\":\"b\"}", NULL);
    assert_lifted("{\"\\u0068tml\":\"b\"}", "{\"\\u0068tml\":\"b\"}", NULL);
    assert_lifted("{\"a\\\"html\":\"b\"}", "{\"a\\\"html\":\"b\"}", NULL);
    /* Twice: both leave their name behind, and jansson refuses that. */
    assert_lifted("{\"html\":\"a\",\"html\":\"b\"}", "{\"html\":\"\",\"html\":\"\"}",
                  "a");
}

static void escapes_are_undone(void **state)
{
    (void)state;
    assert_lifted("{\"html\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u20AC\\uD83D\\uDE00\"}",
                  "{\"html\":\"\"}",
                  "\"\\/\b\f\n\r\t\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

static void what_browsers_send_and_jansson_refuses_is_replaced(void **state)
{
    (void)state;
    struct lift lift;
    char *bytes;
    const char frame[] = "{\"title\":\"\\ud800x\\u0000\\\\u0000\","
                         "\"html\":\"\\udc00|\\ud800|\\ud800\\ud83d\\ude00|\\u0000\"}";
    lift_init(&lift);
    assert_int_equal(lift_copy(&lift, frame, sizeof frame - 1, &bytes), OK);
    assert_string_equal(lift.envelope.bytes,
                        "{\"title\":\"\\ufffdx\\ufffd\\\\u0000\",\"html\":\"\"}");
    const char html[] =
        "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD\xF0\x9F\x98\x80|\xEF\xBF\xBD";
    assert_int_equal(lift.html_len, sizeof html - 1);
    assert_memory_equal(lift.html, html, sizeof html - 1);
    assert_int_equal(lift.replaced, 6);
    lift_release(&lift);
    free(bytes);
}

static void what_is_broken_is_named(void **state)
{
    (void)state;
#define REFUSED(frame, why) assert_refused(frame, sizeof(frame) - 1, why)
    REFUSED("{\"a\":1\0}", "zero byte");
    REFUSED("{\"html\":\"a\0\"}", "zero byte");
    REFUSED("{\"html\":\"a\n\"}", "control");
    REFUSED("{\"html\":\"\x1f\"}", "control");
    REFUSED("{\"html\":\"\\x\"}", "escape");
    REFUSED("{\"html\":\"\\u00g0\"}", "escape");
    REFUSED("{\"html\":\"\\u00", "escape");
    REFUSED("{\"html\":\"abc", "ends inside");
    REFUSED("{\"html\":\"\xC3\"}", "UTF-8");
    REFUSED("{\"html\":\"\xC0\xAF\"}", "UTF-8");
    REFUSED("{\"html\":\"\xED\xA0\x80\"}", "UTF-8");
    REFUSED("{\"html\":\"\xF4\x90\x80\x80\"}", "UTF-8");
    REFUSED("{\"html\":\"a\x80\"}", "UTF-8");
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    char frame[2 * LIFT_NESTING + 8];
    for (size_t depth = LIFT_NESTING; depth <= LIFT_NESTING + 1; depth++) {
        struct lift lift;
        char *bytes;
        memset(frame, '[', depth);
        memset(frame + depth, ']', depth);
        lift_init(&lift);
        assert_int_equal(lift_copy(&lift, frame, 2 * depth, &bytes),
                         depth == LIFT_NESTING ? OK : BAD_REQUEST);
        lift_release(&lift);
        free(bytes);
    }
}

static void the_envelope_is_bounded_and_the_text_is_not(void **state)
{
    (void)state;
    size_t len = LIMIT_FRAME;
    char *frame = malloc(len);
    const char start[] = "{\"html\":\"", end[] = "\"}";
    memset(frame, 'x', len);
    memcpy(frame, start, sizeof start - 1);
    memcpy(frame + len - 2, end, 2);
    struct lift lift;
    lift_init(&lift);
    assert_int_equal(lift_html(&lift, frame, len, &problem), OK);
    assert_int_equal(lift.html_len, len - sizeof start - 1);
    frame[2] = 'H';
    assert_int_equal(lift_html(&lift, frame, len, &problem), BAD_REQUEST);
    assert_non_null(strstr(problem, "too large"));
    lift_release(&lift);
    free(frame);
}

/* -- Against jansson ------------------------------------------------------ */

static uint32_t dice(uint32_t sides)
{
    static uint64_t seed = 0x9E3779B97F4A7C15u;
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (uint32_t)(seed >> 33) % sides;
}

/* What browsers write, what they don't, and what nobody may. Of the last lines, `same` is
 * what jansson is asked in their place. */
static const struct piece {
    const char *text, *same;
} pieces[] = {
    {"a", NULL},
    {"<p class=x>", NULL},
    {"0123456789abcdef", NULL},
    {"\\\"", NULL},
    {"\\\\", NULL},
    {"\\/", NULL},
    {"\\b", NULL},
    {"\\f", NULL},
    {"\\n", NULL},
    {"\\r", NULL},
    {"\\t", NULL},
    {"\\u0041", NULL},
    {"\\u00e9", NULL},
    {"\\u20AC", NULL},
    {"\\ud83d\\ude00", NULL},
    {"\xC3\xA9", NULL},
    {"\xE2\x82\xAC", NULL},
    {"\xF0\x9F\x98\x80", NULL},
    {"\x7F", NULL},
    {"\xEF\xBF\xBE", NULL},
    {"\xE2\x80\xA8", NULL},
    {"\\u0000", "\\ufffd"},
    {"\\udc00", "\\ufffd"},
    {"\\ud800-", "\\ufffd-"},
    {"\\ud800\\n", "\\ufffd\\n"},
    {"\\ud800\\u0041", "\\ufffd\\u0041"},
};
static const char *const broken[] = {
    "\\",       "\\u12",        "\\x",      "\\U0041",      "\\u 041",
    "\x01",     "\n",           "\x1F",     "\x80",         "\xC3",
    "\xE2\x82", "\xF0\x9F\x98", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80",
    "\xFF",     "\xFE",         "\"",
};

static void agrees_with_jansson(void **state)
{
    (void)state;
    struct strbuf ours, theirs;
    struct lift lift;
    strbuf_init(&ours, 1 << 16);
    strbuf_init(&theirs, 1 << 16);
    lift_init(&lift);
    size_t n_good = 0;
    for (int round = 0; round < 20000; round++) {
        strbuf_clear(&ours);
        strbuf_clear(&theirs);
        strbuf_puts(&ours, "{\"html\":\"");
        strbuf_puts(&theirs, "{\"html\":\"");
        /* Every offset inside the words that are read at once. */
        for (uint32_t i = dice(17); i > 0; i--) {
            strbuf_putc(&ours, 'x');
            strbuf_putc(&theirs, 'x');
        }
        for (uint32_t n = dice(12); n > 0; n--) {
            const struct piece *piece = &pieces[dice(N_OF(pieces))];
            strbuf_puts(&ours, piece->text);
            strbuf_puts(&theirs, piece->same ? piece->same : piece->text);
        }
        if (dice(2)) {
            const char *bad = broken[dice(N_OF(broken))];
            strbuf_puts(&ours, bad);
            strbuf_puts(&theirs, bad);
        }
        strbuf_puts(&ours, "\"}");
        strbuf_puts(&theirs, "\"}");
        json_t *whole = json_loadb(theirs.bytes, theirs.len, 0, NULL);
        char *bytes;
        enum status st = lift_copy(&lift, ours.bytes, ours.len, &bytes);
        json_t *envelope =
            st == OK ? json_loadb(lift.envelope.bytes, lift.envelope.len, 0, NULL) : NULL;
        assert_int_equal(whole != NULL, envelope != NULL);
        if (whole) {
            const json_t *html = json_object_get(whole, "html");
            assert_int_equal(json_string_length(html), lift.html_len);
            assert_memory_equal(json_string_value(html), lift.html, lift.html_len);
            n_good++;
        }
        json_decref(whole);
        json_decref(envelope);
        free(bytes);
    }
    assert_true(n_good > 5000 && n_good < 19000);
    lift_release(&lift);
    strbuf_release(&ours);
    strbuf_release(&theirs);
}

static void a_cut_message_is_never_read_beyond(void **state)
{
    (void)state;
    const char frame[] =
        "{\"a\":\"\\ud800\\udc00\\u12\",\"html\" : "
        "\"\\ud83d\\ude00\\n\xF0\x9F\x98\x80 0123456789abcdef\",\"b\":[1]}";
    for (size_t len = 0; len < sizeof frame - 1; len++) {
        struct lift lift;
        char *bytes;
        lift_init(&lift);
        enum status st = lift_copy(&lift, frame, len, &bytes);
        if (st == OK)
            assert_null(json_loadb(lift.envelope.bytes, lift.envelope.len, 0, NULL));
        lift_release(&lift);
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_the_texts_own_member_is_lifted),
        cmocka_unit_test(escapes_are_undone),
        cmocka_unit_test(what_browsers_send_and_jansson_refuses_is_replaced),
        cmocka_unit_test(what_is_broken_is_named),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(the_envelope_is_bounded_and_the_text_is_not),
        cmocka_unit_test(agrees_with_jansson),
        cmocka_unit_test(a_cut_message_is_never_read_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
