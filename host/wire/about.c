#include "wire/about.h"

#include <jansson.h>
#include <string.h>

#include "base/url.h"

/* Addresses that relative ones can be resolved against; `about:srcdoc`, `blob:` and their
 * kin mean something in the browser only, and are left out. */
static enum status read_address(const json_t *message, const char *name, const char **out,
                                char problem[PROBLEM_BYTES])
{
    enum status st = member_string(message, name, out, problem);
    if (st != OK || !*out)
        return st;
    char scheme[16];
    bool known = url_scheme(*out, strlen(*out), scheme) &&
                 (strcmp(scheme, "https") == 0 || strcmp(scheme, "http") == 0 ||
                  strcmp(scheme, "file") == 0);
    if (!known)
        *out = NULL;
    return OK;
}

/* Two to 32 characters of a-z 0-9, a letter first. */
static bool is_stamp(const char *stamp)
{
    size_t len = strspn(stamp, "abcdefghijklmnopqrstuvwxyz0123456789");
    return len >= 2 && len <= 32 && !stamp[len] && (stamp[0] < '0' || stamp[0] > '9');
}

static enum status read_stamp(const json_t *message, const char **out,
                              char problem[PROBLEM_BYTES])
{
    enum status st = member_string(message, "stamp", out, problem);
    if (st == OK && *out && !is_stamp(*out))
        return member_wrong(problem, "stamp",
                            "2 to 32 characters of a-z 0-9, a letter first");
    return st;
}

static enum status read_flag(const json_t *facts, const char *name, bool *out,
                             char problem[PROBLEM_BYTES])
{
    const json_t *flag = member_optional(facts, name);
    *out = json_is_true(flag);
    return !flag || json_is_boolean(flag) ? OK
                                          : member_wrong(problem, name, "true or false");
}

static enum status read_facts(const json_t *message, struct page_facts *out,
                              char problem[PROBLEM_BYTES])
{
    const json_t *facts;
    enum status st = member_object(message, "facts", &facts, problem);
    if (st == OK)
        st = read_flag(facts, "scroll_locked", &out->scroll_locked, problem);
    if (st == OK)
        st = read_flag(facts, "loading", &out->loading, problem);
    return st == OK ? member_string(facts, "lang", &out->lang, problem) : st;
}

enum status about_read(const json_t *message, struct about *out,
                       char problem[PROBLEM_BYTES])
{
    *out = (struct about){.url = NULL};
    enum status st = read_address(message, "url", &out->url, problem);
    if (st == OK)
        st = read_address(message, "base", &out->base, problem);
    if (st == OK)
        st = member_string(message, "title", &out->title, problem);
    if (st == OK)
        st = read_stamp(message, &out->stamp, problem);
    return st == OK ? read_facts(message, &out->facts, problem) : st;
}

struct snapshot about_snapshot(const struct about *about, const char *html,
                               size_t html_len)
{
    return (struct snapshot){
        .html = html,
        .html_len = html_len,
        .url = about->url,
        .base_url = about->base,
        .title = about->title,
        .stamp = about->stamp,
        .facts = about->facts,
    };
}
