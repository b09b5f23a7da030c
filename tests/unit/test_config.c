#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "store/config.h"
#include "store/store.h"

static char home[64];

static void write_file(const char *name, const char *text)
{
    char path[256];
    FILE *file;

    snprintf(path, sizeof path, "%s/.config/%s", home, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static int fresh_home(void **state)
{
    char path[128];

    (void)state;
    strcpy(home, "/tmp/cleancopy-config-XXXXXX");
    if (!mkdtemp(home))
        return -1;
    setenv("HOME", home, 1);
    unsetenv("XDG_CONFIG_HOME");
    snprintf(path, sizeof path, "%s/.config", home);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/.config/cleancopy", home);
    mkdir(path, 0700);
    return 0;
}

static int drop_home(void **state)
{
    char command[128];

    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", home);
    return system(command);
}

/* What store_open says, relative to the home folder where it lies in it. */
static void expect_folder(const char *expected)
{
    struct store store;

    store_open(&store);
    assert_string_equal(store.problem, "");
    if (strncmp(store.folder, home, strlen(home)) == 0)
        assert_string_equal(store.folder + strlen(home), expected);
    else
        assert_string_equal(store.folder, expected);
}

static void default_is_documents(void **state)
{
    (void)state;
    expect_folder("/Documents/Cleancopy");
}

static void documents_in_other_languages(void **state)
{
    (void)state;
    write_file("user-dirs.dirs", "# written by xdg-user-dirs-update\n"
                                 "XDG_DESKTOP_DIR=\"$HOME/Bureau\"\n"
                                 "XDG_DOCUMENTS_DIR=\"$HOME/Mes \\\"documents\\\"\"\n");
    expect_folder("/Mes \"documents\"/Cleancopy");
    write_file("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"/srv/docs\"\n");
    expect_folder("/srv/docs/Cleancopy");
}

static void documents_switched_off(void **state)
{
    (void)state;
    write_file("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"$HOME/\"\n");
    expect_folder("/Documents/Cleancopy");
    write_file("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"relative\"\n");
    expect_folder("/Documents/Cleancopy");
    write_file("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"$HOME/unfinished\n");
    expect_folder("/Documents/Cleancopy");
}

static void configured_folder_wins(void **state)
{
    (void)state;
    write_file("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"/srv/docs\"\n");
    write_file("cleancopy/config", "# folder = /no\n  folder =  /srv/clean copies/  \n");
    expect_folder("/srv/clean copies");
    write_file("cleancopy/config", "folder = /first\nfolder = ~/Reading\nfolders = /x\n");
    expect_folder("/Reading");
    write_file("cleancopy/config", "folder=~");
    expect_folder("");
}

static void relative_folder_is_refused(void **state)
{
    struct store store;

    (void)state;
    write_file("cleancopy/config", "folder = copies\n");
    store_open(&store);
    assert_non_null(strstr(store.problem, "\"copies\""));
    assert_string_equal(store.folder, "");
    write_file("cleancopy/config", "folder = ~other/copies\n");
    store_open(&store);
    assert_non_null(strstr(store.problem, "\"~other/copies\""));
    assert_string_equal(store.folder, "");
}

static void xdg_config_home(void **state)
{
    char path[128];
    struct strbuf file;

    (void)state;
    strbuf_init(&file, 4096);
    setenv("XDG_CONFIG_HOME", "/elsewhere", 1);
    assert_true(config_file("callers", &file));
    assert_string_equal(file.bytes, "/elsewhere/cleancopy/callers");
    strbuf_clear(&file);
    setenv("XDG_CONFIG_HOME", "not/absolute", 1);
    assert_true(config_file("callers", &file));
    snprintf(path, sizeof path, "%s/.config/cleancopy/callers", home);
    assert_string_equal(file.bytes, path);
    strbuf_release(&file);
}

static void no_home(void **state)
{
    struct store store;

    (void)state;
    unsetenv("HOME");
    store_open(&store);
    assert_non_null(strstr(store.problem, "HOME"));
    assert_string_equal(store.folder, "");
}

#define HOME_TEST(f) cmocka_unit_test_setup_teardown(f, fresh_home, drop_home)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(default_is_documents),
        HOME_TEST(documents_in_other_languages),
        HOME_TEST(documents_switched_off),
        HOME_TEST(configured_folder_wins),
        HOME_TEST(relative_folder_is_refused),
        HOME_TEST(xdg_config_home),
        HOME_TEST(no_home),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
