/* cleancopy-host: what a browser starts when the extension connects. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "wire/caller.h"
#include "wire/frame.h"
#include "wire/output.h"
#include "wire/port.h"
#include "wire/reply.h"

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
    enum status st = port_serve(STDIN_FILENO, output);
    log_line("ends: %s", status_name(st));
    return status_exit(st);
}
