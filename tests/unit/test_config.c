#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "home.h"
#include "store/config.h"
#include "store/store.h"

static int fresh_home(void **state)
{
    (void)state;
    return home_make();
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
    home_write("user-dirs.dirs", "# written by xdg-user-dirs-update\n"
                                 "XDG_DESKTOP_DIR=\"$HOME/Bureau\"\n"
                                 "XDG_DOCUMENTS_DIR=\"$HOME/Mes \\\"documents\\\"\"\n");
    expect_folder("/Mes \"documents\"/Cleancopy");
    home_write("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"/srv/docs\"\n");
    expect_folder("/srv/docs/Cleancopy");
}

static void documents_switched_off(void **state)
{
    (void)state;
    home_write("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"$HOME/\"\n");
    expect_folder("/Documents/Cleancopy");
    home_write("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"relative\"\n");
    expect_folder("/Documents/Cleancopy");
    home_write("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"$HOME/unfinished\n");
    expect_folder("/Documents/Cleancopy");
}

static void configured_folder_wins(void **state)
{
    (void)state;
    home_write("user-dirs.dirs", "XDG_DOCUMENTS_DIR=\"/srv/docs\"\n");
    home_write("cleancopy/config", "# folder = /no\n  folder =  /srv/clean copies/  \n");
    expect_folder("/srv/clean copies");
    home_write("cleancopy/config", "folder = /first\nfolder = ~/Reading\nfolders = /x\n");
    expect_folder("/Reading");
    home_write("cleancopy/config", "folder=~");
    expect_folder("");
}

static void relative_folder_is_refused(void **state)
{
    struct store store;

    (void)state;
    home_write("cleancopy/config", "folder = copies\n");
    store_open(&store);
    assert_non_null(strstr(store.problem, "\"copies\""));
    assert_string_equal(store.folder, "");
    home_write("cleancopy/config", "folder = ~other/copies\n");
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

#define HOME_TEST(f) cmocka_unit_test_setup_teardown(f, fresh_home, home_drop)

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
