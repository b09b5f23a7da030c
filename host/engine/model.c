#include "engine/model.h"

#include <string.h>

#include "rules/trees.h"

/* Rows in hand at once. What is done for one is done for all of them with no branch
 * between, so that compilers write it as instructions on vectors. */
enum { LANES = 32, MAX_MEASURES = 256, MAX_DEPTH = 8 };
typedef uint8_t lanes[LANES];

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

/* Of each measure, how many steps are not above the value. There are a dozen: counting them
 * all is faster than guessing where to look. */
static void quantise(const int16_t (*rows)[N_MEASURES], size_t n, lanes *steps)
{
    for (uint32_t i = 0; i < model_trees.n_measures; i++) {
        const struct model_measure *m = &model_trees.measures[i];
        int16_t values[LANES] = {0}, counts[LANES] = {0};

        for (size_t lane = 0; lane < n; lane++)
            values[lane] = rows[lane][m->measure];
        for (uint32_t k = m->first; k < (uint32_t)m->first + m->n_steps; k++)
            for (int lane = 0; lane < LANES; lane++)
                counts[lane] += values[lane] >= model_trees.steps[k];
        for (int lane = 0; lane < LANES; lane++)
            steps[i][lane] = (uint8_t)counts[lane];
    }
}

static void choose(lanes to, const lanes left, const lanes right, const lanes steps,
                   uint8_t step)
{
    lanes chosen;

    for (int lane = 0; lane < LANES; lane++) {
        uint8_t l = left[lane], r = right[lane];

        chosen[lane] = steps[lane] > step ? r : l;
    }
    memcpy(to, chosen, sizeof chosen);
}

/* Adds what a tree says. From the last split up to the first: the leaf that a lane comes to
 * from there is that of the branch it takes. `to` has one place a split, then the numbers of
 * the leaves. */
static void walk(uint32_t tree, const lanes *steps, lanes *to, int32_t *sums)
{
    uint32_t n_leaves = 1u << model_trees.depth;
    const struct model_split *splits = model_trees.splits + (size_t)tree * (n_leaves - 1);
    const int16_t *leaves = model_trees.leaves + (size_t)tree * n_leaves;

    for (uint32_t i = n_leaves - 1; i-- > 0;)
        choose(to[i], to[2 * i + 1], to[2 * i + 2], steps[splits[i].measure],
               splits[i].step);
    for (int lane = 0; lane < LANES; lane++)
        sums[lane] += leaves[to[0][lane]];
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
    lanes steps[MAX_MEASURES];

    memset(sway, 0, N_MEASURES * sizeof *sway);
    quantise((const int16_t(*)[N_MEASURES])row, 1, steps);
    for (uint32_t t = 0; t < model_trees.n_trees; t++) {
        const struct model_split *tree = model_trees.splits + (size_t)t * n_splits;

        mean_up(t, means);
        for (uint32_t at = 0; at < n_splits;) {
            const struct model_split *split = &tree[at];
            uint32_t next = 2 * at + 1 + (steps[split->measure][0] > split->step);

            sway[model_trees.measures[split->measure].measure] += means[next] - means[at];
            at = next;
        }
    }
}

void model_rate(const int16_t (*rows)[N_MEASURES], size_t n, uint16_t *out)
{
    uint32_t n_leaves = 1u << model_trees.depth;
    lanes steps[MAX_MEASURES], to[2 << MAX_DEPTH];

    for (uint32_t leaf = 0; leaf < n_leaves; leaf++)
        memset(to[n_leaves - 1 + leaf], (int)leaf, LANES);
    for (size_t from = 0; from < n; from += LANES) {
        size_t some = n - from < LANES ? n - from : LANES;
        int32_t sums[LANES] = {0};

        quantise(rows + from, some, steps);
        for (uint32_t tree = 0; tree < model_trees.n_trees; tree++)
            walk(tree, (const lanes *)steps, to, sums);
        for (size_t lane = 0; lane < some; lane++)
            out[from + lane] = model_chance(sums[lane]);
    }
}
