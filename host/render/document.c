#include "render/document.h"

#include <string.h>

#include "base/json.h"
#include "base/url.h"
#include "render/document_style.h"
#include "render/escape.h"

#define POLICY "default-src 'none'; img-src data: http: https:; style-src 'unsafe-inline'"

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

/* Where the page stands: the address it was read from, before the one it prefers to be
 * called. */
static const char *source_url(const struct answer *answer)
{
    if (answer->url && *answer->url)
        return answer->url;
    return answer->canonical.value;
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
        answer->canonical.value ? answer->canonical.value : source_url(answer);

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
 * has it. */
static void add_date(struct strbuf *out, const char *date)
{
    static const char shape[] = "dddd-dd-dd";
    size_t i;

    for (i = 0; shape[i]; i++)
        if (shape[i] == 'd' ? !(date[i] >= '0' && date[i] <= '9') : date[i] != '-')
            break;
    strbuf_puts(out, "<time");
    add_attr(out, "datetime", date);
    strbuf_putc(out, '>');
    if (shape[i])
        add_escaped(out, date);
    else
        strbuf_add(out, date, strlen(shape));
    strbuf_puts(out, "</time>");
}

static void add_header(struct strbuf *out, const struct answer *answer, const char *title)
{
    const char *url = source_url(answer);

    strbuf_puts(out, "<header>\n<h1>");
    add_escaped(out, title);
    strbuf_puts(out, "</h1>\n");
    /* Where the text holds it, too, it is read there. */
    if (answer->subtitle.value && !strstr(answer->html, answer->subtitle.value)) {
        strbuf_puts(out, "<p class=\"subtitle\">");
        add_escaped(out, answer->subtitle.value);
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

static size_t n_left_out(const struct answer *answer)
{
    size_t n = 0;

    for (size_t i = 0; i < answer->n_removed; i++)
        n += !answer->removed[i].unsure && answer->removed[i].kind != PART_BOILERPLATE;
    return n;
}

/* The footer speaks English, whatever the article does. */
static void add_footer(struct strbuf *out, const struct answer *answer, const char *saved)
{
    const char *url = source_url(answer);
    size_t n = n_left_out(answer);

    strbuf_puts(out, "<footer lang=\"en\" dir=\"ltr\">Saved by Cleancopy");
    if (url) {
        strbuf_puts(out, " from ");
        add_link(out, url, url);
    }
    strbuf_printf(out, " on <time datetime=\"%s\">%.10s</time>", saved, saved);
    if (n > 0)
        strbuf_printf(out, ", %zu part%s left out", n, n == 1 ? "" : "s");
    strbuf_puts(out, ".</footer>\n");
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

void document_html(const struct answer *answer, time_t saved, struct strbuf *out)
{
    const char *title = answer->title.value ? answer->title.value : source_url(answer);
    char when[32] = "";
    struct tm utc;

    if (!title)
        title = "Untitled";
    if (gmtime_r(&saved, &utc))
        strftime(when, sizeof when, "%Y-%m-%dT%H:%M:%SZ", &utc);
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
