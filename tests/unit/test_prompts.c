/* What overlays say and what articles say of them, language by language: data files in
 * tests/spec/prompts, whose format stands at the top of tests/spec/prompts/en.txt. Files as
 * arguments, or all of them from the project's root. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/engine.h"
#include "render/answer.h"

enum { MAX_FILES = 64, MAX_EXAMPLES = 1024, MAX_PARAGRAPHS = 8, TEXT_MAX = 1 << 16 };

/* A story that the examples of a file are put into. */
struct story {
    char *lang;
    char *paragraphs[MAX_PARAGRAPHS];
    size_t n_paragraphs;
};

struct example {
    const struct story *story;
    unsigned line;
    char name[120];    /* file and header, for people */
    char expected[80]; /* kinds, a blank behind each; none: it stays */
    bool last;         /* stands behind the story, not before its last paragraph */
    struct strbuf html;
};

static struct story stories[MAX_FILES];
static struct example examples[MAX_EXAMPLES];
static size_t n_stories, n_examples;

/* ---- reading ---- */

static void complain(const char *file, unsigned line, const char *what)
{
    fprintf(stderr, "%s:%u: %s\n", file, line, what);
    exit(1);
}

static bool is_kind(const char *word)
{
    for (int kind = 0; kind < PART_BOILERPLATE; kind++)
        if (strcmp(part_kind_name((enum part_kind)kind), word) == 0)
            return true;
    return false;
}

/* "== kind ...", "== stays", either with "last" behind it. */
static struct example *example_begin(const struct story *story, const char *file,
                                     unsigned line, const char *header)
{
    struct example *e = &examples[n_examples++];
    char words[80], *rest = words;

    if (n_examples == N_OF(examples))
        complain(file, line, "too many examples");
    e->story = story;
    e->line = line;
    snprintf(e->name, sizeof e->name, "%s:%u: %s", file, line, header);
    snprintf(words, sizeof words, "%s", header);
    for (char *word; (word = strsep(&rest, " ")) != NULL;) {
        if (strcmp(word, "last") == 0)
            e->last = true;
        else if (is_kind(word))
            strcat(strcat(e->expected, word), " ");
        else if (strcmp(word, "stays") != 0)
            complain(file, line, "no such kind");
    }
    strbuf_init(&e->html, TEXT_MAX);
    return e;
}

static void story_line(struct story *story, const char *file, unsigned line, char *text)
{
    char *value = strchr(text, ' ');

    if (value != NULL && strncmp(text, "lang ", 5) == 0)
        story->lang = strdup(value + 1);
    else if (value != NULL && strncmp(text, "text ", 5) == 0 &&
             story->n_paragraphs < MAX_PARAGRAPHS)
        story->paragraphs[story->n_paragraphs++] = strdup(value + 1);
    else
        complain(file, line, "neither lang, text nor an example");
}

static void read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    const char *name = strrchr(path, '/') != NULL ? strrchr(path, '/') + 1 : path;
    struct story *story = &stories[n_stories++];
    struct example *e = NULL;
    char *line = NULL;
    size_t cap = 0;

    if (file == NULL || n_stories == N_OF(stories))
        complain(path, 0, "can't be read");
    for (unsigned number = 1; getline(&line, &cap, file) > 0; number++) {
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#' || *line == '\0')
            continue;
        if (strncmp(line, "== ", 3) == 0) {
            e = example_begin(story, name, number, line + 3);
        } else if (e != NULL) {
            strbuf_puts(&e->html, line);
            strbuf_putc(&e->html, '\n');
        } else {
            story_line(story, name, number, line);
        }
    }
    if (story->lang == NULL || story->n_paragraphs < 2)
        complain(path, 0, "a story has a language and two paragraphs");
    free(line);
    fclose(file);
}

/* ---- the page, and what should become of it ---- */

static void put_paragraph(struct strbuf *out, const char *text)
{
    strbuf_printf(out, "<p>%s</p>\n", text);
}

static void put_page(const struct example *e, struct strbuf *out)
{
    const struct story *story = e->story;

    strbuf_printf(out, "<!doctype html><html lang=\"%s\"><body><main><article>",
                  story->lang);
    for (size_t i = 0; i < story->n_paragraphs; i++) {
        if (i + 1 == story->n_paragraphs && !e->last)
            strbuf_puts(out, e->html.bytes);
        put_paragraph(out, story->paragraphs[i]);
    }
    if (e->last)
        strbuf_puts(out, e->html.bytes);
    strbuf_puts(out, "</article></main></body></html>");
}

