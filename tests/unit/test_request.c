#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "wire/request.h"
#include "wire/upload.h"

/* Read as the port reads it: text lifted, envelope parsed. */
static enum status read_text(struct request *request, char *frame, size_t len)
{
    struct lift lift;
    const char *problem = NULL;
    lift_init(&lift);
    enum status st = lift_html(&lift, frame, len, &problem);
    assert_int_equal(st, OK);
    st = request_read(request, &lift);
    lift_release(&lift);
    return st;
}

/* The frame must outlive the request: `html` points into it. */
#define READ(request, text) \
    char frame[] = text;    \
    assert_int_equal(read_text(request, frame, sizeof frame - 1), OK)

static void assert_bad(const char *text, const char *why)
{
    char frame[2048];
    struct request request;
    assert_true(strlen(text) < sizeof frame);
    strcpy(frame, text);
    assert_int_equal(read_text(&request, frame, strlen(frame)), BAD_REQUEST);
    if (!strstr(request.problem, why))
        fail_msg("%s: \"%s\" does not say \"%s\"", text, request.problem, why);
    request_release(&request);
}

static void begin_is_read_whole(void **state)
{
    (void)state;
    struct request request;
    READ(
        &request,
        "{\"type\":\"begin\",\"id\":\"s1\",\"bytes\":211,\"url\":\"https://a.example/x\","
        "\"base\":\"http://b.example/\",\"title\":\"T\\u00e9\",\"stamp\":\"cc5f\","
        "\"facts\":{\"scroll_locked\":true,\"loading\":true,\"lang\":\"en\"},"
        "\"options\":{\"want\":\"save\",\"format\":\"html\"},\"unknown\":[1]}");
    assert_int_equal(request.type, REQUEST_BEGIN);
    assert_string_equal(request.id, "s1");
    assert_int_equal(request.bytes, 211);
    assert_string_equal(request.about.url, "https://a.example/x");
    assert_string_equal(request.about.base, "http://b.example/");
    assert_string_equal(request.about.title, "T\xC3\xA9");
    assert_string_equal(request.about.stamp, "cc5f");
    assert_true(request.about.facts.scroll_locked);
    assert_true(request.about.facts.loading);
    assert_string_equal(request.about.facts.lang, "en");
    assert_true(request.save);
    request_release(&request);
}

static void begin_needs_only_id_and_bytes(void **state)
{
    (void)state;
    struct request request;
    READ(&request, "{\"type\":\"begin\",\"id\":\"s1\",\"bytes\":0,\"url\":null,"
                   "\"facts\":null,\"options\":{\"want\":null}}");
    assert_null(request.about.url);
    assert_null(request.about.stamp);
    assert_false(request.about.facts.loading);
    assert_false(request.save);
    request_release(&request);
}

static void addresses_of_the_browser_alone_are_left_out(void **state)
{
    (void)state;
    static const char *const urls[] = {"about:srcdoc", "blob:https://a.example/1", "x",
                                       "javascript:1", "data:text/html,x",         ""};
    for (size_t i = 0; i < N_OF(urls); i++) {
        struct request request;
        char frame[256];
        int len = snprintf(frame, sizeof frame,
                           "{\"type\":\"begin\",\"id\":\"a\",\"bytes\":1,\"url\":\"%s\","
                           "\"base\":\"file:///tmp/x.html\"}",
                           urls[i]);
        assert_int_equal(read_text(&request, frame, (size_t)len), OK);
        assert_null(request.about.url);
        assert_string_equal(request.about.base, "file:///tmp/x.html");
        request_release(&request);
    }
}

static void marks_are_read(void **state)
{
    (void)state;
    struct request request;
    READ(&request,
         "{\"type\":\"save\",\"id\":\"a\",\"snapshot\":\"s1\","
         "\"marks\":{\"keep\":[1,4294967295],\"drop\":[]},\"format\":\"html\"}");
    assert_string_equal(request.snapshot, "s1");
    assert_true(request.save);
    assert_int_equal(request.marks.n_keep, 2);
    assert_int_equal(request.marks.keep[1], UINT32_MAX);
    assert_int_equal(request.marks.n_drop, 0);
    request_release(&request);
}

