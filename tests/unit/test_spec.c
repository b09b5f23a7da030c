/* The engine's examples: data files in tests/spec, whose format stands at the top
 * of tests/spec/article.txt. One file as argument, or all of them from the
 * project's root. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/engine.h"
#include "engine/page.h"
#include "engine/sanitise.h"
#include "render/answer.h"
#include "render/render.h"
#include "worker/verify.h"

enum section {
    URL,
    STAMP,
    HTML,
    TEXT,
    CLEAN,
    MARKDOWN,
    OVERLAYS,
    PLANS,
    ACTIONS,
    LEFT,
    META,
    ACCESS,
    N_SECTIONS
};
static const char *const section_names[] = {"url",     "stamp",    "html",     "text",
                                            "clean",   "markdown", "overlays", "plans",
                                            "actions", "left",     "meta",     "access"};

struct example {
    const char *file;
    unsigned line;
    char name[120];
    struct strbuf sections[N_SECTIONS];
    bool given[N_SECTIONS];
};

static struct example *examples;
static size_t n_examples;

/* ---- reading
 * ------------------------------------------------------------------------------ */

static void complain(const char *file, unsigned line, const char *what)
{
    fprintf(stderr, "%s:%u: %s\n", file, line, what);
    exit(1);
}

static struct example *example_add(const char *file, unsigned line, const char *name)
{
    struct example *e;

    examples = realloc(examples, (n_examples + 1) * sizeof *examples);
    if (examples == NULL)
        complain(file, line, "no memory");
    e = &examples[n_examples++];
    memset(e, 0, sizeof *e);
    e->file = file;
    e->line = line;
    snprintf(e->name, sizeof e->name, "%s", name);
    for (int s = 0; s < N_SECTIONS; s++)
        strbuf_init(&e->sections[s], 1 << 20);
    return e;
}

/* "-- name" or "-- name value"; the value is the section's first line. */
static int section_begin(struct example *e, const char *text)
{
    size_t len = strcspn(text, " ");

    for (int s = 0; s < N_SECTIONS; s++)
        if (strlen(section_names[s]) == len &&
            strncmp(text, section_names[s], len) == 0) {
            e->given[s] = true;
            if (text[len] != '\0')
                strbuf_puts(&e->sections[s], text + len + 1);
            return s;
        }
    return -1;
}

static void read_examples(const char *path)
{
    FILE *file = fopen(path, "r");
    struct example *e = NULL;
    char *line = NULL;
    size_t cap = 0;
    int section = -1;

    if (file == NULL)
        complain(path, 0, "can't be read");
    for (unsigned number = 1; getline(&line, &cap, file) > 0; number++) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "== ", 3) == 0) {
            e = example_add(path, number, line + 3);
            section = -1;
        } else if (strncmp(line, "-- ", 3) == 0) {
            section = e != NULL ? section_begin(e, line + 3) : -1;
            if (section < 0)
                complain(path, number, "no such section");
        } else if (section >= 0) {
            strbuf_puts(&e->sections[section], line);
            strbuf_putc(&e->sections[section], '\n');
        } else if (*line != '#' && *line != '\0') {
            complain(path, number, "text outside a section");
        }
    }
    free(line);
    fclose(file);
}

/* ---- what the engine made of it, in the words of the examples
 * ------------------------------- */

static void put_overlays(const struct answer *a, struct strbuf *out)
{
    for (size_t i = 0; i < a->n_removed; i++) {
        const struct removed *r = &a->removed[i];

        if (r->kind != PART_BOILERPLATE && r->kind != PART_READER)
            strbuf_printf(out, "%s %s%s%s\n", part_kind_name(r->kind),
                          r->covering ? "covering" : "inline",
                          r->waiting ? " waiting" : "", r->unsure ? " unsure" : "");
    }
}

static const char *or_dash(const char *text)
{
    return text != NULL ? text : "-";
}

