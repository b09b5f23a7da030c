/* Clean copies on disk. The folder comes from the user's configuration, never from a
 * message; names are made here; a file appears whole or not at all, and no file is ever
 * overwritten. */
#ifndef CLEANCOPY_STORE_STORE_H
#define CLEANCOPY_STORE_STORE_H

#include <stddef.h>

#include "base/status.h"
#include "base/strbuf.h"

/* Where copies go. Read once, so that a process may give up its right to look around. */
struct store {
    char folder[3840]; /* absolute; "" when there is none */
    char problem[256]; /* why there is none: a sentence for people */
};

struct receipt {
    char path[4096];
    size_t bytes;
};

/* Reads the configuration: `folder` of $XDG_CONFIG_HOME/cleancopy/config, else the
 * user's documents folder (user-dirs.dirs, else ~/Documents) + "/Cleancopy".
 * Nothing to release. */
void store_open(struct store *store);

/* Makes the folder if it is missing; store_save does so, too. SAVE_FAILED with a sentence
 * in `why`. */
enum status store_make(const struct store *store, struct strbuf *why);

/* Writes `bytes` as <title>.<extension> in the folder; " (2)" and so on where it exists.
 * SAVE_FAILED with a sentence in `why` (no folder, full, read-only, not allowed ...),
 * nothing left behind. */
enum status store_save(const struct store *store, const char *title,
                       const char *extension, const char *bytes, size_t len,
                       struct receipt *receipt, struct strbuf *why);

#endif
