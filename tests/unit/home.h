/* For tests of what stands in the user's folders: a home of its own for each. */
#ifndef CLEANCOPY_TESTS_HOME_H
#define CLEANCOPY_TESTS_HOME_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char home[64];

/* For cmocka's setup: 0, or -1. */
static inline int home_make(void)
{
    strcpy(home, "/tmp/cleancopy-home-XXXXXX");
    if (!mkdtemp(home))
        return -1;
    setenv("HOME", home, 1);
    unsetenv("XDG_CONFIG_HOME");
    return 0;
}

/* Writes a file of the configuration folder: "user-dirs.dirs", "cleancopy/config". */
static inline void home_write(const char *name, const char *text)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/.config", home);
    mkdir(path, 0700);
    strcat(path, "/cleancopy");
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/.config/%s", home, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static inline int home_drop(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    return system(command);
}

#endif
