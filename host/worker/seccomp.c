/* System-call filters (Linux seccomp), as programs made here: a library for this would be
 * one more thing in the port, and the lists are short. */
#include "base/array.h"
#include "worker/confine.h"

#ifdef __linux__

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define NATIVE_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#define NATIVE_ARCH AUDIT_ARCH_RISCV64
#else
#define NATIVE_ARCH 0 /* no list was tried there: not filtered, and said so */
#endif

/* What glibc's malloc, libxml2 and our own code call between the fork and the end.
 * Measured with strace over the development corpus; `write` is stderr in an abort. */
static const int worker_calls[] = {
    SYS_write,  SYS_futex,   SYS_brk,  SYS_mmap,       SYS_munmap,
    SYS_mremap, SYS_madvise, SYS_exit, SYS_exit_group, SYS_rt_sigreturn,
};

/* What the port needs to serve: frames, workers, saves, clocks. Nothing that connects or
 * executes. Old and new spellings of a call stand side by side, as libcs differ. */
static const int port_calls[] = {
    SYS_read,
    SYS_write,
    SYS_writev,
    SYS_close,
#ifdef SYS_close_range
    SYS_close_range, /* a worker lets go of what it inherits: else 20,000 calls of close */
#endif
    SYS_lseek,
    SYS_fcntl,
    SYS_ppoll,
    SYS_pipe2,
    SYS_dup,
    SYS_dup3,
    /* workers; each enters its own, narrower filter */
    SYS_clone,
    SYS_clone3,
    SYS_wait4,
    SYS_waitid,
    SYS_kill,
    SYS_tgkill,
    SYS_pidfd_open,
    SYS_pidfd_send_signal,
    SYS_prctl,
    SYS_seccomp,
    SYS_prlimit64,
    SYS_set_robust_list,
    SYS_rseq,
    SYS_getpid,
    SYS_getppid,
    SYS_gettid,
    SYS_set_tid_address,
    /* files, beneath the folders that Landlock leaves */
    SYS_openat,
    SYS_openat2,
    SYS_linkat,
    SYS_unlinkat,
    SYS_renameat2,
    SYS_mkdirat,
    SYS_fsync,
    SYS_fdatasync,
    SYS_ftruncate,
    SYS_fchmod,
    SYS_fstat,
    SYS_newfstatat,
    SYS_statx,
    SYS_faccessat,
    SYS_faccessat2,
    SYS_readlinkat,
    SYS_getdents64,
    SYS_fstatfs,
    SYS_umask,
    SYS_getcwd,
    /* memory, time, signals, the end */
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_mprotect,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_getrandom,
    SYS_clock_gettime,
    SYS_gettimeofday,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_restart_syscall,
    SYS_sigaltstack,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_exit,
    SYS_exit_group,
#ifdef SYS_poll
    SYS_poll,
#endif
#ifdef SYS_open
    SYS_open,
#endif
#ifdef SYS_stat
    SYS_stat,
#endif
#ifdef SYS_lstat
    SYS_lstat,
#endif
#ifdef SYS_mkdir
    SYS_mkdir,
#endif
#ifdef SYS_access
    SYS_access,
#endif
#ifdef SYS_unlink
    SYS_unlink,
#endif
#ifdef SYS_readlink
    SYS_readlink,
#endif
#ifdef SYS_fork
    SYS_fork,
    SYS_vfork,
#endif
#ifdef SYS_dup2
    SYS_dup2,
#endif
#ifdef SYS_pipe
    SYS_pipe,
#endif
#ifdef SYS_time
    SYS_time,
#endif
};

#define LOAD(member) \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offsetof(struct seccomp_data, member))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))

/* The low word of the third argument, where mmap and mprotect have their protection. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define LOAD_PROTECTION LOAD(args[2])
#else
#define LOAD_PROTECTION                \
    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
             (uint32_t)offsetof(struct seccomp_data, args[2]) + 4)
#endif

/* At most: head, two instructions a call, tail. */
#define MOST_INSTRUCTIONS 256

static bool enter(const int *calls, size_t n_calls, uint32_t refusal)
{
    struct sock_filter program[MOST_INSTRUCTIONS] = {
        LOAD(arch),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCH, 1, 0),
        ANSWER(SECCOMP_RET_KILL_PROCESS),
        LOAD(nr),
        /* The x32 numbers of the same calls. */
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
        ANSWER(refusal),
        /* Memory that can be executed is never needed. */
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mmap, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_mprotect, 0, 3),
        LOAD_PROTECTION,
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 0, 1),
        ANSWER(refusal),
        LOAD(nr),
    };
    unsigned short n = 12;
    for (size_t i = 0; i < n_calls; i++) {
        if (n + 3 > MOST_INSTRUCTIONS)
            return false;
        program[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K,
                                                    (uint32_t)calls[i], 0, 1);
        program[n++] = (struct sock_filter)ANSWER(SECCOMP_RET_ALLOW);
    }
    program[n++] = (struct sock_filter)ANSWER(refusal);
    struct sock_fprog filter = {n, program};
    return NATIVE_ARCH != 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) == 0;
}

bool seccomp_enter_worker(void)
{
    return enter(worker_calls, N_OF(worker_calls), SECCOMP_RET_KILL_PROCESS);
}

bool seccomp_enter_port(void)
{
    return enter(port_calls, N_OF(port_calls), SECCOMP_RET_ERRNO | EPERM);
}

#else

bool seccomp_enter_worker(void)
{
    return false;
}

bool seccomp_enter_port(void)
{
    return false;
}

#endif
