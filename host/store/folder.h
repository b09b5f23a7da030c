/* Folders of the user's, and files put into them whole. Functions return 0 or an errno,
 * for which draft_why has a sentence. */
#ifndef CLEANCOPY_STORE_FOLDER_H
#define CLEANCOPY_STORE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Opens a folder (absolute path) and makes what is missing of it. */
int folder_open(const char *path, int *fd);

/* Writes a file in place of what has its name, with exactly this mode. A symbolic link of
 * that name is replaced, not followed. */
int folder_write(const char *path, const char *name, const char *bytes, size_t len,
                 mode_t mode);

/* Wherever links may lead, what exists of `path` lies in `root`. */
bool folder_is_within(const char *path, const char *root);

#endif