static void put_plans(const struct answer *a, struct strbuf *out)
{
    for (size_t i = 0; i < a->n_removed; i++)
        for (size_t p = 0; p < a->removed[i].n_plans; p++) {
            const struct plan *plan = &a->removed[i].plans[p];

            strbuf_printf(out, "%s | %s | %s | %s | %s\n", or_dash(plan->name),
                          or_dash(plan->price), or_dash(plan->currency),
                          or_dash(plan->period), or_dash(plan->per_month));
        }
}

static void put_actions(const struct answer *a, struct strbuf *out)
{
    for (size_t i = 0; i < a->n_removed; i++)
        for (size_t n = 0; n < a->removed[i].n_actions; n++) {
            const struct action *action = &a->removed[i].actions[n];

            strbuf_printf(out, "%s | %s | %s\n", action->kind, or_dash(action->label),
                          or_dash(action->url));
        }
}

static void put_left(const struct answer *a, struct strbuf *out)
{
    for (size_t i = 0; i < a->n_removed; i++) {
        const struct removed *r = &a->removed[i];

        if (r->kind != PART_BOILERPLATE)
            continue;
        strbuf_printf(out, "%s: ", r->reasons[0].name);
        for (const char *c = r->text; *c != '\0'; c++)
            strbuf_putc(out, *c == '\n' ? ' ' : *c);
        strbuf_putc(out, '\n');
    }
}

static void put_fact(struct strbuf *out, const char *name, const struct fact *fact)
{
    if (fact->value != NULL)
        strbuf_printf(out, "%s | %s | %s\n", name, fact->source, fact->value);
}

static void put_meta(const struct answer *a, struct strbuf *out)
{
#define PUT_FACT(name) put_fact(out, #name, &a->name);
    META_FACTS(PUT_FACT)
#undef PUT_FACT
    for (size_t i = 0; i < a->n_tags; i++)
        put_fact(out, "tag", &a->tags[i]);
}

static void put_access(const struct answer *a, struct strbuf *out)
{
    strbuf_printf(out, "%s%s\n", access_name(a->access),
                  a->concealed ? " concealed" : "");
}

static void put_section(const struct answer *a, enum section section, struct strbuf *out)
{
    switch (section) {
    case TEXT:
        strbuf_puts(out, a->text);
        break;
    case CLEAN:
        strbuf_puts(out, a->html);
        break;
    case MARKDOWN:
        strbuf_puts(out, a->markdown);
        break;
    case OVERLAYS:
        put_overlays(a, out);
        break;
    case PLANS:
        put_plans(a, out);
        break;
    case ACTIONS:
        put_actions(a, out);
        break;
    case LEFT:
        put_left(a, out);
        break;
    case META:
        put_meta(a, out);
        break;
    case ACCESS:
        put_access(a, out);
        break;
    default:
        break;
    }
}

/* ---- comparing
 * ------------------------------------------------------------------------------ */

/* The next line that is not empty, without the blanks around it; NULL at the end. */
static const char *next_line(const char **at, size_t *len)
{
    while (**at != '\0') {
        const char *line = *at + strspn(*at, " \t");
        size_t n = strcspn(line, "\n");

        *at = line[n] == '\n' ? line + n + 1 : line + n;
        while (n > 0 && (line[n - 1] == ' ' || line[n - 1] == '\t'))
            n--;
        if (n > 0) {
            *len = n;
            return line;
        }
    }
    return NULL;
}

static bool same_lines(const char *expected, const char *found)
{
    for (;;) {
        size_t a_len = 0, b_len = 0;
        const char *a = next_line(&expected, &a_len), *b = next_line(&found, &b_len);

        if (a == NULL || b == NULL)
            return a == b;
        if (a_len != b_len || memcmp(a, b, a_len) != 0)
            return false;
    }
}

static void print_lines(const char *mark, const char *text)
{
    size_t len;

    for (const char *line; (line = next_line(&text, &len)) != NULL;)
        print_error("%s %.*s\n", mark, (int)len, line);
}

