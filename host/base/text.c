#include "base/text.h"

#include <string.h>

#include "base/array.h"

#define REPLACEMENT 0xFFFDu

/* Decodes one sequence at `at` (at least one byte before `end`). Returns its length, or 0
 * when it is not valid. Ranges of the second byte: the Unicode standard, table 3-7. */
static size_t decode(const unsigned char *at, const unsigned char *end,
                     uint32_t *code_point)
{
    unsigned char lead = at[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    size_t len = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || (size_t)(end - at) < len)
        return 0;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (at[1] < low || at[1] > high)
        return 0;
    uint32_t value = lead & (0xFFu >> (len + 1));
    value = value << 6 | (at[1] & 0x3Fu);
    for (size_t i = 2; i < len; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return 0;
        value = value << 6 | (at[i] & 0x3Fu);
    }
    *code_point = value;
    return len;
}

uint32_t text_wide_next(const char **at, const char *end)
{
    uint32_t code_point;
    size_t len =
        decode((const unsigned char *)*at, (const unsigned char *)end, &code_point);
    *at += len ? len : 1;
    return len ? code_point : REPLACEMENT;
}

size_t text_encode(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = REPLACEMENT;
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

size_t text_valid(const char *text, size_t len)
{
    const unsigned char *start = (const unsigned char *)text, *at = start,
                        *end = at + len;
    while (at < end) {
        /* Eight ASCII bytes at a time: most of a page is markup. */
        uint64_t eight;
        if ((size_t)(end - at) >= sizeof eight) {
            memcpy(&eight, at, sizeof eight);
            if (!(eight & 0x8080808080808080u)) {
                at += sizeof eight;
                continue;
            }
        }
        uint32_t code_point;
        size_t step = decode(at, end, &code_point);
        if (!step)
            break;
        at += step;
    }
    return (size_t)(at - start);
}

size_t text_repair(const char *text, size_t len, struct strbuf *out)
{
    const char *at = text, *end = text + len;
    size_t replaced = 0;
    while (at < end) {
        const char *stop = at + text_valid(at, (size_t)(end - at));
        const char *nul = memchr(at, '\0', (size_t)(stop - at));
        if (nul)
            stop = nul;
        strbuf_add(out, at, (size_t)(stop - at));
        at = stop;
        if (at < end) {
            strbuf_puts(out, "\xEF\xBF\xBD");
            at++;
            replaced++;
        }
    }
    return replaced;
}

struct range {
    uint32_t first, last;
};

static bool in_ranges(const struct range *ranges, size_t n, uint32_t c)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && c >= ranges[low].first;
}

