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

/* Appends the folder's path; false, with a sentence in `why`, when there is none. */
static bool find_folder(struct strbuf *path, struct strbuf *why)
{
    struct strbuf value;
    bool found = false;

    strbuf_init(&value, sizeof((struct store *)0)->folder);
    if (config_value("folder", &value)) {
        found = config_path(value.bytes, path);
        if (!found)
            strbuf_printf(
                why,
                "The folder in the configuration is not an absolute path: \"%.120s\".",
                value.bytes);
    } else if (config_documents(path)) {
        strbuf_puts(path, "/Cleancopy");
        found = true;
    } else {
        strbuf_puts(why, "There is no home folder to save in: HOME is not set.");
    }
    while (found && path->len > 1 && path->bytes[path->len - 1] == '/')
        strbuf_truncate(path, path->len - 1);
    strbuf_release(&value);
    return found;
}

void store_open(struct store *store)
{
    struct strbuf path, why;

    *store = (struct store){.folder = ""};
    strbuf_init(&path, sizeof store->folder - 1);
    strbuf_init(&why, sizeof store->problem - 1);
    if (find_folder(&path, &why) && !strbuf_failed(&path))
        memcpy(store->folder, path.bytes, path.len + 1);
    else
        snprintf(store->problem, sizeof store->problem, "%s",
                 why.len ? why.bytes : "The path of the folder for copies is too long.");
    strbuf_release(&why);
    strbuf_release(&path);
}

/* Opens the folder; -1 with a sentence in `why`. */
static int open_folder(const struct store *store, struct strbuf *why)
{
    int fd = -1, error;

    if (!store->folder[0]) {
        strbuf_puts(why, store->problem);
        return -1;
    }
    error = folder_open(store->folder, &fd);
    if (error)
        strbuf_printf(why, "%s (%s)", draft_why(error), store->folder);
    return error ? -1 : fd;
}

enum status store_make(const struct store *store, struct strbuf *why)
{
    int fd = open_folder(store, why);

    if (fd < 0)
        return SAVE_FAILED;
    close(fd);
    return OK;
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

enum status store_save(const struct store *store, const char *title,
                       const char *extension, const char *bytes, size_t len,
                       struct receipt *receipt, struct strbuf *why)
{
    struct strbuf stem;
    struct draft draft;
    char name[256];
    int error, fd = open_folder(store, why);

    if (fd < 0)
        return SAVE_FAILED;
    strbuf_init(&stem, sizeof name);
    name_from_title(title, &stem);
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
        strbuf_printf(why, "%s (%s)", draft_why(error), store->folder);
    } else {
        snprintf(receipt->path, sizeof receipt->path, "%s/%s", store->folder, name);
        receipt->bytes = len;
    }
    strbuf_release(&stem);
    close(fd);
    return error ? SAVE_FAILED : OK;
}