static void no_memory(void *context)
{
    (void)context;
    fail_msg("the answer's arena is exhausted");
}

static const char *one_line(struct strbuf *section)
{
    section->bytes[strcspn(section->bytes, "\n")] = '\0';
    return section->bytes;
}

static void check(struct example *e, const struct answer *answer)
{
    bool good = true;

    for (int s = TEXT; s < N_SECTIONS; s++) {
        struct strbuf found;

        if (!e->given[s])
            continue;
        strbuf_init(&found, 1 << 24);
        put_section(answer, (enum section)s, &found);
        if (!same_lines(e->sections[s].bytes, found.bytes)) {
            good = false;
            print_error("%s:%u: %s: %s is not as it should be\n", e->file, e->line,
                        e->name, section_names[s]);
            print_lines("  -", e->sections[s].bytes);
            print_lines("  +", found.bytes);
        }
        strbuf_release(&found);
    }
    if (!good)
        print_error("%s\n", answer->why);
    assert_true(good);
}

/* What was printed is of the language, and sanitising it once more changes nothing. */
static void check_twice(const char *html)
{
    struct snapshot snapshot = {.html = html, .html_len = strlen(html)};
    struct page *page = NULL;
    struct strbuf out;

    assert_true(verify_html(html, strlen(html), NULL));
    if (!*html)
        return;
    assert_int_equal(page_load(&snapshot, &page), OK);
    sanitise_mark(page);
    strbuf_init(&out, 1 << 24);
    render_html(page, 0, page->n_nodes, PRINT_ALL, &out);
    assert_string_equal(out.bytes, html);
    strbuf_release(&out);
    page_free(page);
}

static void run(void **state)
{
    struct example *e = *state;
    struct snapshot snapshot = {.html = e->sections[HTML].bytes,
                                .html_len = e->sections[HTML].len};
    struct page *page = NULL;
    struct arena arena;
    struct answer answer;
    enum status st;

    if (e->given[URL])
        snapshot.url = one_line(&e->sections[URL]);
    if (e->given[STAMP])
        snapshot.stamp = one_line(&e->sections[STAMP]);
    st = engine_clean(&snapshot, NULL, &page);
    assert_true(st == OK || st == NO_ARTICLE);
    arena_init(&arena, 1 << 28, no_memory, NULL);
    assert_int_equal(
        answer_make(page, st, WANT_TEXT | WANT_MARKDOWN | WANT_WHY, &arena, &answer), OK);
    check(e, &answer);
    check_twice(answer.html);
    for (size_t i = 0; i < answer.n_removed; i++)
        check_twice(answer.removed[i].html);
    arena_release(&arena);
    page_free(page);
}

int main(int argc, char **argv)
{
    struct CMUnitTest *tests;
    glob_t found = {0};
    int failed;

    if (argc > 1)
        for (int i = 1; i < argc; i++)
            read_examples(argv[i]);
    else if (glob("tests/spec/*.txt", 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            read_examples(found.gl_pathv[i]);
    if (n_examples == 0)
        complain("tests/spec", 0, "no examples found");

    tests = calloc(n_examples, sizeof *tests);
    if (tests == NULL)
        complain("tests/spec", 0, "no memory");
    for (size_t i = 0; i < n_examples; i++)
        tests[i] = (struct CMUnitTest){
            .name = examples[i].name, .test_func = run, .initial_state = &examples[i]};
    cmocka_set_message_output(CM_OUTPUT_TAP);
    failed = _cmocka_run_group_tests("spec", tests, n_examples, NULL, NULL);

    for (size_t i = 0; i < n_examples; i++)
        for (int s = 0; s < N_SECTIONS; s++)
            strbuf_release(&examples[i].sections[s]);
    free(examples);
    free(tests);
    globfree(&found);
    return failed;
}
