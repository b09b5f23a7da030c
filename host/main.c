/* cleancopy-host: what a browser starts when the extension connects. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "engine/engine.h"
#include "wire/caller.h"
#include "wire/frame.h"
#include "wire/output.h"
#include "wire/port.h"
#include "wire/reply.h"
#include "worker/confine.h"

/* Says no, once, and waits a moment for it to be heard. */
static void refuse_caller(int output)
{
    struct output out;
    struct strbuf reply;
    output_init(&out, output);
    strbuf_init(&reply, 1024);
    reply_error(&reply, NULL, BAD_CALLER, NULL);
    output_add(&out, reply.bytes, reply.len);
    output_flush(&out, 1000);
    strbuf_release(&reply);
    output_release(&out);
}

/* Reads what the user configured, then gives up whatever the port does not need. */
static void settle(struct port_setup *setup)
{
    struct strbuf why;
    strbuf_init(&why, 8192);
    store_open(&setup->store);
    /* The folder must be there to be allowed; where it can't be made, saving says why. */
    if (store_make(&setup->store, &why) != OK)
        log_line("no folder for copies");
    strbuf_release(&why);
    tzset(); /* dates are local: the zone's file is out of reach later */
    engine_prepare();
    const char *const folders[] = {setup->store.folder};
    struct confinement held = confine_port(folders, setup->store.folder[0] ? 1 : 0);
    setup->confinement = confine_level(held);
}

int main(int argc, char **argv)
{
    log_open("cleancopy-host");
    if (isatty(STDIN_FILENO)) {
        fputs(
            "cleancopy-host is started by a browser and speaks its messages on standard "
            "input and output.\nTo clean a page by hand: cleancopy clean FILE\n",
            stderr);
        return status_exit(USAGE);
    }
    int output = frame_claim_output();
    if (output < 0)
        return status_exit(IO_ERROR);
    if (caller_check(argc, argv) != OK) {
        refuse_caller(output);
        return status_exit(BAD_CALLER);
    }
    struct port_setup setup = {.input = STDIN_FILENO, .output = output};
    settle(&setup);
    enum status st = port_serve(&setup);
    log_line("ends: %s", status_name(st));
    return status_exit(st);
}
