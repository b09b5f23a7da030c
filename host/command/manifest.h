/* A host manifest: the file by which a browser knows the host (manifest/README.md). */
#ifndef CLEANCOPY_COMMAND_MANIFEST_H
#define CLEANCOPY_COMMAND_MANIFEST_H

#include <limits.h>
#include <stdbool.h>

#include "base/strbuf.h"
#include "command/browser.h"
#include "wire/callers.h"

enum manifest_state {
    MANIFEST_ABSENT,
    MANIFEST_GOOD,   /* names this host, and all the callers */
    MANIFEST_STALE,  /* names this host, but is not what we would write today */
    MANIFEST_GONE,   /* names a host that is not there any more */
    MANIFEST_OTHER,  /* names another host, which is there */
    MANIFEST_BROKEN, /* not a manifest; or can't be read */
    MANIFEST_LINK,   /* a symbolic link: whose file it is we can't know */
};

struct manifest {
    enum manifest_state state;
    char file[PATH_MAX];
    char host[PATH_MAX]; /* the path in it; "" unless it could be read */
};

/* Appends the manifest for a family, from its template. */
void manifest_text(enum family family, const char *host, const struct callers *callers,
                   struct strbuf *out);

/* Looks at what a browser finds in its folder. */
void manifest_look(const struct browser *browser, const char *host,
                   const struct callers *callers, struct manifest *out);

/* Writes it: whole or not at all, readable by all, in place of what was there. 0 or an
 * errno. */
int manifest_write(const struct browser *browser, const char *host,
                   const struct callers *callers);

/* Both programs were here, so the file may go: it names this host, or
 * one that is gone. */
bool manifest_is_ours(const struct manifest *manifest);

#endif
