#include "command/program.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HOST_PROGRAM "cleancopy-host"

bool program_self(struct strbuf *path)
{
    char real[PATH_MAX];

    if (!realpath("/proc/self/exe", real))
        return false;
    strbuf_puts(path, real);
    return true;
}

/* The host beside us, in the same folder. */
static bool beside(struct strbuf *path)
{
    struct strbuf self;
    const char *slash = NULL;

    strbuf_init(&self, PATH_MAX);
    if (program_self(&self) && (slash = strrchr(self.bytes, '/'))) {
        strbuf_add(path, self.bytes, (size_t)(slash + 1 - self.bytes));
        strbuf_puts(path, HOST_PROGRAM);
    }
    strbuf_release(&self);
    return slash != NULL;
}

bool program_host(const char *given, struct strbuf *path, struct strbuf *why)
{
    struct strbuf name;
    char real[PATH_MAX];
    struct stat st;
    bool found = false;

    strbuf_init(&name, PATH_MAX);
    if (given)
        strbuf_puts(&name, given);
    else
        beside(&name);
    if (!realpath(name.bytes, real) || stat(real, &st) != 0)
        strbuf_printf(why, "The host is not there: %s (%s).",
                      name.len ? name.bytes : HOST_PROGRAM, strerror(errno));
    else if (!S_ISREG(st.st_mode) || access(real, X_OK) != 0)
        strbuf_printf(why, "The host can't be run: %s.", real);
    else
        found = true;
    if (found)
        strbuf_puts(path, real);
    strbuf_release(&name);
    return found;
}
