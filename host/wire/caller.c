#include "wire/caller.h"

#include <string.h>

#include "wire/callers.h"

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* Copies the id that the arguments name. */
static bool read_id(int argc, char *const *argv, char id[CALLER_BYTES])
{
    static const char origin[] = "chrome-extension://";
    const char *name = NULL;
    size_t len = 0;
    if (argc > 1 && strncmp(argv[1], origin, sizeof origin - 1) == 0) {
        name = argv[1] + sizeof origin - 1;
        len = strlen(name);
        if (len == 0 || name[--len] != '/') /* an origin ends with a slash */
            return false;
    } else if (argc > 2 &&
               (strcmp(argv[1], "--caller") == 0 || ends_with(argv[1], ".json"))) {
        name = argv[2];
        len = strlen(name);
    }
    if (!name || len >= CALLER_BYTES)
        return false;
    memcpy(id, name, len);
    id[len] = '\0';
    return caller_kind(id) != CALLER_NONE;
}

enum status caller_check(int argc, char *const *argv)
{
    char id[CALLER_BYTES];
    if (!read_id(argc, argv, id))
        return BAD_CALLER;
    struct callers known;
    callers_load(&known);
    return callers_hold(&known, id) ? OK : BAD_CALLER;
}
