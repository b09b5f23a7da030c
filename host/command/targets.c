#include "command/targets.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

bool targets_add(struct targets *targets, const char *name)
{
    struct browser browser;
    const char *at = NULL;
    bool known = strcmp(name, "all") == 0;

    while (!known && browser_next(&at, &browser))
        known = strcmp(browser.name, name) == 0 && browser_is_open(&browser);
    if (!known || targets->n == TARGETS_MAX)
        return false;
    targets->names[targets->n++] = name;
    return true;
}

bool targets_are_clear(const struct targets *targets)
{
    return !targets->dir || (targets->n == 1 && strcmp(targets->names[0], "all") != 0);
}

bool targets_name(const struct targets *targets, const struct browser *browser)
{
    for (size_t i = 0; i < targets->n; i++)
        if (strcmp(targets->names[i], "all") == 0 ||
            strcmp(targets->names[i], browser->name) == 0)
            return true;
    return false;
}

/* A folder given by the user, made absolute: it need not exist yet. */
static bool set_folder(struct browser *browser, const char *dir)
{
    char here[PATH_MAX];
    int len;

    if (*dir == '/')
        len = snprintf(browser->folder, sizeof browser->folder, "%s", dir);
    else if (getcwd(here, sizeof here))
        len = snprintf(browser->folder, sizeof browser->folder, "%s/%s", here, dir);
    else
        return false;
    return len > 0 && (size_t)len < sizeof browser->folder;
}

bool targets_next(struct targets *targets, struct browser *out)
{
    while (browser_next(&targets->at, out)) {
        if (!browser_is_open(out) || (targets->n > 0 && !targets_name(targets, out)))
            continue;
        return !targets->dir || set_folder(out, targets->dir);
    }
    return false;
}
