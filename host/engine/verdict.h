/* From evidence to verdict: the one place where it is weighed. */
#ifndef CLEANCOPY_ENGINE_VERDICT_H
#define CLEANCOPY_ENGINE_VERDICT_H

#include "engine/overlay.h"

enum outcome {
    OUTCOME_STAYS,  /* nothing to report */
    OUTCOME_UNSURE, /* named, but its text stays */
    OUTCOME_OUT,
};

struct judgement {
    enum outcome outcome;
    enum part_kind kind;
    uint8_t confidence; /* percent */
};

struct judgement verdict_give(const struct evidence *evidence);

/* The names of what spoke for it, most telling first, without details; at most `cap`.
 * Returns how many. The list is closed: PROTOCOL.md, "Reasons". */
size_t verdict_reasons(const struct evidence *evidence, const char **names, size_t cap);

#endif
