#include "worker/confine.h"

#include <sys/resource.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#if defined(__SANITIZE_ADDRESS__)
#define CONFINED 0
#else
#define CONFINED 1
#endif

static bool limit(int what, rlim_t most)
{
    struct rlimit rule = {most, most};
    return setrlimit(what, &rule) == 0;
}

/* Past the first the process gets a SIGXCPU, which says why it ended; past the second a
 * SIGKILL like any other. */
static bool limit_cpu(rlim_t seconds)
{
    struct rlimit rule = {seconds, seconds + 1};
    return setrlimit(RLIMIT_CPU, &rule) == 0;
}

static bool limit_worker(const struct confine_limits *limits)
{
    bool held = limit(RLIMIT_CORE, 0); /* a dump would hold the reader's page */
    held &= limit_cpu(limits->cpu_s);
    held &= limit(RLIMIT_FSIZE, 0);
    held &= limit(RLIMIT_NOFILE, 0);
    held &= limit(RLIMIT_NPROC, 0);
    held &= limit(RLIMIT_AS, limits->address_bytes);
    return held;
}

/* Without it an unprivileged process may not filter its calls, and what it executes could
 * gain more than it has. */
static bool renounce_privileges(void)
{
#ifdef __linux__
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
#else
    return true;
#endif
}

struct confinement confine_worker(const struct confine_limits *limits)
{
    struct confinement held = {0};
    if (!CONFINED)
        return held;
    held.limits = limit_worker(limits);
    held.calls = renounce_privileges() && seccomp_enter_worker();
    held.files = held.calls; /* no call that opens is left */
    return held;
}

struct confinement confine_port(const char *const *folders, size_t n_folders)
{
    struct confinement held = {0};
    if (!CONFINED)
        return held;
    held.limits = limit(RLIMIT_CORE, 0);
    if (!renounce_privileges())
        return held;
    held.files = landlock_enter(folders, n_folders);
    held.calls = seccomp_enter_port();
    return held;
}

const char *confine_level(struct confinement held)
{
    if (held.limits && held.calls && held.files)
        return "full";
    return held.calls || held.files ? "partial" : "none";
}
