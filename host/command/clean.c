#include <getopt.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command/input.h"
#include "command/task.h"
#include "command/verb.h"
#include "engine/limits.h"
#include "render/document.h"
#include "store/store.h"

/* A document is an answer and a little more around it. */
#define DOCUMENT_BYTES ((size_t)2 * LIMIT_ANSWER)

static const char help[] =
    "cleancopy clean [FILE] [options]\n"
    "\n"
    "Takes a saved page (or \"-\", or nothing: standard input), separates the article "
    "from\n"
    "what was laid over and into it, and prints the article.\n"
    "\n"
    "  --url URL         the address of the page: relative links stand on it\n"
    "  --format FORMAT   html      a page of its own (the default)\n"
    "                    markdown  CommonMark with GFM's tables, tasks and notes, $ math "
    "and\n"
    "                              front matter in YAML\n"
    "                    text      plain text, a blank line between paragraphs\n"
    "                    json      all there is to know, as the extension gets it\n"
    "  --keep IDS        put back what was taken out, --drop IDS take out what was not: "
    "ids\n"
    "                    as json has them in `removed`, with commas between them\n"
    "  --save            save the copy in your folder and print where; any format but "
    "json\n"
    "  --why             also say of every block what was decided and why (standard "
    "error)\n"
    "\n"
    "Exit code 0, or 10 when the page holds no article.\n";

/* What was given on the command line. */
struct clean {
    const char *file, *url;
    bool json; /* and no copy in `format` */
    enum format format;
    bool why, save;
    struct marks marks;
    uint32_t keep[LIMIT_MARKS], drop[LIMIT_MARKS]; /* of `marks` */
};

/* "214,300", at most LIMIT_MARKS of them. */
static bool read_ids(const char *text, uint32_t *ids, size_t *n)
{
    for (;; text++) {
        char *end;
        unsigned long id = strtoul(text, &end, 10);

        if (*text < '0' || *text > '9' || id > UINT32_MAX || *n == LIMIT_MARKS)
            return false;
        ids[(*n)++] = (uint32_t)id;
        text = end;
        if (!*text)
            return true;
        if (*text != ',')
            return false;
    }
}

static bool read_format(const char *name, struct clean *given)
{
    given->json = strcmp(name, "json") == 0;
    return given->json || format_find(name, &given->format);
}

static unsigned wanted(const struct clean *given)
{
    return (given->why ? WANT_WHY : 0) | (given->json ? 0 : format_want(given->format));
}

/* What is printed is what would be saved. */
static void print_answer(const struct answer *answer, const struct clean *given,
                         struct strbuf *out)
{
    if (given->json) {
        answer_json(answer, out);
        strbuf_putc(out, '\n');
    } else {
        document_print(answer, given->format, time(NULL), out);
    }
}

static enum status save(const char *argv0, const struct answer *answer,
                        enum format format, const struct strbuf *document)
{
    struct receipt receipt;
    struct strbuf why;
    struct store store;
    enum status st;

    store_open(&store);
    strbuf_init(&why, 8192);
    st = store_save(&store, answer->title.value, format_extension(format),
                    document->bytes, document->len, &receipt, &why);
    if (st == OK)
        printf("%s\n", receipt.path);
    else
        fprintf(stderr, "%s: %s\n", argv0, why.bytes);
    strbuf_release(&why);
    return st;
}

/* NO_ARTICLE prints as JSON, in which it is an answer; the other forms would be empty. */
static int print_or_save(const char *argv0, const struct clean *given, enum status st,
                         const struct answer *answer)
{
    struct strbuf out;

    if (answer->why && given->why)
        fputs(answer->why, stderr);
    if (st == NO_ARTICLE && !given->json)
        return verb_fail(argv0, st);
    strbuf_init(&out, DOCUMENT_BYTES);
    print_answer(answer, given, &out);
    if (strbuf_failed(&out)) {
        st = verb_fail(argv0, TOO_LARGE);
    } else if (given->save) {
        st = save(argv0, answer, given->format, &out);
    } else {
        fwrite(out.bytes, 1, out.len, stdout);
    }
    strbuf_release(&out);
    if (fflush(stdout) != 0 || ferror(stdout))
        return verb_fail(argv0, IO_ERROR);
    return status_exit(st);
}

static int clean(const char *argv0, const struct clean *given)
{
    struct strbuf html;
    struct task task;
    enum status st;
    int code;

    strbuf_init(&html, LIMIT_SNAPSHOT);
    st = input_page(given->file, &html);
    if (st == OK) {
        const struct snapshot snapshot = {
            .html = html.bytes, .html_len = html.len, .url = given->url};

        st = task_run(&task, &snapshot, &given->marks, wanted(given));
        if (st == OK || st == NO_ARTICLE)
            code = print_or_save(argv0, given, st, &task.answer);
        else
            code = verb_fail(argv0, st);
        task_release(&task);
    } else {
        code = status_exit(st);
    }
    strbuf_release(&html);
    return code;
}

int verb_clean(int argc, char **argv)
{
    static const struct option options[] = {
        {"url", required_argument, NULL, 'u'},  {"format", required_argument, NULL, 'f'},
        {"why", no_argument, NULL, 'w'},        {"save", no_argument, NULL, 's'},
        {"keep", required_argument, NULL, 'k'}, {"drop", required_argument, NULL, 'd'},
        {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0},
    };
    struct clean given = {.format = FORMAT_HTML};
    bool good;
    int option;

    given.marks = (struct marks){.keep = given.keep, .drop = given.drop};
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'u':
            given.url = optarg;
            break;
        case 'f':
            if (!read_format(optarg, &given)) {
                fprintf(stderr, "%s: no format \"%s\"\n", argv[0], optarg);
                return verb_usage(argv[0]);
            }
            break;
        case 'w':
            given.why = true;
            break;
        case 's':
            given.save = true;
            break;
        case 'k':
        case 'd':
            good = option == 'k' ? read_ids(optarg, given.keep, &given.marks.n_keep)
                                 : read_ids(optarg, given.drop, &given.marks.n_drop);
            if (!good) {
                fprintf(stderr, "%s: no ids: \"%s\"\n", argv[0], optarg);
                return verb_usage(argv[0]);
            }
            break;
        case 'h':
            return verb_help(help);
        default:
            return verb_usage(argv[0]);
        }
    }
    if (argc - optind > 1) {
        fprintf(stderr, "%s: one page at a time; \"cleancopy batch\" takes many\n",
                argv[0]);
        return verb_usage(argv[0]);
    }
    if (given.save && given.json) {
        fprintf(stderr, "%s: copies are saved as html, markdown or text\n", argv[0]);
        return verb_usage(argv[0]);
    }
    given.file = argv[optind];
    return clean(argv[0], &given);
}
