/* Folders a process may still reach (Linux Landlock, 5.13 and later). */
#include "worker/confine.h"

#ifdef __linux__

#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Our own view of the newest ruleset we know: older headers lack its last member, and the
 * kernel takes the size it is told. */
struct ruleset {
    uint64_t files, network;
};

/* Rights by the version that brought them; bits of <linux/landlock.h>, spelled as numbers
 * where an older header does not have them. */
#define FILES_1 ((UINT64_C(1) << 13) - 1)
#define FILES_2 (UINT64_C(1) << 13) /* link and rename across folders */
#define FILES_3 (UINT64_C(1) << 14) /* truncate */
#define FILES_5 (UINT64_C(1) << 15) /* ioctl of devices */
#define NETWORK_4 (UINT64_C(3))     /* TCP bind and connect */

/* What a save needs beneath its folder: read and write, new files and folders, take back
 * an unfinished one. */
#define FILES_SAVE                                                  \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | \
     LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
     LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR | FILES_2 | FILES_3)

static bool allow(int ruleset, const char *folder, uint64_t rights)
{
    int fd = open(folder, O_PATH | O_CLOEXEC | O_DIRECTORY);
    if (fd < 0)
        return true; /* what is not there needs no permission */
    struct landlock_path_beneath_attr rule = {.allowed_access = rights, .parent_fd = fd};
    bool added = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH,
                         &rule, 0) == 0;
    close(fd);
    return added;
}

bool landlock_enter(const char *const *folders, size_t n_folders)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1)
        return false;
    struct ruleset rules = {.files = FILES_1};
    if (version >= 2)
        rules.files |= FILES_2;
    if (version >= 3)
        rules.files |= FILES_3;
    if (version >= 5)
        rules.files |= FILES_5;
    if (version >= 4)
        rules.network = NETWORK_4;
    size_t size = version >= 4 ? sizeof rules : sizeof rules.files;
    long ruleset = syscall(SYS_landlock_create_ruleset, &rules, size, 0);
    if (ruleset < 0)
        return false;
    bool held = true;
    for (size_t i = 0; i < n_folders; i++)
        held &= allow((int)ruleset, folders[i], FILES_SAVE & rules.files);
    held = held && syscall(SYS_landlock_restrict_self, (int)ruleset, 0) == 0;
    close((int)ruleset);
    return held;
}

#else

bool landlock_enter(const char *const *folders, size_t n_folders)
{
    (void)folders;
    (void)n_folders;
    return false;
}

#endif
