#include "render/document.h"

#include <string.h>

#include "base/json.h"
#include "base/text.h"
#include "base/url.h"
#include "engine/limits.h"
#include "render/document_style.h"
#include "render/escape.h"
#include "render/front_matter.h"
#include "render/md_line.h"

#define POLICY "default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'"

#define ONLY_BEGINNING "The page held only the beginning of this text."

/* The JSON of removed parts is small beside the article, and never larger than the
 * answer. */
#define SOURCE_BYTES ((size_t)256 * 1024 * 1024)

static void add_escaped(struct strbuf *out, const char *text)
{
    escape_value(out, text, strlen(text));
}

static bool is_web(const char *url)
{
    char scheme[16];

    return url && url_scheme(url, strlen(url), scheme) &&
           (strcmp(scheme, "http") == 0 || strcmp(scheme, "https") == 0);
}

/* A link where the address is one to follow, else its text alone. */
static void add_link(struct strbuf *out, const char *url, const char *label)
{
    if (is_web(url)) {
        strbuf_puts(out, "<a href=\"");
        add_escaped(out, url);
        strbuf_puts(out, "\" rel=\"noopener noreferrer\">");
    }
    add_escaped(out, label);
    if (is_web(url))
        strbuf_puts(out, "</a>");
}

static void add_attr(struct strbuf *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    strbuf_printf(out, " %s=\"", name);
    add_escaped(out, value);
    strbuf_putc(out, '"');
}

