#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/limits.h"
#include "worker/parcel.h"
#include "worker/worker.h"

/* Every member of every struct once; NULL where NULL may stand. */
static const struct reason reasons[] = {{"gate_phrase", "limit of # articles"},
                                        {"covers", NULL}};
static const struct action actions[] = {{"log_in", "Log in", "https://a.example/login"},
                                        {"dismiss", NULL, NULL}};
static const struct plan plans[] = {
    {"Smart Quarterly", "900", "INR", "P3M", "300"},
    {NULL, NULL, NULL, NULL, NULL},
};
static const char *const words[] = {"{{free_limit}}", "\xE2\x82\xB9", ""};
static const struct removed parts[] = {
    {.id = 214,
     .after = 198,
     .kind = PART_METERED,
     .group = 214,
     .confidence = 93,
     .covering = true,
     .unsure = true,
     .text = "text",
     .html = "<p>html</p>",
     .outline = "in body\np\n  1 words\n",
     .vendor = "vendor",
     .frame_host = "frames.example",
     .lang = "en",
     .terms = "terms",
     .placeholders = words,
     .n_placeholders = 3,
     .benefits = words,
     .n_benefits = 1,
     .reasons = reasons,
     .n_reasons = 2,
     .actions = actions,
     .n_actions = 2,
     .plans = plans,
     .n_plans = 2},
    {.id = UINT32_MAX, .kind = PART_READER, .waiting = true, .text = "", .html = ""},
};
static const struct fact authors[] = {{"A. One", "json-ld"}, {"B. Two", "json-ld"}};
static const struct answer full = {
    .status = OK,
    .title = {"Title \xC3\xA9", "json-ld"},
    .site = {"Site", "title"},
    .excerpt = {"Excerpt", "meta"},
    .licence = {"https://a.example/by", "element"},
    .authors = authors,
    .n_authors = 2,
    .url = "https://a.example/",
    .access = ACCESS_TEASER,
    .access_reasons = reasons,
    .n_access_reasons = 2,
    .concealed = true,
    .n_words = 18,
    .n_page_words = 20,
    .n_blocks = 2,
    .n_minutes = 1,
    .html = "<p>one</p>",
    .text = "one",
    .why = "",
    .removed = parts,
    .n_removed = 2,
};

static jmp_buf escape;

static void leave(void *context)
{
    (void)context;
    longjmp(escape, 1);
}

static enum status read_parcel(const char *bytes, size_t len, struct arena *arena,
                               struct answer *out)
{
    arena_init(arena, WORKER_ARENA_MAX, leave, NULL);
    if (setjmp(escape))
        fail_msg("more memory than WORKER_ARENA_MAX");
    return parcel_read(bytes, len, arena, out);
}

/* In a piece of memory of exactly its size. */
static char *parcel(const struct answer *answer, size_t *len)
{
    char *room = malloc(65536);
    *len = parcel_write(answer, room, 65536);
    assert_true(*len > 0);
    char *exact = malloc(*len);
    memcpy(exact, room, *len);
    free(room);
    return exact;
}

static void assert_same(const char *a, const char *b)
{
    if (a && b)
        assert_string_equal(a, b);
    else
        assert_ptr_equal(a, b);
}

static void assert_same_fact(struct fact a, struct fact b)
{
    assert_same(a.value, b.value);
    assert_same(a.source, b.source);
}

