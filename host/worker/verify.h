/* The second look. What a worker returns may have been written by a page that took it
 * over, so before anything of it leaves the process, its markup is read here as hostile:
 * one pass, no tree, and only the canonical language of rules/grammar.txt is accepted, to
 * the byte.
 *
 * It shares the grammar's tables with the sanitiser and the printer, and no code: a
 * mistake there must not be repeated here. */
#ifndef CLEANCOPY_WORKER_VERIFY_H
#define CLEANCOPY_WORKER_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "render/answer.h"

/* Elements that may stand open at once. The engine flattens beyond LIMIT_DEPTH. */
#define VERIFY_DEPTH 1024

/* Valid UTF-8, no control characters (C0, DEL, C1) but newline and tab, tags of kept elements with
 * their own attributes in the grammar's order and each value of its kind, properly nested
 * and all closed. On refusal *at (may be NULL) is the offset of the first byte that is
 * not in the language. */
bool verify_html(const char *html, size_t len, size_t *at);

/* An absolute address of a link or image scheme, spelled as the printer spells it. */
bool verify_link(const char *url);

/* Every piece of markup, every address that is used as one (`url` and `licence` may be words:
 * who makes a link of one tests its scheme), and that the other forms hold no control
 * characters (C0, DEL, C1) but newline and tab. */
bool verify_answer(const struct answer *answer);

#endif
