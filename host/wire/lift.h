/* Takes the page's text out of a message before the JSON library sees it: reading it
 * there costs as much as parsing the page (15 ns a byte against less than 1 here).
 *
 * The value of the member whose key is exactly "html" at the top level is unescaped where
 * it stands; the rest, with "" in its place, is the envelope. A key spelled with escapes
 * is not lifted and stays in the envelope, so that two readers can't understand one
 * message in two ways. Lone surrogates and U+0000, which browsers send and jansson
 * refuses, become U+FFFD in every string. */
#ifndef CLEANCOPY_WIRE_LIFT_H
#define CLEANCOPY_WIRE_LIFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"
#include "base/strbuf.h"

/* Objects and arrays inside one another, the message itself counted. */
#define LIFT_NESTING 64

struct lift {
    const char *html; /* in the frame; NULL when there is none. Not NUL-terminated */
    size_t html_len;
    size_t replaced; /* lone surrogates and U+0000, in all strings */
    struct strbuf envelope;
};

void lift_init(struct lift *lift);
void lift_release(struct lift *lift);

/* Works in the frame's own bytes, and reads none beyond `len`. BAD_REQUEST, with a
 * sentence in *problem, for a zero byte, a broken text, an envelope over LIMIT_ENVELOPE,
 * too deep nesting; whether the envelope is JSON is jansson's to say. */
enum status lift_html(struct lift *lift, char *frame, size_t len, const char **problem);

#endif
