#include <getopt.h>
#include <jansson.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "command/client.h"
#include "command/manifest.h"
#include "command/program.h"
#include "command/verb.h"
#include "store/store.h"
#include "wire/callers.h"
#include "wire/ids.h"

#define HANDSHAKE_MS 5000
#define ADVICE_INSTALL "cleancopy install"

static const char help[] =
    "cleancopy doctor [--json]\n"
    "\n"
    "Checks the programs, a real handshake with the host, the folder for copies, and "
    "the\n"
    "host manifest of every browser that has been used here; then says what to do next.\n"
    "\n"
    "  --json   one JSON object: {\"version\", \"ok\", \"checks\": [{\"name\", "
    "\"state\",\n"
    "           \"detail\", \"advice\"}]}; state is ok, absent, note or bad\n"
    "\n"
    "Exit code 0, or 24 when something is broken. What is merely absent is not broken.\n";

enum state { STATE_OK, STATE_ABSENT, STATE_NOTE, STATE_BAD };
static const char *const state_names[] = {"ok", "absent", "note", "bad"};

/* The findings so far, as they are printed. */
struct doctor {
    bool as_json;
    bool broken;
    size_t n;              /* checks */
    size_t n_registered;   /* browsers that are here and know the host */
    char advice[PATH_MAX]; /* the first for something bad, else the first of all */
    struct strbuf json;
};

static void add_check(struct doctor *doctor, const char *name, enum state state,
                      const char *detail, const char *advice)
{
    static const char *const marks[] = {"ok", "-", "note", "BAD"};
    bool first_broken = state == STATE_BAD && !doctor->broken;

    if (advice && (first_broken || !doctor->advice[0]))
        snprintf(doctor->advice, sizeof doctor->advice, "%s", advice);
    doctor->broken = doctor->broken || state == STATE_BAD;
    if (!doctor->as_json) {
        printf("  %-5s %-24s %s\n", marks[state], name, detail);
        if (advice)
            printf("  %-5s %-24s -> %s\n", "", "", advice);
        return;
    }
    if (doctor->n++ > 0)
        strbuf_putc(&doctor->json, ',');
    strbuf_putc(&doctor->json, '{');
    json_put_member(&doctor->json, "name", name);
    json_put_member(&doctor->json, "state", state_names[state]);
    json_put_member(&doctor->json, "detail", detail);
    json_put_member(&doctor->json, "advice", advice);
    strbuf_putc(&doctor->json, '}');
}

static const char *member(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "?";
}

/* Starts the host and says hello, as a browser would. */
static void check_handshake(struct doctor *doctor, const char *host)
{
    struct client client;
    json_t *hello = NULL;
    char detail[512];
    enum status st = client_start(&client, host, HANDSHAKE_MS);

    if (st == OK)
        st = client_hello(&client, &hello);
    if (st == OK) {
        snprintf(detail, sizeof detail,
                 "host %s, protocol %lld, engine %s, model %s, confinement %s",
                 member(hello, "host"),
                 (long long)json_integer_value(json_object_get(hello, "protocol")),
                 member(hello, "engine"), member(hello, "model"),
                 member(hello, "confinement"));
        if (strcmp(member(hello, "host"), CLEANCOPY_VERSION) == 0)
            add_check(doctor, "handshake", STATE_OK, detail, NULL);
        else
            add_check(doctor, "handshake", STATE_BAD, detail,
                      "install both programs of one version");
    } else {
        snprintf(detail, sizeof detail, "%s (%s)",
                 client.problem.len ? client.problem.bytes : status_sentence(st),
                 status_name(st));
        add_check(doctor, "handshake", STATE_BAD, detail, "install Cleancopy again");
    }
    json_decref(hello);
    client_stop(&client);
}

static bool check_host(struct doctor *doctor, struct strbuf *host)
{
    struct strbuf why;
    bool found;

    strbuf_init(&why, 2 * PATH_MAX);
    found = program_host(NULL, host, &why);
    if (found)
        add_check(doctor, "host", STATE_OK, host->bytes, NULL);
    else
        add_check(doctor, "host", STATE_BAD, why.bytes, "install Cleancopy again");
    strbuf_release(&why);
    return found;
}

/* The nearest folder that exists must let us write. */
static bool can_write(const char *path)
{
    char part[PATH_MAX];

    snprintf(part, sizeof part, "%s", path);
    while (access(part, F_OK) != 0) {
        char *slash = strrchr(part, '/');

        if (!slash || slash == part)
            return false;
        *slash = '\0';
    }
    return access(part, W_OK | X_OK) == 0;
}

