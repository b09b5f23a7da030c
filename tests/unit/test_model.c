#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/digest.h"
#include "engine/model.h"
#include "rules/trees.h"

/* The table was learned from exactly these measures, in this order. */
static void the_table_is_of_this_list(void **state)
{
    (void)state;
    char *list = NULL, hash[17];
    size_t len = 0;
    FILE *out = open_memstream(&list, &len);

    for (int i = 0; i < N_MEASURES; i++) {
        struct measure_rule rule = measure_rule(i);

        fprintf(out, "%s\t%s\t%d\t%s\n", rule.name, rule.unit, rule.greatest, rule.what);
    }
    fclose(out);
    digest_hex(list, len, hash, sizeof hash);
    free(list);
    for (uint32_t i = 0; i < model_trees.n_measures; i++) {
        const struct model_measure *m = &model_trees.measures[i];

        assert_in_range(m->measure, 0, N_MEASURES - 1);
        assert_string_equal(m->name, measure_rule(m->measure).name);
    }
    /* Another list, even one with other words only: make model, and mean it. */
    assert_string_equal(hash, model_trees.list_hash);
}

static void a_digest_is_sha256(void **state)
{
    (void)state;
    char hex[65], long_text[200];

    digest_hex("abc", 3, hex, sizeof hex);
    assert_string_equal(
        hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    digest_hex("", 0, hex, 9);
    assert_string_equal(hex, "e3b0c442");
    memset(long_text, 'a', sizeof long_text);
    digest_hex(long_text, sizeof long_text, hex, 9);
    assert_string_equal(hex, "c2a908d9");
}

/* What the measures add up to is how far the row is from the mean of all leaves. */
static void a_sway_tells_all_of_the_sum(void **state)
{
    (void)state;
    uint32_t n_leaves = 1u << model_trees.depth;
    double middle = 0, moved = 0;
    int16_t rows[1][N_MEASURES];
    int32_t sway[N_MEASURES];
    uint16_t chance, told;

    for (uint32_t i = 0; i < model_trees.n_trees * n_leaves; i++)
        middle += (double)model_trees.leaves[i] / n_leaves;
    for (int16_t value = 0; value < 400; value += 39) {
        for (int i = 0; i < N_MEASURES; i++)
            rows[0][i] = (int16_t)(value * (i % 7) % (measure_rule(i).greatest + 1));
        model_rate((const int16_t(*)[N_MEASURES])rows, 1, &chance);
        model_sway(rows[0], sway);
        moved = 0;
        for (int i = 0; i < N_MEASURES; i++)
            moved += sway[i];
        told = model_chance((int32_t)(middle + moved));
        /* Every split's mean is rounded once. */
        assert_in_range(told, chance > 40 ? chance - 40 : 0, chance + 40);
    }
}

/* One row by the book: down each tree, split by split, with the values as they are. */
static int32_t by_the_book(const int16_t *row)
{
    uint32_t n_splits = (1u << model_trees.depth) - 1;
    int32_t sum = 0;

    for (uint32_t t = 0; t < model_trees.n_trees; t++) {
        uint32_t at = 0;

        while (at < n_splits) {
            const struct model_split *split = &model_trees.splits[t * n_splits + at];
            const struct model_measure *m = &model_trees.measures[split->measure];
            bool right = split->step < m->n_steps &&
                         row[m->measure] >= model_trees.steps[m->first + split->step];

            at = 2 * at + 1 + right;
        }
        sum += model_trees.leaves[t * (n_splits + 1) + at - n_splits];
    }
    return sum;
}

enum { VECTORS = 37 };

static void fill(int16_t (*rows)[N_MEASURES])
{
    uint32_t random = 6;

    for (int v = 0; v < VECTORS; v++)
        for (int i = 0; i < N_MEASURES; i++) {
            random = random * 1664525u + 1013904223u;
            rows[v][i] =
                (int16_t)((random >> 8) %
                          ((uint32_t)measure_rule(i).greatest / (v % 5 + 1) + 1));
        }
}

static void many_at_once_are_each_by_the_book(void **state)
{
    (void)state;
    static int16_t rows[VECTORS][N_MEASURES];
    uint16_t rated[VECTORS];
    bool differ = false;

    fill(rows);
    model_rate((const int16_t(*)[N_MEASURES])rows, VECTORS, rated);
    for (int v = 0; v < VECTORS; v++) {
        assert_int_equal(rated[v], model_chance(by_the_book(rows[v])));
        differ |= rated[v] != rated[0];
    }
    assert_true(differ);
}

/* What the trainer made of rows of its corpus with its own trees (host/train/learn.py): from
 * the rows on, the program must agree with it to the bit. */
static void rows_of_the_corpus_are_rated_as_the_trainer_does(void **state)
{
    (void)state;
    FILE *file = fopen("tests/quality/vectors.txt", "r");
    char line[8 * N_MEASURES];
    int n = 0;

    if (file == NULL)
        fail_msg("tests/quality/vectors.txt is not there: make model writes it");
    while (fgets(line, sizeof line, file)) {
        int16_t row[1][N_MEASURES];
        char *at = line;
        long sum = strtol(at, &at, 10);
        uint16_t rated;

        for (int i = 0; i < N_MEASURES; i++) {
            char *end;

            row[0][i] = (int16_t)strtol(at, &end, 10);
            assert_ptr_not_equal(end, at);
            at = end;
        }
        assert_string_equal(at, "\n");
        model_rate((const int16_t(*)[N_MEASURES])row, 1, &rated);
        assert_int_equal(by_the_book(row[0]), sum);
        assert_int_equal(rated, model_chance((int32_t)sum));
        n++;
    }
    assert_int_equal(n, 24);
    fclose(file);
}

static void a_chance_is_the_logistic_function(void **state)
{
    (void)state;
    assert_int_equal(model_chance(0), 500);
    assert_int_equal(model_chance(4096), 731);
    assert_int_equal(model_chance(-4096), 268);
    assert_in_range(model_chance(4096 + 512), 753, 756);
    assert_int_equal(model_chance(INT32_MAX / 2), 999);
    assert_int_equal(model_chance(-INT32_MAX / 2), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_is_of_this_list),
        cmocka_unit_test(a_digest_is_sha256),
        cmocka_unit_test(a_sway_tells_all_of_the_sum),
        cmocka_unit_test(many_at_once_are_each_by_the_book),
        cmocka_unit_test(rows_of_the_corpus_are_rated_as_the_trainer_does),
        cmocka_unit_test(a_chance_is_the_logistic_function),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
