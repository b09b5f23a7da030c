/* cleancopy: what the host can do, on the command line. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/array.h"
#include "base/log.h"
#include "command/verb.h"

struct verb {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
};

static int help(int argc, char **argv);
static int version(int argc, char **argv);

static const struct verb verbs[] = {
    {"clean", verb_clean, "take the article out of a saved page"},
    {"batch", verb_batch, "the same for many pages, a line of JSON each"},
    {"ask", verb_ask,
     "send a page through the host as a browser does, and show what comes"},
    {"install", verb_install, "make the host known to your browsers"},
    {"uninstall", verb_uninstall, "make them forget it"},
    {"doctor", verb_doctor, "check that everything is in place, and say what to do"},
    {"features", verb_features, "print what the model is asked about each text block"},
    {"help", help, "show this, or the help of a verb"},
    {"version", version, "show the version"},
};

static const struct verb *verb_find(const char *name)
{
    for (size_t i = 0; i < N_OF(verbs); i++)
        if (strcmp(verbs[i].name, name) == 0)
            return &verbs[i];
    return NULL;
}

static int verb_run(const struct verb *verb, int argc, char **argv)
{
    char argv0[32];

    snprintf(argv0, sizeof argv0, "cleancopy %s", verb->name);
    argv[0] = argv0;
    return verb->run(argc, argv);
}

static int unknown(const char *name)
{
    fprintf(stderr, "cleancopy: no verb \"%s\"\n", name);
    return verb_usage("cleancopy");
}

static int help(int argc, char **argv)
{
    if (argc > 1) {
        const struct verb *verb = verb_find(argv[1]);
        char option[] = "--help", *arguments[] = {NULL, option, NULL};

        if (!verb)
            return unknown(argv[1]);
        if (verb->run != help && verb->run != version)
            return verb_run(verb, 2, arguments);
    }
    puts("cleancopy VERB [...]\n"
         "\n"
         "Separates the article of a page from what was laid over and into it.\n");
    for (size_t i = 0; i < N_OF(verbs); i++)
        printf("  %-10s %s\n", verbs[i].name, verbs[i].summary);
    return verb_help("\n\"cleancopy VERB --help\" says more.\n");
}

static int version(int argc, char **argv)
{
    (void)argc;
    (void)argv;
    return verb_help("cleancopy " CLEANCOPY_VERSION "\n");
}

int main(int argc, char **argv)
{
    const struct verb *verb;

    log_open("cleancopy");
    /* A file size limit is an error like a full disk, not the end of the program. */
    signal(SIGXFSZ, SIG_IGN);
    if (argc < 2) {
        help(1, argv);
        return status_exit(USAGE);
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return help(1, argv);
    if (strcmp(argv[1], "--version") == 0)
        return version(1, argv);
    verb = verb_find(argv[1]);
    if (!verb)
        return unknown(argv[1]);
    return verb_run(verb, argc - 1, argv + 1);
}
