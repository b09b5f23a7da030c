#include "wire/caller.h"

#include <stdio.h>
#include <string.h>

#include "store/config.h"
#include "wire/ids.h"

/* Longer than any id that a browser gives: Gecko's are at most 80 characters. */
#define ID_MAX 128

/* What is allowed in ids of both kinds; a path or a blank is not an id. */
static bool is_id(const char *id, size_t len)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789{}@._+-";
    return len > 0 && len < ID_MAX && strspn(id, letters) >= len;
}

static bool ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

/* Copies the id that the arguments name. */
static bool read_id(int argc, char *const *argv, char id[ID_MAX])
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
    if (!name || !is_id(name, len))
        return false;
    memcpy(id, name, len);
    id[len] = '\0';
    return true;
}

static bool is_registered(const char *id)
{
    struct strbuf path;
    strbuf_init(&path, 4096);
    FILE *list = config_file("callers", &path) ? fopen(path.bytes, "re") : NULL;
    strbuf_release(&path);
    if (!list)
        return false;
    char line[ID_MAX + 2];
    bool found = false;
    while (!found && fgets(line, sizeof line, list)) {
        line[strcspn(line, " \t\r\n")] = '\0';
        found = strcmp(line, id) == 0;
    }
    fclose(list);
    return found;
}

enum status caller_check(int argc, char *const *argv)
{
    char id[ID_MAX];
    if (!read_id(argc, argv, id))
        return BAD_CALLER;
    bool known = strcmp(id, EXTENSION_GECKO_ID) == 0 ||
                 strcmp(id, EXTENSION_CHROME_ID) == 0 || is_registered(id);
    return known ? OK : BAD_CALLER;
}
