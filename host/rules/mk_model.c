/* model.txt: the learned trees, as tables that are walked without branches. Every tree is
 * laid out complete: a shallower branch goes on to the left below the leaf's place, and its
 * leaves are all the same. */
#include "rules/mk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"

enum { MAX_DEPTH = 8, MAX_MEASURES = 256, MAX_CUTS = 255, MAX_TREES = 1000 };
enum { MAX_SPLITS = (1 << MAX_DEPTH) - 1, MAX_LEAVES = 1 << MAX_DEPTH };

struct mk_cuts {
    int measure;
    const char *name;
    int n;
    int values[MAX_CUTS];
};

struct mk_tree {
    int measure[MAX_SPLITS], step[MAX_SPLITS];
    int leaf[MAX_LEAVES];
};

struct model {
    char name[13];
    char *measures; /* what the list of measures must hash to */
    int depth;
    struct mk_cuts cuts[MAX_MEASURES];
    int n_cuts;
    struct mk_tree *trees;
    int n_trees;
};

static int number(const struct source *source, const char *word, long low, long high)
{
    char *end;
    long value;

    errno = 0;
    value = strtol(word, &end, 10);
    if (errno != 0 || end == word || *end != '\0' || value < low || value > high)
        source_fail(source, "'%s' is not a number from %ld to %ld", word, low, high);
    return (int)value;
}

static void cuts_read(struct model *model, const struct source *source, char *at)
{
    struct mk_cuts *cuts = &model->cuts[model->n_cuts];
    char *word;

    if (model->n_cuts == MAX_MEASURES)
        source_fail(source, "more than %d measures", MAX_MEASURES);
    model->n_cuts++;
    cuts->measure = number(source, word_need(source, &at, "the measure"), 0, 9999);
    cuts->name = mk_copy(word_need(source, &at, "the measure's name"));
    while ((word = word_next(&at))) {
        if (cuts->n == MAX_CUTS)
            source_fail(source, "more than %d steps", MAX_CUTS);
        cuts->values[cuts->n] = number(source, word, -32768, 32767);
        if (cuts->n > 0 && cuts->values[cuts->n] <= cuts->values[cuts->n - 1])
            source_fail(source, "'%s' is not above the step before it", word);
        cuts->n++;
    }
}

static void split_read(const struct model *model, const struct source *source, char *word,
                       struct mk_tree *tree, int place)
{
    char *step = strchr(word, ':');
    int line;

    *step++ = '\0';
    line = number(source, word, 0, model->n_cuts - 1);
    tree->measure[place] = line;
    tree->step[place] = number(source, step, 0, model->cuts[line].n - 1);
}

/* All that is below a leaf that came early leads to it. */
static void leaf_spread(const struct model *model, struct mk_tree *tree, int place,
                        int level, int value)
{
    int first = place + 1, n = 1;

    for (; level < model->depth; level++) {
        for (int i = 0; i < n; i++)
            tree->step[first - 1 + i] = MAX_CUTS;
        first *= 2;
        n *= 2;
    }
    for (int i = 0; i < n; i++)
        tree->leaf[first - 1 + i - ((1 << model->depth) - 1)] = value;
}

/* Places are counted as in a heap: the branches of i are 2i + 1 and 2i + 2. */
static void tree_read(struct model *model, const struct source *source, char *at)
{
    struct mk_tree *tree = &model->trees[model->n_trees];
    int waiting[MAX_DEPTH + 2], n = 0;

    if (model->n_trees == MAX_TREES)
        source_fail(source, "more than %d trees", MAX_TREES);
    model->n_trees++;
    waiting[n++] = 0;
    while (n > 0) {
        char *word = word_need(source, &at, "a branch");
        int place = waiting[--n], level = 0;

        for (int above = place; above > 0; above = (above - 1) / 2)
            level++;
        if (!strchr(word, ':')) {
            leaf_spread(model, tree, place, level, number(source, word, -32768, 32767));
            continue;
        }
        if (level == model->depth)
            source_fail(source, "'%s' is below the depth of %d", word, model->depth);
        split_read(model, source, word, tree, place);
        waiting[n++] = place * 2 + 2;
        waiting[n++] = place * 2 + 1;
    }
    if (word_next(&at))
        source_fail(source, "something stands after the tree");
}