static void add_head(struct strbuf *out, const struct answer *answer, const char *title)
{
    const char *canonical =
        answer->canonical.value ? answer->canonical.value : answer_source(answer);

    strbuf_puts(out, "<!DOCTYPE html>\n<html");
    add_attr(out, "lang", answer->lang.value);
    add_attr(out, "dir", answer->dir.value);
    strbuf_puts(
        out, ">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"" POLICY "\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    add_escaped(out, title);
    strbuf_puts(out, "</title>\n");
    if (is_web(canonical)) {
        strbuf_puts(out, "<link rel=\"canonical\" href=\"");
        add_escaped(out, canonical);
        strbuf_puts(out, "\">\n");
    }
    if (answer->byline.value) {
        strbuf_puts(out, "<meta name=\"author\"");
        add_attr(out, "content", answer->byline.value);
        strbuf_puts(out, ">\n");
    }
    strbuf_puts(out, "<style>\n");
    strbuf_puts(out, document_style);
    strbuf_puts(out, "</style>\n");
}

/* "2014-07-26T10:00:00Z" is "2014-07-26" to a reader; any other form stays as the page
 * has it. Returns the bytes of it to show. */
static size_t day_len(const char *date)
{
    static const char shape[] = "dddd-dd-dd";

    for (size_t i = 0; shape[i]; i++)
        if (shape[i] == 'd' ? !(date[i] >= '0' && date[i] <= '9') : date[i] != '-')
            return strlen(date);
    return strlen(shape);
}

static void add_date(struct strbuf *out, const char *date)
{
    strbuf_puts(out, "<time");
    add_attr(out, "datetime", date);
    strbuf_putc(out, '>');
    escape_value(out, date, day_len(date));
    strbuf_puts(out, "</time>");
}

static void add_header(struct strbuf *out, const struct answer *answer, const char *title)
{
    const char *url = answer_source(answer);

    strbuf_puts(out, "<header>\n<h1>");
    add_escaped(out, title);
    strbuf_puts(out, "</h1>\n");
    if (answer_subtitle(answer)) {
        strbuf_puts(out, "<p class=\"subtitle\">");
        add_escaped(out, answer_subtitle(answer));
        strbuf_puts(out, "</p>\n");
    }
    strbuf_puts(out, "<p>");
    if (answer->byline.value) {
        strbuf_puts(out, "<span>");
        add_escaped(out, answer->byline.value);
        strbuf_puts(out, "</span>");
    }
    if (answer->published.value)
        add_date(out, answer->published.value);
    if (answer->site.value || url) {
        strbuf_puts(out, "<span>");
        add_link(out, url, answer->site.value ? answer->site.value : url);
        strbuf_puts(out, "</span>");
    }
    strbuf_puts(out, "</p>\n</header>\n");
}

/* The footer speaks English, whatever the article does. */
static void add_footer(struct strbuf *out, const struct answer *answer, const char *saved)
{
    const char *url = answer_source(answer);
    size_t n = answer_n_left_out(answer);

    strbuf_puts(out, "<footer lang=\"en\" dir=\"ltr\">Saved by Cleancopy");
    if (url) {
        strbuf_puts(out, " from ");
        add_link(out, url, url);
    }
    strbuf_printf(out, " on <time datetime=\"%s\">%.10s</time>", saved, saved);
    if (n > 0)
        strbuf_printf(out, ", %zu part%s left out", n, n == 1 ? "" : "s");
    strbuf_puts(out, ".");
    if (answer->access == ACCESS_TEASER)
        strbuf_puts(out, " " ONLY_BEGINNING);
    strbuf_puts(out, "</footer>\n");
}

static void source_json(struct strbuf *json, const struct answer *answer,
                        const char *saved)
{
    strbuf_putc(json, '{');
    json_put_member(json, "url", answer->url);
    answer_put_fact("title", &answer->title, json);
    answer_put_fact("byline", &answer->byline, json);
    answer_put_fact("site", &answer->site, json);
    answer_put_fact("published", &answer->published, json);
    answer_put_fact("modified", &answer->modified, json);
    answer_put_fact("canonical", &answer->canonical, json);
    answer_put_fact("lang", &answer->lang, json);
    json_put_member(json, "access", access_name(answer->access));
    json_put_member(json, "saved", saved);
    json_put_member(json, "version", engine_version());
    json_put_member(json, "model", engine_model());
    json_put_key(json, "removed");
    strbuf_putc(json, '[');
    for (size_t i = 0; i < answer->n_removed; i++) {
        const struct removed *part = &answer->removed[i];

        if (i > 0)
            strbuf_putc(json, ',');
        strbuf_putc(json, '{');
        json_put_number(json, "id", part->id);
        json_put_member(json, "kind", part_kind_name(part->kind));
        json_put_number(json, "group", part->group);
        json_put_flag(json, "unsure", part->unsure);
        strbuf_putc(json, '}');
    }
    strbuf_puts(json, "]}");
}

/* Inside a script element only `</script` and `<!--` mean anything to a parser. */
static void add_source(struct strbuf *out, const struct answer *answer, const char *saved)
{
    struct strbuf json;

    strbuf_init(&json, SOURCE_BYTES);
    source_json(&json, answer, saved);
    strbuf_puts(out, "<script type=\"application/json\" id=\"cleancopy\">");
    for (size_t i = 0; i < json.len; i++) {
        if (json.bytes[i] == '<')
            strbuf_puts(out, "\\u003c");
        else
            strbuf_putc(out, json.bytes[i]);
    }
    strbuf_puts(out, "</script>\n");
    if (strbuf_failed(&json))
        out->failed = true;
    strbuf_release(&json);
}

/* "2026-09-21T14:13:20Z" */
static void write_time(time_t when, char out[32])
{
    struct tm utc;

    *out = '\0';
    if (gmtime_r(&when, &utc))
        strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

void document_html(const struct answer *answer, time_t saved, struct strbuf *out)
{
    const char *title = answer_title(answer);
    char when[32];

    write_time(saved, when);
    add_head(out, answer, title);
    add_source(out, answer, when);
    strbuf_puts(out, "</head>\n<body>\n");
    add_header(out, answer, title);
    strbuf_puts(out, "<main>\n<article>\n");
    strbuf_puts(out, answer->html);
    strbuf_puts(out, "\n</article>\n</main>\n");
    add_footer(out, answer, when);
    strbuf_puts(out, "</body>\n</html>\n");
}

/* ---- Markdown ---- */

/* What the page says of itself, as one paragraph of Markdown: text, whatever stands in it. */
static void add_md_line(struct strbuf *out, const char *text, enum md_place place)
{
    struct strbuf plain;
    struct md_line line;

    strbuf_init(&plain, LIMIT_ANSWER);
    md_line_init(&line, LIMIT_ANSWER);
    text_collapse(text, strlen(text), &plain);
    md_line_text(&line, plain.bytes, plain.len);
    if (place == MD_HEADING)
        strbuf_puts(out, "# ");
    md_line_write(&line, place, out);
    strbuf_puts(out, "\n\n");
    out->failed |= strbuf_failed(&plain) || strbuf_failed(&line.raw);
    md_line_release(&line);
    strbuf_release(&plain);
}

void document_markdown(const struct answer *answer, time_t saved, struct strbuf *out)
{
    const char *subtitle = answer_subtitle(answer);
    char when[32];

    write_time(saved, when);
    front_matter_put(answer, when, out);
    strbuf_putc(out, '\n');
    add_md_line(out, answer_title(answer), MD_HEADING);
    if (subtitle)
        add_md_line(out, subtitle, MD_PARAGRAPH);
    strbuf_puts(out, answer->markdown ? answer->markdown : "");
    strbuf_putc(out, '\n');
}

/* ---- plain text ---- */

static void add_text_line(struct strbuf *out, const char *text)
{
    text_collapse(text, strlen(text), out);
    strbuf_putc(out, '\n');
}

/* The next of a line's facts, which begins at `start`. */
static void add_text_fact(struct strbuf *out, size_t start, const char *text, size_t len)
{
    if (len == 0)
        return;
    if (out->len > start)
        strbuf_puts(out, ", ");
    text_collapse(text, len, out);
}

static size_t len_of(const char *text)
{
    return text ? strlen(text) : 0;
}

/* "Ada Vane, 2026-03-09, The Estuary": what is known of the three. */
static void add_text_facts(struct strbuf *out, const struct answer *answer)
{
    const char *day = answer->published.value;
    size_t start = out->len;

    add_text_fact(out, start, answer->byline.value, len_of(answer->byline.value));
    add_text_fact(out, start, day, day ? day_len(day) : 0);
    add_text_fact(out, start, answer->site.value, len_of(answer->site.value));
    if (out->len > start)
        strbuf_putc(out, '\n');
}

void document_text(const struct answer *answer, struct strbuf *out)
{
    add_text_line(out, answer_title(answer));
    if (answer_subtitle(answer))
        add_text_line(out, answer_subtitle(answer));
    add_text_facts(out, answer);
    if (answer_source(answer))
        add_text_line(out, answer_source(answer));
    if (answer->access == ACCESS_TEASER)
        strbuf_puts(out, ONLY_BEGINNING "\n");
    strbuf_putc(out, '\n');
    strbuf_puts(out, answer->text ? answer->text : "");
    strbuf_putc(out, '\n');
}

void document_print(const struct answer *answer, enum format format, time_t saved,
                    struct strbuf *out)
{
    switch (format) {
    case FORMAT_MARKDOWN:
        document_markdown(answer, saved, out);
        break;
    case FORMAT_TEXT:
        document_text(answer, out);
        break;
    case FORMAT_HTML:
    case N_FORMATS:
        document_html(answer, saved, out);
    }
}
