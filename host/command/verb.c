#include "command/verb.h"

#include <stdio.h>

int verb_help(const char *help)
{
    if (fputs(help, stdout) < 0 || fflush(stdout) != 0)
        return status_exit(IO_ERROR);
    return status_exit(OK);
}

int verb_usage(const char *argv0)
{
    fprintf(stderr, "Try \"%s --help\".\n", argv0);
    return status_exit(USAGE);
}

int verb_fail(const char *argv0, enum status st)
{
    fprintf(stderr, "%s: %s\n", argv0, status_sentence(st));
    return status_exit(st);
}
