#include "command/client.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/text.h"
#include "base/version.h"
#include "engine/limits.h"
#include "wire/ids.h"

/* A host that was told to go gets this long before it is made to. */
#define GOODBYE_MS 2000

static enum status fail(struct client *client, enum status st, const char *sentence)
{
    strbuf_clear(&client->problem);
    strbuf_puts(&client->problem, sentence);
    return st;
}

/* Waits until the descriptor is ready; false when the time is over. */
static bool wait_for(const struct client *client, int fd, short events)
{
    struct pollfd ready = {.fd = fd, .events = events};

    for (;;) {
        uint64_t now = clock_ms();
        int n = now < client->deadline_ms
                    ? poll(&ready, 1, (int)(client->deadline_ms - now))
                    : 0;

        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

static bool open_pipes(int to[2], int from[2])
{
    if (pipe2(to, O_CLOEXEC) != 0)
        return false;
    if (pipe2(from, O_CLOEXEC) == 0)
        return true;
    close(to[0]);
    close(to[1]);
    return false;
}

/* With the arguments that Chromium gives. An errno. */
static int spawn(struct client *client, const char *host, int in, int out)
{
    char origin[] = "chrome-extension://" EXTENSION_CHROME_ID "/";
    char *argv[] = {(char *)host, origin, NULL};
    posix_spawn_file_actions_t files;
    int error;

    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
    error = posix_spawn(&client->pid, host, &files, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&files);
    return error;
}

enum status client_start(struct client *client, const char *host, int timeout_ms)
{
    int to[2], from[2], error;

    *client = (struct client){.pid = -1, .to = -1, .from = -1};
    strbuf_init(&client->problem, 4096);
    client->deadline_ms = clock_ms() + (uint64_t)timeout_ms;
    signal(SIGPIPE, SIG_IGN); /* a host that is gone is an answer of write() */
    if (!open_pipes(to, from))
        return fail(client, INTERNAL, strerror(errno));
    error = spawn(client, host, to[0], from[1]);
    close(to[0]);
    close(from[1]);
    client->to = to[1];
    client->from = from[0];
    if (error) {
        client->pid = -1;
        return fail(client, INTERNAL, strerror(error));
    }
    /* A host that does not read must not hold us beyond the deadline. */
    fcntl(client->to, F_SETFL, O_NONBLOCK);
    if (frame_reader_init(&client->reader, client->from) != OK)
        return fail(client, INTERNAL, status_sentence(INTERNAL));
    return OK;
}

void client_stop(struct client *client)
{
    if (client->to >= 0)
        close(client->to);
    if (client->pid > 0) {
        /* End of input ends the host; its output ends with it. */
        char rest[4096];

        client->deadline_ms = clock_ms() + GOODBYE_MS;
        for (;;) {
            ssize_t n = wait_for(client, client->from, POLLIN)
                            ? read(client->from, rest, sizeof rest)
                            : -1;
            if (n < 0)
                kill(client->pid, SIGKILL);
            if (n <= 0)
                break;
        }
        while (waitpid(client->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    if (client->from >= 0)
        close(client->from);
    frame_reader_release(&client->reader);
    strbuf_release(&client->problem);
}

enum status client_send(struct client *client, const char *json, size_t len)
{
    struct strbuf frame;
    enum status st = OK;
    size_t done = 0;

    strbuf_init(&frame, (size_t)LIMIT_FRAME + FRAME_HEADER);
    frame_put(&frame, json, len);
    if (strbuf_failed(&frame))
        st = fail(client, TOO_LARGE, status_sentence(TOO_LARGE));
    while (st == OK && done < frame.len) {
        ssize_t n = -1;

        if (!wait_for(client, client->to, POLLOUT))
            st = fail(client, TOO_SLOW, "The host does not read what it is sent.");
        else if ((n = write(client->to, frame.bytes + done, frame.len - done)) > 0)
            done += (size_t)n;
        else if (errno == EPIPE)
            st = fail(client, CRASHED, "The host ended before it was asked all.");
        else if (errno != EINTR && errno != EAGAIN)
            st = fail(client, IO_ERROR, strerror(errno));
    }
    client->n_sent++;
    strbuf_release(&frame);
    return st;
}

/* The next message, whoever it is for. */
static enum status receive(struct client *client, json_t **message)
{
    enum frame_event event = FRAME_PARTLY;
    json_t *read;

    while (event == FRAME_PARTLY) {
        if (!wait_for(client, client->from, POLLIN))
            return fail(client, TOO_SLOW, "The host did not answer in time.");
        event = frame_read(&client->reader);
    }
    if (event == FRAME_END || event == FRAME_CUT)
        return fail(client, CRASHED, "The host ended without an answer.");
    if (event != FRAME_WHOLE)
        return fail(client, BAD_FRAME, "The host's answer is no message.");
    client->n_received++;
    read = json_loadb(client->reader.bytes, client->reader.len, 0, NULL);
    if (!json_is_object(read)) {
        json_decref(read);
        return fail(client, BAD_FRAME, "The host's answer is not JSON.");
    }
    *message = read;
    return OK;
}

static enum status status_from_name(const char *name)
{
    for (int st = 0; name && st < N_STATUS; st++)
        if (strcmp(status_name((enum status)st), name) == 0)
            return (enum status)st;
    return INTERNAL;
}

static const char *member(const json_t *message, const char *name)
{
    const char *text = json_string_value(json_object_get(message, name));

    return text ? text : "";
}

/* An answer without an id is about a message that could not be read: ours, too. */
static bool is_for(const json_t *message, const char *id)
{
    return json_is_null(json_object_get(message, "id")) ||
           strcmp(member(message, "id"), id) == 0;
}

/* The outcome that an `error` names, with its sentence. */
static enum status refused(struct client *client, const json_t *error)
{
    enum status st = status_from_name(member(error, "code"));

    return fail(client, st == OK ? INTERNAL : st, member(error, "message"));
}

enum status client_receive(struct client *client, const char *id, const char *type,
                           json_t **message)
{
    for (;;) {
        json_t *read;
        enum status st = receive(client, &read);

        if (st != OK)
            return st;
        if (is_for(read, id) && strcmp(member(read, "type"), type) == 0) {
            *message = read;
            return OK;
        }
        if (is_for(read, id) && strcmp(member(read, "type"), "error") == 0)
            st = refused(client, read);
        json_decref(read);
        if (st != OK)
            return st;
    }
}

enum status client_hello(struct client *client, json_t **reply)
{
    struct strbuf json;
    enum status st;

    strbuf_init(&json, 4096);
    strbuf_printf(
        &json,
        "{\"type\":\"hello\",\"id\":\"hello\",\"protocol\":%d,\"extension\":\"%s\"}",
        PROTOCOL_VERSION, CLEANCOPY_VERSION);
    st = client_send(client, json.bytes, json.len);
    strbuf_release(&json);
    return st == OK ? client_receive(client, "hello", "hello", reply) : st;
}

static void open_message(struct strbuf *json, const char *type, const char *id)
{
    strbuf_clear(json);
    strbuf_putc(json, '{');
    json_put_member(json, "type", type);
    json_put_member(json, "id", id);
}

static enum status send_begin(struct client *client, struct strbuf *json, const char *id,
                              size_t len, const char *url)
{
    open_message(json, "begin", id);
    json_put_number(json, "bytes", len);
    json_put_member(json, "url", url);
    json_put_member(json, "base", url);
    strbuf_putc(json, '}');
    return client_send(client, json->bytes, json->len);
}

static enum status send_part(struct client *client, struct strbuf *json, const char *id,
                             unsigned seq, const char *html, size_t len)
{
    open_message(json, "part", id);
    json_put_number(json, "seq", seq);
    json_put_key(json, "html");
    json_put(json, html, len);
    strbuf_putc(json, '}');
    return client_send(client, json->bytes, json->len);
}

/* Escapes can make a part six times as long; then it is cut shorter. */
static size_t part_len(const char *html, size_t len)
{
    size_t part = len < LIMIT_PART ? len : LIMIT_PART;

    while (json_escaped_len(html, part) > LIMIT_FRAME - LIMIT_ENVELOPE)
        part /= 2;
    /* Between two characters. */
    while (part < len && part > 0 && ((unsigned char)html[part] & 0xc0) == 0x80)
        part--;
    return part;
}

enum status client_upload(struct client *client, const char *id, const char *html,
                          size_t len, const char *url)
{
    struct strbuf text, json;
    enum status st;
    size_t at = 0;

    /* What is announced must be what arrives: zero bytes would grow on the way. */
    strbuf_init(&text, LIMIT_SNAPSHOT);
    strbuf_init(&json, LIMIT_FRAME);
    text_repair(html, len, &text);
    st = strbuf_failed(&text) ? fail(client, TOO_LARGE, status_sentence(TOO_LARGE))
                              : send_begin(client, &json, id, text.len, url);
    for (unsigned seq = 0; st == OK && at < text.len; seq++) {
        size_t part = part_len(text.bytes + at, text.len - at);

        st = send_part(client, &json, id, seq, text.bytes + at, part);
        at += part;
    }
    if (st == OK) {
        open_message(&json, "end", id);
        strbuf_putc(&json, '}');
        st = client_send(client, json.bytes, json.len);
    }
    strbuf_release(&json);
    strbuf_release(&text);
    return st;
}

enum status client_answer(struct client *client, const char *id, struct strbuf *body)
{
    for (unsigned part = 0;; part++) {
        json_t *message;
        enum status st = client_receive(client, id, "cleaned", &message);
        bool last;

        if (st != OK)
            return st;
        if (json_integer_value(json_object_get(message, "part")) != part)
            st = fail(client, BAD_FRAME, "A part of the host's answer is missing.");
        last = json_is_true(json_object_get(message, "last"));
        strbuf_puts(body, member(message, "body"));
        json_decref(message);
        if (st == OK && strbuf_failed(body))
            st = fail(client, TOO_LARGE, status_sentence(TOO_LARGE));
        if (st != OK || last)
            return st;
    }
}
