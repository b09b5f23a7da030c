/* The host's loop: messages in, workers out, replies back. It owns ids, queue, timers and
 * what is in hand, keeps its own memory small so that forking stays cheap, and never
 * looks at HTML. PROTOCOL.md says what it does. */
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
