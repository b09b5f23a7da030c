/* The host's loop: messages in, workers out, replies back. It waits, and keeps the time;
 * what was asked for is the desk's. Both keep their own memory small, so that forking stays
 * cheap, and never look at HTML. PROTOCOL.md says what they do. */
#ifndef CLEANCOPY_WIRE_PORT_H
#define CLEANCOPY_WIRE_PORT_H

#include "base/status.h"
#include "store/store.h"

struct port_setup {
    int input, output;       /* descriptors; they stay the caller's */
    struct store store;      /* where copies go */
    const char *confinement; /* what `hello` says of it: confine_level */
};

/* Serves until the end of input (OK), a broken frame (BAD_FRAME), or until one of the two
 * descriptors can't be used any more; a reader that is gone is OK, too. Whoever is still
 * at work is ended. */
enum status port_serve(const struct port_setup *setup);

#endif
