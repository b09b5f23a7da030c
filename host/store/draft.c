#include "store/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define TEMP_PREFIX ".cleancopy-"
#define TEMP_SUFFIX ".tmp"
#define TEMP_TRIES 16
#define DAY_SECONDS (24 * 60 * 60)

static int open_temporary(struct draft *draft, mode_t mode)
{
    for (int i = 0; i < TEMP_TRIES; i++) {
        uint64_t random;

        if (getrandom(&random, sizeof random, 0) != (ssize_t)sizeof random)
            return EAGAIN;
        snprintf(draft->name, sizeof draft->name, TEMP_PREFIX "%016llx" TEMP_SUFFIX,
                 (unsigned long long)random);
        draft->fd = openat(draft->folder, draft->name,
                           O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (draft->fd >= 0)
            return 0;
        if (errno != EEXIST)
            break;
    }
    draft->name[0] = '\0';
    return errno;
}

int draft_open(struct draft *draft, int folder, mode_t mode, bool named)
{
    *draft = (struct draft){.folder = folder, .fd = -1};
    if (named)
        return open_temporary(draft, mode);
    draft->fd = openat(folder, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, mode);
    if (draft->fd >= 0)
        return 0;
    /* Network and FAT file systems have no nameless files, and old kernels say EISDIR. */
    if (errno == EOPNOTSUPP || errno == EISDIR || errno == EINVAL)
        return open_temporary(draft, mode);
    return errno;
}

int draft_write(struct draft *draft, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(draft->fd, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        bytes += n;
        len -= (size_t)n;
    }
    return 0;
}

/* A folder on some file systems can't be synced (EINVAL); the file itself was. */
static int sync_folder(int folder)
{
    return fsync(folder) == 0 || errno == EINVAL || errno == EBADF ? 0 : errno;
}

int draft_publish(struct draft *draft, const char *name)
{
    char path[64];

    if (fsync(draft->fd) != 0)
        return errno;
    if (draft->name[0]) {
        if (linkat(draft->folder, draft->name, draft->folder, name, 0) != 0) {
            /* FAT has no links either; its rename can refuse to replace. */
            if (errno != EPERM && errno != EOPNOTSUPP)
                return errno;
            if (renameat2(draft->folder, draft->name, draft->folder, name,
                          RENAME_NOREPLACE) != 0)
                return errno;
        } else if (unlinkat(draft->folder, draft->name, 0) != 0) {
            return errno;
        }
        draft->name[0] = '\0';
    } else {
        /* AT_EMPTY_PATH would need a capability; the link in /proc does not. */
        snprintf(path, sizeof path, "/proc/self/fd/%d", draft->fd);
        if (linkat(AT_FDCWD, path, draft->folder, name, AT_SYMLINK_FOLLOW) != 0)
            return errno;
    }
    return sync_folder(draft->folder);
}

int draft_replace(struct draft *draft, const char *name)
{
    if (fsync(draft->fd) != 0)
        return errno;
    if (renameat(draft->folder, draft->name, draft->folder, name) != 0)
        return errno;
    draft->name[0] = '\0';
    return sync_folder(draft->folder);
}

void draft_close(struct draft *draft)
{
    if (draft->name[0])
        unlinkat(draft->folder, draft->name, 0);
    if (draft->fd >= 0)
        close(draft->fd);
    draft->fd = -1;
    draft->name[0] = '\0';
}

static bool is_temporary(const char *name)
{
    size_t len = strlen(name);

    return strncmp(name, TEMP_PREFIX, strlen(TEMP_PREFIX)) == 0 &&
           len == strlen(TEMP_PREFIX) + 16 + strlen(TEMP_SUFFIX) &&
           strcmp(name + len - strlen(TEMP_SUFFIX), TEMP_SUFFIX) == 0;
}

void draft_sweep(int folder)
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd >= 0 ? fdopendir(fd) : NULL;
    time_t now = time(NULL);
    struct dirent *entry;

    if (!dir) {
        if (fd >= 0)
            close(fd);
        return;
    }
    while ((entry = readdir(dir))) {
        struct stat st;

        if (is_temporary(entry->d_name) &&
            fstatat(folder, entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode) && now - st.st_mtime > DAY_SECONDS)
            unlinkat(folder, entry->d_name, 0);
    }
    closedir(dir);
}

const char *draft_why(int error)
{
    switch (error) {
    case ENOSPC:
        return "The disk is full.";
    case EDQUOT:
        return "Your share of the disk is used up.";
    case EFBIG:
        return "The file is larger than this system allows.";
    case EROFS:
        return "The folder can only be read, not written.";
    case EACCES:
    case EPERM:
        return "Writing there is not allowed.";
    case ENOENT:
        return "The folder is not there.";
    case ENOTDIR:
        return "A file stands where the folder should be.";
    case ELOOP:
        return "The folder is a symbolic link that leads nowhere.";
    case EEXIST:
        return "A hundred files of this name are there already.";
    case ENAMETOOLONG:
        return "The name is longer than this system allows.";
    case EIO:
        return "The disk reports an error.";
    default:
        return strerror(error);
    }
}
