/* The host's HTML as text for people. It reads the canonical language of
 * rules/grammar.txt and nothing else: lower-case tags, double quotes, five entities. */
#ifndef CLEANCOPY_COMMAND_PLAIN_H
#define CLEANCOPY_COMMAND_PLAIN_H

#include "command/paper.h"

/* Prints paragraphs with blank lines between them, headings bold, lists and quotes set
 * in. */
void plain_print(struct paper *paper, const char *html);

#endif
