#include <errno.h>
#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "command/lines.h"
#include "command/task.h"
#include "command/verb.h"
#include "engine/limits.h"
#include "wire/about.h"
#include "wire/lift.h"

/* A page of LIMIT_SNAPSHOT with room for its escapes. Where every letter is written
 * \uXXXX (two bytes of UTF-8 become six) a page of two thirds of the limit still fits. */
#define LINE_BYTES ((size_t)2 * LIMIT_SNAPSHOT)

static const char help[] =
    "cleancopy batch < pages.ndjson > articles.ndjson\n"
    "\n"
    "Reads one page a line, {\"id\", \"url\", \"html\"}, and writes one line for each, "
    "in the\n"
    "same order and as soon as it is done:\n"
    "\n"
    "  {\"id\", \"title\", \"byline\", \"site\", \"published\", \"modified\", \"lang\", "
    "\"dir\",\n"
    "   \"excerpt\", \"text\", \"html\", \"overlays\": [{\"kind\", \"text\", "
    "\"reasons\"}], "
    "\"access\"}\n"
    "\n"
    "The text is for those who count words: what is embedded is named in it,\n"
    "without its address.\n"
    "\n"
    "A line may also say what a browser knew of the page: \"base\", \"title\", "
    "\"stamp\" and\n"
    "\"facts\", as `begin` has them (PROTOCOL.md).\n"
    "\n"
    "A line that is not understood, and a page that can't be done, gives\n"
    "\n"
    "  {\"id\", \"error\": {\"code\", \"message\"}}\n"
    "\n"
    "and the run goes on; where the id can't be read it is the number of the line. Only "
    "`html`\n"
    "is required. Exit code 0 unless reading or writing fails.\n";

/* One line, read. Strings point into the line or into `envelope`. */
struct entry {
    struct lift lift;
    json_t *envelope;
    struct about about;
    char *id; /* JSON, for free() */
    char problem[PROBLEM_BYTES];
};

static void entry_release(struct entry *entry)
{
    free(entry->id);
    json_decref(entry->envelope);
    lift_release(&entry->lift);
}

/* As many ids as there are lines are numbers: the line's own where it has none. */
static char *id_of(const json_t *envelope, size_t number)
{
    const json_t *id = json_object_get(envelope, "id");
    char *text = id ? json_dumps(id, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;

    if (!text && asprintf(&text, "%zu", number) < 0)
        text = NULL;
    return text;
}

/* Reads a line, which is written in. BAD_REQUEST with a sentence; the id is known even
 * then if it could be read at all. */
static enum status entry_read(struct entry *entry, struct lines *lines,
                              const char **problem)
{
    enum status st = OK;

    *entry = (struct entry){0};
    lift_init(&entry->lift);
    if (lines->cut) {
        *problem = "The line is longer than 128 MiB.";
        st = TOO_LARGE;
    } else {
        st = lift_html(&entry->lift, lines->line.bytes, lines->line.len, problem);
    }
    if (st == OK) {
        entry->envelope = json_loadb(entry->lift.envelope.bytes, entry->lift.envelope.len,
                                     JSON_REJECT_DUPLICATES, NULL);
        *problem = "The line is not a JSON object, or has a member twice.";
        st = json_is_object(entry->envelope) ? OK : BAD_REQUEST;
    }
    entry->id = id_of(entry->envelope, lines->number);
    if (!entry->id)
        return INTERNAL;
    if (st != OK)
        return st;

    *problem = entry->problem;
    st = about_read(entry->envelope, &entry->about, entry->problem);
    if (st == OK && !entry->lift.html)
        st = member_wrong(entry->problem, "html", "a string");
    return st;
}

static void put_error(struct strbuf *out, const char *id, enum status st,
                      const char *problem)
{
    strbuf_putc(out, '{');
    json_put_key(out, "id");
    strbuf_puts(out, id);
    json_put_key(out, "error");
    strbuf_putc(out, '{');
    json_put_member(out, "code", status_name(st));
    json_put_member(out, "message", problem);
    strbuf_puts(out, "}}");
}

/* Appends the answer to one line. */
static void answer_entry(struct lines *lines, struct strbuf *out)
{
    const char *problem = NULL;
    struct entry entry;
    enum status st = entry_read(&entry, lines, &problem);

    if (st == OK) {
        const struct snapshot snapshot =
            about_snapshot(&entry.about, entry.lift.html, entry.lift.html_len);
        struct task task;

        st = task_run(&task, &snapshot, NULL, WANT_WORDS);
        if (st == OK || st == NO_ARTICLE) {
            answer_line(&task.answer, entry.id, out);
            st = strbuf_failed(out) ? TOO_LARGE : OK;
        }
        task_release(&task);
        problem = NULL;
    }
    if (st != OK) {
        char number[32];

        snprintf(number, sizeof number, "%zu", lines->number);
        strbuf_clear(out);
        put_error(out, entry.id ? entry.id : number, st,
                  problem ? problem : status_sentence(st));
    }
    strbuf_putc(out, '\n');
    entry_release(&entry);
}

static int batch(const char *argv0)
{
    struct lines *lines = malloc(sizeof *lines);
    enum line got = LINE_FAILED;
    struct strbuf out;

    if (!lines)
        return verb_fail(argv0, INTERNAL);
    lines_init(lines, STDIN_FILENO, LINE_BYTES);
    /* JSON doubles a string at worst when it is text, and text and html
     * are both in it. */
    strbuf_init(&out, (size_t)4 * LIMIT_ANSWER);
    while ((got = lines_next(lines)) == LINE_READ) {
        answer_entry(lines, &out);
        if (fwrite(out.bytes, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
            break;
        strbuf_clear(&out);
    }
    if (got != LINE_END)
        fprintf(stderr, "%s: line %zu: %s\n", argv0, lines->number, strerror(errno));
    strbuf_release(&out);
    lines_release(lines);
    free(lines);
    return status_exit(got == LINE_END ? OK : IO_ERROR);
}

int verb_batch(int argc, char **argv)
{
    static const struct option options[] = {
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1)
        return option == 'h' ? verb_help(help) : verb_usage(argv[0]);
    if (optind < argc) {
        fprintf(stderr, "%s: pages come on standard input\n", argv[0]);
        return verb_usage(argv[0]);
    }
    return batch(argv[0]);
}
