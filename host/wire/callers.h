/* The extensions that may call the host: ours (wire/ids.h), and those that the
 * user named with --extension-id, which stand in `callers` of the configuration
 * folder, one a line. */
#ifndef CLEANCOPY_WIRE_CALLERS_H
#define CLEANCOPY_WIRE_CALLERS_H

#include <stdbool.h>
#include <stddef.h>

#define CALLERS_MAX 32
#define CALLER_BYTES 128

struct callers {
    char ids[CALLERS_MAX][CALLER_BYTES];
    size_t n;
};

enum caller_kind { CALLER_NONE, CALLER_CHROMIUM, CALLER_GECKO };

/* Which browsers an id belongs to: 32 letters a to p are Chromium's, "name@domain" or a
 * braced UUID Gecko's. Anything else, a path or a blank above all, is no id. */
enum caller_kind caller_kind(const char *id);

/* Ours, then the registered ones. */
void callers_load(struct callers *callers);

bool callers_hold(const struct callers *callers, const char *id);

/* False when there is no room for one more. Adding one twice changes nothing. */
bool callers_add(struct callers *callers, const char *id);

/* Writes all but ours to the list; 0 or an errno. */
int callers_save(const struct callers *callers);

/* Takes the list away. */
void callers_forget(void);

#endif
