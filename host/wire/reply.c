#include "wire/reply.h"

#include "base/json.h"
#include "base/text.h"
#include "base/version.h"
#include "engine/engine.h"
#include "engine/limits.h"
#include "render/format.h"

static void start(struct strbuf *out, const char *type, const char *id)
{
    strbuf_putc(out, '{');
    json_put_member(out, "type", type);
    json_put_member(out, "id", id && *id ? id : NULL);
}

static void put_range(struct strbuf *out)
{
    json_put_number(out, "protocol", PROTOCOL_VERSION);
    json_put_number(out, "protocol_min", PROTOCOL_MIN);
}

static void put_formats(struct strbuf *out)
{
    for (size_t i = 0; i < N_FORMATS; i++) {
        strbuf_putc(out, i ? ',' : '[');
        json_put_text(out, format_name((enum format)i));
    }
    strbuf_putc(out, ']');
}

void reply_hello(struct strbuf *out, const char *id, const char *folder,
                 const char *confinement)
{
    start(out, "hello", id);
    put_range(out);
    json_put_member(out, "host", CLEANCOPY_VERSION);
    json_put_member(out, "engine", engine_version());
    json_put_member(out, "model", engine_model());
    json_put_key(out, "limits");
    strbuf_putc(out, '{');
    json_put_number(out, "frame", LIMIT_FRAME);
    json_put_number(out, "part", LIMIT_PART);
    json_put_number(out, "snapshot", LIMIT_SNAPSHOT);
    json_put_number(out, "answer", LIMIT_ANSWER);
    json_put_number(out, "in_hand", LIMIT_IN_HAND);
    json_put_number(out, "workers", LIMIT_WORKERS);
    json_put_number(out, "queue", LIMIT_QUEUE);
    strbuf_putc(out, '}');
    json_put_key(out, "capabilities");
    strbuf_puts(out, "[\"clean\",\"save\",\"marks\",\"cancel\"]");
    json_put_key(out, "formats");
    put_formats(out);
    json_put_member(out, "confinement", confinement);
    json_put_member(out, "folder", folder);
    strbuf_putc(out, '}');
}

void reply_error(struct strbuf *out, const char *id, enum status st, const char *message)
{
    start(out, "error", id);
    json_put_member(out, "code", status_name(st));
    json_put_member(out, "message", message && *message ? message : status_sentence(st));
    if (st == BAD_VERSION)
        put_range(out);
    strbuf_putc(out, '}');
}

void reply_saved(struct strbuf *out, const char *id, const struct receipt *receipt)
{
    start(out, "saved", id);
    json_put_member(out, "path", receipt->path);
    json_put_number(out, "bytes", receipt->bytes);
    strbuf_putc(out, '}');
}

void reply_cancelled(struct strbuf *out, const char *id)
{
    start(out, "cancelled", id);
    strbuf_putc(out, '}');
}

/* Bytes of `text` that take at most `room` when escaped. Steps of halving length: the
 * cost of a character lies between one byte and six. */
static size_t fitting(const char *text, size_t len, size_t room)
{
    size_t taken = 0, step = room;
    while (step && taken < len) {
        size_t stop = step < len - taken ? text_start(text, taken + step) : len;
        size_t cost =
            stop > taken ? json_escaped_len(text + taken, stop - taken) : room + 1;
        if (cost <= room) {
            taken = stop;
            room -= cost;
        } else {
            step /= 2;
        }
    }
    return taken;
}

/* Of the envelope: type, an id of LIMIT_ID, numbers, names. */
#define ENVELOPE_ROOM 256

void reply_cleaned(struct strbuf *out, const char *id, unsigned part, const char *body,
                   size_t len, size_t *at)
{
    size_t room = LIMIT_REPLY - ENVELOPE_ROOM;
    size_t n = fitting(body + *at, len - *at, room);
    start(out, "cleaned", id);
    json_put_number(out, "part", part);
    json_put_flag(out, "last", *at + n == len);
    json_put_key(out, "body");
    json_put(out, body + *at, n);
    strbuf_putc(out, '}');
    *at += n;
}
