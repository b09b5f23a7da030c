#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command/manifest.h"
#include "command/program.h"
#include "command/targets.h"
#include "command/verb.h"
#include "store/config.h"
#include "store/draft.h"
#include "store/folder.h"
#include "wire/callers.h"

static const char help[] =
    "cleancopy install [options]\n"
    "\n"
    "Registers the host with your browsers: writes a small file, the host manifest, into "
    "a\n"
    "folder of each. Without options that is every browser that has been used here, and\n"
    "Chromium, Chrome and Firefox in any case. Nothing else is changed, and root is not\n"
    "needed. Doing it twice does no harm.\n"
    "\n"
    "  --browser NAME      only this one (again for more), there or not; \"all\" for "
    "all\n"
    "  --extension-id ID   also let this extension call the host (again for more)\n"
    "  --dir DIR           write into this folder; with one --browser, for its family\n"
    "  --host PATH         the host, when it is not beside this program\n"
    "  --dry-run           say what would be done, and do nothing\n"
    "\n"
    "Exit code 0 when at least one browser is registered.\n";

struct install {
    struct targets targets;
    struct callers callers;
    const char *host; /* as given, or NULL */
    bool new_ids, dry_run;
};

/* The folder is where it seems to be: in the user's home or configuration, whatever links
 * stand on the way. A folder named by --dir is the user's own word. */
static bool is_safe(const struct targets *targets, const char *folder)
{
    struct strbuf home, config;
    bool safe;

    if (targets->dir)
        return true;
    strbuf_init(&home, PATH_MAX);
    strbuf_init(&config, PATH_MAX);
    safe = (config_home(&home) && folder_is_within(folder, home.bytes)) ||
           (config_folder(&config) && folder_is_within(folder, config.bytes));
    strbuf_release(&config);
    strbuf_release(&home);
    return safe;
}

static void say(const struct browser *browser, const char *what, const char *detail)
{
    printf("  %-24s %-14s %s\n", browser->title, what, detail);
}

/* One browser, one line. True when the host is registered with it now. */
static bool register_with(const struct install *install, const struct browser *browser,
                          const char *host)
{
    struct manifest manifest;
    char detail[2 * PATH_MAX + 32];
    int error;

    if (!is_safe(&install->targets, browser->folder)) {
        say(browser, "left alone",
            "its folder is a link that leads out of your home folder");
        return false;
    }
    manifest_look(browser, host, &install->callers, &manifest);
    if (manifest.state == MANIFEST_LINK) {
        snprintf(detail, sizeof detail, "%s is a symbolic link", manifest.file);
        say(browser, "left alone", detail);
        return false;
    }
    if (manifest.state == MANIFEST_GOOD) {
        say(browser, "as it should be", manifest.file);
        return true;
    }
    if (!install->dry_run && (error = manifest_write(browser, host, &install->callers))) {
        snprintf(detail, sizeof detail, "%s (%s)", draft_why(error), manifest.file);
        say(browser, "not registered", detail);
        return false;
    }
    if (manifest.state == MANIFEST_OTHER)
        snprintf(detail, sizeof detail, "%s (was %s)", manifest.file, manifest.host);
    else
        snprintf(detail, sizeof detail, "%s", manifest.file);
    say(browser, install->dry_run ? "would register" : "registered", detail);
    return true;
}

static bool is_meant(const struct targets *targets, const struct browser *browser)
{
    return browser->always || targets_name(targets, browser) || browser_is_there(browser);
}

static int install_all(const char *argv0, struct install *install, const char *host)
{
    struct browser browser;
    size_t n = 0;
    int error;

    if (install->new_ids && !install->dry_run &&
        (error = callers_save(&install->callers))) {
        fprintf(stderr, "%s: the list of extensions: %s\n", argv0, draft_why(error));
        return status_exit(SAVE_FAILED);
    }
    printf("The host is %s\n", host);
    while (targets_next(&install->targets, &browser))
        if (is_meant(&install->targets, &browser))
            n += register_with(install, &browser, host);
    if (n == 0)
        fprintf(stderr, "%s: no browser was registered\n", argv0);
    return status_exit(n > 0 ? OK : SAVE_FAILED);
}

static bool add_id(struct install *install, const char *id)
{
    install->new_ids = true;
    return caller_kind(id) != CALLER_NONE && callers_add(&install->callers, id);
}

static int run(const char *argv0, struct install *install)
{
    struct strbuf host, why;
    int code;

    strbuf_init(&host, PATH_MAX);
    strbuf_init(&why, 2 * PATH_MAX);
    if (program_host(install->host, &host, &why)) {
        code = install_all(argv0, install, host.bytes);
    } else {
        fprintf(stderr, "%s: %s\n", argv0, why.bytes);
        code = status_exit(SAVE_FAILED);
    }
    strbuf_release(&why);
    strbuf_release(&host);
    return code;
}

int verb_install(int argc, char **argv)
{
    static const struct option options[] = {
        {"browser", required_argument, NULL, 'b'},
        {"extension-id", required_argument, NULL, 'e'},
        {"dir", required_argument, NULL, 'd'},
        {"host", required_argument, NULL, 'H'},
        {"dry-run", no_argument, NULL, 'n'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    struct install install = {0};
    int option;

    callers_load(&install.callers);
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        switch (option) {
        case 'b':
            if (!targets_add(&install.targets, optarg)) {
                fprintf(stderr, "%s: no browser \"%s\"\n", argv[0], optarg);
                return verb_usage(argv[0]);
            }
            break;
        case 'e':
            if (!add_id(&install, optarg)) {
                fprintf(stderr, "%s: \"%s\" is no extension's id\n", argv[0], optarg);
                return verb_usage(argv[0]);
            }
            break;
        case 'd':
            install.targets.dir = optarg;
            break;
        case 'H':
            install.host = optarg;
            break;
        case 'n':
            install.dry_run = true;
            break;
        case 'h':
            return verb_help(help);
        default:
            return verb_usage(argv[0]);
        }
    }
    if (optind < argc || !targets_are_clear(&install.targets)) {
        fprintf(stderr, "%s: %s\n", argv[0],
                optind < argc ? "no arguments but options"
                              : "--dir is for one --browser");
        return verb_usage(argv[0]);
    }
    return run(argv[0], &install);
}