static void a_format_is_one_of_ours(void **state)
{
    static const struct {
        const char *name;
        enum format format;
    } formats[] = {
        {"null", FORMAT_HTML},
        {"\"html\"", FORMAT_HTML},
        {"\"markdown\"", FORMAT_MARKDOWN},
        {"\"text\"", FORMAT_TEXT},
    };
    static const char *const shapes[][2] = {
        {"{\"type\":\"save\",\"id\":\"a\",\"snapshot\":\"s1\",\"format\":", "}"},
        {"{\"type\":\"begin\",\"id\":\"a\",\"bytes\":1,"
         "\"options\":{\"want\":\"save\",\"format\":",
         "}}"},
    };
    (void)state;
    for (size_t i = 0; i < N_OF(formats) * N_OF(shapes); i++) {
        const char *const *shape = shapes[i / N_OF(formats)];
        size_t row = i % N_OF(formats);
        struct request request;
        char frame[256];
        int len = snprintf(frame, sizeof frame, "%s%s%s", shape[0], formats[row].name,
                           shape[1]);
        assert_int_equal(read_text(&request, frame, (size_t)len), OK);
        assert_true(request.save);
        assert_int_equal(request.format, formats[row].format);
        request_release(&request);
    }
}

static void a_part_points_at_its_text(void **state)
{
    (void)state;
    struct request request;
    READ(&request, "{\"type\":\"part\",\"id\":\"a\",\"seq\":7,\"html\":\"<p>\\n\"}");
    assert_int_equal(request.seq, 7);
    assert_int_equal(request.html_len, 4);
    assert_memory_equal(request.html, "<p>\n", 4);
    request_release(&request);
}

static void the_id_is_known_although_the_rest_is_wrong(void **state)
{
    (void)state;
    struct request request;
    char frame[] = "{\"type\":\"begin\",\"id\":\"a.b_c-9\",\"bytes\":\"1\"}";
    assert_int_equal(read_text(&request, frame, sizeof frame - 1), BAD_REQUEST);
    assert_string_equal(request.id, "a.b_c-9");
    request_release(&request);
}

