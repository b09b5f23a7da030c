#include "store/name.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "base/array.h"
#include "base/text.h"

/* File systems count bytes: 255 is the common limit, and " (100).html" must fit after the
 * name, and encrypted folders take a share of their own. */
#define NAME_MAX_BYTES 180

/* Invisible, and able to make a name read as another one. */
static bool is_control(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e ||
           c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff;
}

static bool is_reserved(uint32_t c)
{
    return c < 0x80 && c != 0 && strchr("/\\:*?\"<>|", (int)c);
}

/* CON, NUL, COM1 ... open a device on Windows whatever stands after the first dot. */
static bool is_device(const char *name)
{
    static const char *const plain[] = {"CON", "PRN", "AUX", "NUL"};
    static const char *const numbered[] = {"COM", "LPT"};
    size_t len = strcspn(name, ".");

    while (len > 0 && name[len - 1] == ' ')
        len--;
    for (size_t i = 0; i < N_OF(plain); i++)
        if (len == 3 && strncasecmp(name, plain[i], 3) == 0)
            return true;
    for (size_t i = 0; i < N_OF(numbered); i++)
        if (len == 4 && strncasecmp(name, numbered[i], 3) == 0 &&
            isdigit((unsigned char)name[3]))
            return true;
    return false;
}

static void today(char *name, size_t cap)
{
    time_t now = time(NULL);
    struct tm day;

    if (!localtime_r(&now, &day) || strftime(name, cap, "page-%Y-%m-%d", &day) == 0)
        strcpy(name, "page");
}

void name_from_title(const char *title, struct strbuf *out)
{
    /* The first byte is spare, for the mark before a device name. */
    char room[1 + NAME_MAX_BYTES + 1], *name = room + 1;
    const char *at = title ? title : "";
    const char *end = at + strlen(at);
    size_t len = 0;
    bool blank = false;

    while (at < end) {
        char bytes[4];
        uint32_t c = text_next(&at, end);
        size_t n;

        if (text_is_space(c)) {
            blank = true;
            continue;
        }
        if (is_control(c))
            continue;
        if (is_reserved(c))
            c = '-';
        if (len == 0 && (c == '.' || c == '-'))
            continue;
        n = text_encode(c, bytes);
        if (len + n + (blank && len > 0) > NAME_MAX_BYTES)
            break;
        if (blank && len > 0)
            name[len++] = ' ';
        blank = false;
        memcpy(name + len, bytes, n);
        len += n;
    }
    while (len > 0 && (name[len - 1] == '.' || name[len - 1] == ' '))
        len--;
    name[len] = '\0';

    if (len == 0) {
        today(name, NAME_MAX_BYTES);
        len = strlen(name);
    }
    if (is_device(name)) {
        *--name = '_';
        len = text_valid(name, len < NAME_MAX_BYTES ? len + 1 : NAME_MAX_BYTES);
    }
    strbuf_add(out, name, len);
}
