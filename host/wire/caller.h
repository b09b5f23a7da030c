/* Who started the host. A browser says it in the arguments: Chromium the origin of
 * the extension, Firefox the path of the host's manifest and the add-on's id. The
 * manifests decide who may start us; this is a seat belt, for a host that is
 * started by accident. */
#ifndef CLEANCOPY_WIRE_CALLER_H
#define CLEANCOPY_WIRE_CALLER_H

#include "base/status.h"

/* OK when the arguments name one of the callers (callers.h):
 *     chrome-extension://ID/ ...
 *     /path/of/the/manifest.json ID
 *     --caller ID              our own programs and tests
 * Else, and without any of these, BAD_CALLER. */
enum status caller_check(int argc, char *const *argv);

#endif
