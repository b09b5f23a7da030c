#include "base/base64.h"

#include <stdint.h>
#include <string.h>

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void base64_encode(const char *bytes, size_t len, struct strbuf *out)
{
    const unsigned char *b = (const unsigned char *)bytes;

    strbuf_reserve(out, len / 3 * 4 + 4);
    for (size_t i = 0; i < len; i += 3) {
        uint32_t group = (uint32_t)b[i] << 16 | (i + 1 < len ? b[i + 1] << 8 : 0) |
                         (i + 2 < len ? b[i + 2] : 0);

        strbuf_putc(out, digits[group >> 18]);
        strbuf_putc(out, digits[group >> 12 & 63]);
        strbuf_putc(out, i + 1 < len ? digits[group >> 6 & 63] : '=');
        strbuf_putc(out, i + 2 < len ? digits[group & 63] : '=');
    }
}

bool base64_decode(const char *text, size_t len, struct strbuf *out)
{
    uint32_t group = 0;
    unsigned bits = 0;

    while (len && text[len - 1] == '=')
        len--;
    for (size_t i = 0; i < len; i++) {
        const char *digit = text[i] ? strchr(digits, text[i]) : NULL;

        if (text[i] && strchr(" \t\n\r\f", text[i]))
            continue;
        if (!digit)
            return false;
        group = group << 6 | (uint32_t)(digit - digits);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            strbuf_putc(out, (char)(group >> bits & 255));
        }
    }
    return true;
}
