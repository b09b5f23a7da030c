#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/sort.h"

struct item {
    int key, place;
};

static int by_key(const void *left, const void *right)
{
    const struct item *a = left, *b = right;

    return (a->key > b->key) - (a->key < b->key);
}

static void items_are_sorted_and_equal_ones_keep_their_order(void **state)
{
    (void)state;
    for (int n = 0; n <= 67; n++) {
        struct item items[67], scratch[67];
        unsigned random = 12345;

        for (int i = 0; i < n; i++) {
            random = random * 1103515245u + 12345u;
            items[i] = (struct item){(int)(random >> 16) % 9, i};
        }
        sort_items(items, scratch, (size_t)n, sizeof *items, by_key);
        for (int i = 1; i < n; i++) {
            assert_true(items[i - 1].key <= items[i].key);
            if (items[i - 1].key == items[i].key)
                assert_true(items[i - 1].place < items[i].place);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(items_are_sorted_and_equal_ones_keep_their_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
