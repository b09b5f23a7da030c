/* A short line of text as its words: each as it is written, and where it stands in the line
 * as it is folded for phrases. What is found in the one is cut from the other. */
#ifndef CLEANCOPY_ENGINE_WORDING_H
#define CLEANCOPY_ENGINE_WORDING_H

#include "engine/page.h"

/* Bylines and datelines are shorter; what is longer is text. */
#define WORDING_MAX 48

struct wording_word {
    const char *text; /* as written; up to the next blank */
    size_t len;
    size_t at; /* where it begins in `folded` */
};

struct wording {
    const char *folded;
    size_t folded_len;
    struct wording_word words[WORDING_MAX];
    size_t n;
};

/* Reads a text, of which the line borrows. False when it has no words, or too many. */
bool wording_read(struct page *page, const char *text, struct wording *out);

/* The word in which byte `at` of `folded` stands; `n` at the end. */
size_t wording_word_at(const struct wording *line, size_t at);

/* Cuts what stands before byte `at` of `folded` off the front; `at` is behind a word, or
 * inside one of a script that has no blanks. */
void wording_skip(struct wording *line, size_t at);

#endif
