#include "wire/callers.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "store/config.h"
#include "store/folder.h"
#include "wire/ids.h"

static const char *const ours[] = {EXTENSION_CHROME_ID, EXTENSION_GECKO_ID};

enum caller_kind caller_kind(const char *id)
{
    static const char gecko[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789._-@{}";
    size_t len = strlen(id);
    const char *at = strchr(id, '@');

    if (len == 32 && strspn(id, "abcdefghijklmnop") == 32)
        return CALLER_CHROMIUM;
    if (len == 0 || len >= CALLER_BYTES || strspn(id, gecko) != len)
        return CALLER_NONE;
    return (at && !strchr(at + 1, '@')) || (id[0] == '{' && id[len - 1] == '}')
               ? CALLER_GECKO
               : CALLER_NONE;
}

bool callers_hold(const struct callers *callers, const char *id)
{
    for (size_t i = 0; i < callers->n; i++)
        if (strcmp(callers->ids[i], id) == 0)
            return true;
    return false;
}

bool callers_add(struct callers *callers, const char *id)
{
    if (callers_hold(callers, id))
        return true;
    if (callers->n == CALLERS_MAX)
        return false;
    snprintf(callers->ids[callers->n++], CALLER_BYTES, "%s", id);
    return true;
}

static FILE *open_list(void)
{
    struct strbuf path;
    FILE *file;

    strbuf_init(&path, 4096);
    file = config_file("callers", &path) ? fopen(path.bytes, "re") : NULL;
    strbuf_release(&path);
    return file;
}

void callers_load(struct callers *callers)
{
    FILE *file = open_list();
    char line[CALLER_BYTES + 2];

    callers->n = 0;
    for (size_t i = 0; i < N_OF(ours); i++)
        callers_add(callers, ours[i]);
    if (!file)
        return;
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, " \t\r\n")] = '\0';
        if (caller_kind(line) != CALLER_NONE)
            callers_add(callers, line);
    }
    fclose(file);
}

int callers_save(const struct callers *callers)
{
    struct strbuf path, text;
    int error = ENOENT;

    strbuf_init(&path, 4096);
    strbuf_init(&text, (size_t)CALLERS_MAX * (CALLER_BYTES + 1));
    for (size_t i = N_OF(ours); i < callers->n; i++)
        strbuf_printf(&text, "%s\n", callers->ids[i]);
    if (config_file("", &path))
        error = folder_write(path.bytes, "callers", text.bytes, text.len, 0600);
    strbuf_release(&text);
    strbuf_release(&path);
    return error;
}

void callers_forget(void)
{
    struct strbuf path;

    strbuf_init(&path, 4096);
    if (config_file("callers", &path))
        unlink(path.bytes);
    strbuf_release(&path);
}
