#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/array.h"
#include "engine/limits.h"
#include "wire/reply.h"

static json_t *parse(struct strbuf *reply)
{
    json_t *message = json_loadb(reply->bytes, reply->len, 0, NULL);
    assert_non_null(message);
    strbuf_clear(reply);
    return message;
}

static const char *text_of(const json_t *message, const char *name)
{
    return json_string_value(json_object_get(message, name));
}

static void an_error_says_what_and_why(void **state)
{
    (void)state;
    struct strbuf reply;
    strbuf_init(&reply, 4096);
    reply_error(&reply, "a", TOO_LARGE, NULL);
    json_t *message = parse(&reply);
    assert_string_equal(text_of(message, "type"), "error");
    assert_string_equal(text_of(message, "id"), "a");
    assert_string_equal(text_of(message, "code"), "too_large");
    assert_string_equal(text_of(message, "message"), status_sentence(TOO_LARGE));
    json_decref(message);
    reply_error(&reply, "", BAD_REQUEST, "`x\"` must be y.");
    message = parse(&reply);
    assert_true(json_is_null(json_object_get(message, "id")));
    assert_string_equal(text_of(message, "message"), "`x\"` must be y.");
    json_decref(message);
    reply_error(&reply, NULL, BAD_VERSION, NULL);
    message = parse(&reply);
    assert_true(json_is_null(json_object_get(message, "id")));
    assert_true(json_is_integer(json_object_get(message, "protocol")));
    assert_true(json_is_integer(json_object_get(message, "protocol_min")));
    json_decref(message);
    strbuf_release(&reply);
}

static void a_receipt_survives_any_path(void **state)
{
    (void)state;
    struct strbuf reply;
    struct receipt receipt = {.path = "/a \"b\"/\xE2\x82\xAC\n.html", .bytes = 12};
    strbuf_init(&reply, 4096);
    reply_saved(&reply, "v", &receipt);
    json_t *message = parse(&reply);
    assert_string_equal(text_of(message, "path"), receipt.path);
    assert_int_equal(json_integer_value(json_object_get(message, "bytes")), 12);
    json_decref(message);
    strbuf_release(&reply);
}

static void hello_has_no_folder_or_one(void **state)
{
    (void)state;
    struct strbuf reply;
    strbuf_init(&reply, 4096);
    reply_hello(&reply, "h", NULL, "full");
    json_t *message = parse(&reply);
    assert_true(json_is_null(json_object_get(message, "folder")));
    json_decref(message);
    reply_hello(&reply, "h", "/x", "none");
    message = parse(&reply);
    assert_string_equal(text_of(message, "folder"), "/x");
    json_decref(message);
    strbuf_release(&reply);
}

/* Cuts the body into replies, joins what they hold, and compares. */
static unsigned send_in_parts(const char *body, size_t len)
{
    struct strbuf reply, joined;
    strbuf_init(&reply, LIMIT_REPLY); /* what is larger fails */
    strbuf_init(&joined, len);
    unsigned part = 0;
    size_t at = 0;
    bool last = false;
    while (!last) {
        reply_cleaned(&reply,
                      "0123456789012345678901234567890123456789012345678901234567890123",
                      part, body, len, &at);
        assert_false(strbuf_failed(&reply));
        assert_true(at == len || reply.len > LIMIT_REPLY / 2);
        json_t *message = parse(&reply);
        assert_non_null(message);
        assert_int_equal(json_integer_value(json_object_get(message, "part")), part);
        last = json_is_true(json_object_get(message, "last"));
        assert_int_equal(last, at == len);
        const json_t *text = json_object_get(message, "body");
        strbuf_add(&joined, json_string_value(text), json_string_length(text));
        json_decref(message);
        part++;
    }
    assert_false(strbuf_failed(&joined));
    assert_int_equal(joined.len, len);
    assert_memory_equal(joined.bytes, body, len);
    strbuf_release(&joined);
    strbuf_release(&reply);
    return part;
}

static char *repeat(const char *piece, size_t len)
{
    char *text = malloc(len);
    size_t size = strlen(piece);
    for (size_t i = 0; i < len; i++)
        text[i] = piece[i % size];
    return text;
}

static void parts_join_to_the_body(void **state)
{
    (void)state;
    assert_int_equal(send_in_parts("", 0), 1);
    assert_int_equal(send_in_parts("{}", 2), 1);
    /* What one byte may become: one, two, or six; and characters of two to four. */
    static const char *const pieces[] = {"x",        "\"",           "\x01",
                                         "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    for (size_t i = 0; i < N_OF(pieces); i++) {
        size_t len = 3 * 1024 * 1020; /* a whole number of each */
        char *text = repeat(pieces[i], len);
        unsigned n = send_in_parts(text, len);
        assert_true(n >= (i == 2 ? 19 : i == 1 ? 6 : 3));
        assert_true(n <= (i == 2 ? 20 : i == 1 ? 7 : 4));
        free(text);
    }
}

static void a_cut_falls_between_characters(void **state)
{
    (void)state;
    /* Every offset of a long character at the place of the cut. */
    for (size_t shift = 0; shift < 8; shift++) {
        size_t len = shift + 4 * 300000;
        char *text = malloc(len);
        memset(text, 'x', shift);
        for (size_t i = shift; i < len; i += 4)
            memcpy(text + i, "\xF0\x9F\x98\x80", 4);
        assert_int_equal(send_in_parts(text, len), 2);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_error_says_what_and_why),
        cmocka_unit_test(a_receipt_survives_any_path),
        cmocka_unit_test(hello_has_no_folder_or_one),
        cmocka_unit_test(parts_join_to_the_body),
        cmocka_unit_test(a_cut_falls_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
