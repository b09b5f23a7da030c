#include "command/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "command/plain.h"

#define LINE_BYTES ((size_t)64 * 1024)
#define QUOTE_COLUMNS 240 /* of a removed part's own text */
#define DETAIL "     %-9s "

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "";
}

static const char *fact(const json_t *answer, const char *name)
{
    return text_of(json_object_get(answer, name), "value");
}

static bool flag(const json_t *object, const char *name)
{
    return json_is_true(json_object_get(object, name));
}

static long long number(const json_t *object, const char *name)
{
    return (long long)json_integer_value(json_object_get(object, name));
}

/* "gate_phrase" reads as "gate phrase". */
static void add_words(struct strbuf *line, const char *name)
{
    for (; *name; name++)
        strbuf_putc(line, *name == '_' || *name == '-' ? ' ' : *name);
}

static void add_part(struct strbuf *line, const char *separator, const char *text)
{
    if (!text || !*text)
        return;
    if (line->len > 0)
        strbuf_puts(line, separator);
    strbuf_puts(line, text);
}

void report_article(struct paper *paper, const json_t *answer)
{
    const char *title = fact(answer, "title"), *published = fact(answer, "published");
    struct strbuf line;

    strbuf_init(&line, LINE_BYTES);
    add_part(&line, "  \xc2\xb7  ", fact(answer, "byline"));
    add_part(&line, "  \xc2\xb7  ", published);
    add_part(&line, "  \xc2\xb7  ", fact(answer, "site"));
    fputc('\n', paper->stream);
    paper_text(paper, INK_BOLD, "", *title ? title : "(no title)");
    if (line.len > 0)
        paper_text(paper, INK_DIM, "", line.bytes);
    paper_rule(paper);
    fputc('\n', paper->stream);
    plain_print(paper, text_of(answer, "html"));
    fputc('\n', paper->stream);
    strbuf_release(&line);
}

/* "P3M" is "3 months"; what is not of that form stays as it is. */
static void add_period(struct strbuf *line, const char *period)
{
    static const char units[] = "DWMY";
    static const char *const names[] = {"day", "week", "month", "year"};
    char *end;
    long n = *period == 'P' ? strtol(period + 1, &end, 10) : 0;
    const char *unit = n > 0 && *end && !end[1] ? strchr(units, *end) : NULL;

    if (unit)
        strbuf_printf(line, "%ld %s%s", n, names[unit - units], n == 1 ? "" : "s");
    else
        strbuf_puts(line, period);
}

/* Pads the line so that `columns` of it follow `start`. */
static void pad(struct strbuf *line, size_t start, unsigned columns)
{
    unsigned used = paper_columns(line->bytes + start, line->len - start);

    for (; used < columns; used++)
        strbuf_putc(line, ' ');
}

static unsigned widest(const json_t *plans, const char *name)
{
    unsigned columns = 0;

    for (size_t i = 0; i < json_array_size(plans); i++) {
        const json_t *plan = json_array_get(plans, i);
        const char *text = text_of(plan, name);
        unsigned wide = paper_columns(text, strlen(text));

        columns = wide > columns ? wide : columns;
    }
    return columns;
}

/* A line of what is told about a part; the label stands at the first of several. */
static void report_detail(struct paper *paper, const char *label, const char *text)
{
    char first[32];

    snprintf(first, sizeof first, DETAIL, label);
    if (*text)
        paper_text(paper, INK_PLAIN, first, text);
}

static void report_plans(struct paper *paper, const json_t *plans)
{
    unsigned name_columns = widest(plans, "name"), price_columns = widest(plans, "price");
    struct strbuf line;
    char first[32];

    strbuf_init(&line, LINE_BYTES);
    for (size_t i = 0; i < json_array_size(plans); i++) {
        const json_t *plan = json_array_get(plans, i);
        const char *price = text_of(plan, "price"), *month = text_of(plan, "per_month");
        size_t start;

        strbuf_clear(&line);
        strbuf_puts(&line, text_of(plan, "name"));
        pad(&line, 0, name_columns + 2);
        for (unsigned n = paper_columns(price, strlen(price)); n < price_columns; n++)
            strbuf_putc(&line, ' ');
        strbuf_printf(&line, "%s %-5s", price, text_of(plan, "currency"));
        start = line.len;
        add_period(&line, text_of(plan, "period"));
        pad(&line, start, 12);
        if (*month)
            strbuf_printf(&line, "%s a month", month);
        snprintf(first, sizeof first, DETAIL, i == 0 ? "plans" : "");
        paper_line(paper, INK_PLAIN, first, line.bytes);
    }
    strbuf_release(&line);
}

static void report_reasons(struct paper *paper, const json_t *reasons)
{
    struct strbuf line;

    strbuf_init(&line, LINE_BYTES);
    for (size_t i = 0; i < json_array_size(reasons); i++) {
        const json_t *reason = json_array_get(reasons, i);

        strbuf_clear(&line);
        add_words(&line, text_of(reason, "name"));
        add_part(&line, ": ", text_of(reason, "detail"));
        report_detail(paper, i == 0 ? "because" : "", line.bytes);
    }
    strbuf_release(&line);
}

