#include "engine/placeholder.h"

#include <string.h>

#include "base/array.h"

enum { INSIDE_MAX = 60 /* bytes between the brackets */ };

static const struct {
    const char *open, *close;
} brackets[] = {{"{{", "}}"}, {"${", "}"}, {"<%", "%>"}, {"{%", "%}"}, {"[[", "]]"}};

static size_t bracketed(const char *text, size_t len)
{
    for (size_t i = 0; i < N_OF(brackets); i++) {
        size_t open = strlen(brackets[i].open), close = strlen(brackets[i].close);
        size_t room = len < INSIDE_MAX + open + close ? len : INSIDE_MAX + open + close;
        const char *found;

        if (room <= open + close || memcmp(text, brackets[i].open, open) != 0)
            continue;
        found = memmem(text + open, room - open, brackets[i].close, close);
        if (found && found > text + open)
            return (size_t)(found - text) + close;
    }
    return 0;
}

/* %TOTAL%, %%NAME%%: capitals only, or every "20% of 30%" would be one. */
static size_t percent(const char *text, size_t len)
{
    size_t at = strspn(text, "%"), name;

    if (at < 1 || at > 2 || at >= len)
        return 0;
    name = strspn(text + at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    if (name < 2 || name > INSIDE_MAX || strncmp(text + at + name, "%%", at) != 0)
        return 0;
    return at + name + at;
}

bool placeholder_next(const char *text, size_t len, size_t from, size_t *at, size_t *end)
{
    static const char object[] = "[object Object]";

    while (from < len) {
        size_t n = strcspn(text + from, "{$<[%");

        from += n;
        if (from >= len)
            return false;
        n = bracketed(text + from, len - from);
        if (n == 0 && text[from] == '%')
            n = percent(text + from, len - from);
        if (n == 0 && strncmp(text + from, object, sizeof object - 1) == 0)
            n = sizeof object - 1;
        if (n > 0) {
            *at = from;
            *end = from + n;
            return true;
        }
        from++;
    }
    return false;
}
