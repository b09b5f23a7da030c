#include "command/manifest.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"
#include "command/input.h"
#include "embedded.h"
#include "store/folder.h"
#include "wire/ids.h"

/* Longer files in that place are not manifests. */
#define MANIFEST_BYTES ((size_t)64 * 1024)
#define MANIFEST_FILE HOST_NAME ".json"

static void put_callers(enum family family, const struct callers *callers,
                        struct strbuf *out)
{
    enum caller_kind kind = family == FAMILY_CHROMIUM ? CALLER_CHROMIUM : CALLER_GECKO;
    const char *comma = "";

    strbuf_putc(out, '[');
    for (size_t i = 0; i < callers->n; i++) {
        char origin[CALLER_BYTES + 24];

        if (caller_kind(callers->ids[i]) != kind)
            continue;
        snprintf(origin, sizeof origin,
                 family == FAMILY_CHROMIUM ? "chrome-extension://%s/" : "%s",
                 callers->ids[i]);
        strbuf_puts(out, comma);
        json_put_text(out, origin);
        comma = ", ";
    }
    strbuf_putc(out, ']');
}

void manifest_text(enum family family, const char *host, const struct callers *callers,
                   struct strbuf *out)
{
    const char *at =
        family == FAMILY_CHROMIUM ? embedded_chromium_json_in : embedded_firefox_json_in;

    while (*at) {
        size_t plain = strcspn(at, "@");

        strbuf_add(out, at, plain);
        at += plain;
        if (strncmp(at, "@NAME@", 6) == 0) {
            json_put_text(out, HOST_NAME);
            at += 6;
        } else if (strncmp(at, "@PATH@", 6) == 0) {
            json_put_text(out, host);
            at += 6;
        } else if (strncmp(at, "@CALLERS@", 9) == 0) {
            put_callers(family, callers, out);
            at += 9;
        } else if (*at) {
            strbuf_putc(out, *at++);
        }
    }
}

/* The `path` of a manifest of our name. */
static bool read_host(const struct strbuf *bytes, char host[PATH_MAX])
{
    json_t *root = json_loadb(bytes->bytes, bytes->len, 0, NULL);
    const char *name = json_string_value(json_object_get(root, "name"));
    const char *path = json_string_value(json_object_get(root, "path"));
    bool good = name && path && strcmp(name, HOST_NAME) == 0 && strlen(path) < PATH_MAX;

    if (good)
        strcpy(host, path);
    json_decref(root);
    return good;
}

static bool same_file(const char *a, const char *b)
{
    char real_a[PATH_MAX], real_b[PATH_MAX];

    return realpath(a, real_a) && realpath(b, real_b) && strcmp(real_a, real_b) == 0;
}

static enum manifest_state judge(const struct strbuf *bytes,
                                 const struct browser *browser, const char *host,
                                 const struct callers *callers, struct manifest *out)
{
    struct strbuf text;
    bool same;

    if (!read_host(bytes, out->host))
        return MANIFEST_BROKEN;
    if (strcmp(out->host, host) != 0 && !same_file(out->host, host))
        return access(out->host, F_OK) == 0 ? MANIFEST_OTHER : MANIFEST_GONE;
    strbuf_init(&text, MANIFEST_BYTES);
    manifest_text(browser->family, host, callers, &text);
    same = strcmp(text.bytes, bytes->bytes) == 0;
    strbuf_release(&text);
    return same ? MANIFEST_GOOD : MANIFEST_STALE;
}

void manifest_look(const struct browser *browser, const char *host,
                   const struct callers *callers, struct manifest *out)
{
    struct strbuf bytes;
    struct stat st;

    *out = (struct manifest){.state = MANIFEST_BROKEN};
    snprintf(out->file, sizeof out->file, "%s/%s", browser->folder, MANIFEST_FILE);
    if (lstat(out->file, &st) != 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            out->state = MANIFEST_ABSENT;
        return;
    }
    if (S_ISLNK(st.st_mode)) {
        out->state = MANIFEST_LINK;
        return;
    }
    if (!S_ISREG(st.st_mode))
        return;
    strbuf_init(&bytes, MANIFEST_BYTES);
    if (input_bytes(out->file, &bytes) == OK)
        out->state = judge(&bytes, browser, host, callers, out);
    strbuf_release(&bytes);
}

int manifest_write(const struct browser *browser, const char *host,
                   const struct callers *callers)
{
    struct strbuf text;
    int error;

    strbuf_init(&text, MANIFEST_BYTES);
    manifest_text(browser->family, host, callers, &text);
    error = strbuf_failed(&text) ? ENOMEM
                                 : folder_write(browser->folder, MANIFEST_FILE,
                                                text.bytes, text.len, 0644);
    strbuf_release(&text);
    return error;
}

bool manifest_is_ours(const struct manifest *manifest)
{
    return manifest->state == MANIFEST_GOOD || manifest->state == MANIFEST_STALE ||
           manifest->state == MANIFEST_GONE;
}
