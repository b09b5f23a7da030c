/* Clean copies on disk. The folder comes from the user's configuration, never from a
 * message; names are made here; a file appears whole or not at all, and no file is ever
 * overwritten. */
#ifndef CLEANCOPY_STORE_STORE_H
#define CLEANCOPY_STORE_STORE_H

#include <stddef.h>

#include "base/status.h"
#include "base/strbuf.h"

struct receipt {
    char path[4096];
    size_t bytes;
};

/* Where copies go: `folder` of $XDG_CONFIG_HOME/cleancopy/config, else the user's
 * documents folder (user-dirs.dirs, else ~/Documents) + "/Cleancopy". Created on the
 * first save. SAVE_FAILED with a sentence in `why` when there is none. */
enum status store_folder(struct strbuf *path, struct strbuf *why);

/* Writes `bytes` as <title>.<extension> in the folder; " (2)" and so on where it exists.
 * SAVE_FAILED with a sentence in `why` (full, read-only, not allowed ...), nothing left
 * behind. */
enum status store_save(const char *title, const char *extension, const char *bytes,
                       size_t len, struct receipt *receipt, struct strbuf *why);

#endif
