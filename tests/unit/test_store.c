#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "home.h"
#include "store/draft.h"
#include "store/store.h"

static char folder[128];

static int fresh_home(void **state)
{
    int made = home_make();

    (void)state;
    snprintf(folder, sizeof folder, "%s/Documents/Cleancopy", home);
    signal(SIGXFSZ, SIG_IGN); /* as the programs have it */
    return made;
}

static void folder_is(const char *path)
{
    char text[128];

    snprintf(text, sizeof text, "folder = %s\n", path);
    home_write("cleancopy/config", text);
}

static size_t count_files(const char *path)
{
    DIR *dir = opendir(path);
    struct dirent *entry;
    size_t n = 0;

    if (!dir)
        return 0;
    while ((entry = readdir(dir)))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            n++;
    closedir(dir);
    return n;
}

static enum status save(const char *title, const char *text, struct receipt *receipt,
                        char why[512])
{
    struct strbuf sentence;
    struct store store;
    enum status st;

    store_open(&store);
    strbuf_init(&sentence, 511);
    st = store_save(&store, title, "html", text, strlen(text), receipt, &sentence);
    snprintf(why, 512, "%s", sentence.bytes);
    strbuf_release(&sentence);
    return st;
}

static void expect_content(const char *path, const char *text)
{
    char room[256] = {0};
    FILE *file = fopen(path, "r");

    assert_non_null(file);
    assert_int_equal(fread(room, 1, sizeof room - 1, file), strlen(text));
    assert_string_equal(room, text);
    fclose(file);
}

