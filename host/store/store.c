#include "store/store.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "store/config.h"
#include "store/draft.h"
#include "store/folder.h"
#include "store/name.h"

#define NAME_TRIES 100

/* What people read is theirs. */
#define COPY_MODE 0600

enum status store_folder(struct strbuf *path, struct strbuf *why)
{
    struct strbuf value;
    enum status st = SAVE_FAILED;

    strbuf_init(&value, sizeof((struct receipt *)0)->path);
    if (config_value("folder", &value)) {
        if (config_path(value.bytes, path))
            st = OK;
        else
            strbuf_printf(
                why, "The folder in the configuration is not an absolute path: \"%s\".",
                value.bytes);
    } else if (config_documents(path)) {
        strbuf_puts(path, "/Cleancopy");
        st = OK;
    } else {
        strbuf_puts(why, "There is no home folder to save in: HOME is not set.");
    }
    while (st == OK && path->len > 1 && path->bytes[path->len - 1] == '/')
        path->bytes[--path->len] = '\0';
    strbuf_release(&value);
    return st;
}

/* Publishes under the first free name of "A", "A (2)", "A (3)" ... and says which. */
static int publish(struct draft *draft, const char *stem, const char *extension,
                   char *name, size_t cap)
{
    int error = EEXIST;

    for (int i = 1; i <= NAME_TRIES && error == EEXIST; i++) {
        if (i == 1)
            snprintf(name, cap, "%s.%s", stem, extension);
        else
            snprintf(name, cap, "%s (%d).%s", stem, i, extension);
        error = draft_publish(draft, name);
    }
    return error;
}

enum status store_save(const char *title, const char *extension, const char *bytes,
                       size_t len, struct receipt *receipt, struct strbuf *why)
{
    struct strbuf folder, stem;
    struct draft draft;
    char name[256];
    int fd = -1, error;
    enum status st;

    strbuf_init(&folder, sizeof receipt->path - sizeof name);
    strbuf_init(&stem, sizeof name);
    st = store_folder(&folder, why);
    if (st != OK)
        goto out;
    name_from_title(title, &stem);

    error = strbuf_failed(&folder) ? ENAMETOOLONG : folder_open(folder.bytes, &fd);
    if (!error)
        error = draft_open(&draft, fd, COPY_MODE, false);
    if (!error) {
        if (draft.name[0])
            draft_sweep(fd);
        error = draft_write(&draft, bytes, len);
        if (!error)
            error = publish(&draft, stem.bytes, extension, name, sizeof name);
        draft_close(&draft);
    }
    if (error) {
        strbuf_printf(why, "%s (%s)", draft_why(error), folder.bytes);
        st = SAVE_FAILED;
        goto out;
    }
    snprintf(receipt->path, sizeof receipt->path, "%s/%s", folder.bytes, name);
    receipt->bytes = len;
out:
    if (fd >= 0)
        close(fd);
    strbuf_release(&stem);
    strbuf_release(&folder);
    return st;
}
