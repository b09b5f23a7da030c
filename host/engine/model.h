/* The learned model: how likely a block belongs to the article, from its row of measures
 * (measure.h) and the trees of rules/model.txt. Whole numbers throughout, so that every
 * machine gives the same answer. */
#ifndef CLEANCOPY_ENGINE_MODEL_H
#define CLEANCOPY_ENGINE_MODEL_H

#include "engine/measure.h"

/* Thousandths, for each of the rows. */
void model_rate(const int16_t (*rows)[N_MEASURES], size_t n, uint16_t *out);

/* First 12 hex digits of the SHA-256 of model.txt. */
const char *model_name(void);

/* What a tree ends in, summed over all trees: 1/4096 of a logit. */
uint16_t model_chance(int32_t sum);

#endif
