#include "wire/lift.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "engine/limits.h"

void lift_init(struct lift *lift)
{
    *lift = (struct lift){.html = NULL};
    strbuf_init(&lift->envelope, LIMIT_ENVELOPE);
}

void lift_release(struct lift *lift)
{
    strbuf_release(&lift->envelope);
}

/* Where in the frame we are. `keep` is what has not gone into the envelope yet. */
struct scan {
    struct lift *lift;
    char *at, *end;
    char *keep;
    const char *problem;
};

static bool fail(struct scan *scan, const char *problem)
{
    if (!scan->problem)
        scan->problem = problem;
    return false;
}

/* -- Inside a string ------------------------------------------------------ */

/* True for bytes that end a plain run: quote, backslash, controls. */
static bool is_special(unsigned char c)
{
    return c == '"' || c == '\\' || c < 0x20;
}

/* The high bit of every byte of `eight` that is_special, and maybe of bytes above such a
 * one: zero means none. */
static uint64_t specials(uint64_t eight)
{
    const uint64_t ones = 0x0101010101010101u, highs = 0x8080808080808080u;
    uint64_t quote = eight ^ ones * '"', backslash = eight ^ ones * '\\';
    return (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash) |
            ((eight - ones * 0x20) & ~eight)) &
           highs;
}

static char *run_end(char *at, const char *end)
{
    uint64_t eight;
    while ((size_t)(end - at) >= sizeof eight) {
        memcpy(&eight, at, sizeof eight);
        if (specials(eight))
            break;
        at += sizeof eight;
    }
    while (at < end && !is_special((unsigned char)*at))
        at++;
    return at;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The number behind a `\u` at `at`, or -1 where there is no `\uXXXX`. */
static int32_t read_unit(const char *at, const char *end)
{
    if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
        return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_value(at[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

static bool is_high(int32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(int32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/* The code point of the `\u` at *at, a pair taken together; -1 where it is broken. */
static int32_t read_code_point(struct scan *scan, char **at)
{
    int32_t unit = read_unit(*at, scan->end);
    if (unit < 0)
        return -1;
    *at += 6;
    if (is_high(unit)) {
        int32_t low = read_unit(*at, scan->end);
        if (is_low(low)) {
            *at += 6;
            return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
    }
    if (is_high(unit) || is_low(unit) || unit == 0) {
        scan->lift->replaced++;
        return 0xFFFD;
    }
    return unit;
}

/* The byte that stands for `\c`, 0 for none of the eight. */
static char unescaped(char c)
{
    switch (c) {
    case '"':
    case '\\':
    case '/':
        return c;
    case 'b':
        return '\b';
    case 'f':
        return '\f';
    case 'n':
        return '\n';
    case 'r':
        return '\r';
    case 't':
        return '\t';
    default:
        return 0;
    }
}

/* Reads one escape at *from and writes what it means to *to. Never more bytes than it
 * takes. */
static bool unescape(struct scan *scan, char **from, char **to)
{
    if (scan->end - *from < 2)
        return false;
    if ((*from)[1] == 'u') {
        int32_t c = read_code_point(scan, from);
        char bytes[4];
        if (c < 0)
            return false;
        size_t n = text_encode((uint32_t)c, bytes);
        memcpy(*to, bytes, n);
        *to += n;
        return true;
    }
    char c = unescaped((*from)[1]);
    if (!c)
        return false;
    *from += 2;
    *(*to)++ = c;
    return true;
}

/* The text after an opening quote, unescaped where it stands. Leaves scan->at at the
 * closing quote. */
static bool lift_text(struct scan *scan)
{
    char *from = scan->at, *to = scan->at;
    for (;;) {
        char *stop = run_end(from, scan->end);
        size_t run = (size_t)(stop - from);
        if (text_valid(from, run) != run)
            return fail(scan, "`html` is not valid UTF-8.");
        if (from != to)
            memmove(to, from, run);
        to += run;
        from = stop;
        if (from == scan->end)
            return fail(scan, "The message ends inside `html`.");
        if (*from == '"')
            break;
        if (*from != '\\')
            return fail(scan, "`html` holds a control character that is not escaped.");
        if (!unescape(scan, &from, &to))
            return fail(scan, "`html` holds a broken escape.");
    }
    if (!scan->lift->html) {
        scan->lift->html = scan->at;
        scan->lift->html_len = (size_t)(to - scan->at);
    }
    scan->at = from;
    return true;
}

/* Steps over any other string; scan->at is behind its opening quote, and then behind the
 * closing one. What jansson would refuse though browsers send it is repaired: an escape
 * for an escape, of the same length. */
static void skip_string(struct scan *scan)
{
    while (scan->at < scan->end && *scan->at != '"') {
        char *escape = scan->at;
        if (*scan->at++ != '\\' || scan->at == scan->end)
            continue;
        if (*scan->at++ != 'u')
            continue;
        char *after = escape;
        int32_t c = read_code_point(scan, &after);
        if (c == 0xFFFD)
            memcpy(escape, "\\ufffd", 6);
        if (c >= 0)
            scan->at = after;
    }
    if (scan->at < scan->end)
        scan->at++;
}

/* -- The message ---------------------------------------------------------- */

static void skip_space(struct scan *scan)
{
    while (scan->at < scan->end && strchr(" \t\n\r", *scan->at))
        scan->at++;
}

static bool takes(struct scan *scan, char c)
{
    skip_space(scan);
    if (scan->at == scan->end || *scan->at != c)
        return false;
    scan->at++;
    return true;
}

static void keep_up_to(struct scan *scan, const char *stop)
{
    strbuf_add(&scan->lift->envelope, scan->keep, (size_t)(stop - scan->keep));
}

/* A string of the top level, behind its opening quote: lifts the value
 * if it is our key. */
static bool top_string(struct scan *scan)
{
    static const char key[] = "html\"";
    const size_t key_len = sizeof key - 1;
    bool is_key =
        (size_t)(scan->end - scan->at) >= key_len && memcmp(scan->at, key, key_len) == 0;
    skip_string(scan);
    if (!is_key || !takes(scan, ':') || !takes(scan, '"'))
        return true;
    keep_up_to(scan, scan->at);
    if (!lift_text(scan))
        return false;
    scan->keep = scan->at++; /* the closing quote follows the opening one */
    return true;
}

static bool walk(struct scan *scan)
{
    size_t depth = 0;
    while (scan->at < scan->end) {
        switch (*scan->at++) {
        case '"':
            if (depth != 1)
                skip_string(scan);
            else if (!top_string(scan))
                return false;
            break;
        case '{':
        case '[':
            if (++depth > LIFT_NESTING)
                return fail(scan, "The message is nested too deep.");
            break;
        case '}':
        case ']':
            if (depth)
                depth--;
            break;
        default:
            break;
        }
    }
    keep_up_to(scan, scan->end);
    return true;
}

enum status lift_html(struct lift *lift, char *frame, size_t len, const char **problem)
{
    strbuf_clear(&lift->envelope);
    lift->html = NULL;
    lift->html_len = lift->replaced = 0;
    struct scan scan = {.lift = lift, .at = frame, .end = frame + len, .keep = frame};
    /* jansson 2.14 steps over a zero byte behind a number. */
    if (memchr(frame, '\0', len))
        fail(&scan, "The message holds a zero byte.");
    else if (walk(&scan) && strbuf_failed(&lift->envelope))
        fail(&scan, "The JSON around the page's text is too large.");
    if (!scan.problem)
        return OK;
    *problem = scan.problem;
    return BAD_REQUEST;
}
