/* The learned trees of model.txt, compiled: written by mkrules, walked by engine/model.c. */
#ifndef CLEANCOPY_RULES_TREES_H
#define CLEANCOPY_RULES_TREES_H

#include <stdint.h>

/* A measure's value becomes the number of its steps that are not above it. */
struct model_measure {
    uint16_t measure; /* its place in the list of measures */
    const char *name; /* as that list has it */
    uint16_t first;   /* of its steps */
    uint8_t n_steps;
};

/* Right where the measure is above the step; 255 in all splits below an early leaf. */
struct model_split {
    uint8_t measure; /* index in `measures` */
    uint8_t step;
};

struct model_trees {
    const char *name;      /* first 12 hex digits of the SHA-256 of model.txt */
    const char *list_hash; /* of `cleancopy features --list`, first 16 hex digits */
    uint32_t depth, n_measures, n_trees;
    const int16_t *steps;
    const struct model_measure *measures;
    const struct model_split
        *splits;           /* a tree's 2^depth - 1, branches of i: 2i+1, 2i+2 */
    const int16_t *leaves; /* a tree's 2^depth, in 1/4096 of a logit */
};
extern const struct model_trees model_trees;

#endif
