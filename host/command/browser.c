#include "command/browser.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/strbuf.h"
#include "embedded.h"
#include "store/config.h"

#define N_COLUMNS 6

/* Cuts the line at blanks into columns; the last takes the rest. */
static bool split(char *line, char *columns[N_COLUMNS])
{
    for (int i = 0; i < N_COLUMNS; i++) {
        while (*line == ' ' || *line == '\t')
            line++;
        if (!*line)
            return false;
        columns[i] = line;
        if (i == N_COLUMNS - 1)
            break;
        line += strcspn(line, " \t");
        if (*line)
            *line++ = '\0';
    }
    return true;
}

/* Appends what a path of the table stands for; false when the user has no home. */
static bool add_path(const char *path, struct strbuf *out)
{
    bool known = true;

    if (strncmp(path, "$HOME/", 6) == 0) {
        known = config_home(out);
        path += 5;
    } else if (strncmp(path, "$C/", 3) == 0) {
        known = config_folder(out);
        path += 2;
    }
    strbuf_puts(out, path);
    return known;
}

/* Paths with ":" between them; "-" is none. */
static bool expand(char *column, char *out, size_t cap)
{
    char *rest = NULL;
    struct strbuf paths;
    bool known = true;

    strbuf_init(&paths, cap - 1);
    if (strcmp(column, "-") == 0)
        *column = '\0';
    for (char *path = strtok_r(column, ":", &rest); path && known;
         path = strtok_r(NULL, ":", &rest)) {
        if (paths.len)
            strbuf_putc(&paths, ':');
        known = add_path(path, &paths);
    }
    known = known && !strbuf_failed(&paths);
    if (known)
        memcpy(out, paths.bytes, paths.len + 1);
    strbuf_release(&paths);
    return known;
}

static enum family family_of(const char *name)
{
    static const char *const names[N_FAMILIES] = {"chromium", "firefox", "portal",
                                                  "proxy", "closed"};
    int i = 0;

    while (i < N_FAMILIES && strcmp(names[i], name) != 0)
        i++;
    return (enum family)i;
}

static bool read_line(char *line, struct browser *out)
{
    char *columns[N_COLUMNS];

    line[strcspn(line, "#")] = '\0';
    if (!split(line, columns))
        return false;
    snprintf(out->name, sizeof out->name, "%s", columns[0]);
    out->family = family_of(columns[1]);
    out->always = strcmp(columns[2], "always") == 0;
    snprintf(out->title, sizeof out->title, "%s", columns[5]);
    return out->family != N_FAMILIES &&
           expand(columns[3], out->folder, sizeof out->folder) &&
           expand(columns[4], out->profile, sizeof out->profile);
}

bool browser_next(const char **at, struct browser *out)
{
    const char *text = *at ? *at : embedded_browsers_txt;

    while (*text) {
        size_t len = strcspn(text, "\n");
        char line[1024];

        snprintf(line, sizeof line, "%.*s", (int)len, text);
        text += len + (text[len] == '\n');
        if (read_line(line, out)) {
            *at = text;
            return true;
        }
    }
    return false;
}

bool browser_is_there(const struct browser *browser)
{
    char profiles[sizeof browser->profile], *rest = NULL;
    struct stat st;

    strcpy(profiles, browser->profile);
    for (char *path = strtok_r(profiles, ":", &rest); path;
         path = strtok_r(NULL, ":", &rest))
        if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
            return true;
    return false;
}

bool browser_is_open(const struct browser *browser)
{
    return browser->folder[0] != '\0';
}
