#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* NULL: off. Process-wide, as where lines go is: a property of the process, like stderr
 * itself. The one other such thing is worker/heap's. */
static const char *name;

void log_open(const char *program)
{
    const char *wish = getenv("CLEANCOPY_LOG");
    name = wish && strcmp(wish, "1") == 0 ? program : NULL;
}

void log_line(const char *format, ...)
{
    if (!name)
        return;
    char line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    fprintf(stderr, "%s: %s\n", name, line); /* one write a line */
}