bool text_wide_is_space(uint32_t c)
{
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool text_wide_is_unspaced(uint32_t c)
{
    static const struct range scripts[] = {
        {0x0E00, 0x0E7F},   /* Thai */
        {0x0E80, 0x0EFF},   /* Lao */
        {0x1000, 0x109F},   /* Burmese */
        {0x1780, 0x17FF},   /* Khmer */
        {0x2E80, 0x2FDF},   /* CJK radicals */
        {0x3005, 0x3007},   /* ideographic iteration mark, zero */
        {0x3021, 0x3029},   /* Hangzhou numerals */
        {0x3040, 0x30FF},   /* kana */
        {0x3105, 0x318F},   /* bopomofo, Hangul compatibility jamo */
        {0x31A0, 0x31BF},   /* bopomofo extended */
        {0x31F0, 0x31FF},   /* katakana extensions */
        {0x3400, 0x4DBF},   /* Han extension A */
        {0x4E00, 0x9FFF},   /* Han */
        {0xAC00, 0xD7AF},   /* Hangul syllables: spaced, yet two syllables are a word */
        {0xF900, 0xFAFF},   /* Han compatibility */
        {0xFF66, 0xFF9F},   /* half-width kana */
        {0x20000, 0x3FFFF}, /* Han extensions B and on */
    };
    return in_ranges(scripts, N_OF(scripts), c);
}

bool text_wide_is_word(uint32_t c)
{
    /* Everything beyond ASCII is a letter but for the blocks of signs and punctuation. */
    static const struct range signs[] = {
        {0x0080, 0x00A9}, {0x00AB, 0x00B1},   {0x00B4, 0x00B4},    {0x00B6, 0x00B8},
        {0x00BB, 0x00BB}, {0x00BF, 0x00BF},   {0x00D7, 0x00D7},    {0x00F7, 0x00F7},
        {0x037E, 0x037E}, {0x0387, 0x0387},   {0x055A, 0x055F},    {0x0589, 0x058F},
        {0x05BE, 0x05BE}, {0x05C0, 0x05C0},   {0x05C3, 0x05C3},    {0x05F3, 0x05F4},
        {0x0600, 0x060F}, {0x061B, 0x061F},   {0x066A, 0x066D},    {0x06D4, 0x06D4},
        {0x0964, 0x0965}, {0x0970, 0x0970},   {0x0E3F, 0x0E3F},    {0x0E4F, 0x0E4F},
        {0x0E5A, 0x0E5B}, {0x10FB, 0x10FB},   {0x1360, 0x1368},    {0x1680, 0x1680},
        {0x17D4, 0x17DB}, {0x2000, 0x200B},   {0x200E, 0x206F},    {0x207A, 0x207E},
        {0x208A, 0x208E}, {0x20A0, 0x20CF},   {0x2190, 0x245F},    {0x2500, 0x2BFF},
        {0x2E00, 0x2E7F}, {0x3000, 0x3004},   {0x3008, 0x3020},    {0x3030, 0x3030},
        {0x303D, 0x303D}, {0x30A0, 0x30A0},   {0x30FB, 0x30FB},    {0xE000, 0xF8FF},
        {0xFD3E, 0xFD3F}, {0xFE10, 0xFE1F},   {0xFE30, 0xFE6F},    {0xFEFF, 0xFEFF},
        {0xFF00, 0xFF0F}, {0xFF1A, 0xFF20},   {0xFF3B, 0xFF40},    {0xFF5B, 0xFF65},
        {0xFFE0, 0xFFFF}, {0x1F000, 0x1FAFF}, {0xE0000, 0x10FFFF},
    };
    return !in_ranges(signs, N_OF(signs), c);
}

size_t text_words(const char *text, size_t len)
{
    const char *at = text, *end = text + len;
    size_t words = 0, unspaced = 0;
    bool inside = false;
    while (at < end) {
        uint32_t c = text_next(&at, end);
        if (text_is_unspaced(c)) {
            unspaced++;
            inside = false;
        } else if (text_is_word(c)) {
            words += !inside;
            inside = true;
        } else if (c != '\'' && c != 0x2019) { /* don't and l’eau are one word */
            inside = false;
        }
    }
    return words + (unspaced + 1) / 2;
}

size_t text_sentences(const char *text, size_t len)
{
    const char *at = text, *end = text + len;
    size_t sentences = 0;
    bool pending = false; /* a stop that counts once a space or the end follows */
    while (at < end) {
        uint32_t c = text_next(&at, end);
        switch (c) {
        case 0x3002: /* ideographic full stop */
        case 0xFF0E:
        case 0xFF01:
        case 0xFF1F: /* full-width . ! ? need no space after them */
        case 0x0964:
        case 0x0965: /* danda */
            sentences++;
            pending = false;
            break;
        case '.':
        case '!':
        case '?':
        case 0x2026: /* ellipsis */
        case 0x061F: /* Arabic question mark */
        case 0x06D4: /* Arabic full stop */
        case 0x037E: /* Greek question mark */
        case 0x0589: /* Armenian full stop */
            pending = true;
            break;
        case '"':
        case '\'':
        case ')':
        case ']':
        case 0x00BB:
        case 0x201D:
        case 0x2019:
            break; /* closing marks may stand between a stop and its space */
        default:
            sentences += pending && text_is_space(c);
            pending = false;
        }
    }
    return sentences + pending;
}

/* Lower case of the letters that have one in the scripts we match phrases in: Latin,
 * Greek, Cyrillic, Armenian, full-width Latin. */
static uint32_t lower(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    if (c < 0x100)
        return c >= 0xC0 && c <= 0xDE && c != 0xD7 ? c + 32 : c;
    if (c == 0x130) /* capital I with dot: Turkish phrases are written with plain i */
        return 'i';
    if (c == 0x178)
        return 0xFF;
    if (c < 0x180) {
        /* Latin Extended-A goes in pairs, even capital first; odd first
         * in two stretches. */
        bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
        if (c == 0x138 || c == 0x149 || c == 0x17F)
            return c;
        return (c & 1) == (odd ? 1u : 0u) ? c + 1 : c;
    }
    if (c == 0x18F)
        return 0x259;
    if (c == 0x1A0 || c == 0x1AF) /* Vietnamese horned O and U */
        return c + 1;
    if (c >= 0x1CD && c <= 0x1DC)
        return c & 1 ? c + 1 : c;
    if ((c >= 0x1DE && c <= 0x1EF) || (c >= 0x1F8 && c <= 0x233))
        return c & 1 ? c : c + 1;
    if (c >= 0x386 && c <= 0x3AB) {
        if (c == 0x386)
            return 0x3AC;
        if (c >= 0x388 && c <= 0x38A)
            return c + 37;
        if (c == 0x38C)
            return 0x3CC;
        if (c == 0x38E || c == 0x38F)
            return c + 63;
        return c >= 0x391 && c != 0x3A2 ? c + 32 : c;
    }
    if (c == 0x3C2) /* final sigma */
        return 0x3C3;
    if (c >= 0x400 && c <= 0x40F)
        return c + 80;
    if (c >= 0x410 && c <= 0x42F)
        return c + 32;
    if ((c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
        (c >= 0x4D0 && c <= 0x52F))
        return c & 1 ? c : c + 1;
    if (c >= 0x531 && c <= 0x556)
        return c + 48;
    if (c >= 0x1E00 && c <= 0x1EFF && c != 0x1E9E && !(c >= 0x1E96 && c <= 0x1E9F))
        return c & 1 ? c : c + 1;
    return c;
}

/* What stands for a code point in folded text; 0: nothing at all. */
static uint32_t fold(uint32_t c)
{
    if (c < 0x80)
        return lower(c);
    if (c >= 0xFF01 && c <= 0xFF5E)
        return lower(c - 0xFEE0); /* full-width forms */
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201B:
    case 0x2032:
    case 0x02BC:
    case 0x00B4:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0x00AB:
    case 0x00BB:
        return '"';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2212:
        return '-';
    case 0x00AD: /* soft hyphen */
    case 0x200B:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2060:
    case 0xFEFF:
    case 0x0640: /* tatweel */
        return 0;
    case 0x3001:
        return ',';
    case 0x3002:
        return '.';
    case 0x0622: /* alef with its hamzas and madda: written any way in headings */
    case 0x0623:
    case 0x0625:
        return 0x0627;
    default:
        break;
    }
    if (c >= 0x064B && c <= 0x0652) /* tashkeel */
        return 0;
    return lower(c);
}

/* Appends text with runs of space as one blank and none at the ends, each other code
 * point through `map` (0: it goes). */
static void squeeze(const char *text, size_t len, uint32_t (*map)(uint32_t),
                    struct strbuf *out)
{
    const char *at = text, *end = text + len;
    bool blank = false, any = false;
    char chunk[256]; /* so that not every letter asks for room */
    size_t n = 0;
    while (at < end) {
        uint32_t c = text_next(&at, end);
        if (text_is_space(c)) {
            blank = true;
            continue;
        }
        c = map(c);
        if (!c)
            continue;
        if (n > sizeof chunk - 5) {
            strbuf_add(out, chunk, n);
            n = 0;
        }
        if (blank && any)
            chunk[n++] = ' ';
        blank = false;
        any = true;
        if (c < 0x80)
            chunk[n++] = (char)c;
        else
            n += text_encode(c, chunk + n);
    }
    strbuf_add(out, chunk, n);
}

void text_fold(const char *text, size_t len, struct strbuf *out)
{
    squeeze(text, len, fold, out);
}

/* Control characters are nothing to read, and a terminal obeys them. */
static uint32_t visible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) ? 0 : c;
}

void text_collapse(const char *text, size_t len, struct strbuf *out)
{
    squeeze(text, len, visible, out);
}

bool text_equal_nocase(const char *a, const char *b)
{
    for (;; a++, b++) {
        unsigned char x = (unsigned char)*a, y = (unsigned char)*b;
        if (x >= 'A' && x <= 'Z')
            x += 32;
        if (y >= 'A' && y <= 'Z')
            y += 32;
        if (x != y)
            return false;
        if (!x)
            return true;
    }
}