static void report_actions(struct paper *paper, const json_t *actions)
{
    struct strbuf line;

    strbuf_init(&line, LINE_BYTES);
    for (size_t i = 0; i < json_array_size(actions); i++) {
        const json_t *action = json_array_get(actions, i);

        strbuf_clear(&line);
        add_words(&line, text_of(action, "kind"));
        strbuf_printf(&line, ": \"%s\"", text_of(action, "label"));
        add_part(&line, "  ", text_of(action, "url"));
        report_detail(paper, i == 0 ? "actions" : "", line.bytes);
    }
    strbuf_release(&line);
}

/* A list of strings on one line. */
static void report_list(struct paper *paper, const char *label, const json_t *list)
{
    struct strbuf line;

    strbuf_init(&line, LINE_BYTES);
    for (size_t i = 0; i < json_array_size(list); i++)
        add_part(&line, "; ", json_string_value(json_array_get(list, i)));
    report_detail(paper, label, line.bytes);
    strbuf_release(&line);
}

/* The beginning of a part's own text, white space and lines as one. */
static void report_quote(struct paper *paper, const char *text)
{
    struct strbuf quote;
    bool blank = false;

    strbuf_init(&quote, LINE_BYTES);
    strbuf_puts(&quote, "\"");
    for (; *text && (quote.len < QUOTE_COLUMNS || ((unsigned char)*text & 0xc0) == 0x80);
         text++) {
        if (strchr(" \t\r\n", *text)) {
            blank = true;
            continue;
        }
        if (blank && quote.len > 1)
            strbuf_putc(&quote, ' ');
        blank = false;
        strbuf_putc(&quote, *text);
    }
    strbuf_puts(&quote, *text ? " ...\"" : "\"");
    if (quote.len > 2)
        paper_text(paper, INK_DIM, "     ", quote.bytes);
    strbuf_release(&quote);
}

static void report_part(struct paper *paper, const json_t *part, size_t n)
{
    struct strbuf line;
    char first[32];

    strbuf_init(&line, LINE_BYTES);
    add_words(&line, text_of(part, "kind"));
    strbuf_puts(&line, flag(part, "covering") ? ", over the page" : ", in the text");
    if (flag(part, "waiting"))
        strbuf_puts(&line, ", waiting to be shown");
    if (flag(part, "unsure"))
        strbuf_puts(&line, "; unsure, so its text was left in");
    strbuf_printf(&line, "   (%lld %%, id %lld", number(part, "confidence"),
                  number(part, "id"));
    if (number(part, "group"))
        strbuf_printf(&line, ", group %lld", number(part, "group"));
    strbuf_putc(&line, ')');
    snprintf(first, sizeof first, "%3zu. ", n);
    fputc('\n', paper->stream);
    paper_text(paper, INK_BOLD, first, line.bytes);
    strbuf_release(&line);

    report_quote(paper, text_of(part, "text"));
    report_reasons(paper, json_object_get(part, "reasons"));
    report_plans(paper, json_object_get(part, "plans"));
    report_detail(paper, "terms", text_of(part, "terms"));
    report_list(paper, "benefits", json_object_get(part, "benefits"));
    report_actions(paper, json_object_get(part, "actions"));
    report_list(paper, "unfilled", json_object_get(part, "placeholders"));
    report_detail(paper, "vendor", text_of(part, "vendor"));
    report_detail(paper, "frame", text_of(part, "frame_host"));
}

static bool is_furniture(const json_t *part)
{
    return strcmp(text_of(part, "kind"), "boilerplate") == 0;
}

/* Navigation, footers and their kin: one line each says enough. */
static void report_furniture(struct paper *paper, const json_t *removed)
{
    struct strbuf line;

    strbuf_init(&line, LINE_BYTES);
    for (size_t i = 0; i < json_array_size(removed); i++) {
        const json_t *part = json_array_get(removed, i);
        const json_t *reason = json_array_get(json_object_get(part, "reasons"), 0);

        if (!is_furniture(part))
            continue;
        strbuf_clear(&line);
        strbuf_puts(&line, text_of(part, "text"));
        if (line.len == 0)
            add_words(&line, text_of(reason, "name"));
        for (char *c = line.bytes; *c; c++)
            if (*c == '\n')
                *c = ' ';
        paper_line(paper, INK_DIM, "     ", line.bytes);
    }
    strbuf_release(&line);
}

void report_removed(struct paper *paper, const json_t *answer)
{
    const json_t *removed = json_object_get(answer, "removed");
    size_t n_overlays = 0, n_furniture = 0;
    char line[128];

    for (size_t i = 0; i < json_array_size(removed); i++) {
        const json_t *part = json_array_get(removed, i);
        if (is_furniture(part))
            n_furniture++;
        else
            n_overlays++;
    }
    paper_rule(paper);
    snprintf(line, sizeof line, "What lay over the article and in it: %zu", n_overlays);
    paper_text(paper, INK_BOLD, "", line);
    n_overlays = 0;
    for (size_t i = 0; i < json_array_size(removed); i++) {
        const json_t *part = json_array_get(removed, i);
        if (!is_furniture(part))
            report_part(paper, part, ++n_overlays);
    }
    snprintf(line, sizeof line, "What else stood on the page: %zu", n_furniture);
    fputc('\n', paper->stream);
    paper_text(paper, INK_BOLD, "", line);
    report_furniture(paper, removed);
}
