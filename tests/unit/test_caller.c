#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "wire/caller.h"
#include "wire/ids.h"

static enum status check(const char *first, const char *second)
{
    char program[] = "cleancopy-host";
    char *argv[] = {program, (char *)first, (char *)second, NULL};
    return caller_check(first ? second ? 3 : 2 : 1, argv);
}

#define ORIGIN "chrome-extension://"
#define MANIFEST "/home/reader/.mozilla/native-messaging-hosts/" HOST_NAME ".json"

static void the_compiled_ids_are_let_in(void **state)
{
    (void)state;
    assert_int_equal(check(ORIGIN EXTENSION_CHROME_ID "/", NULL), OK);
    assert_int_equal(check(ORIGIN EXTENSION_CHROME_ID "/", "--parent-window=0"), OK);
    assert_int_equal(check(MANIFEST, EXTENSION_GECKO_ID), OK);
    assert_int_equal(check("--caller", EXTENSION_GECKO_ID), OK);
}

static void everybody_else_is_not(void **state)
{
    (void)state;
    assert_int_equal(check(NULL, NULL), BAD_CALLER);
    assert_int_equal(check("", NULL), BAD_CALLER);
    assert_int_equal(check("--caller", NULL), BAD_CALLER);
    assert_int_equal(check("--caller", ""), BAD_CALLER);
    assert_int_equal(check(ORIGIN, NULL), BAD_CALLER);
    assert_int_equal(check(ORIGIN "/", NULL), BAD_CALLER);
    assert_int_equal(check(ORIGIN EXTENSION_CHROME_ID, NULL), BAD_CALLER);
    assert_int_equal(check(ORIGIN EXTENSION_CHROME_ID "/x", NULL), BAD_CALLER);
    assert_int_equal(check(ORIGIN "abcdefghijklmnopabcdefghijklmnop/", NULL), BAD_CALLER);
    assert_int_equal(check("https://" EXTENSION_CHROME_ID "/", NULL), BAD_CALLER);
    assert_int_equal(check(MANIFEST, NULL), BAD_CALLER);
    assert_int_equal(check(MANIFEST, "someone@else.example"), BAD_CALLER);
    assert_int_equal(check(EXTENSION_GECKO_ID, MANIFEST), BAD_CALLER);
}

static void registered_ids_are_let_in(void **state)
{
    (void)state;
    char folder[] = "/tmp/cleancopy-caller-XXXXXX", path[256];
    assert_non_null(mkdtemp(folder));
    setenv("XDG_CONFIG_HOME", folder, 1);
    assert_int_equal(check(MANIFEST, "mine@home.example"), BAD_CALLER);
    snprintf(path, sizeof path, "%s/cleancopy", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/cleancopy/callers", folder);
    FILE *list = fopen(path, "w");
    assert_non_null(list);
    fputs("abcdefghijklmnopabcdefghijklmnop\nmine@home.example\r\n", list);
    for (int i = 0; i < 300; i++)
        fputc('x', list); /* longer than any id, and no newline at the end */
    fclose(list);
    assert_int_equal(check(MANIFEST, "mine@home.example"), OK);
    assert_int_equal(check(ORIGIN "abcdefghijklmnopabcdefghijklmnop/", NULL), OK);
    assert_int_equal(check(MANIFEST, "mine@home"), BAD_CALLER);
    assert_int_equal(check(MANIFEST, "xxxxxxxx"), BAD_CALLER);
    unlink(path);
    snprintf(path, sizeof path, "%s/cleancopy", folder);
    rmdir(path);
    rmdir(folder);
}

int main(void)
{
    /* Whoever runs this may have callers of their own. */
    setenv("XDG_CONFIG_HOME", "/nowhere/at/all", 1);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_compiled_ids_are_let_in),
        cmocka_unit_test(everybody_else_is_not),
        cmocka_unit_test(registered_ids_are_let_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
