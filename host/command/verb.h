/* The verbs of the command line. Each runs with the arguments that follow it (argv[0]
 * names it for messages: "cleancopy clean") and returns the exit code of the process.
 * What people asked for goes to standard output, what went wrong to standard error. */
#ifndef CLEANCOPY_COMMAND_VERB_H
#define CLEANCOPY_COMMAND_VERB_H

#include "base/status.h"

int verb_clean(int argc, char **argv);
int verb_batch(int argc, char **argv);
int verb_ask(int argc, char **argv);
int verb_install(int argc, char **argv);
int verb_uninstall(int argc, char **argv);
int verb_features(int argc, char **argv);
int verb_doctor(int argc, char **argv);

/* Prints a help text to standard output; the exit code of --help. */
int verb_help(const char *help);

/* Points to --help on standard error, after getopt or the verb said what it did not
 * understand; the exit code of a usage error. */
int verb_usage(const char *argv0);

/* Prints the sentence of an outcome that ends the verb to standard
 * error; its exit code. */
int verb_fail(const char *argv0, enum status st);

#endif
