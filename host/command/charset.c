#include "command/charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/text.h"

/* Browsers look at 1024 bytes; pages with long comments first have it later. */
#define PRESCAN_BYTES 4096
#define LABEL_BYTES 32

/* Without regard to case. */
static bool begins(const char *bytes, const char *end, const char *word)
{
    size_t len = strlen(word);

    return (size_t)(end - bytes) >= len && strncasecmp(bytes, word, len) == 0;
}

/* The first `needle` in the bytes, or NULL. */
static const char *find(const char *bytes, const char *end, const char *needle)
{
    for (; bytes < end; bytes++) {
        if (begins(bytes, end, needle))
            return bytes;
    }
    return NULL;
}

/* Reads the label after `charset`, if that is what stands here: = "utf-8" */
static bool read_label(const char *at, const char *end, char label[LABEL_BYTES])
{
    size_t len = 0;

    while (at < end && isspace((unsigned char)*at))
        at++;
    if (at == end || *at++ != '=')
        return false;
    while (at < end && (isspace((unsigned char)*at) || *at == '"' || *at == '\''))
        at++;
    for (; at < end && len < LABEL_BYTES - 1; at++) {
        if (!isalnum((unsigned char)*at) && !strchr("-_.:", *at))
            break;
        label[len++] = (char)tolower((unsigned char)*at);
    }
    label[len] = '\0';
    return len > 0;
}

void charset_declared(const char *bytes, size_t len, char label[LABEL_BYTES])
{
    const char *end = bytes + (len < PRESCAN_BYTES ? len : PRESCAN_BYTES);
    const char *tag = bytes;

    while ((tag = memchr(tag, '<', (size_t)(end - tag)))) {
        const char *close, *at;

        /* What stands in a comment is not declared; one without an end hides the rest. */
        if (begins(tag, end, "<!--")) {
            tag = find(tag, end, "-->");
            if (!tag)
                break;
            continue;
        }
        if (!begins(tag++, end, "<meta"))
            continue;
        at = tag;
        close = memchr(tag, '>', (size_t)(end - tag));
        if (!close)
            close = end;
        while ((at = find(at, close, "charset"))) {
            at += strlen("charset");
            if (read_label(at, close, label))
                return;
        }
    }
    label[0] = '\0';
}

/* What pages mean by a label, in the words of iconv: the web's list of encodings,
 * where old names stand for the supersets that are really used. A closed list, so
 * that a page can't ask the system for UTF-7 and other surprises. NULL for labels
 * that are not on it. */
static const char *meant_by(const char *label)
{
    /* clang-format off */
    static const char *const table[][2] = {
        {"ascii", "windows-1252"},       {"big5", "big5-hkscs"},
        {"big5-hkscs", "big5-hkscs"},    {"cp1250", "windows-1250"},
        {"cp1251", "windows-1251"},      {"cp1252", "windows-1252"},
        {"cp866", "ibm866"},             {"euc-jp", "euc-jp"},
        {"euc-kr", "cp949"},             {"gb18030", "gb18030"},
        {"gb2312", "gb18030"},           {"gbk", "gb18030"},
        {"ibm866", "ibm866"},            {"iso-2022-jp", "iso-2022-jp"},
        {"iso-8859-1", "windows-1252"},  {"iso-8859-10", "iso-8859-10"},
        {"iso-8859-11", "windows-874"},  {"iso-8859-13", "iso-8859-13"},
        {"iso-8859-14", "iso-8859-14"},  {"iso-8859-15", "iso-8859-15"},
        {"iso-8859-16", "iso-8859-16"},  {"iso-8859-2", "iso-8859-2"},
        {"iso-8859-3", "iso-8859-3"},    {"iso-8859-4", "iso-8859-4"},
        {"iso-8859-5", "iso-8859-5"},    {"iso-8859-6", "iso-8859-6"},
        {"iso-8859-7", "iso-8859-7"},    {"iso-8859-8", "iso-8859-8"},
        {"iso-8859-8-i", "iso-8859-8"},  {"iso-8859-9", "windows-1254"},
        {"koi8-r", "koi8-r"},            {"koi8-u", "koi8-u"},
        {"ks_c_5601-1987", "cp949"},     {"latin1", "windows-1252"},
        {"latin2", "iso-8859-2"},        {"latin5", "windows-1254"},
        {"macintosh", "macintosh"},      {"shift-jis", "cp932"},
        {"shift_jis", "cp932"},          {"sjis", "cp932"},
        {"tis-620", "windows-874"},      {"us-ascii", "windows-1252"},
        {"windows-1250", "windows-1250"}, {"windows-1251", "windows-1251"},
        {"windows-1252", "windows-1252"}, {"windows-1253", "windows-1253"},
        {"windows-1254", "windows-1254"}, {"windows-1255", "windows-1255"},
        {"windows-1256", "windows-1256"}, {"windows-1257", "windows-1257"},
        {"windows-1258", "windows-1258"}, {"windows-31j", "cp932"},
        {"windows-874", "windows-874"},  {"windows-949", "cp949"},
        {"x-gbk", "gb18030"},            {"x-mac-cyrillic", "mac-cyrillic"},
        {"x-sjis", "cp932"},
        /* Declared in ASCII letters, so it can't be UTF-16. */
        {"utf-16", "utf-8"},             {"utf-16be", "utf-8"},
        {"utf-16le", "utf-8"},           {"utf-8", "utf-8"},
        {"utf8", "utf-8"},
    };
    /* clang-format on */

    for (size_t i = 0; i < N_OF(table); i++)
        if (strcmp(label, table[i][0]) == 0)
            return table[i][1];
    return NULL;
}