struct model *model_read(const char *path)
{
    static const char *const verbs[] = {"trainer", "seed", "corpus", "scored", "measures",
                                        "depth",   "cuts", "tree",   NULL};
    enum {
        VERB_TRAINER,
        VERB_SEED,
        VERB_CORPUS,
        VERB_SCORED,
        VERB_MEASURES,
        VERB_DEPTH,
        VERB_CUTS,
        VERB_TREE
    };
    struct model *model = mk_alloc(1, sizeof *model);
    struct source source;
    char *line;

    model->trees = mk_alloc(MAX_TREES, sizeof *model->trees);
    source_open(&source, path);
    digest_hex(source.bytes, source.len, model->name, sizeof model->name);
    while ((line = source_line(&source))) {
        char *verb = word_need(&source, &line, "a word");

        switch (word_index(verb, verbs)) {
        case VERB_TRAINER:
        case VERB_SEED:
        case VERB_CORPUS:
        case VERB_SCORED:
            break; /* for people */
        case VERB_MEASURES:
            model->measures = mk_copy(word_need(&source, &line, "the hash"));
            break;
        case VERB_DEPTH:
            model->depth =
                number(&source, word_need(&source, &line, "the depth"), 1, MAX_DEPTH);
            break;
        case VERB_CUTS:
            cuts_read(model, &source, line);
            break;
        case VERB_TREE:
            if (model->depth == 0)
                source_fail(&source, "the depth must stand before the trees");
            tree_read(model, &source, line);
            break;
        default:
            source_fail(&source, "unknown word '%s'", verb);
        }
    }
    if (!model->measures || model->n_trees == 0)
        source_fail(&source, "holds no model");
    return model;
}

static void cuts_write(const struct model *model, FILE *stream)
{
    fputs("static const int16_t steps[] = {", stream);
    for (int i = 0; i < model->n_cuts; i++)
        for (int k = 0; k < model->cuts[i].n; k++)
            fprintf(stream, "%d,", model->cuts[i].values[k]);
    fputs("};\nstatic const struct model_measure measures[] = {\n", stream);
    for (int i = 0, first = 0; i < model->n_cuts; first += model->cuts[i++].n)
        fprintf(stream, "    {%d, \"%s\", %d, %d},\n", model->cuts[i].measure,
                model->cuts[i].name, first, model->cuts[i].n);
    fputs("};\n", stream);
}

static void trees_write(const struct model *model, FILE *stream)
{
    int n_splits = (1 << model->depth) - 1;

    fputs("static const struct model_split splits[] = {", stream);
    for (int t = 0; t < model->n_trees; t++)
        for (int i = 0; i < n_splits; i++)
            fprintf(stream, "{%d,%d},", model->trees[t].measure[i],
                    model->trees[t].step[i]);
    fputs("};\nstatic const int16_t leaves[] = {", stream);
    for (int t = 0; t < model->n_trees; t++)
        for (int i = 0; i <= n_splits; i++)
            fprintf(stream, "%d,", model->trees[t].leaf[i]);
    fputs("};\n", stream);
}

void model_write(const struct model *model, FILE *stream)
{
    fputs("#include \"rules/trees.h\"\n\n", stream);
    cuts_write(model, stream);
    trees_write(model, stream);
    fprintf(stream,
            "const struct model_trees model_trees = {\"%s\", \"%s\", %d, %d, %d,\n"
            "    steps, measures, splits, leaves};\n",
            model->name, model->measures, model->depth, model->n_cuts, model->n_trees);
}
