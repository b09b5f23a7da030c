#include <getopt.h>
#include <stdio.h>

#include "base/json.h"
#include "command/input.h"
#include "command/verb.h"
#include "engine/block.h"
#include "engine/engine.h"
#include "engine/limits.h"
#include "engine/measure.h"
#include "engine/page.h"

static const char help[] = "cleancopy features [FILE] [--url URL]\n"
                           "cleancopy features --list\n"
                           "\n"
                           "Prints what the model is asked about each text block of a "
                           "saved page (or of standard\n"
                           "input): one line of JSON a block,\n"
                           "\n"
                           "  {\"block\": number of its first node, \"words\", "
                           "\"score\", \"overlay\", \"text\", "
                           "\"row\": [...]}\n"
                           "\n"
                           "The numbers of a row stand in the order of --list, which "
                           "prints name, unit, greatest\n"
                           "value and meaning of each, with tabs between.\n";

static void print_list(void)
{
    for (int i = 0; i < N_MEASURES; i++) {
        struct measure_rule rule = measure_rule(i);

        printf("%s\t%s\t%d\t%s\n", rule.name, rule.unit, rule.greatest, rule.what);
    }
}

static void put_number(struct strbuf *out, const char *key, uint32_t value)
{
    json_put_key(out, key);
    strbuf_printf(out, "%u", value);
}

static void put_block(struct strbuf *out, const struct block *b, const int16_t *row)
{
    strbuf_putc(out, '{');
    put_number(out, "block", b->first);
    put_number(out, "words", b->n_words);
    put_number(out, "score", b->score);
    put_number(out, "overlay", b->overlay);
    json_put_key(out, "text");
    json_put_text(out, b->text);
    json_put_key(out, "row");
    for (int i = 0; i < N_MEASURES; i++)
        strbuf_printf(out, "%c%d", i == 0 ? '[' : ',', row[i]);
    strbuf_puts(out, "]}\n");
}

static enum status print_page(const struct snapshot *snapshot)
{
    struct strbuf line;
    struct page *page;
    enum status st = engine_score(snapshot, &page);

    if (st != OK)
        return st;
    strbuf_init(&line, LIMIT_ANSWER);
    /* The page's arena may run out here as in any stage. */
    if (setjmp(page->escape) != 0) {
        st = TOO_COMPLEX;
        goto out;
    }
    st = OK;
    for (uint32_t b = 0; b < page->blocks->n && st == OK; b++) {
        int16_t row[N_MEASURES];

        measure_row(page->measures, b, row);
        strbuf_clear(&line);
        put_block(&line, &page->blocks->items[b], row);
        if (strbuf_failed(&line))
            st = TOO_LARGE;
        else if (fwrite(line.bytes, 1, line.len, stdout) != line.len)
            st = IO_ERROR;
    }
out:
    strbuf_release(&line);
    page_free(page);
    return st;
}

static int features(const char *argv0, const char *file, const char *url)
{
    struct strbuf html;
    enum status st;

    strbuf_init(&html, LIMIT_SNAPSHOT);
    st = input_page(file, &html);
    if (st == OK) {
        const struct snapshot snapshot = {
            .html = html.bytes, .html_len = html.len, .url = url};

        st = print_page(&snapshot);
        if (st == OK && fflush(stdout) != 0)
            st = IO_ERROR;
        if (st != OK)
            verb_fail(argv0, st);
    }
    strbuf_release(&html);
    return status_exit(st);
}

int verb_features(int argc, char **argv)
{
    static const struct option options[] = {
        {"url", required_argument, NULL, 'u'},
        {"list", no_argument, NULL, 'l'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    const char *url = NULL;
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'u':
            url = optarg;
            break;
        case 'l':
            print_list();
            return status_exit(fflush(stdout) == 0 ? OK : IO_ERROR);
        case 'h':
            return verb_help(help);
        default:
            return verb_usage(argv[0]);
        }
    }
    if (argc - optind > 1) {
        fprintf(stderr, "%s: one page at a time\n", argv[0]);
        return verb_usage(argv[0]);
    }
    return features(argv[0], argv[optind], url);
}
