/* What a process may still do. Called once, never undone, inherited by what it forks.
 *
 * A mechanism the system does not have is left out and said (confine_level), never an
 * error: the port still parses nothing, and the worker still ends at its limits. Builds
 * with a sanitizer confine nothing, since the sanitizer's own calls would be refused. */
#ifndef CLEANCOPY_WORKER_CONFINE_H
#define CLEANCOPY_WORKER_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* One file a mechanism: seccomp.c, landlock.c; the resource limits are
 * confine.c's own. */
struct confinement {
    bool limits; /* resource limits */
    bool calls;  /* only listed system calls (seccomp) */
    bool files;  /* only listed folders (Landlock) */
};

struct confine_limits {
    unsigned cpu_s;       /* second line behind the parent's wall clock */
    size_t address_bytes; /* back-stop above the heap's own budget */
};

/* A worker: no files, no processes, no network, no privileges; memory, its mappings, and
 * the end. A call beyond that kills it. */
struct confinement confine_worker(const struct confine_limits *limits);

/* The port: its two pipes, its children, and files beneath these folders (those that
 * exist). A call beyond that fails with EPERM, a file beyond that with EACCES. */
struct confinement confine_port(const char *const *folders, size_t n_folders);

/* "full", "partial" or "none", for `hello` and `doctor`. */
const char *confine_level(struct confinement held);

/* The mechanisms, for confine.c alone. False when the system does not have them. */
bool seccomp_enter_worker(void);
bool seccomp_enter_port(void);
bool landlock_enter(const char *const *folders, size_t n_folders);

#endif
