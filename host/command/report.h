/* A host's answer (PROTOCOL.md, "cleaned") as a report for people: the article, then what
 * was taken out of the page and why. */
#ifndef CLEANCOPY_COMMAND_REPORT_H
#define CLEANCOPY_COMMAND_REPORT_H

#include <jansson.h>

#include "command/paper.h"

void report_article(struct paper *paper, const json_t *answer);
void report_removed(struct paper *paper, const json_t *answer);

#endif
