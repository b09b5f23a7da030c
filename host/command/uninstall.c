#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/manifest.h"
#include "command/program.h"
#include "command/targets.h"
#include "command/verb.h"
#include "wire/callers.h"

static const char help[] =
    "cleancopy uninstall [options]\n"
    "\n"
    "Takes away what \"cleancopy install\" wrote: the manifests that name this host, or "
    "one\n"
    "that is not there any more, and the list of extensions. The programs and your "
    "copies\n"
    "stay.\n"
    "\n"
    "  --browser NAME   only this one (again for more); the list of extensions stays "
    "then\n"
    "  --dir DIR        look in this folder; with one --browser\n"
    "  --host PATH      the host, when it is not beside this program\n"
    "  --dry-run        say what would be done, and do nothing\n";

struct uninstall {
    struct targets targets;
    struct callers callers;
    const char *host;
    bool dry_run;
};

/* Takes away the folders that install made, if nothing else came to be in them: an empty
 * profile folder would look like a browser that has been used. */
static void forget_folders(const struct browser *browser)
{
    char folder[sizeof browser->folder];
    char *slash;

    snprintf(folder, sizeof folder, "%s", browser->folder);
    if (rmdir(folder) == 0 && (slash = strrchr(folder, '/'))) {
        *slash = '\0';
        rmdir(folder);
    }
}

/* False when something is left that should have gone. */
static bool forget(const struct uninstall *uninstall, const struct browser *browser,
                   const char *host)
{
    struct manifest manifest;

    manifest_look(browser, host, &uninstall->callers, &manifest);
    if (manifest.state == MANIFEST_ABSENT)
        return true;
    if (!manifest_is_ours(&manifest)) {
        printf("  %-24s %-14s %s%s%s\n", browser->title, "left alone", manifest.file,
               manifest.host[0] ? " is of another host: " : " is not of our making",
               manifest.host);
        return true;
    }
    if (!uninstall->dry_run && unlink(manifest.file) != 0) {
        printf("  %-24s %-14s %s (%s)\n", browser->title, "not removed", manifest.file,
               strerror(errno));
        return false;
    }
    if (!uninstall->dry_run && !uninstall->targets.dir)
        forget_folders(browser);
    printf("  %-24s %-14s %s\n", browser->title,
           uninstall->dry_run ? "would remove" : "removed", manifest.file);
    return true;
}

static int run(struct uninstall *uninstall)
{
    struct strbuf host, why;
    struct browser browser;
    bool done = true;

    strbuf_init(&host, PATH_MAX);
    strbuf_init(&why, 2 * PATH_MAX);
    /* Without the host, manifests that name it name nothing: gone is ours too. */
    program_host(uninstall->host, &host, &why);
    while (targets_next(&uninstall->targets, &browser))
        done = forget(uninstall, &browser, host.bytes) && done;
    if (uninstall->targets.n == 0 && !uninstall->dry_run)
        callers_forget();
    strbuf_release(&why);
    strbuf_release(&host);
    return status_exit(done ? OK : IO_ERROR);
}

int verb_uninstall(int argc, char **argv)
{
    static const struct option options[] = {
        {"browser", required_argument, NULL, 'b'}, {"dir", required_argument, NULL, 'd'},
        {"host", required_argument, NULL, 'H'},    {"dry-run", no_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},          {NULL, 0, NULL, 0},
    };
    struct uninstall uninstall = {0};
    int option;

    callers_load(&uninstall.callers);
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'b':
            if (!targets_add(&uninstall.targets, optarg)) {
                fprintf(stderr, "%s: no browser \"%s\"\n", argv[0], optarg);
                return verb_usage(argv[0]);
            }
            break;
        case 'd':
            uninstall.targets.dir = optarg;
            break;
        case 'H':
            uninstall.host = optarg;
            break;
        case 'n':
            uninstall.dry_run = true;
            break;
        case 'h':
            return verb_help(help);
        default:
            return verb_usage(argv[0]);
        }
    }
    if (optind < argc || !targets_are_clear(&uninstall.targets)) {
        fprintf(stderr, "%s: %s\n", argv[0],
                optind < argc ? "no arguments but options"
                              : "--dir is for one --browser");
        return verb_usage(argv[0]);
    }
    return run(&uninstall);
}
