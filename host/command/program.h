/* The two programs, as they stand on disk. */
#ifndef CLEANCOPY_COMMAND_PROGRAM_H
#define CLEANCOPY_COMMAND_PROGRAM_H

#include <stdbool.h>

#include "base/strbuf.h"

/* Appends the absolute path of the running program, links resolved. False when /proc is
 * not there to ask. */
bool program_self(struct strbuf *path);

/* Appends the absolute path of the host, links resolved: `given` (may be NULL), else
 * cleancopy-host beside the running program. False, with a sentence in `why`, when there
 * is no program of that name to run. */
bool program_host(const char *given, struct strbuf *path, struct strbuf *why);

#endif
