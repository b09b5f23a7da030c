/* mkrules, inside: reads the rule files at build time, refuses what is wrong with them by
 * file and line, and writes C. It is a build tool: the first error ends it, before
 * anything is written, and what it allocates is never freed. */
#ifndef CLEANCOPY_RULES_MK_H
#define CLEANCOPY_RULES_MK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* A rule file, line by line: empty lines and lines that begin with '#'
 * are passed over. */
struct source {
    const char *path;
    char *bytes, *next;
    size_t len;
    unsigned line; /* of the line last given out; 0 before the first */
};

/* Ends mkrules where the file can't be read or is not UTF-8. */
void source_open(struct source *source, const char *path);

/* The next line without its newline and trailing blanks, writable; NULL at the end. */
char *source_line(struct source *source);

/* Prints "path:line: message" and ends mkrules. */
_Noreturn void source_fail(const struct source *source, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Cuts the next word off: up to a blank, blanks inside double quotes do not count. NULL
 * when there is none. */
char *word_next(char **at);

/* The same, and ends mkrules when there is none; `what` names what was expected. */
char *word_need(const struct source *source, char **at, const char *what);

/* Index of `word` in `words` (ended by NULL), or -1. */
int word_index(const char *word, const char *const *words);

/* The same, and ends mkrules when it is none of them. */
int word_of(const struct source *source, const char *word, const char *const *words);

/* Lines must come in strict byte order of their key; `previous` is kept by the caller. */
void source_in_order(const struct source *source, const char **previous, const char *key);

void *mk_alloc(size_t count, size_t size);

/* One more item at the end of an array that grows by one: where the array now stands. */
void *mk_append(void *items, size_t *n, size_t size);
char *mk_copy(const char *text);
char *mk_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Paths of the files in `folder` whose names end in one of `endings`, sorted; *n of them.
 * A folder that is not there holds none. */
char **mk_list(const char *folder, const char *const *endings, size_t *n);

/* A file to be written. Nothing reaches the disk before out_commit. */
struct out {
    FILE *stream; /* write here */
    char *path, *bytes;
    size_t len;
};

void out_open(struct out *out, const char *folder, const char *name);

/* Writes those whose content differs from what is on the disk, each beside and renamed,
 * so that an edit rebuilds what depends on it and nothing more. */
void out_commit(struct out *outs, size_t n);

/* Writes text as a C (and JavaScript) string literal with its quotes. */
void out_string(FILE *stream, const char *text, size_t len);

/* The same, NULL for NULL. */
void out_text(FILE *stream, const char *text);

/* What tells most words that they are none of a table's (sieve.h): made for so many words,
 * filled, written as two arrays, and named in the table that has it. */
struct mk_sieve;

struct mk_sieve *sieve_make(size_t n_words);
void sieve_add_word(struct mk_sieve *sieve, const char *word, size_t len);
/* Returns the bit that tells it. */
size_t sieve_add_beginning(struct mk_sieve *sieve, const char *word, size_t len);
void sieve_write(const struct mk_sieve *sieve, const char *name, FILE *stream);
/* Of each word of its bits, how many are set in those before it. */
void sieve_write_ranks(const struct mk_sieve *sieve, const char *name, FILE *stream);
void sieve_write_name(const struct mk_sieve *sieve, const char *name, FILE *stream);

/* An array of them. */
void sieves_write(struct mk_sieve *const *sieves, int n, const char *name, FILE *stream);

/* What is read. Each reads and checks its file; the writers come after all readers. */
struct rules;

struct rules *tags_read(const char *folder);
void grammar_read(struct rules *rules, const char *folder);

void tags_write_enum(const struct rules *rules, FILE *stream);
void tags_write_table(const struct rules *rules, FILE *stream);
void grammar_write_tables(const struct rules *rules, FILE *stream);
void grammar_write_module(const struct rules *rules, FILE *stream);

/* Everything that is looked up in text and class names: phrases, vendors, class words,
 * roles, money. */
struct lexicon;

struct lexicon *lexicon_read(const char *folder);
void lexicon_write(const struct lexicon *lexicon, FILE *stream);

/* What is looked up in text, in many languages. */
struct mk_phrases;

/* Languages are those that phrases/ has files for; ended by NULL. */
struct mk_langs {
    const char *items[129];
    size_t n;
};

/* phrases/LANG.txt: kind strength phrase. */
struct mk_phrases *gates_read(struct mk_langs *langs, const char *folder);

/* The others: what lang phrase; strong in all of the file or in none. */
struct mk_phrases *phrases_read(const char *path, bool strong, const char *const *words,
                                const struct mk_langs *langs);
void phrases_write(struct mk_phrases *phrases, const char *name, FILE *stream);

/* Who makes the walls and banners, and what they mark them with. */
struct mk_vendors;

struct mk_vendors *vendors_read(const char *path);
void vendors_write(const struct mk_vendors *list, FILE *stream);

/* How page makers name what they write. */
struct habits;

struct habits *habits_read(const char *folder);
void habits_write(const struct habits *list, FILE *stream);

/* What is taken over from drawings. */
struct mk_svg;

struct mk_svg *svg_read(const char *folder);
void svg_write(const struct mk_svg *svg, FILE *stream);

/* Who, what and when: names of meta elements and types of schema.org. */
struct metadata;

struct metadata *metadata_read(const char *folder);
void metadata_write(const struct metadata *metadata, FILE *stream);

/* Where what is embedded can be opened. */
struct embeds;

struct embeds *embeds_read(const char *folder);
void embeds_write(const struct embeds *embeds, FILE *stream);

/* The learned trees. */
struct model;

struct model *model_read(const char *path);
void model_write(const struct model *model, FILE *stream);

/* The text files of another folder, as character arrays. */
void embed_write(const char *folder, FILE *declarations, FILE *definitions);

#endif
