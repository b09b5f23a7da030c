#include "store/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A configuration line; longer ones are not ours. */
#define LINE_BYTES 8192

/* The XDG rules: an environment variable with a relative path counts as unset. */
static const char *absolute_env(const char *name)
{
    const char *value = getenv(name);

    return value && *value == '/' ? value : NULL;
}

bool config_home(struct strbuf *path)
{
    const char *home = absolute_env("HOME");

    if (home)
        strbuf_puts(path, home);
    return home != NULL;
}

bool config_folder(struct strbuf *path)
{
    const char *folder = absolute_env("XDG_CONFIG_HOME");

    if (folder) {
        strbuf_puts(path, folder);
        return true;
    }
    if (!config_home(path))
        return false;
    strbuf_puts(path, "/.config");
    return true;
}

bool config_file(const char *name, struct strbuf *path)
{
    if (!config_folder(path))
        return false;
    strbuf_printf(path, "/cleancopy/%s", name);
    return true;
}

static char *trim(char *text)
{
    static const char blanks[] = " \t\r\n";
    char *end;

    text += strspn(text, blanks);
    end = text + strlen(text);
    while (end > text && strchr(blanks, end[-1]))
        end--;
    *end = '\0';
    return text;
}

/* The value of a `key = value` line, in the line; NULL for other lines. No key begins
 * with `#`, so comments need no look. */
static char *line_value(char *line, const char *key)
{
    char *equals;

    line = trim(line);
    equals = strchr(line, '=');
    if (!equals)
        return NULL;
    *equals = '\0';
    return strcmp(trim(line), key) == 0 ? trim(equals + 1) : NULL;
}

/* The last value of a key in a file of `key = value` lines. */
static bool file_value(const char *path, const char *key, struct strbuf *value)
{
    size_t before = value->len;
    char line[LINE_BYTES];
    bool found = false;
    FILE *file = fopen(path, "re");

    if (!file)
        return false;
    while (fgets(line, sizeof line, file)) {
        const char *text = line_value(line, key);

        if (!text)
            continue;
        strbuf_truncate(value, before);
        strbuf_puts(value, text);
        found = true;
    }
    fclose(file);
    return found;
}

bool config_value(const char *key, struct strbuf *value)
{
    struct strbuf path;
    bool found;

    strbuf_init(&path, LINE_BYTES);
    found = config_file("config", &path) && file_value(path.bytes, key, value);
    strbuf_release(&path);
    return found;
}

bool config_path(const char *value, struct strbuf *path)
{
    if (*value == '/') {
        strbuf_puts(path, value);
        return true;
    }
    if (value[0] != '~' || (value[1] && value[1] != '/') || !config_home(path))
        return false;
    strbuf_puts(path, value + 1);
    return true;
}

/* The value as user-dirs.dirs has it: "$HOME/Documents" or "/elsewhere", in double
 * quotes, with backslashes before what a shell would read. "$HOME/" alone means: no such
 * folder. */
static bool shell_path(const char *value, struct strbuf *path)
{
    static const char home[] = "$HOME/";
    size_t before = path->len;

    if (*value++ != '"')
        return false;
    if (strncmp(value, home, strlen(home)) == 0) {
        value += strlen(home);
        if (*value == '"' || !config_home(path))
            return false;
        strbuf_putc(path, '/');
    } else if (*value != '/') {
        return false;
    }
    for (; *value && *value != '"'; value++) {
        if (*value == '\\' && value[1])
            value++;
        strbuf_putc(path, *value);
    }
    if (*value == '"')
        return true;
    strbuf_truncate(path, before);
    return false;
}

bool config_documents(struct strbuf *path)
{
    struct strbuf file, value;
    bool found;

    strbuf_init(&file, LINE_BYTES);
    strbuf_init(&value, LINE_BYTES);
    found = config_folder(&file);
    if (found) {
        strbuf_puts(&file, "/user-dirs.dirs");
        found = file_value(file.bytes, "XDG_DOCUMENTS_DIR", &value) &&
                shell_path(value.bytes, path);
    }
    strbuf_release(&value);
    strbuf_release(&file);
    if (found)
        return true;
    if (!config_home(path))
        return false;
    strbuf_puts(path, "/Documents");
    return true;
}
