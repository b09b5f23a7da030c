#include "wire/request.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "wire/member.h"

/* A number that counts: 0 to `most`. */
static enum status read_count(struct request *request, const char *name, int64_t most,
                              int64_t *out)
{
    const json_t *member = json_object_get(request->message, name);
    *out = json_integer_value(member);
    if (json_is_integer(member) && *out >= 0 && *out <= most)
        return OK;
    return member_wrong(request->problem, name, "a whole number, 0 or more");
}

bool request_is_id(const char *id, size_t len)
{
    if (len == 0 || len > LIMIT_ID)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = id[i], lower = (char)(c | 0x20);
        bool fine = (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
                    c == '.' || c == '_' || c == '-';
        if (!fine)
            return false;
    }
    return true;
}

static enum status read_id(struct request *request, const char *name,
                           char out[LIMIT_ID + 1])
{
    const json_t *member = json_object_get(request->message, name);
    const char *id = json_string_value(member);
    if (!id || !request_is_id(id, json_string_length(member)))
        return member_wrong(request->problem, name,
                            "1 to 64 characters of A-Z a-z 0-9 . _ -");
    memcpy(out, id, json_string_length(member) + 1);
    return OK;
}

static enum status read_type(struct request *request)
{
    static const char *const names[] = {
#define REQUEST_NAME(name, wire) wire,
        REQUEST_TYPES(REQUEST_NAME)
#undef REQUEST_NAME
    };
    const char *type = json_string_value(json_object_get(request->message, "type"));
    if (!type)
        return member_wrong(request->problem, "type", "a string");
    for (size_t i = 0; i < N_REQUEST_TYPES; i++)
        if (strcmp(type, names[i]) == 0) {
            request->type = (enum request_type)i;
            return OK;
        }
    return member_wrong(request->problem, "type", "a type of this protocol");
}

/* HTML where it is absent. */
static enum status read_format(struct request *request, const json_t *object)
{
    const char *name;
    enum status st = member_string(object, "format", &name, request->problem);
    request->format = FORMAT_HTML;
    if (st != OK || !name || format_find(name, &request->format))
        return st;
    return member_wrong(request->problem, "format", "html, markdown or text");
}

/* `clean` where it is absent. */
static enum status read_want(struct request *request, const json_t *object)
{
    const char *want;
    enum status st = member_string(object, "want", &want, request->problem);
    if (st != OK || !want)
        return st;
    request->save = strcmp(want, "save") == 0;
    if (request->save || strcmp(want, "clean") == 0)
        return OK;
    return member_wrong(request->problem, "want", "clean or save");
}

/* -- hello ---------------------------------------------------------------- */

static enum status read_hello(struct request *request)
{
    const char *extension;
    const json_t *protocol = json_object_get(request->message, "protocol");
    if (!json_is_integer(protocol))
        return member_wrong(request->problem, "protocol", "a whole number");
    request->protocol = json_integer_value(protocol);
    return member_string(request->message, "extension", &extension, request->problem);
}

/* -- begin ---------------------------------------------------------------- */

static enum status read_options(struct request *request)
{
    const json_t *options;
    enum status st =
        member_object(request->message, "options", &options, request->problem);
    if (st == OK)
        st = read_want(request, options);
    return st == OK ? read_format(request, options) : st;
}

static enum status read_begin(struct request *request)
{
    int64_t bytes = 0;
    enum status st = read_count(request, "bytes", INT64_MAX, &bytes);
    request->bytes = (uint64_t)bytes;
    if (st == OK)
        st = about_read(request->message, &request->about, request->problem);
    if (st == OK)
        st = read_options(request);
    return st == OK && request->bytes > LIMIT_SNAPSHOT ? TOO_LARGE : st;
}

/* -- part ----------------------------------------------------------------- */

static enum status read_part(struct request *request, const struct lift *lift)
{
    int64_t seq = 0;
    enum status st = read_count(request, "seq", UINT32_MAX, &seq);
    request->seq = (uint32_t)seq;
    request->html = lift->html;
    request->html_len = lift->html_len;
    if (st == OK && !lift->html)
        return member_wrong(request->problem, "html",
                            "a string, its name written without escapes");
    if (st == OK && lift->html_len > LIMIT_PART)
        return member_wrong(request->problem, "html", "at most 524288 bytes long");
    return st;
}

/* -- clean, save, cancel -------------------------------------------------- */

static enum status read_ids(struct request *request, const json_t *object,
                            const char *name, void **owned, const uint32_t **out,
                            size_t *n_out)
{
    const json_t *list = member_optional(object, name);
    size_t n = json_array_size(list);
    if (list && (!json_is_array(list) || n > LIMIT_MARKS))
        return member_wrong(request->problem, name, "a list of at most 4096 ids");
    uint32_t *ids = calloc(n ? n : 1, sizeof *ids);
    if (!ids)
        return INTERNAL;
    *owned = ids;
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(list, i);
        json_int_t id = json_integer_value(item);
        if (!json_is_integer(item) || id < 0 || id > UINT32_MAX)
            return member_wrong(request->problem, name,
                                "a list of ids as the answer gives them");
        ids[i] = (uint32_t)id;
    }
    *out = ids;
    *n_out = n;
    return OK;
}

static enum status read_marks(struct request *request)
{
    const json_t *marks;
    struct marks *out = &request->marks;
    enum status st = member_object(request->message, "marks", &marks, request->problem);
    if (st == OK)
        st = read_ids(request, marks, "keep", &request->arrays[0], &out->keep,
                      &out->n_keep);
    return st == OK ? read_ids(request, marks, "drop", &request->arrays[1], &out->drop,
                               &out->n_drop)
                    : st;
}

static enum status read_again(struct request *request)
{
    request->save = request->type == REQUEST_SAVE;
    enum status st = read_id(request, "snapshot", request->snapshot);
    if (st == OK)
        st = read_marks(request);
    return st == OK ? read_format(request, request->message) : st;
}

/* ------------------------------------------------------------------------ */

static enum status read_members(struct request *request, const struct lift *lift)
{
    enum status st = read_id(request, "id", request->id);
    if (st == OK)
        st = read_type(request);
    if (st != OK)
        return st;
    switch (request->type) {
    case REQUEST_HELLO:
        return read_hello(request);
    case REQUEST_BEGIN:
        return read_begin(request);
    case REQUEST_PART:
        return read_part(request, lift);
    case REQUEST_CLEAN:
    case REQUEST_SAVE:
        return read_again(request);
    case REQUEST_CANCEL:
        return read_id(request, "snapshot", request->snapshot);
    case REQUEST_END:
    case N_REQUEST_TYPES:
        break;
    }
    return OK;
}

enum status request_read(struct request *request, const struct lift *lift)
{
    *request = (struct request){.id = ""};
    json_error_t error;
    request->message = json_loadb(lift->envelope.bytes, lift->envelope.len,
                                  JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!request->message) {
        if (json_error_code(&error) == json_error_out_of_memory)
            return INTERNAL;
        snprintf(request->problem, sizeof request->problem,
                 json_error_code(&error) == json_error_duplicate_key
                     ? "A member stands twice in an object."
                     : "The message is not JSON.");
        return BAD_REQUEST;
    }
    if (!json_is_object(request->message)) {
        snprintf(request->problem, sizeof request->problem,
                 "The message must be a JSON object.");
        return BAD_REQUEST;
    }
    return read_members(request, lift);
}

void request_release(struct request *request)
{
    json_decref(request->message);
    for (size_t i = 0; i < N_OF(request->arrays); i++) {
        free(request->arrays[i]);
        request->arrays[i] = NULL;
    }
    request->message = NULL;
}
