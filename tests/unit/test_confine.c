#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/array.h"
#include "worker/confine.h"

#if defined(__SANITIZE_ADDRESS__)
#define CONFINED 0
#else
#define CONFINED 1
#endif

static const struct confine_limits limits = {.cpu_s = 5,
                                             .address_bytes = (size_t)1 << 30};

/* Folders of the test: one the port may use, one it may not. */
static char allowed[] = "/tmp/cleancopy-allowed-XXXXXX";
static char outside[] = "/tmp/cleancopy-outside-XXXXXX";

static int status_of(void (*child)(void))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        child();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return status;
}

static void enter_worker(void)
{
    struct confinement held = confine_worker(&limits);
    if (!held.limits || !held.calls || !held.files)
        _exit(99);
}

static void worker_computes(void)
{
    enter_worker();
    for (int i = 1; i < 200; i++) {
        char *piece = malloc((size_t)i * 10000);
        if (!piece)
            _exit(1);
        memset(piece, i, (size_t)i * 10000);
        free(piece);
    }
    void *map =
        mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (map == MAP_FAILED)
        _exit(2);
    munmap(map, 1 << 20);
}

static void worker_connects(void)
{
    enter_worker();
    (void)socket(AF_INET, SOCK_STREAM, 0);
}

static void worker_connects_what_it_inherited(void)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
    enter_worker();
    (void)connect(fd, (struct sockaddr *)&to, sizeof to);
}

static void worker_opens(void)
{
    enter_worker();
    (void)open("/etc/passwd", O_RDONLY);
}

static void worker_forks(void)
{
    enter_worker();
    (void)fork();
}

static void worker_executes(void)
{
    enter_worker();
    char program[] = "/bin/true", *argv[] = {program, NULL};
    execv(argv[0], argv);
}

static void worker_signals(void)
{
    pid_t parent = getppid(); /* asking is refused, too */
    enter_worker();
    (void)kill(parent, SIGTERM);
}

static void worker_asks_who_it_is(void)
{
    enter_worker();
    (void)getppid();
}

static void worker_maps_code(void)
{
    enter_worker();
    (void)mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void worker_takes_too_much(void)
{
    enter_worker();
    if (mmap(NULL, (size_t)2 << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
        MAP_FAILED)
        _exit(7);
}

static void worker_never_ends(void)
{
    static const struct confine_limits short_limits = {.cpu_s = 1,
                                                       .address_bytes = (size_t)1 << 30};
    confine_worker(&short_limits);
    for (volatile unsigned i = 0;; i++)
        ;
}

static void a_worker_that_never_ends_is_told_why(void **state)
{
    (void)state;
    int status = status_of(worker_never_ends);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGXCPU);
}

static void a_worker_can_compute(void **state)
{
    (void)state;
    assert_int_equal(status_of(worker_computes), 0);
}

static void a_worker_that_reaches_out_is_killed(void **state)
{
    (void)state;
    static void (*const attempts[])(void) = {
        worker_connects,  worker_connects_what_it_inherited,
        worker_opens,     worker_forks,
        worker_executes,  worker_signals,
        worker_maps_code, worker_asks_who_it_is};
    for (size_t i = 0; i < N_OF(attempts); i++) {
        int status = status_of(attempts[i]);
        assert_true(WIFSIGNALED(status));
        assert_int_equal(WTERMSIG(status), SIGSYS);
    }
    int status = status_of(worker_takes_too_much);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 7);
}

static void hold(int condition, int code)
{
    if (!condition)
        _exit(code);
}

static void port_works(void)
{
    char path[128], named[160];
    int inherited = socket(AF_INET, SOCK_STREAM, 0);
    struct confinement held =
        confine_port((const char *const[]){allowed, "/nowhere/at/all"}, 2);
    hold(held.calls, 98);

    /* its own work: a save as store/ does it, a child that is waited for */
    snprintf(path, sizeof path, "%s/copy.html", allowed);
    int fd = open(allowed, O_TMPFILE | O_WRONLY | O_CLOEXEC, 0600);
    hold(fd >= 0, 1);
    hold(write(fd, "x", 1) == 1 && fsync(fd) == 0, 2);
    snprintf(named, sizeof named, "/proc/self/fd/%d", fd);
    hold(linkat(AT_FDCWD, named, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0, 3);
    hold(mkdirat(AT_FDCWD, "/dev/null/x", 0700) < 0, 4);
    pid_t pid = fork();
    hold(pid >= 0, 5);
    if (pid == 0) {
        enter_worker(); /* a filter within the filter */
        _exit(42);
    }
    int status;
    hold(waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
             WEXITSTATUS(status) == 42,
         6);

    /* and nothing else */
    hold(socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM, 10);
    hold(socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM, 11);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(9)};
    hold(connect(inherited, (struct sockaddr *)&to, sizeof to) < 0 && errno == EPERM, 17);
    char program[] = "/bin/true", *argv[] = {program, NULL};
    hold(execv(argv[0], argv) < 0 && errno == EPERM, 12);
    hold(mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
             MAP_FAILED,
         13);
    void *plain =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    hold(mprotect(plain, 4096, PROT_READ) == 0, 18);
    hold(mprotect(plain, 4096, PROT_READ | PROT_EXEC) < 0 && errno == EPERM, 19);
    if (held.files) {
        snprintf(path, sizeof path, "%s/note", outside);
        hold(open(path, O_RDONLY) < 0 && errno == EACCES, 14);
        hold(open(path, O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES, 15);
        hold(open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES, 16);
    }
}

static void the_port_reaches_its_folders_and_nothing_else(void **state)
{
    (void)state;
    int status = status_of(port_works);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    char path[128];
    snprintf(path, sizeof path, "%s/copy.html", allowed);
    assert_int_equal(access(path, F_OK), 0);
}

static void says_what_holds(void **state)
{
    (void)state;
    assert_string_equal(confine_level((struct confinement){true, true, true}), "full");
    assert_string_equal(confine_level((struct confinement){true, true, false}),
                        "partial");
    assert_string_equal(confine_level((struct confinement){true, false, false}), "none");
}

static int make_folders(void **state)
{
    (void)state;
    char path[128];
    if (!mkdtemp(allowed) || !mkdtemp(outside))
        return -1;
    snprintf(path, sizeof path, "%s/note", outside);
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    return fd < 0 ? -1 : close(fd);
}

static int remove_folders(void **state)
{
    (void)state;
    char path[128];
    snprintf(path, sizeof path, "%s/copy.html", allowed);
    unlink(path);
    snprintf(path, sizeof path, "%s/note", outside);
    unlink(path);
    return rmdir(allowed) + rmdir(outside);
}

int main(void)
{
    if (!CONFINED) {
        print_message("skipped: a build with a sanitizer is not confined\n");
        const struct CMUnitTest tests[] = {cmocka_unit_test(says_what_holds)};
        return cmocka_run_group_tests(tests, NULL, NULL);
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_can_compute),
        cmocka_unit_test(a_worker_that_reaches_out_is_killed),
        cmocka_unit_test(a_worker_that_never_ends_is_told_why),
        cmocka_unit_test(the_port_reaches_its_folders_and_nothing_else),
        cmocka_unit_test(says_what_holds),
    };
    return cmocka_run_group_tests(tests, make_folders, remove_folders);
}
