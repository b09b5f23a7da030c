/* The other end of the port: starts the host and speaks to it in frames, as a browser
 * does. Nothing here waits longer than it was told to. */
#ifndef CLEANCOPY_COMMAND_CLIENT_H
#define CLEANCOPY_COMMAND_CLIENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/status.h"
#include "base/strbuf.h"
#include "wire/frame.h"

struct client {
    pid_t pid;
    int to, from; /* the host's standard input and output; -1: closed */
    struct frame_reader reader;
    uint64_t deadline_ms; /* monotonic */
    size_t n_sent, n_received;
    struct strbuf problem; /* a sentence, where a function failed */
};

/* Starts the host for our own extension. INTERNAL with a sentence when that can't be
 * done. The client is released by client_stop in every case. */
enum status client_start(struct client *client, const char *host, int timeout_ms);

/* Closes the port and waits for the host, which has to go. */
void client_stop(struct client *client);

/* Sends one message. */
enum status client_send(struct client *client, const char *json, size_t len);

/* The next message with this id, for json_decref; messages with others are passed over.
 * Its type is `type`, or it is an error: then its code is the outcome, its message the
 * sentence. */
enum status client_receive(struct client *client, const char *id, const char *type,
                           json_t **message);

/* Says hello; *reply as client_receive. */
enum status client_hello(struct client *client, json_t **reply);

/* Sends a page, in parts. `url` may be NULL. */
enum status client_upload(struct client *client, const char *id, const char *html,
                          size_t len, const char *url);

/* Joins the parts of an answer. */
enum status client_answer(struct client *client, const char *id, struct strbuf *body);

#endif
