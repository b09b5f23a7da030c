#include <getopt.h>
#include <inttypes.h>
#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "command/client.h"
#include "command/input.h"
#include "command/program.h"
#include "command/report.h"
#include "command/verb.h"
#include "engine/limits.h"
#include "render/format.h"

#define ASK_TIMEOUT_MS 60000
#define SNAPSHOT_ID "page"

static const char help[] =
    "cleancopy ask FILE [options]\n"
    "\n"
    "Sends a saved page (or \"-\": standard input) through cleancopy-host as a browser "
    "does,\n"
    "in frames over its standard input and output, and prints what comes back: the "
    "article,\n"
    "what was taken out of the page, and why.\n"
    "\n"
    "  --url URL     the address of the page\n"
    "  --save        have the host save the clean copy, and print where\n"
    "  --format F    of that copy: html (the default), markdown or text\n"
    "  --host PATH   the host, when it is not beside this program\n"
    "\n"
    "Exit code 0, or 10 when the page holds no article.\n";

/* What was given on the command line. */
struct ask {
    const char *file, *url, *host;
    bool save;
    enum format format;
};

/* Sends the page and reads the answer, for json_decref. */
static enum status clean(struct client *client, const struct ask *given,
                         const struct strbuf *html, json_t **answer)
{
    struct strbuf body;
    enum status st;

    /* Page text may be escaped on the way. */
    strbuf_init(&body, (size_t)6 * LIMIT_ANSWER);
    st = client_upload(client, SNAPSHOT_ID, html->bytes, html->len, given->url);
    if (st == OK)
        st = client_answer(client, SNAPSHOT_ID, &body);
    if (st == OK) {
        *answer = json_loadb(body.bytes, body.len, 0, NULL);
        st = json_is_object(*answer) ? OK : BAD_FRAME;
        if (st != OK)
            strbuf_puts(&client->problem, "The answer is not JSON.");
    }
    strbuf_release(&body);
    return st;
}

static enum status save(struct client *client, struct paper *paper, enum format format)
{
    json_t *saved;
    char line[PATH_MAX + 64];
    enum status st;

    snprintf(line, sizeof line,
             "{\"type\":\"save\",\"id\":\"save\",\"snapshot\":\"" SNAPSHOT_ID "\","
             "\"marks\":{\"keep\":[],\"drop\":[]},\"format\":\"%s\"}",
             format_name(format));
    st = client_send(client, line, strlen(line));
    if (st == OK)
        st = client_receive(client, "save", "saved", &saved);
    if (st != OK)
        return st;
    snprintf(line, sizeof line, "%s  (%lld bytes)",
             json_string_value(json_object_get(saved, "path")),
             (long long)json_integer_value(json_object_get(saved, "bytes")));
    paper_text(paper, INK_PLAIN, "The clean copy:  ", line);
    json_decref(saved);
    return OK;
}

static void report(struct paper *paper, const struct client *client, const json_t *hello,
                   const json_t *answer, uint64_t took_ms)
{
    const json_t *access = json_object_get(answer, "access");
    const char *value = json_string_value(json_object_get(access, "value"));
    const char *version = json_string_value(json_object_get(hello, "host"));
    char line[512];

    report_article(paper, answer);
    report_removed(paper, answer);
    fputc('\n', paper->stream);
    paper_rule(paper);
    snprintf(line, sizeof line, "%s%s", value ? value : "unknown",
             json_is_true(json_object_get(access, "concealed"))
                 ? ", and the page holds text that it does not show"
                 : "");
    paper_text(paper, INK_PLAIN, "The text is:     ", line);
    snprintf(line, sizeof line,
             "cleancopy-host %s, %zu messages there, %zu back, %" PRIu64 " ms",
             version ? version : "?", client->n_sent, client->n_received, took_ms);
    paper_text(paper, INK_PLAIN, "Answered by:     ", line);
}

static enum status ask(struct client *client, const struct ask *given,
                       const struct strbuf *html)
{
    json_t *hello = NULL, *answer = NULL;
    uint64_t start = clock_ms();
    struct paper paper;
    const char *found;
    enum status st;

    paper_init(&paper, stdout);
    st = client_hello(client, &hello);
    if (st == OK)
        st = clean(client, given, html, &answer);
    if (st == OK) {
        report(&paper, client, hello, answer, clock_ms() - start);
        found = json_string_value(json_object_get(answer, "status"));
        if (!found || strcmp(found, "ok") != 0)
            st = NO_ARTICLE;
    }
    if (st == OK && given->save)
        st = save(client, &paper, given->format);
    json_decref(answer);
    json_decref(hello);
    return st;
}

static int run(const char *argv0, const struct ask *given)
{
    struct strbuf html, host, why;
    struct client client;
    enum status st;

    strbuf_init(&html, LIMIT_SNAPSHOT);
    strbuf_init(&host, PATH_MAX);
    strbuf_init(&why, 2 * PATH_MAX);
    st = input_page(given->file, &html);
    if (st == OK && !program_host(given->host, &host, &why)) {
        fprintf(stderr, "%s: %s\n", argv0, why.bytes);
        st = IO_ERROR;
    } else if (st == OK) {
        st = client_start(&client, host.bytes, ASK_TIMEOUT_MS);
        if (st == OK)
            st = ask(&client, given, &html);
        fflush(stdout);
        if (st != OK)
            fprintf(stderr, "%s: %s\n", argv0,
                    client.problem.len ? client.problem.bytes : status_sentence(st));
        client_stop(&client);
    }
    strbuf_release(&why);
    strbuf_release(&host);
    strbuf_release(&html);
    return status_exit(st);
}

int verb_ask(int argc, char **argv)
{
    static const struct option options[] = {
        {"url", required_argument, NULL, 'u'},    {"save", no_argument, NULL, 's'},
        {"format", required_argument, NULL, 'f'}, {"host", required_argument, NULL, 'H'},
        {"help", no_argument, NULL, 'h'},         {NULL, 0, NULL, 0},
    };
    struct ask given = {0};
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'u':
            given.url = optarg;
            break;
        case 's':
            given.save = true;
            break;
        case 'f':
            if (!format_find(optarg, &given.format)) {
                fprintf(stderr, "%s: no format \"%s\"\n", argv[0], optarg);
                return verb_usage(argv[0]);
            }
            break;
        case 'H':
            given.host = optarg;
            break;
        case 'h':
            return verb_help(help);
        default:
            return verb_usage(argv[0]);
        }
    }
    if (argc - optind != 1) {
        fprintf(stderr, "%s: one page\n", argv[0]);
        return verb_usage(argv[0]);
    }
    given.file = argv[optind];
    return run(argv[0], &given);
}
