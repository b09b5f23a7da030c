#include "engine/markup.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '.' || c == '-' ||
           c == '_';
}

/* Past the next `c`, or the end. */
static const char *past(const char *at, const char *end, char c)
{
    const char *found = memchr(at, c, (size_t)(end - at));

    return found ? found + 1 : at + (end - at);
}

static const char *past_comment(const char *at, const char *end)
{
    const char *found = memmem(at, (size_t)(end - at), "-->", 3);

    return found ? found + 3 : at + (end - at);
}

static const char *past_value(const char *at, const char *end)
{
    if (*at == '"' || *at == '\'')
        return past(at + 1, end, *at);
    while (at < end && !is_blank(*at) && *at != '>')
        at++;
    return at;
}

struct walk {
    const char *html, *end;
    struct strbuf *out;
};

static void write_over(struct walk *walk, const char *at)
{
    if (walk->out->len == 0)
        strbuf_add(walk->out, walk->html, (size_t)(walk->end - walk->html));
    if (!strbuf_failed(walk->out))
        walk->out->bytes[at - walk->html] = '_';
}

/* The attributes of a tag, up to and past its end. */
static const char *name_attributes(struct walk *walk, const char *at)
{
    const char *end = walk->end;

    while (at < end && *at != '>') {
        const char *name = at;

        if (is_blank(*at) || *at == '/') {
            at++;
            continue;
        }
        /* An equals sign at the front is part of the name, as browsers have it. */
        do {
            if (!is_name(*at) || (at == name && !is_letter(*at) && *at != ':'))
                write_over(walk, at);
            at++;
        } while (at < end && !is_blank(*at) && *at != '/' && *at != '>' && *at != '=');
        while (at < end && is_blank(*at))
            at++;
        if (at == end || *at != '=')
            continue;
        at++;
        while (at < end && is_blank(*at))
            at++;
        if (at < end && *at != '>')
            at = past_value(at, end);
    }
    return at < end ? at + 1 : at;
}

/* Elements whose content is no markup. */
static bool is_raw(const char *name, size_t len)
{
    static const char *const raw[] = {"script", "style",   "textarea", "title",
                                      "iframe", "noembed", "noframes", "xmp"};

    for (size_t i = 0; i < N_OF(raw); i++)
        if (strlen(raw[i]) == len && strncasecmp(raw[i], name, len) == 0)
            return true;
    return false;
}

/* The `</name` that ends such an element, or the end. */
static const char *raw_end(const char *at, const char *end, const char *name, size_t len)
{
    for (;;) {
        at = past(at, end, '<');
        if (at == end)
            return at;
        if (*at == '/' && (size_t)(end - at) > len && strncasecmp(at + 1, name, len) == 0)
            return at - 1;
    }
}

static const char *read_tag(struct walk *walk, const char *at)
{
    const char *name = at, *end = walk->end;
    size_t len;

    while (at < end && !is_blank(*at) && *at != '/' && *at != '>')
        at++;
    len = (size_t)(at - name);
    at = name_attributes(walk, at);
    return is_raw(name, len) ? raw_end(at, end, name, len) : at;
}

void markup_name_attributes(const char *html, size_t len, struct strbuf *out)
{
    struct walk walk = {html, html + len, out};
    const char *end = walk.end, *at = past(html, end, '<');

    while (at < end) {
        if (is_letter(*at))
            at = read_tag(&walk, at);
        else if (end - at > 3 && memcmp(at, "!--", 3) == 0)
            at = past_comment(at + 1, end);
        else if (*at == '!' || *at == '?' || *at == '/')
            at = past(at, end, '>');
        at = past(at, end, '<');
    }
}
