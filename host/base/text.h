/* UTF-8 text: stepping, validity, folding, spaces, words. No locale, no tables to load.
 * Lengths are bytes. Code points that can't be decoded read as U+FFFD. */
#ifndef CLEANCOPY_BASE_TEXT_H
#define CLEANCOPY_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

/* The code point at *at (before `end`), and steps *at past it. */
static inline uint32_t text_next(const char **at, const char *end);

/* A byte within a character, behind its first. */
static inline bool text_is_inner(char byte);

/* Where the character begins that byte `at` is of. */
static inline size_t text_start(const char *text, size_t at);

/* Writes one code point as UTF-8 (1 to 4 bytes) and returns how many. */
size_t text_encode(uint32_t code_point, char out[4]);

/* Bytes of valid UTF-8 from the start: `len` if all of it is. Surrogates and overlong
 * forms are invalid, NUL is valid. */
size_t text_valid(const char *text, size_t len);

/* Appends the text with each invalid byte and each NUL as U+FFFD. Returns how many were
 * replaced. */
size_t text_repair(const char *text, size_t len, struct strbuf *out);

/* White space as in HTML and Unicode (NBSP, thin and ideographic space too). */
static inline bool text_is_space(uint32_t code_point);

/* 0 to 9. */
static inline bool text_is_digit(char byte);

/* A letter, digit or mark of any script: what words are made of. */
static inline bool text_is_word(uint32_t code_point);

/* Han, kana, Hangul, Thai and other scripts written without spaces. */
static inline bool text_is_unspaced(uint32_t code_point);

/* Words in the text. A run of word characters is one; in scripts written without spaces
 * every two characters count one (measured: the surrogate that keeps CJK pages
 * comparable). */
size_t text_words(const char *text, size_t len);

/* Sentence ends (. ! ? and their CJK, Arabic and Devanagari kin followed by space or
 * end). */
size_t text_sentences(const char *text, size_t len);

/* Appends the text folded for matching: lower case, white space collapsed to one blank
 * and trimmed, curly quotes and dashes plain, full-width forms narrow, Arabic tashkeel
 * dropped. */
void text_fold(const char *text, size_t len, struct strbuf *out);

/* Appends the text with white space collapsed to single blanks and
 * trimmed at both ends, without control characters. */
void text_collapse(const char *text, size_t len, struct strbuf *out);

/* ASCII comparison without case; the rest byte by byte. */
bool text_equal_nocase(const char *a, const char *b);

/* Most of what is read is ASCII, and asked about letter by letter: that much is answered
 * where it is asked. For the rest: */
uint32_t text_wide_next(const char **at, const char *end);
bool text_wide_is_space(uint32_t code_point);
bool text_wide_is_word(uint32_t code_point);
bool text_wide_is_unspaced(uint32_t code_point);

static inline uint32_t text_next(const char **at, const char *end)
{
    unsigned char byte = (unsigned char)**at;

    if (byte >= 0x80)
        return text_wide_next(at, end);
    (*at)++;
    return byte;
}

static inline bool text_is_inner(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static inline size_t text_start(const char *text, size_t at)
{
    while (at > 0 && text_is_inner(text[at]))
        at--;
    return at;
}

static inline bool text_is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool text_is_space(uint32_t c)
{
    return c < 0x80 ? c == ' ' || (c >= 0x09 && c <= 0x0D) : text_wide_is_space(c);
}

static inline bool text_is_word(uint32_t c)
{
    return c < 0x80 ? (c >= '0' && c <= '9') ||
                          ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_'
                    : text_wide_is_word(c);
}

static inline bool text_is_unspaced(uint32_t c)
{
    return c >= 0x0E00 && text_wide_is_unspaced(c); /* Thai is the first of them */
}

#endif