static void saves_whole_and_private(void **state)
{
    struct receipt receipt;
    struct stat st;
    char why[512];

    (void)state;
    assert_int_equal(save("A story", "<p>one", &receipt, why), OK);
    assert_non_null(strstr(receipt.path, "/Documents/Cleancopy/A story.html"));
    assert_int_equal(receipt.bytes, 6);
    expect_content(receipt.path, "<p>one");
    assert_int_equal(stat(receipt.path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(count_files(folder), 1);
}

static void never_overwrites(void **state)
{
    struct receipt receipt;
    char why[512];

    (void)state;
    assert_int_equal(save("A", "1", &receipt, why), OK);
    assert_int_equal(save("A", "2", &receipt, why), OK);
    assert_non_null(strstr(receipt.path, "/A (2).html"));
    assert_int_equal(save("A", "3", &receipt, why), OK);
    assert_non_null(strstr(receipt.path, "/A (3).html"));
    expect_content(receipt.path, "3");
    assert_int_equal(count_files(folder), 3);
}

/* A dangling symbolic link has the name too: it must not be written through. */
static void never_follows_a_link(void **state)
{
    struct receipt receipt;
    char why[512], link[256], target[256];

    (void)state;
    assert_int_equal(save("other", "x", &receipt, why), OK);
    snprintf(link, sizeof link, "%s/A.html", folder);
    snprintf(target, sizeof target, "%s/outside", home);
    assert_int_equal(symlink(target, link), 0);
    assert_int_equal(save("A", "1", &receipt, why), OK);
    assert_non_null(strstr(receipt.path, "/A (2).html"));
    assert_int_not_equal(access(target, F_OK), 0);
}

static void a_hundred_names_and_no_more(void **state)
{
    struct receipt receipt;
    char why[512];

    (void)state;
    for (int i = 0; i < 100; i++)
        assert_int_equal(save("A", "x", &receipt, why), OK);
    assert_non_null(strstr(receipt.path, "/A (100).html"));
    assert_int_equal(save("A", "x", &receipt, why), SAVE_FAILED);
    assert_non_null(strstr(why, "hundred"));
    assert_int_equal(count_files(folder), 100);
}

#define SAVERS 32

static void one_of_many_gets_the_plain_name(void **state)
{
    struct receipt receipt;
    char why[512], path[256], text[16];
    bool seen[SAVERS] = {false};
    pid_t pids[SAVERS];
    int start[2];

    (void)state;
    assert_int_equal(pipe(start), 0);
    for (int i = 0; i < SAVERS; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            char c;

            close(start[1]);
            if (read(start[0], &c, 1) != 0) /* until the parent lets everybody go */
                _exit(2);
            snprintf(text, sizeof text, "%d", i);
            _exit(save("A", text, &receipt, why) == OK ? 0 : 1);
        }
    }
    close(start[0]);
    close(start[1]);
    for (int i = 0; i < SAVERS; i++) {
        int status;

        waitpid(pids[i], &status, 0);
        assert_int_equal(status, 0);
    }
    assert_int_equal(count_files(folder), SAVERS);
    for (int i = 1; i <= SAVERS; i++) {
        char line[32];
        FILE *file;
        int who;

        if (i == 1)
            snprintf(path, sizeof path, "%s/A.html", folder);
        else
            snprintf(path, sizeof path, "%s/A (%d).html", folder, i);
        file = fopen(path, "r");
        assert_non_null(file);
        assert_non_null(fgets(line, sizeof line, file));
        who = (int)strtol(line, NULL, 10);
        assert_false(seen[who]);
        seen[who] = true;
        fclose(file);
    }
}

/* A file system of 256 KiB, as root; else a limit on the size of a file. */
static void full_disk_leaves_nothing(void **state)
{
    struct rlimit old, small = {4096, RLIM_INFINITY};
    struct receipt receipt;
    char why[512], disk[128];
    char *text = malloc(200000);
    bool mounted;

    (void)state;
    memset(text, 'x', 199999);
    text[199999] = '\0';
    snprintf(disk, sizeof disk, "%s/disk", home);
    mkdir(disk, 0700);
    folder_is(disk);
    mounted = geteuid() == 0 && mount("none", disk, "tmpfs", 0, "size=256k") == 0;
    if (mounted) {
        assert_int_equal(save("A", text, &receipt, why), OK);
        assert_int_equal(save("A", text, &receipt, why), SAVE_FAILED);
        assert_non_null(strstr(why, "The disk is full."));
        assert_int_equal(count_files(disk), 1);
    }
    getrlimit(RLIMIT_FSIZE, &old);
    small.rlim_max = old.rlim_max;
    setrlimit(RLIMIT_FSIZE, &small);
    assert_int_equal(save("B", text, &receipt, why), SAVE_FAILED);
    setrlimit(RLIMIT_FSIZE, &old);
    assert_non_null(strstr(why, "larger than"));
    assert_int_equal(count_files(disk), mounted ? 1 : 0);
    assert_int_equal(save("C", "small", &receipt, why), OK);
    if (mounted)
        umount(disk);
    free(text);
}

static void sentences_for_bad_folders(void **state)
{
    struct receipt receipt;
    char why[512], path[128];

    (void)state;
    folder_is("/proc/nowhere/here");
    assert_int_equal(save("A", "x", &receipt, why), SAVE_FAILED);
    assert_non_null(strstr(why, "(/proc/nowhere/here)"));
    snprintf(path, sizeof path, "%s/file", home);
    close(open(path, O_CREAT | O_WRONLY, 0600));
    folder_is(path);
    assert_int_equal(save("A", "x", &receipt, why), SAVE_FAILED);
    assert_non_null(strstr(why, "A file stands where the folder should be."));
}

/* The way of file systems without nameless files. */
static void named_drafts(void **state)
{
    struct draft draft;
    int fd = open(home, O_RDONLY | O_DIRECTORY);
    char path[128];

    (void)state;
    assert_int_equal(draft_open(&draft, fd, 0600, true), 0);
    assert_int_equal(count_files(home), 1);
    assert_int_equal(draft_write(&draft, "one", 3), 0);
    assert_int_equal(draft_publish(&draft, "a"), 0);
    draft_close(&draft);
    snprintf(path, sizeof path, "%s/a", home);
    expect_content(path, "one");

    assert_int_equal(draft_open(&draft, fd, 0600, true), 0);
    assert_int_equal(draft_write(&draft, "two", 3), 0);
    assert_int_equal(draft_publish(&draft, "a"), EEXIST);
    draft_close(&draft);
    expect_content(path, "one");
    assert_int_equal(count_files(home), 1);

    assert_int_equal(draft_open(&draft, fd, 0600, true), 0);
    assert_int_equal(draft_write(&draft, "three", 5), 0);
    assert_int_equal(draft_replace(&draft, "a"), 0);
    draft_close(&draft);
    expect_content(path, "three");
    assert_int_equal(count_files(home), 1);
    close(fd);
}

static void sweep_takes_old_drafts_only(void **state)
{
    static const char *const names[] = {
        ".cleancopy-0123456789abcdef.tmp", /* old: goes */
        ".cleancopy-fedcba9876543210.tmp", /* new: somebody is writing it */
        ".cleancopy-notes.tmp",            /* old, but not ours */
        "A.html",
    };
    struct timeval old[2] = {{1000000000, 0}, {1000000000, 0}};
    int fd = open(home, O_RDONLY | O_DIRECTORY);
    char path[128];

    (void)state;
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", home, names[i]);
        close(open(path, O_CREAT | O_WRONLY, 0600));
        if (i != 1)
            utimes(path, old);
    }
    draft_sweep(fd);
    assert_int_equal(count_files(home), 3);
    snprintf(path, sizeof path, "%s/%s", home, names[0]);
    assert_int_not_equal(access(path, F_OK), 0);
    close(fd);
}

#define HOME_TEST(f) cmocka_unit_test_setup_teardown(f, fresh_home, home_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        HOME_TEST(saves_whole_and_private),
        HOME_TEST(never_overwrites),
        HOME_TEST(never_follows_a_link),
        HOME_TEST(a_hundred_names_and_no_more),
        HOME_TEST(one_of_many_gets_the_plain_name),
        HOME_TEST(full_disk_leaves_nothing),
        HOME_TEST(sentences_for_bad_folders),
        HOME_TEST(named_drafts),
        HOME_TEST(sweep_takes_old_drafts_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