/* Examples have neither entities nor signs of comparison. */
static void put_without_tags(struct strbuf *out, const char *html)
{
    bool in_tag = false;

    for (; *html != '\0'; html++) {
        in_tag |= *html == '<';
        if (!in_tag)
            strbuf_putc(out, *html);
        in_tag &= *html != '>';
    }
}

static void put_expected(const struct example *e, struct strbuf *out)
{
    const struct story *story = e->story;
    bool stays = e->expected[0] == '\0';

    for (size_t i = 0; i < story->n_paragraphs; i++) {
        if (stays && i + 1 == story->n_paragraphs && !e->last)
            put_without_tags(out, e->html.bytes);
        strbuf_printf(out, "%s\n", story->paragraphs[i]);
    }
    if (stays && e->last)
        put_without_tags(out, e->html.bytes);
}

static bool same_words(const char *a, const char *b)
{
    static const char *const blanks = " \n";

    for (;;) {
        size_t a_len, b_len;

        a += strspn(a, blanks);
        b += strspn(b, blanks);
        a_len = strcspn(a, blanks);
        b_len = strcspn(b, blanks);
        if (a_len != b_len || memcmp(a, b, a_len) != 0)
            return false;
        if (a_len == 0)
            return true;
        a += a_len;
        b += b_len;
    }
}

/* Each kind once: a prompt may be taken out in parts. */
static void put_kinds(const struct answer *a, struct strbuf *out)
{
    bool seen[PART_BOILERPLATE] = {false};

    for (size_t i = 0; i < a->n_removed; i++) {
        const struct removed *r = &a->removed[i];

        if (r->kind >= PART_BOILERPLATE || seen[r->kind])
            continue;
        seen[r->kind] = true;
        strbuf_printf(out, "%s%s ", part_kind_name(r->kind), r->unsure ? "?" : "");
    }
}

static void no_memory(void *context)
{
    (void)context;
    fail_msg("the answer's arena is exhausted");
}

static void check(const struct example *e, const struct answer *answer)
{
    struct strbuf kinds, text;
    bool good;

    strbuf_init(&kinds, TEXT_MAX);
    strbuf_init(&text, TEXT_MAX);
    put_kinds(answer, &kinds);
    put_expected(e, &text);
    good = same_words(kinds.bytes, e->expected) && same_words(answer->text, text.bytes);
    if (!good)
        print_error("%s\n  kinds: %s\n  text:\n%s\n%s\n", e->name, kinds.bytes,
                    answer->text, answer->why);
    strbuf_release(&kinds);
    strbuf_release(&text);
    assert_true(good);
}

static void run(void **state)
{
    const struct example *e = *state;
    struct strbuf html;
    struct snapshot snapshot = {.url = "https://news.example/story"};
    struct page *page = NULL;
    struct arena arena;
    struct answer answer;
    enum status st;

    strbuf_init(&html, TEXT_MAX);
    put_page(e, &html);
    snapshot.html = html.bytes;
    snapshot.html_len = html.len;
    st = engine_clean(&snapshot, NULL, &page);
    assert_int_equal(st, OK);
    arena_init(&arena, 1 << 28, no_memory, NULL);
    assert_int_equal(answer_make(page, st, WANT_TEXT | WANT_WHY, &arena, &answer), OK);
    check(e, &answer);
    arena_release(&arena);
    page_free(page);
    strbuf_release(&html);
}

static void release(void)
{
    for (size_t i = 0; i < n_examples; i++)
        strbuf_release(&examples[i].html);
    for (size_t i = 0; i < n_stories; i++) {
        free(stories[i].lang);
        for (size_t p = 0; p < stories[i].n_paragraphs; p++)
            free(stories[i].paragraphs[p]);
    }
}

int main(int argc, char **argv)
{
    static struct CMUnitTest tests[MAX_EXAMPLES];
    glob_t found = {0};
    int failed;

    if (argc > 1)
        for (int i = 1; i < argc; i++)
            read_file(argv[i]);
    else if (glob("tests/spec/prompts/*.txt", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            read_file(found.gl_pathv[i]);
    if (n_examples == 0)
        complain("tests/spec/prompts", 0, "no examples found");

    for (size_t i = 0; i < n_examples; i++)
        tests[i] = (struct CMUnitTest){
            .name = examples[i].name, .test_func = run, .initial_state = &examples[i]};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    failed = _cmocka_run_group_tests("prompts", tests, n_examples, NULL, NULL);
    release();
    globfree(&found);
    return failed;
}