static void add_replacement(struct strbuf *out)
{
    strbuf_puts(out, "\xef\xbf\xbd");
}

/* Converts all of it; what can't be converted becomes U+FFFD, a byte at a time. False
 * when the system doesn't know the encoding. */
static bool convert(const char *from, const char *bytes, size_t len, struct strbuf *out)
{
    iconv_t cd = iconv_open("UTF-8", from);
    char *in = (char *)bytes; /* iconv's prototype; it writes nothing there */

    if (cd == (iconv_t)-1)
        return false;
    while (len > 0 && !strbuf_failed(out)) {
        char room[16384], *to = room;
        size_t left = sizeof room;
        size_t n = iconv(cd, &in, &len, &to, &left);

        strbuf_add(out, room, (size_t)(to - room));
        if (n != (size_t)-1 || errno == E2BIG)
            continue;
        add_replacement(out);
        if (errno == EINVAL) /* cut in the middle of the last character */
            break;
        in++;
        len--;
    }
    iconv_close(cd);
    return true;
}

/* As browsers read it: the five bytes without a character are the C1 controls of the same
 * number, so that every byte is something. */
static void convert_1252(const char *bytes, size_t len, struct strbuf *out)
{
    static const uint32_t high[32] = {
        0x20ac, 0x81,   0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021,
        0x2c6,  0x2030, 0x160,  0x2039, 0x152,  0x8d,   0x17d,  0x8f,
        0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
        0x2dc,  0x2122, 0x161,  0x203a, 0x153,  0x9d,   0x17e,  0x178,
    };

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        uint32_t code_point = c >= 0x80 && c < 0xa0 ? high[c - 0x80] : c;
        char utf8[4];

        strbuf_add(out, utf8, text_encode(code_point, utf8));
    }
}

static bool starts(const char *bytes, size_t len, const char *mark, size_t mark_len)
{
    return len >= mark_len && memcmp(bytes, mark, mark_len) == 0;
}

const char *charset_decode(const char *bytes, size_t len, struct strbuf *out)
{
    char label[LABEL_BYTES];
    const char *name;

    if (starts(bytes, len, "\xef\xbb\xbf", 3)) {
        text_repair(bytes + 3, len - 3, out);
        return "utf-8";
    }
    if (starts(bytes, len, "\xff\xfe", 2) && convert("UTF-16LE", bytes + 2, len - 2, out))
        return "utf-16le";
    if (starts(bytes, len, "\xfe\xff", 2) && convert("UTF-16BE", bytes + 2, len - 2, out))
        return "utf-16be";
    if (text_valid(bytes, len) == len) {
        strbuf_add(out, bytes, len);
        return "utf-8";
    }
    charset_declared(bytes, len, label);
    name = meant_by(label);
    if (name && strcmp(name, "utf-8") == 0) {
        /* It says UTF-8 and is, but for a byte or two. */
        text_repair(bytes, len, out);
        return name;
    }
    if (name && strcmp(name, "windows-1252") != 0 && convert(name, bytes, len, out))
        return name;
    convert_1252(bytes, len, out);
    return "windows-1252";
}
