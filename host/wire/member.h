/* Members of a JSON object, read and checked. One that is wrong leaves a sentence for
 * people that names it. */
#ifndef CLEANCOPY_WIRE_MEMBER_H
#define CLEANCOPY_WIRE_MEMBER_H

#include "base/status.h"

struct json_t; /* jansson's */

/* Room for a sentence. */
#define PROBLEM_BYTES 160

/* Writes "`name` must be ..." and gives BAD_REQUEST. */
enum status member_wrong(char problem[PROBLEM_BYTES], const char *name,
                         const char *must_be);

/* A member that may be absent; null says the same. */
const struct json_t *member_optional(const struct json_t *object, const char *name);

/* The same of a type; *out is NULL where it is absent. A string is borrowed from the
 * object. */
enum status member_string(const struct json_t *object, const char *name, const char **out,
                          char problem[PROBLEM_BYTES]);
enum status member_object(const struct json_t *object, const char *name,
                          const struct json_t **out, char problem[PROBLEM_BYTES]);

#endif