static void a_wrong_member_is_named(void **state)
{
    (void)state;
#define BEGIN(members) "{\"type\":\"begin\",\"id\":\"a\",\"bytes\":1," members "}"
#define CLEAN(members) "{\"type\":\"clean\",\"id\":\"a\",\"snapshot\":\"s\"," members "}"
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"", "not JSON"},
        {"{", "not JSON"},
        {"\xEF\xBB\xBF{}", "not JSON"},
        {"{} {}", "not JSON"},
        {"{\"a\":NaN}", "not JSON"},
        {"{\"a\":1,}", "not JSON"},
        {"{\"a\":1e400}", "not JSON"},
        {"{\"a\":18446744073709551616}", "not JSON"},
        {"{\"\\u0000\":1}", "`id`"}, /* replaced, and so not known */
        {"[]", "JSON object"},
        {"\"a\"", "JSON object"},
        {"1", "JSON object"},
        {"null", "JSON object"},
        {"{\"id\":\"a\",\"id\":\"b\"}", "twice"},
        {"{\"type\":\"part\",\"id\":\"a\",\"seq\":0,\"html\":\"a\",\"html\":\"b\"}",
         "twice"},
        {"{}", "`id`"},
        {"{\"type\":\"end\"}", "`id`"},
        {"{\"type\":\"end\",\"id\":\"\"}", "`id`"},
        {"{\"type\":\"end\",\"id\":1}", "`id`"},
        {"{\"type\":\"end\",\"id\":\"a b\"}", "`id`"},
        {"{\"type\":\"end\",\"id\":\"\xC3\xA9\"}", "`id`"},
        {"{\"type\":\"end\",\"id\":\"0123456789012345678901234567890123456789"
         "0123456789012345678901234\"}",
         "`id`"},
        {"{\"id\":\"a\"}", "`type`"},
        {"{\"id\":\"a\",\"type\":1}", "`type`"},
        {"{\"id\":\"a\",\"type\":\"nonsense\"}", "`type`"},
        {"{\"id\":\"a\",\"type\":\"hello\"}", "`protocol`"},
        {"{\"id\":\"a\",\"type\":\"hello\",\"protocol\":\"1\"}", "`protocol`"},
        {"{\"id\":\"a\",\"type\":\"hello\",\"protocol\":1.5}", "`protocol`"},
        {"{\"id\":\"a\",\"type\":\"hello\",\"protocol\":1,\"extension\":1}",
         "`extension`"},
        {"{\"id\":\"a\",\"type\":\"begin\"}", "`bytes`"},
        {"{\"id\":\"a\",\"type\":\"begin\",\"bytes\":\"1\"}", "`bytes`"},
        {"{\"id\":\"a\",\"type\":\"begin\",\"bytes\":-1}", "`bytes`"},
        {"{\"id\":\"a\",\"type\":\"begin\",\"bytes\":1.0}", "`bytes`"},
        {BEGIN("\"url\":1"), "`url`"},
        {BEGIN("\"base\":[]"), "`base`"},
        {BEGIN("\"title\":{}"), "`title`"},
        {BEGIN("\"stamp\":1"), "`stamp`"},
        {BEGIN("\"stamp\":\"a\""), "`stamp`"},
        {BEGIN("\"stamp\":\"1a\""), "`stamp`"},
        {BEGIN("\"stamp\":\"aB\""), "`stamp`"},
        {BEGIN("\"stamp\":\"a b\""), "`stamp`"},
        {BEGIN("\"stamp\":\"a23456789012345678901234567890123\""), "`stamp`"},
        {BEGIN("\"facts\":[]"), "`facts`"},
        {BEGIN("\"facts\":{\"scroll_locked\":1}"), "`scroll_locked`"},
        {BEGIN("\"facts\":{\"lang\":1}"), "`lang`"},
        {BEGIN("\"facts\":{\"loading\":\"no\"}"), "`loading`"},
        {BEGIN("\"options\":1"), "`options`"},
        {BEGIN("\"options\":{\"want\":1}"), "`want`"},
        {BEGIN("\"options\":{\"want\":\"eat\"}"), "`want`"},
        {BEGIN("\"options\":{\"format\":\"pdf\"}"), "`format`"},
        {BEGIN("\"options\":{\"format\":\"Markdown\"}"), "html, markdown or text"},
        {BEGIN("\"options\":{\"format\":\"\"}"), "`format`"},
        {BEGIN("\"options\":{\"want\":\"Save\"}"), "`want`"},
        {"{\"id\":\"a\",\"type\":\"part\",\"html\":\"a\"}", "`seq`"},
        {"{\"id\":\"a\",\"type\":\"part\",\"seq\":-1,\"html\":\"a\"}", "`seq`"},
        {"{\"id\":\"a\",\"type\":\"part\",\"seq\":4294967296,\"html\":\"a\"}", "`seq`"},
        {"{\"id\":\"a\",\"type\":\"part\",\"seq\":0}", "`html`"},
        {"{\"id\":\"a\",\"type\":\"part\",\"seq\":0,\"html\":1}", "`html`"},
        {"{\"id\":\"a\",\"type\":\"part\",\"seq\":0,\"\\u0068tml\":\"a\"}", "`html`"},
        {"{\"id\":\"a\",\"type\":\"clean\"}", "`snapshot`"},
        {"{\"id\":\"a\",\"type\":\"cancel\",\"snapshot\":1}", "`snapshot`"},
        {"{\"id\":\"a\",\"type\":\"save\",\"snapshot\":\"../a\"}", "`snapshot`"},
        {CLEAN("\"marks\":[]"), "`marks`"},
        {CLEAN("\"marks\":{\"keep\":1}"), "`keep`"},
        {CLEAN("\"marks\":{\"keep\":[\"1\"]}"), "`keep`"},
        {CLEAN("\"marks\":{\"drop\":[-1]}"), "`drop`"},
        {CLEAN("\"marks\":{\"drop\":[4294967296]}"), "`drop`"},
        {CLEAN("\"format\":\"epub\""), "`format`"},
    };
    for (size_t i = 0; i < N_OF(cases); i++)
        assert_bad(cases[i].text, cases[i].why);
}

