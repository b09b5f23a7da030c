#include "wire/member.h"

#include <jansson.h>
#include <stdio.h>

enum status member_wrong(char problem[PROBLEM_BYTES], const char *name,
                         const char *must_be)
{
    snprintf(problem, PROBLEM_BYTES, "`%s` must be %s.", name, must_be);
    return BAD_REQUEST;
}

const json_t *member_optional(const json_t *object, const char *name)
{
    const json_t *member = json_object_get(object, name);
    return json_is_null(member) ? NULL : member;
}

enum status member_string(const json_t *object, const char *name, const char **out,
                          char problem[PROBLEM_BYTES])
{
    const json_t *member = member_optional(object, name);
    *out = json_string_value(member);
    return !member || *out ? OK : member_wrong(problem, name, "a string");
}

enum status member_object(const json_t *object, const char *name, const json_t **out,
                          char problem[PROBLEM_BYTES])
{
    const json_t *member = member_optional(object, name);
    *out = member;
    return !member || json_is_object(member) ? OK
                                             : member_wrong(problem, name, "an object");
}
