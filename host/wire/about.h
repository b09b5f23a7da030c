/* What stands beside a page's text in a message: where it is from, and what the browser
 * knew of it as a whole (PROTOCOL.md, "begin"). */
#ifndef CLEANCOPY_WIRE_ABOUT_H
#define CLEANCOPY_WIRE_ABOUT_H

#include "engine/engine.h"
#include "wire/member.h"

/* Strings are borrowed from the message. All of it may be absent. */
struct about {
    const char *url, *base, *title, *stamp;
    struct page_facts facts;
};

/* BAD_REQUEST, with a sentence, where a member is of the wrong type. */
enum status about_read(const struct json_t *message, struct about *out,
                       char problem[PROBLEM_BYTES]);

/* The page for the engine; all it holds is borrowed. */
struct snapshot about_snapshot(const struct about *about, const char *html,
                               size_t html_len);

#endif