static void lists_are_bounded(void **state)
{
    (void)state;
    static char frame[65536];
    for (size_t n = LIMIT_MARKS; n <= LIMIT_MARKS + 1; n++) {
        struct request request;
        char *at = frame;
        at += sprintf(at, CLEAN("\"marks\":{\"keep\":[1"));
        at -= 1; /* the brace that CLEAN closes with */
        for (size_t i = 1; i < n; i++)
            at += sprintf(at, ",%zu", i);
        at += sprintf(at, "]}}");
        assert_int_equal(read_text(&request, frame, (size_t)(at - frame)),
                         n <= LIMIT_MARKS ? OK : BAD_REQUEST);
        request_release(&request);
    }
}

static void too_large_a_page_is_not_a_bad_request(void **state)
{
    (void)state;
    struct request request;
    char frame[] = "{\"type\":\"begin\",\"id\":\"a\",\"bytes\":67108865}";
    assert_int_equal(read_text(&request, frame, sizeof frame - 1), TOO_LARGE);
    assert_string_equal(request.id, "a");
    request_release(&request);
}

/* -- Parts of a snapshot -------------------------------------------------- */

static struct request part_of(uint32_t seq, const char *html)
{
    return (struct request){
        .type = REQUEST_PART, .seq = seq, .html = html, .html_len = strlen(html)};
}

static void parts_are_joined(void **state)
{
    (void)state;
    struct request begin, part = part_of(0, "<p>one");
    struct upload upload;
    const char *problem = NULL;
    READ(&begin, "{\"type\":\"begin\",\"id\":\"s1\",\"bytes\":9,\"title\":\"T\"}");
    assert_int_equal(upload_begin(&upload, &begin), OK);
    assert_null(begin.message); /* it is the upload's now */
    assert_int_equal(upload_part(&upload, &part, &problem), OK);
    assert_int_equal(upload_part(&upload, &part, &problem), BAD_REQUEST);
    assert_non_null(strstr(problem, "next"));
    part = part_of(2, "two");
    assert_int_equal(upload_part(&upload, &part, &problem), BAD_REQUEST);
    assert_int_equal(upload_end(&upload, &problem), BAD_REQUEST);
    assert_false(upload.whole);
    part = part_of(1, "four");
    assert_int_equal(upload_part(&upload, &part, &problem), BAD_REQUEST);
    assert_non_null(strstr(problem, "announced"));
    part = part_of(1, "two");
    assert_int_equal(upload_part(&upload, &part, &problem), OK);
    assert_int_equal(upload_end(&upload, &problem), OK);
    struct snapshot snapshot = upload_snapshot(&upload);
    assert_int_equal(snapshot.html_len, 9);
    assert_memory_equal(snapshot.html, "<p>onetwo", 9);
    assert_string_equal(snapshot.title, "T");
    upload_release(&upload);
    request_release(&begin);
}

static void nothing_is_a_snapshot_too(void **state)
{
    (void)state;
    struct request begin;
    struct upload upload;
    const char *problem = NULL;
    READ(&begin, "{\"type\":\"begin\",\"id\":\"s1\",\"bytes\":0}");
    assert_int_equal(upload_begin(&upload, &begin), OK);
    assert_int_equal(upload_end(&upload, &problem), OK);
    upload_release(&upload);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(begin_is_read_whole),
        cmocka_unit_test(begin_needs_only_id_and_bytes),
        cmocka_unit_test(addresses_of_the_browser_alone_are_left_out),
        cmocka_unit_test(marks_are_read),
        cmocka_unit_test(a_format_is_one_of_ours),
        cmocka_unit_test(a_part_points_at_its_text),
        cmocka_unit_test(the_id_is_known_although_the_rest_is_wrong),
        cmocka_unit_test(a_wrong_member_is_named),
        cmocka_unit_test(lists_are_bounded),
        cmocka_unit_test(too_large_a_page_is_not_a_bad_request),
        cmocka_unit_test(parts_are_joined),
        cmocka_unit_test(nothing_is_a_snapshot_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
