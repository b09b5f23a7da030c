#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
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
    "  --format FORMAT   html      one whole document, as it would be saved (the "
    "default)\n"
    "                    text      plain text, a blank line between paragraphs\n"
    "                    markdown  CommonMark with tables\n"
    "                    json      all there is to know, as the extension gets it\n"
    "  --why             also say of every block what was decided and why (standard "
    "error)\n"
    "  --save            save the document in your folder and print where\n"
    "\n"
    "Exit code 0, or 10 when the page holds no article.\n";

enum format { FORMAT_HTML, FORMAT_TEXT, FORMAT_MARKDOWN, FORMAT_JSON, N_FORMATS };

/* What was given on the command line. */
struct clean {
    const char *file, *url;
    enum format format;
    bool why, save;
};

static bool read_format(const char *name, enum format *format)
{
    static const char *const names[N_FORMATS] = {"html", "text", "markdown", "json"};

    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(name, names[i]) == 0) {
            *format = (enum format)i;
            return true;
        }
    return false;
}

static unsigned wanted(const struct clean *given)
{
    unsigned want = given->why ? WANT_WHY : 0;

    if (given->format == FORMAT_TEXT)
        want |= WANT_TEXT;
    if (given->format == FORMAT_MARKDOWN)
        want |= WANT_MARKDOWN;
    return want;
}

static void print_answer(const struct answer *answer, enum format format,
                         struct strbuf *out)
{
    switch (format) {
    case FORMAT_TEXT:
        strbuf_puts(out, answer->text ? answer->text : "");
        break;
    case FORMAT_MARKDOWN:
        strbuf_puts(out, answer->markdown ? answer->markdown : "");
        break;
    case FORMAT_JSON:
        answer_json(answer, out);
        strbuf_putc(out, '\n');
        break;
    default:
        document_html(answer, time(NULL), out);
    }
}

static enum status save(const char *argv0, const struct answer *answer,
                        const struct strbuf *document)
{
    struct receipt receipt;
    struct strbuf why;
    struct store store;
    enum status st;

    store_open(&store);
    strbuf_init(&why, 8192);
    st = store_save(&store, answer->title.value, "html", document->bytes, document->len,
                    &receipt, &why);
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
    if (st == NO_ARTICLE && given->format != FORMAT_JSON)
        return verb_fail(argv0, st);
    strbuf_init(&out, DOCUMENT_BYTES);
    print_answer(answer, given->format, &out);
    if (strbuf_failed(&out)) {
        st = verb_fail(argv0, TOO_LARGE);
    } else if (given->save) {
        st = save(argv0, answer, &out);
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

        st = task_run(&task, &snapshot, wanted(given));
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
        {"url", required_argument, NULL, 'u'}, {"format", required_argument, NULL, 'f'},
        {"why", no_argument, NULL, 'w'},       {"save", no_argument, NULL, 's'},
        {"help", no_argument, NULL, 'h'},      {NULL, 0, NULL, 0},
    };
    struct clean given = {.format = FORMAT_HTML};
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'u':
            given.url = optarg;
            break;
        case 'f':
            if (!read_format(optarg, &given.format)) {
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
    if (given.save && given.format != FORMAT_HTML) {
        fprintf(stderr, "%s: copies are saved as html\n", argv[0]);
        return verb_usage(argv[0]);
    }
    given.file = argv[optind];
    return clean(argv[0], &given);
}
