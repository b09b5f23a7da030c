#include "store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/draft.h"

/* mkdir -p */
static int make(const char *path)
{
    char part[PATH_MAX];
    size_t len = strlen(path);

    if (len >= sizeof part)
        return ENAMETOOLONG;
    memcpy(part, path, len + 1);
    for (size_t i = 1; i <= len; i++) {
        if (part[i] != '/' && part[i] != '\0')
            continue;
        part[i] = '\0';
        if (mkdir(part, 0777) != 0 && errno != EEXIST)
            return errno;
        part[i] = path[i];
    }
    return 0;
}

int folder_open(const char *path, int *fd)
{
    int error;

    *fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (*fd >= 0)
        return 0;
    if (errno != ENOENT)
        return errno;
    error = make(path);
    if (error)
        return error;
    *fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *fd >= 0 ? 0 : errno;
}

int folder_write(const char *path, const char *name, const char *bytes, size_t len,
                 mode_t mode)
{
    struct draft draft;
    int fd, error = folder_open(path, &fd);

    if (error)
        return error;
    error = draft_open(&draft, fd, mode, true);
    if (!error) {
        error = draft_write(&draft, bytes, len);
        /* The umask is for files that people make; others must read these. */
        if (!error && fchmod(draft.fd, mode) != 0)
            error = errno;
        if (!error)
            error = draft_replace(&draft, name);
        draft_close(&draft);
    }
    close(fd);
    return error;
}

bool folder_is_within(const char *path, const char *root)
{
    char real[PATH_MAX], real_root[PATH_MAX], part[PATH_MAX];
    size_t len;

    if (!realpath(root, real_root) || strlen(path) >= sizeof part)
        return false;
    strcpy(part, path);
    while (!realpath(part, real)) {
        char *slash = strrchr(part, '/');

        /* A link that leads nowhere exists: what it will lead to is not known. */
        struct stat st;
        if (lstat(part, &st) == 0 || !slash || slash == part)
            return false;
        *slash = '\0';
    }
    len = strlen(real_root);
    return strncmp(real, real_root, len) == 0 &&
           (real[len] == '/' || real[len] == '\0' || real_root[len - 1] == '/');
}