static void assert_same_removed(const struct removed *a, const struct removed *b)
{
    assert_int_equal(a->id, b->id);
    assert_int_equal(a->after, b->after);
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->group, b->group);
    assert_int_equal(a->confidence, b->confidence);
    assert_int_equal(a->covering, b->covering);
    assert_int_equal(a->waiting, b->waiting);
    assert_int_equal(a->unsure, b->unsure);
    assert_same(a->text, b->text);
    assert_same(a->html, b->html);
    assert_same(a->vendor, b->vendor);
    assert_same(a->outline, b->outline);
    assert_same(a->frame_host, b->frame_host);
    assert_same(a->lang, b->lang);
    assert_same(a->terms, b->terms);
    assert_int_equal(a->n_placeholders, b->n_placeholders);
    for (size_t i = 0; i < a->n_placeholders; i++)
        assert_same(a->placeholders[i], b->placeholders[i]);
    assert_int_equal(a->n_benefits, b->n_benefits);
    for (size_t i = 0; i < a->n_benefits; i++)
        assert_same(a->benefits[i], b->benefits[i]);
    assert_int_equal(a->n_reasons, b->n_reasons);
    for (size_t i = 0; i < a->n_reasons; i++) {
        assert_same(a->reasons[i].name, b->reasons[i].name);
        assert_same(a->reasons[i].detail, b->reasons[i].detail);
    }
    assert_int_equal(a->n_actions, b->n_actions);
    for (size_t i = 0; i < a->n_actions; i++) {
        assert_same(a->actions[i].kind, b->actions[i].kind);
        assert_same(a->actions[i].label, b->actions[i].label);
        assert_same(a->actions[i].url, b->actions[i].url);
    }
    assert_int_equal(a->n_plans, b->n_plans);
    for (size_t i = 0; i < a->n_plans; i++) {
        assert_same(a->plans[i].name, b->plans[i].name);
        assert_same(a->plans[i].price, b->plans[i].price);
        assert_same(a->plans[i].currency, b->plans[i].currency);
        assert_same(a->plans[i].period, b->plans[i].period);
        assert_same(a->plans[i].per_month, b->plans[i].per_month);
    }
}

static void what_goes_in_comes_out(void **state)
{
    (void)state;
    struct arena arena;
    struct answer got;
    size_t len;
    char *bytes = parcel(&full, &len);
    assert_int_equal(read_parcel(bytes, len, &arena, &got), OK);
    assert_int_equal(got.status, full.status);
#define SAME_FACT(name) assert_same_fact(got.name, full.name);
    META_FACTS(SAME_FACT)
#undef SAME_FACT
    assert_int_equal(got.n_authors, 2);
    assert_same_fact(got.authors[1], full.authors[1]);
    assert_int_equal(got.n_tags, 0);
    assert_same(got.url, full.url);
    assert_int_equal(got.access, full.access);
    assert_int_equal(got.n_access_reasons, 2);
    assert_same(got.access_reasons[0].detail, reasons[0].detail);
    assert_int_equal(got.concealed, full.concealed);
    assert_int_equal(got.truncated, full.truncated);
    assert_int_equal(got.n_words, full.n_words);
    assert_int_equal(got.n_page_words, full.n_page_words);
    assert_int_equal(got.n_blocks, full.n_blocks);
    assert_int_equal(got.n_minutes, full.n_minutes);
    assert_same(got.html, full.html);
    assert_same(got.text, full.text);
    assert_same(got.markdown, full.markdown);
    assert_same(got.why, full.why);
    assert_int_equal(got.n_removed, full.n_removed);
    for (size_t i = 0; i < full.n_removed; i++)
        assert_same_removed(&got.removed[i], &full.removed[i]);
    arena_release(&arena);
    free(bytes);
}

static void an_answer_that_does_not_fit_is_not_written(void **state)
{
    (void)state;
    size_t len;
    free(parcel(&full, &len));
    for (size_t cap = 0; cap < len; cap++) {
        char *room = malloc(cap ? cap : 1);
        assert_int_equal(parcel_write(&full, room, cap), 0);
        free(room);
    }
}

static void a_cut_parcel_is_refused_at_every_byte(void **state)
{
    (void)state;
    size_t len;
    char *bytes = parcel(&full, &len);
    for (size_t cut = 0; cut < len; cut++) {
        struct arena arena;
        struct answer got;
        char *exact = malloc(cut ? cut : 1);
        memcpy(exact, bytes, cut);
        assert_int_equal(read_parcel(exact, cut, &arena, &got), CRASHED);
        arena_release(&arena);
        free(exact);
    }
    free(bytes);
}

/* Touches every byte an answer gives, so that the sanitizer sees a wrong one. */
static size_t weigh(const struct answer *answer)
{
    char *again = malloc(1 << 20);
    size_t len = parcel_write(answer, again, 1 << 20);
    free(again);
    return len;
}

