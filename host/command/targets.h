/* Which browsers `install` and `uninstall` are about: --browser and --dir. */
#ifndef CLEANCOPY_COMMAND_TARGETS_H
#define CLEANCOPY_COMMAND_TARGETS_H

#include <stdbool.h>
#include <stddef.h>

#include "command/browser.h"

#define TARGETS_MAX 16

struct targets {
    const char *names[TARGETS_MAX]; /* none: every browser */
    size_t n;
    const char *dir; /* in place of the browser's own folder */
    const char *at;  /* where targets_next is */
};

/* Adds a browser by name; "all" is every open one. False for a name that is not in the
 * table or has no folder of its own. */
bool targets_add(struct targets *targets, const char *name);

/* The names, with --dir, make sense: one folder is one browser's. */
bool targets_are_clear(const struct targets *targets);

/* The next browser that is meant, its folder already that of --dir. False at the end. */
bool targets_next(struct targets *targets, struct browser *out);

/* Somebody asked for it by name; else it is meant only if it is there. */
bool targets_name(const struct targets *targets, const struct browser *browser);

#endif
