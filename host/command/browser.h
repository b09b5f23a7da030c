/* The browsers we know (manifest/browsers.txt): where each looks for host manifests, and
 * what shows that it is there. */
#ifndef CLEANCOPY_COMMAND_BROWSER_H
#define CLEANCOPY_COMMAND_BROWSER_H

#include <stdbool.h>
#include <stddef.h>

enum family {
    FAMILY_CHROMIUM, /* manifest with allowed_origins */
    FAMILY_FIREFOX,  /* manifest with allowed_extensions */
    FAMILY_PORTAL,   /* boxed: asks through a portal, uses Firefox's manifest */
    FAMILY_PROXY,    /* boxed: reaches hosts through a proxy, in new versions */
    FAMILY_CLOSED,   /* boxed: can't reach any host */
    N_FAMILIES
};

struct browser {
    char name[32], title[64];
    enum family family;
    bool always;        /* gets its manifest whether or not it is there */
    char folder[1024];  /* for manifests; "" for boxed ones */
    char profile[2048]; /* folders, with ":" between them; one of a used browser exists */
};

/* The next browser of the table; start with *at = NULL. False at the end, and when the
 * user has no home folder. */
bool browser_next(const char **at, struct browser *out);

/* A profile folder of it exists. */
bool browser_is_there(const struct browser *browser);

/* It reads manifests from a folder of its own. */
bool browser_is_open(const struct browser *browser);

#endif
