#include "engine/model.h"

#include <string.h>

#include "rules/trees.h"

/* Rows in hand at once: their steps fit the first cache, and while one waits for a load the
 * next goes on. */
enum { LANES = 16, MAX_MEASURES = 256, MAX_DEPTH = 8 };

/* Thousandths of the logistic function times 16, every quarter from 0 to 8; straight lines
 * between are off by less than a thousandth. */
static const int32_t logistic[] = {
    8000,  8995,  9959,  10867, 11697, 12437, 13081, 13631, 14093, 14474, 14786,
    15039, 15241, 15403, 15531, 15632, 15712, 15775, 15824, 15863, 15893, 15916,
    15935, 15949, 15960, 15969, 15976, 15981, 15985, 15989, 15991, 15993, 15995,
};
enum { QUARTER = 1024, LAST = 32 };

const char *model_name(void)
{
    return model_trees.name;
}

uint16_t model_chance(int32_t sum)
{
    int32_t size = sum < 0 ? -sum : sum;
    int32_t at = size / QUARTER, rest = size % QUARTER, value;

    if (at >= LAST)
        value = logistic[LAST];
    else
        value = logistic[at] + (logistic[at + 1] - logistic[at]) * rest / QUARTER;
    return (uint16_t)((sum < 0 ? 16000 - value : value) / 16);
}

/* How many steps are not above the value. */
static uint8_t step_of(const struct model_measure *m, int16_t value)
{
    const int16_t *steps = model_trees.steps + m->first;
    uint32_t low = 0, n = m->n_steps;

    while (n > 0) {
        uint32_t half = n / 2;
        bool right = steps[low + half] <= value;

        low = right ? low + half + 1 : low;
        n = right ? n - half - 1 : half;
    }
    return (uint8_t)low;
}

static void quantise(const int16_t *row, uint8_t *steps)
{
    for (uint32_t i = 0; i < model_trees.n_measures; i++) {
        const struct model_measure *m = &model_trees.measures[i];

        steps[i] = step_of(m, row[m->measure]);
    }
}

/* All lanes go down one tree together; where each goes is arithmetic, not a branch. */
static void walk(const struct model_split *tree, const int16_t *leaves,
                 const uint8_t (*steps)[MAX_MEASURES], int32_t *sums)
{
    uint32_t at[LANES] = {0};
    uint32_t n_splits = (1u << model_trees.depth) - 1;

    for (uint32_t level = 0; level < model_trees.depth; level++)
        for (uint32_t lane = 0; lane < LANES; lane++) {
            const struct model_split *split = &tree[at[lane]];

            at[lane] = 2 * at[lane] + 1 + (steps[lane][split->measure] > split->step);
        }
    for (uint32_t lane = 0; lane < LANES; lane++)
        sums[lane] += leaves[at[lane] - n_splits];
}

/* Means of the leaves below each split of a tree, then the leaves: the branches of i are
 * 2i+1 and 2i+2. */
static void mean_up(uint32_t tree, int32_t *means)
{
    uint32_t n_leaves = 1u << model_trees.depth;
    const int16_t *leaves = model_trees.leaves + (size_t)tree * n_leaves;

    for (uint32_t i = 0; i < n_leaves; i++)
        means[n_leaves - 1 + i] = leaves[i];
    for (uint32_t i = n_leaves - 1; i-- > 0;)
        means[i] = (means[2 * i + 1] + means[2 * i + 2]) / 2;
}

void model_sway(const int16_t row[N_MEASURES], int32_t sway[N_MEASURES])
{
    uint32_t n_splits = (1u << model_trees.depth) - 1;
    int32_t means[2 << MAX_DEPTH];
    uint8_t steps[MAX_MEASURES] = {0};

    memset(sway, 0, N_MEASURES * sizeof *sway);
    quantise(row, steps);
    for (uint32_t t = 0; t < model_trees.n_trees; t++) {
        const struct model_split *tree = model_trees.splits + (size_t)t * n_splits;

        mean_up(t, means);
        for (uint32_t at = 0; at < n_splits;) {
            const struct model_split *split = &tree[at];
            uint32_t next = 2 * at + 1 + (steps[split->measure] > split->step);

            sway[model_trees.measures[split->measure].measure] += means[next] - means[at];
            at = next;
        }
    }
}

void model_rate(const int16_t (*rows)[N_MEASURES], size_t n, uint16_t *out)
{
    uint32_t n_leaves = 1u << model_trees.depth;
    uint8_t steps[LANES][MAX_MEASURES] = {{0}};

    for (size_t from = 0; from < n; from += LANES) {
        size_t some = n - from < LANES ? n - from : LANES;
        int32_t sums[LANES] = {0};

        for (size_t lane = 0; lane < some; lane++)
            quantise(rows[from + lane], steps[lane]);
        for (uint32_t t = 0; t < model_trees.n_trees; t++)
            walk(model_trees.splits + (size_t)t * (n_leaves - 1),
                 model_trees.leaves + (size_t)t * n_leaves,
                 (const uint8_t(*)[MAX_MEASURES])steps, sums);
        for (size_t lane = 0; lane < some; lane++)
            out[from + lane] = model_chance(sums[lane]);
    }
}
