/* The learned model: how likely a block belongs to the article, from its row of measures
 * (measure.h) and the trees of rules/model.txt. Whole numbers throughout, so that every
 * machine gives the same answer. */
#ifndef CLEANCOPY_ENGINE_MODEL_H
#define CLEANCOPY_ENGINE_MODEL_H

#include "engine/measure.h"

/* Thousandths, for each of the rows. */
void model_rate(const int16_t (*rows)[N_MEASURES], size_t n, uint16_t *out);

/* How far each measure moved the sum of a row: along every tree's path, from the mean of what
 * lies below a split to the mean of what lies on the side that was taken. 1/4096 of a logit,
 * of which a quarter moves an even chance by 6 in a hundred. */
void model_sway(const int16_t row[N_MEASURES], int32_t sway[N_MEASURES]);

/* First 12 hex digits of the SHA-256 of model.txt. */
const char *model_name(void);

/* What a tree ends in, summed over all trees: 1/4096 of a logit. */
uint16_t model_chance(int32_t sum);

#endif
