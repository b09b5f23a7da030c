#include "base/url.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"

/* The parts of a cleaned address: spans into it. An absent part has at == NULL. */
struct span {
    const char *at;
    size_t len;
};

struct parts {
    struct span scheme, authority, path, query, fragment;
};

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* Length of a scheme at the start of `text`, without the colon; 0 when there is none. */
static size_t scheme_len(const char *text, size_t len)
{
    if (!len || !is_alpha(text[0]))
        return 0;
    for (size_t i = 1; i < len; i++) {
        char c = text[i];
        if (c == ':')
            return i;
        if (!is_alpha(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
            return 0;
    }
    return 0;
}

static bool span_is(struct span span, const char *lower_case)
{
    if (!span.at || span.len != strlen(lower_case))
        return false;
    for (size_t i = 0; i < span.len; i++)
        if (lower(span.at[i]) != lower_case[i])
            return false;
    return true;
}

static bool span_equal(struct span a, struct span b)
{
    if (!a.at || !b.at || a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (lower(a.at[i]) != lower(b.at[i]))
            return false;
    return true;
}

/* Schemes whose addresses browsers read with slashes in every number and direction. */
static bool is_special(struct span scheme)
{
    return span_is(scheme, "http") || span_is(scheme, "https") || span_is(scheme, "ftp");
}

/* What a browser's parser sees: no C0 or blanks at the ends, no TAB and newlines
 * anywhere. */
static void strip(const char *url, size_t len, struct strbuf *out)
{
    while (len && (unsigned char)url[0] <= 0x20) {
        url++;
        len--;
    }
    while (len && (unsigned char)url[len - 1] <= 0x20)
        len--;
    for (size_t i = 0; i < len; i++)
        if (url[i] != '\t' && url[i] != '\n' && url[i] != '\r')
            strbuf_putc(out, url[i]);
}

/* Backslashes of the part before query and fragment read as slashes. */
static void turn_backslashes(char *text, size_t len)
{
    for (size_t i = 0; i < len && text[i] != '?' && text[i] != '#'; i++)
        if (text[i] == '\\')
            text[i] = '/';
}

static struct span cut_at(struct span *rest, const char *stops)
{
    struct span head = {rest->at, 0};
    while (head.len < rest->len && !strchr(stops, rest->at[head.len]))
        head.len++;
    rest->at += head.len;
    rest->len -= head.len;
    return head;
}

static struct parts split(struct span text)
{
    struct parts parts = {0};
    size_t scheme = scheme_len(text.at, text.len);
    if (scheme) {
        parts.scheme = (struct span){text.at, scheme};
        text.at += scheme + 1;
        text.len -= scheme + 1;
    }
    if (text.len >= 2 && text.at[0] == '/' && text.at[1] == '/') {
        text.at += 2;
        text.len -= 2;
        parts.authority = cut_at(&text, "/?#");
    }
    parts.path = cut_at(&text, "?#");
    if (text.len && text.at[0] == '?')
        parts.query = cut_at(&text, "#");
    if (text.len)
        parts.fragment = text;
    return parts;
}

/* Appends what may stand in a double-quoted attribute and in a header line. */
static void put_safe(struct strbuf *out, struct span span)
{
    static const char hex[] = "0123456789ABCDEF";
    for (size_t i = 0; i < span.len; i++) {
        unsigned char c = (unsigned char)span.at[i];
        if (c <= 0x20 || c == 0x7F || c == '"' || c == '<' || c == '>' || c == '`')
            strbuf_add(out, (char[]){'%', hex[c >> 4], hex[c & 15]}, 3);
        else
            strbuf_putc(out, (char)c);
    }
}

static bool is_dot(struct span segment, int dots)
{
    int seen = 0;
    for (size_t i = 0; i < segment.len;) {
        if (segment.at[i] == '.') {
            i++;
        } else if (segment.len - i >= 3 && segment.at[i] == '%' &&
                   segment.at[i + 1] == '2' && lower(segment.at[i + 2]) == 'e') {
            i += 3;
        } else {
            return false;
        }
        seen++;
    }
    return seen == dots;
}

/* Appends a path that begins with '/', its dot segments resolved (RFC 3986, 5.2.4);
 * nothing climbs above its own root. */
static void put_path(struct strbuf *out, struct span path)
{
    size_t root = out->len;
    while (path.len && !strbuf_failed(out)) {
        path.at++; /* the slash */
        path.len--;
        struct span segment = cut_at(&path, "/");
        bool up = is_dot(segment, 2);
        if (up) {
            size_t len = out->len;
            while (len > root && out->bytes[--len] != '/')
                ;
            strbuf_truncate(out, len);
        }
        if (up || is_dot(segment, 1)) {
            if (!path.len)
                strbuf_putc(out, '/');
            continue;
        }
        strbuf_putc(out, '/');
        put_safe(out, segment);
    }
}

/* The path of a reference against the base's, as one string that begins with '/'. */
static void join_paths(const struct parts *ref, const struct parts *base,
                       struct strbuf *out)
{
    struct span path = ref->path;
    if (!path.len || path.at[0] != '/') {
        struct span directory = base->path;
        while (directory.len && directory.at[directory.len - 1] != '/')
            directory.len--;
        if (!directory.len)
            strbuf_putc(out, '/');
        strbuf_add(out, directory.at, directory.len);
    }
    strbuf_add(out, path.at, path.len);
}

/* Appends scheme, authority and path of an address that has an authority (or is a
 * file's). */
static void put_hierarchy(struct strbuf *out, struct span scheme, struct span authority,
                          struct span path)
{
    for (size_t i = 0; i < scheme.len; i++)
        strbuf_putc(out, lower(scheme.at[i]));
    strbuf_puts(out, "://");
    put_safe(out, authority);
    if (path.len)
        put_path(out, path);
    else
        strbuf_putc(out, '/');
}

/* "http:host" and "http:////host/": what stands from `at` on, with
 * exactly two slashes. */
static void mend_slashes(struct strbuf *clean, size_t at)
{
    size_t slashes = 0;
    while (at + slashes < clean->len && clean->bytes[at + slashes] == '/')
        slashes++;
    if (slashes == 2)
        return;
    struct strbuf mended;
    strbuf_init(&mended, clean->max);
    strbuf_add(&mended, clean->bytes, at);
    strbuf_puts(&mended, "//");
    strbuf_add(&mended, clean->bytes + at + slashes, clean->len - at - slashes);
    strbuf_release(clean);
    *clean = mended;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return lower(c) >= 'a' && lower(c) <= 'f' ? lower(c) - 'a' + 10 : -1;
}

/* Marks that turn or hide what is written around them: a name in the bar that is none. */
static bool is_unseen(uint32_t c)
{
    return c == 0x061C || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

static bool is_name(struct span host)
{
    const char *at = host.at, *end = host.at + host.len;

    while (at < end) {
        uint32_t c = text_next(&at, end);
        if (c == '%') {
            int high = at < end ? hex_value(at[0]) : -1;
            int low = high >= 0 && at + 1 < end ? hex_value(at[1]) : -1;
            if (low < 0)
                return false;
            c = (uint32_t)(high * 16 + low);
            at += 2;
            if (c == '%')
                return false;
        }
        if (c <= 0x20 || c == 0x7F || (c < 0x80 && strchr("#/:<>?@[\\]^|", (int)c)) ||
            is_unseen(c))
            return false;
    }
    return host.len > 0;
}

static bool is_ipv6(struct span host)
{
    if (host.len < 4 || host.at[host.len - 1] != ']')
        return false;
    for (size_t i = 1; i + 1 < host.len; i++)
        if (hex_value(host.at[i]) < 0 && host.at[i] != ':' && host.at[i] != '.')
            return false;
    return true;
}

static bool is_port(struct span port)
{
    unsigned long number = 0;

    for (size_t i = 0; i < port.len; i++) {
        if (port.at[i] < '0' || port.at[i] > '9')
            return false;
        number = number * 10 + (unsigned long)(port.at[i] - '0');
        if (number > 65535)
            return false;
    }
    return true;
}

/* Host and port, without the credentials before them. */
static void split_authority(struct span authority, struct span *host, struct span *port)
{
    *host = authority;
    for (size_t i = 0; i < authority.len; i++)
        if (authority.at[i] == '@')
            *host = (struct span){authority.at + i + 1, authority.len - i - 1};
    size_t end = 0; /* a port follows the last colon, outside the brackets of IPv6 */
    bool brackets = false;
    while (end < host->len && (brackets || host->at[end] != ':')) {
        brackets = host->at[end] == '[' || (brackets && host->at[end] != ']');
        end++;
    }
    *port = end < host->len ? (struct span){host->at + end + 1, host->len - end - 1}
                            : (struct span){NULL, 0};
    host->len = end;
}

/* What leads somewhere in a browser; all others make the address none at all. */
static bool is_authority(struct span authority)
{
    struct span host, port;

    split_authority(authority, &host, &port);
    return is_port(port) &&
           (host.len && host.at[0] == '[' ? is_ipv6(host) : is_name(host));
}

/* Opaque addresses (mailto:, data:): nothing in them is a path. */
static void put_opaque(struct strbuf *out, struct span scheme, struct span rest)
{
    for (size_t i = 0; i < scheme.len; i++)
        strbuf_putc(out, lower(scheme.at[i]));
    put_safe(out, rest);
}

static bool resolve(struct strbuf *clean, struct strbuf *clean_base, struct strbuf *out)
{
    struct parts base = split((struct span){clean_base->bytes, clean_base->len});
    struct span scheme = {clean->bytes, scheme_len(clean->bytes, clean->len)};

    if (is_special(scheme) || (!scheme.len && is_special(base.scheme)))
        turn_backslashes(clean->bytes, clean->len);
    if (scheme.len && is_special(scheme)) {
        struct span rest = {clean->bytes + scheme.len + 1, clean->len - scheme.len - 1};
        bool slashed = rest.len > 1 && rest.at[0] == '/' && rest.at[1] == '/';
        if (!slashed && span_equal(scheme, base.scheme)) {
            /* "http:story" on an http page is "story", and "http:/story" is "/story": an
             * old habit browsers keep. */
            memmove(clean->bytes, rest.at, rest.len);
            strbuf_truncate(clean, rest.len);
        } else {
            mend_slashes(clean, scheme.len + 1);
        }
    } else if (!scheme.len && is_special(base.scheme) && clean->len > 2 &&
               memcmp(clean->bytes, "///", 3) == 0) {
        mend_slashes(clean, 0);
    }

    struct parts ref = split((struct span){clean->bytes, clean->len});
    if (ref.scheme.len) {
        if (ref.authority.at) {
            if (is_special(ref.scheme) && !is_authority(ref.authority))
                return false;
            put_hierarchy(out, ref.scheme, ref.authority, ref.path);
        } else {
            size_t at = ref.scheme.len;
            put_opaque(out, ref.scheme,
                       (struct span){clean->bytes + at, clean->len - at});
            return true;
        }
    } else {
        if (!base.scheme.len || !base.authority.at)
            return false;
        if (is_special(base.scheme) &&
            !is_authority(ref.authority.at ? ref.authority : base.authority))
            return false;
        struct strbuf path;
        strbuf_init(&path, out->max);
        if (ref.authority.at) {
            strbuf_add(&path, ref.path.at, ref.path.len);
        } else if (!ref.path.len) {
            strbuf_add(&path, base.path.at, base.path.len);
            if (!ref.query.at)
                ref.query = base.query;
        } else {
            join_paths(&ref, &base, &path);
        }
        put_hierarchy(out, base.scheme, ref.authority.at ? ref.authority : base.authority,
                      (struct span){path.bytes, path.len});
        out->failed |= strbuf_failed(&path); /* what is cut short leads elsewhere */
        strbuf_release(&path);
    }
    put_safe(out, ref.query);
    put_safe(out, ref.fragment);
    return true;
}

bool url_resolve(const char *url, size_t len, const char *base, struct strbuf *out)
{
    struct strbuf clean, clean_base;
    strbuf_init(&clean, out->max);
    strbuf_init(&clean_base, out->max);
    strip(url, len, &clean);
    if (base)
        strip(base, strlen(base), &clean_base);
    strbuf_reserve(&clean, 0); /* so that there are bytes of our own to mend */
    strbuf_reserve(&clean_base, 0);
    turn_backslashes(clean_base.bytes, clean_base.len);
    size_t before = out->len;
    bool found = !strbuf_failed(&clean) && !strbuf_failed(&clean_base) &&
                 resolve(&clean, &clean_base, out);
    out->failed |= strbuf_failed(&clean) || strbuf_failed(&clean_base);
    if (!found)
        strbuf_truncate(out, before);
    strbuf_release(&clean);
    strbuf_release(&clean_base);
    return found && !strbuf_failed(out);
}

bool url_scheme(const char *url, size_t len, char out[16])
{
    while (len && (unsigned char)url[0] <= 0x20) {
        url++;
        len--;
    }
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        char c = url[i];
        if (c == '\t' || c == '\n' || c == '\r')
            continue;
        if (c == ':' && n) {
            out[n] = '\0';
            return true;
        }
        bool allowed =
            is_alpha(c) ||
            (n && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.'));
        if (!allowed || n == 15)
            return false;
        out[n++] = lower(c);
    }
    return false;
}

bool url_host(const char *url, struct strbuf *out)
{
    struct strbuf whole;
    strbuf_init(&whole, out->max);
    bool found = false;
    if (url && url_resolve(url, strlen(url), NULL, &whole)) {
        struct parts parts = split((struct span){whole.bytes, whole.len});
        struct span host, port;
        split_authority(parts.authority, &host, &port);
        found = host.len > 0 && is_special(parts.scheme);
        for (size_t i = 0; found && i < host.len; i++)
            strbuf_putc(out, lower(host.at[i]));
    }
    strbuf_release(&whole);
    return found && !strbuf_failed(out);
}
