#include "engine/style.h"

#include <string.h>

struct span {
    const char *at;
    size_t len;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Past a comment, a quoted string, an escape, or one character. */
static const char *skip_token(const char *at)
{
    if (at[0] == '/' && at[1] == '*') {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    if (*at == '"' || *at == '\'') {
        char quote = *at++;
        while (*at && *at != quote)
            at += *at == '\\' && at[1] ? 2 : 1;
        return *at ? at + 1 : at;
    }
    return at + (*at == '\\' && at[1] ? 2 : 1);
}

/* Up to a `stop` outside brackets, or the end. */
static const char *find(const char *at, const char *end, char stop)
{
    size_t depth = 0;

    while (at < end && *at && !(*at == stop && depth == 0)) {
        if (*at == '(' || *at == '[' || *at == '{')
            depth++;
        else if ((*at == ')' || *at == ']' || *at == '}') && depth)
            depth--;
        at = skip_token(at);
    }
    return at < end ? at : end;
}

/* Without blanks and comments at both ends. A comment in the middle stays: no keyword has
 * one. */
static struct span trim(const char *at, const char *end)
{
    for (;;) {
        while (at < end && is_blank(*at))
            at++;
        if (end - at < 2 || at[0] != '/' || at[1] != '*')
            break;
        at = skip_token(at);
    }
    if (at > end)
        at = end;
    for (;;) {
        while (end > at && is_blank(end[-1]))
            end--;
        if (end - at < 4 || end[-1] != '/' || end[-2] != '*')
            break;
        const char *open = end - 2;
        while (open > at && !(open[0] == '/' && open[1] == '*' && open + 2 <= end - 2))
            open--;
        if (open[0] != '/')
            break;
        end = open;
    }
    return (struct span){at, (size_t)(end - at)};
}

static bool equal(struct span a, const char *b)
{
    if (a.len != strlen(b))
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != b[i])
            return false;
    return true;
}

/* Takes `!important` off the end. */
static bool take_important(struct span *value)
{
    const char *mark = NULL;

    for (size_t i = value->len; i-- > 0 && !mark;)
        if (value->at[i] == '!')
            mark = value->at + i;
    if (!mark || !equal(trim(mark + 1, value->at + value->len), "important"))
        return false;
    *value = trim(value->at, mark);
    return true;
}

bool style_value(const char *style, const char *property, char *out, size_t cap)
{
    const char *end = style + strlen(style);
    struct span found = {NULL, 0};
    bool found_important = false;

    for (const char *at = style; at < end;) {
        const char *stop = find(at, end, ';');
        const char *colon = find(at, stop, ':');

        if (colon < stop && equal(trim(at, colon), property)) {
            struct span value = trim(colon + 1, stop);
            bool important = take_important(&value);

            if (value.len && (important || !found_important)) {
                found = value;
                found_important = important;
            }
        }
        at = stop < end ? stop + 1 : end;
    }
    if (!found.at)
        return false;
    size_t len = found.len < cap ? found.len : cap - 1;
    for (size_t i = 0; i < len; i++)
        out[i] = lower(found.at[i]);
    out[len] = 0;
    return true;
}

bool style_is(const char *style, const char *property, const char *keyword)
{
    char value[32];

    /* Most styles do not have the word at all. */
    return strcasestr(style, keyword) &&
           style_value(style, property, value, sizeof value) &&
           strcmp(value, keyword) == 0;
}
