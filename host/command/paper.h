/* Text for people on standard output: wrapped to the width of the terminal (80 columns
 * where there is none), bold and dim only on a terminal, and never with NO_COLOR. Page
 * text comes through here without its control characters, which could write anywhere on
 * the screen. */
#ifndef CLEANCOPY_COMMAND_PAPER_H
#define CLEANCOPY_COMMAND_PAPER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum ink { INK_PLAIN, INK_BOLD, INK_DIM };

struct paper {
    FILE *stream;
    unsigned width; /* columns */
    bool colour;
};

void paper_init(struct paper *paper, FILE *stream);

/* Text, wrapped; `first` stands before its first line, and as many blanks before the
 * others. Line ends in the text are kept. */
void paper_text(struct paper *paper, enum ink ink, const char *first, const char *text);

/* One line as it is, cut to the width with "..." */
void paper_line(struct paper *paper, enum ink ink, const char *first, const char *text);

/* A line across. */
void paper_rule(struct paper *paper);

/* Columns that the text takes on a terminal. */
unsigned paper_columns(const char *text, size_t len);

#endif
