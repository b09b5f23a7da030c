#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/page.h"
#include "render/answer.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

static const char story[] = "<html lang=\"en\"><head><title>A story - "
                            "News</title></head><body><article><h1>A story</h1>"
                            "<p>The first paragraph of it, long enough to be read as "
                            "one, with a comma.</p><p>And the "
                            "second one, which follows.</p></article></body></html>";

static const char framed[] =
    "<body><nav><a href=/>Home</a></nav><div><p>First, " LONG "</p><p>Second, " LONG
    "</p></div><footer><p>Imprint and address</p></footer>";

struct made {
    struct snapshot snapshot;
    struct page *page;
    struct arena arena;
    struct answer answer;
    struct strbuf json;
};

static void no_memory(void *context)
{
    (void)context;
    fail_msg("the answer's arena is exhausted");
}

static void make(struct made *m, const char *html, const struct marks *marks,
                 unsigned want)
{
    enum status st;

    m->snapshot = (struct snapshot){
        .html = html, .html_len = strlen(html), .url = "https://news.example/story"};
    st = engine_clean(&m->snapshot, marks, &m->page);
    assert_true(st == OK || st == NO_ARTICLE);
    arena_init(&m->arena, 1 << 26, no_memory, NULL);
    assert_int_equal(answer_make(m->page, st, want, &m->arena, &m->answer), OK);
    strbuf_init(&m->json, 1 << 24);
}

static void unmake(struct made *m)
{
    strbuf_release(&m->json);
    arena_release(&m->arena);
    page_free(m->page);
}

/* The example of PROTOCOL.md, letter for letter. */
static void json_is_as_the_protocol_shows_it(void **state)
{
    (void)state;
    static const char head[] =
        "{\"status\":\"ok\",\"title\":{\"value\":\"A story\",\"source\":\"element\"},"
        "\"subtitle\":null,"
        "\"byline\":null,\"site\":{\"value\":\"News\",\"source\":\"title\"},"
        "\"section\":null,"
        "\"published\":null,\"modified\":null,\"lang\":{\"value\":\"en\",\"source\":"
        "\"element\"},"
        "\"dir\":null,\"canonical\":null,\"image\":null,"
        "\"excerpt\":{\"value\":\"The first paragraph of it, long enough to be read as "
        "one, with a comma.\",\"source\":\"text\"},\"licence\":null,"
        "\"authors\":[],\"tags\":[],"
        "\"url\":\"https://news.example/"
        "story\",\"access\":{\"value\":\"full\",\"reasons\":"
        "[{\"name\":\"ends_complete\",\"detail\":null}],\"concealed\":false},"
        "\"truncated\":false,\"counts\":{\"words\":";
    static const char tail[] =
        "\"html\":\"<p>The first paragraph of it, long enough to be read as one, with a "
        "comma."
        "</p><p>And the second one, which follows.</p>\",\"removed\":[]}";
    struct made m;

    make(&m, story, NULL, 0);
    answer_json(&m.answer, &m.json);
    assert_true(m.json.len > strlen(head) + strlen(tail));
    m.json.bytes[m.json.len] = '\0';
    assert_string_equal(m.json.bytes + m.json.len - strlen(tail), tail);
    m.json.bytes[strlen(head)] = '\0';
    assert_string_equal(m.json.bytes, head);
    assert_int_equal(m.answer.n_blocks, 2);
    assert_null(m.answer.text);
    unmake(&m);
}

static void parts_stand_in_order_with_what_they_followed(void **state)
{
    (void)state;
    struct made m;

    make(&m, framed, NULL, 0);
    assert_int_equal(m.answer.n_removed, 2);
    assert_int_equal(m.answer.removed[0].kind, PART_BOILERPLATE);
    assert_int_equal(m.answer.removed[0].after, 0);
    assert_string_equal(m.answer.removed[0].text, "Home");
    assert_string_equal(m.answer.removed[0].reasons[0].name, "navigation");
    assert_string_equal(m.answer.removed[1].text, "Imprint and address");
    assert_string_equal(m.answer.removed[1].html, "<p>Imprint and address</p>");
    assert_string_equal(m.answer.removed[1].reasons[0].name, "footer");
    assert_true(m.answer.removed[1].after > m.answer.removed[0].id);
    assert_true(m.answer.removed[1].after < m.answer.removed[1].id);
    unmake(&m);
}

static void a_part_comes_back_and_a_block_goes_by_their_ids(void **state)
{
    (void)state;
    struct made m;
    uint32_t keep, drop;
    struct marks marks = {.keep = &keep, .n_keep = 1, .drop = &drop, .n_drop = 1};

    make(&m, framed, NULL, 0);
    keep = m.answer.removed[1].id;
    drop = m.answer.removed[1].after;
    unmake(&m);

    make(&m, framed, &marks, WANT_TEXT);
    assert_null(strstr(m.answer.text, "Second"));
    assert_non_null(strstr(m.answer.text, "Imprint"));
    assert_int_equal(m.answer.n_removed, 2);
    assert_int_equal(m.answer.removed[1].kind, PART_READER);
    assert_int_equal(m.answer.removed[1].id, drop);
    assert_string_equal(m.answer.removed[1].text, "Second, " LONG);
    unmake(&m);
}

static void no_article_has_parts_and_no_text(void **state)
{
    (void)state;
    struct made m;

    make(&m, "<body><a href=/>Home</a>", NULL, WANT_TEXT | WANT_MARKDOWN | WANT_WHY);
    assert_int_equal(m.answer.status, NO_ARTICLE);
    assert_string_equal(m.answer.html, "");
    assert_string_equal(m.answer.text, "");
    assert_int_equal(m.answer.n_removed, 1);
    assert_non_null(strstr(m.answer.why, "Home"));
    unmake(&m);
}

static void reading_takes_minutes_begun(void **state)
{
    static char html[8192];
    struct made m;

    (void)state;
    strcpy(html, "<body><article>");
    for (int i = 0; i < 20; i++) {
        size_t len = strlen(html);

        /* Twelve words; no two paragraphs are the same. */
        snprintf(html + len, sizeof html - len,
                 "<p>Walk %d went on foot, along the river, to the valley beyond.</p>",
                 i);
    }
    make(&m, html, NULL, 0);
    assert_int_equal(m.answer.n_words, 240);
    assert_int_equal(m.answer.n_minutes, 2);
    unmake(&m);
}

static void a_line_is_plain_values(void **state)
{
    (void)state;
    static const char line[] =
        "{\"id\":[1],\"title\":\"A "
        "story\",\"byline\":null,\"site\":\"News\",\"published\":null,"
        "\"modified\":null,\"lang\":\"en\",\"dir\":null,\"excerpt\":\"The first "
        "paragraph of it, long enough to be read as one, with a comma.\",\"text\":\"";
    struct made m;

    make(&m, story, NULL, WANT_TEXT);
    answer_line(&m.answer, "[1]", &m.json);
    assert_null(strchr(m.json.bytes, '\n'));
    assert_non_null(strstr(m.json.bytes, ",\"overlays\":[],\"access\":\"full\"}"));
    m.json.bytes[strlen(line)] = '\0';
    assert_string_equal(m.json.bytes, line);
    unmake(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_is_as_the_protocol_shows_it),
        cmocka_unit_test(parts_stand_in_order_with_what_they_followed),
        cmocka_unit_test(a_part_comes_back_and_a_block_goes_by_their_ids),
        cmocka_unit_test(no_article_has_parts_and_no_text),
        cmocka_unit_test(reading_takes_minutes_begun),
        cmocka_unit_test(a_line_is_plain_values),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
