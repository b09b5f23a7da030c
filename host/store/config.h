/* The user's configuration: $XDG_CONFIG_HOME/cleancopy (~/.config/cleancopy).
 *
 *     # a comment
 *     folder = ~/Documents/Reading
 *
 * `config` holds one `key = value` a line; `callers` is written by `cleancopy install`.
 */
#ifndef CLEANCOPY_STORE_CONFIG_H
#define CLEANCOPY_STORE_CONFIG_H

#include <stdbool.h>

#include "base/strbuf.h"

/* Each appends a path; false, with nothing appended, when the user has no home. */
bool config_home(struct strbuf *path);                   /* $HOME */
bool config_folder(struct strbuf *path);                 /* $XDG_CONFIG_HOME */
bool config_file(const char *name, struct strbuf *path); /* .../cleancopy/<name> */

/* Appends the last value of the key in `config`. False when there is none. */
bool config_value(const char *key, struct strbuf *value);

/* Appends the value as an absolute path: "~" and "~/..." stand on the home folder. False
 * for anything else that is not absolute. */
bool config_path(const char *value, struct strbuf *path);

/* Appends the documents folder: user-dirs.dirs, else ~/Documents. */
bool config_documents(struct strbuf *path);

#endif