static void check_folder(struct doctor *doctor)
{
    struct store store;
    char detail[PATH_MAX + 64];

    store_open(&store);
    if (!store.folder[0]) {
        add_check(doctor, "folder for copies", STATE_BAD, store.problem,
                  "set \"folder = /absolute/path\" in ~/.config/cleancopy/config");
    } else if (!can_write(store.folder)) {
        snprintf(detail, sizeof detail, "%s can't be written to", store.folder);
        add_check(doctor, "folder for copies", STATE_BAD, detail,
                  "set \"folder = /absolute/path\" in ~/.config/cleancopy/config");
    } else {
        snprintf(detail, sizeof detail, "%s%s", store.folder,
                 access(store.folder, F_OK) == 0 ? "" : " (the first copy makes it)");
        add_check(doctor, "folder for copies", STATE_OK, detail, NULL);
    }
}

/* Browsers in a box (manifest/README.md). */
static void check_boxed(struct doctor *doctor, const struct browser *browser)
{
    if (browser->family == FAMILY_PORTAL)
        add_check(doctor, browser->title, STATE_NOTE,
                  "asks once whether it may start the host",
                  "if it does not: flatpak permission-set webextensions " HOST_NAME
                  " snap.firefox yes");
    else if (browser->family == FAMILY_PROXY)
        add_check(doctor, browser->title, STATE_NOTE,
                  "reaches the host from version 157 on, with xdg-native-messaging-proxy",
                  NULL);
    else
        add_check(doctor, browser->title, STATE_NOTE,
                  "can't start programs outside its box; the maker's own package can",
                  NULL);
}

static void check_manifest(struct doctor *doctor, const struct browser *browser,
                           const char *host, const struct callers *callers)
{
    struct manifest manifest;
    char detail[2 * PATH_MAX + 64];

    manifest_look(browser, host, callers, &manifest);
    switch (manifest.state) {
    case MANIFEST_ABSENT:
        if (browser_is_there(browser))
            add_check(doctor, browser->title, STATE_ABSENT, "does not know the host yet",
                      ADVICE_INSTALL);
        return;
    case MANIFEST_GOOD:
        doctor->n_registered++;
        add_check(doctor, browser->title, STATE_OK, manifest.file, NULL);
        return;
    case MANIFEST_STALE:
        snprintf(detail, sizeof detail, "%s is not what it should be", manifest.file);
        break;
    case MANIFEST_GONE:
        snprintf(detail, sizeof detail, "%s names %s, which is not there", manifest.file,
                 manifest.host);
        break;
    case MANIFEST_OTHER:
        snprintf(detail, sizeof detail, "%s names another host, %s", manifest.file,
                 manifest.host);
        add_check(doctor, browser->title, STATE_NOTE, detail, ADVICE_INSTALL);
        return;
    case MANIFEST_LINK:
        snprintf(detail, sizeof detail, "%s is a symbolic link", manifest.file);
        add_check(doctor, browser->title, STATE_NOTE, detail, NULL);
        return;
    case MANIFEST_BROKEN:
        snprintf(detail, sizeof detail, "%s can't be read as a manifest", manifest.file);
        break;
    }
    add_check(doctor, browser->title, STATE_BAD, detail, ADVICE_INSTALL);
}

static void check_all(struct doctor *doctor)
{
    struct strbuf self, host;
    struct callers callers;
    struct browser browser;
    const char *at = NULL;

    strbuf_init(&self, PATH_MAX);
    strbuf_init(&host, PATH_MAX);
    if (program_self(&self))
        add_check(doctor, "program", STATE_OK, self.bytes, NULL);
    if (check_host(doctor, &host))
        check_handshake(doctor, host.bytes);
    check_folder(doctor);
    callers_load(&callers);
    while (browser_next(&at, &browser)) {
        if (browser_is_open(&browser))
            check_manifest(doctor, &browser, host.bytes, &callers);
        else if (browser_is_there(&browser))
            check_boxed(doctor, &browser);
    }
    strbuf_release(&host);
    strbuf_release(&self);
}

static const char *next_step(const struct doctor *doctor)
{
    if (doctor->advice[0])
        return doctor->advice;
    return doctor->n_registered ? "nothing to do; the extension finds the host by itself"
                                : ADVICE_INSTALL;
}

static int run(bool as_json)
{
    struct doctor doctor = {.as_json = as_json};

    strbuf_init(&doctor.json, 1 << 20);
    if (!as_json)
        printf("Cleancopy " CLEANCOPY_VERSION "\n\n");
    check_all(&doctor);
    if (as_json)
        printf("{\"version\":\"" CLEANCOPY_VERSION "\",\"ok\":%s,\"checks\":[%s]}\n",
               doctor.broken ? "false" : "true", doctor.json.bytes);
    else
        printf("\nNext: %s\n", next_step(&doctor));
    strbuf_release(&doctor.json);
    return status_exit(doctor.broken ? INTERNAL : OK);
}

int verb_doctor(int argc, char **argv)
{
    static const struct option options[] = {
        {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    bool as_json = false;
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h')
            return verb_help(help);
        if (option != 'j')
            return verb_usage(argv[0]);
        as_json = true;
    }
    if (optind < argc)
        return verb_usage(argv[0]);
    return run(as_json);
}