static void no_flipped_bit_leads_astray(void **state)
{
    (void)state;
    size_t len, n_refused = 0, n_read = 0;
    char *bytes = parcel(&full, &len);
    for (size_t bit = 0; bit < len * 8; bit++) {
        struct arena arena;
        struct answer got;
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        if (read_parcel(bytes, len, &arena, &got) == OK) {
            assert_int_equal(weigh(&got), len);
            n_read++;
        } else {
            n_refused++;
        }
        arena_release(&arena);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
    }
    /* Most numbers matter; letters of a text may be others. */
    assert_true(n_refused > 2000 && n_read > 1000);
    free(bytes);
}

static void assert_refused(struct answer answer)
{
    struct arena arena;
    struct answer got;
    size_t len;
    char *bytes = parcel(&answer, &len);
    assert_int_equal(read_parcel(bytes, len, &arena, &got), CRASHED);
    arena_release(&arena);
    free(bytes);
}

static void what_no_engine_says_is_refused(void **state)
{
    (void)state;
    struct answer answer = full;
    answer.status = TOO_LARGE;
    assert_refused(answer);
    answer = full;
    answer.access = (enum access)(ACCESS_TEASER + 1);
    assert_refused(answer);
    answer = full;
    answer.html = "\xC3";
    assert_refused(answer);
    struct removed part = parts[1];
    answer = full;
    answer.removed = &part;
    answer.n_removed = 1;
    part.kind = N_PART_KINDS;
    assert_refused(answer);
    part = parts[1];
    part.confidence = 101;
    assert_refused(answer);
}

static void a_count_beyond_the_bytes_takes_no_memory(void **state)
{
    (void)state;
    struct answer answer = {.status = OK, .html = "", .removed = parts, .n_removed = 0};
    struct arena arena;
    struct answer got;
    size_t len;
    char *bytes = parcel(&answer, &len);
    /* The number of removed parts is the last thing in it. */
    const uint32_t many[] = {1, 1000, UINT32_MAX};
    for (size_t i = 0; i < N_OF(many); i++) {
        memcpy(bytes + len - sizeof many[i], &many[i], sizeof many[i]);
        assert_int_equal(read_parcel(bytes, len, &arena, &got), CRASHED);
        assert_true(arena.taken < 1 << 20);
        arena_release(&arena);
    }
    free(bytes);
}

/* What fits into the place for an answer, and is all of it, a list of words without a
 * letter: pointers to them would take more memory than all that was written. */
static char *parcel_of_empty_words(size_t *len)
{
    struct removed part = {.text = "", .html = "", .placeholders = words};
    struct answer answer = {.status = OK, .html = "", .removed = &part, .n_removed = 1};
    char *bytes = malloc(WORKER_RESULT_MAX);
    size_t head = parcel_write(&answer, bytes, WORKER_RESULT_MAX) - 5 * sizeof(uint32_t);
    uint32_t n = (uint32_t)((WORKER_RESULT_MAX - head) / 5 - 4);
    memcpy(bytes + head, &n, sizeof n);
    /* Each is a length of 0 and its NUL; after them four counts of 0. */
    *len = head + sizeof n + (size_t)n * 5 + 4 * sizeof(uint32_t);
    memset(bytes + head + sizeof n, 0, *len - head - sizeof n);
    return bytes;
}

static void what_no_engine_writes_takes_no_memory_either(void **state)
{
    (void)state;
    struct arena arena;
    struct answer got;
    size_t len;
    char *bytes = parcel_of_empty_words(&len);
    assert_true(len <= WORKER_RESULT_MAX);
    volatile bool gave_up = false;
    arena_init(&arena, WORKER_ARENA_MAX, leave, NULL);
    if (setjmp(escape) == 0)
        assert_int_equal(parcel_read(bytes, len, &arena, &got), OK);
    else
        gave_up = true;
    assert_true(gave_up);
    assert_true(arena.taken <= 2 * (size_t)LIMIT_ANSWER);
    arena_release(&arena);
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_goes_in_comes_out),
        cmocka_unit_test(an_answer_that_does_not_fit_is_not_written),
        cmocka_unit_test(a_cut_parcel_is_refused_at_every_byte),
        cmocka_unit_test(no_flipped_bit_leads_astray),
        cmocka_unit_test(what_no_engine_says_is_refused),
        cmocka_unit_test(a_count_beyond_the_bytes_takes_no_memory),
        cmocka_unit_test(what_no_engine_writes_takes_no_memory_either),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
