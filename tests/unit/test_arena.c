#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static jmp_buf escape;

static void leave(void *context)
{
    *(int *)context += 1;
    longjmp(escape, 1);
}

static void hands_out_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20, NULL, NULL);
    for (size_t size = 0; size < 300; size++) {
        char *at = arena_alloc(&arena, size);
        assert_int_equal((uintptr_t)at % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 'x', size);
    }
    arena_release(&arena);
}

static void a_large_piece_does_not_waste_the_chunk_in_use(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20, NULL, NULL);
    char *small = arena_alloc(&arena, 16);
    arena_alloc(&arena, 200000);
    char *next = arena_alloc(&arena, 16);
    assert_ptr_equal(next, small + 16);
    arena_release(&arena);
}

static void leaves_at_the_ceiling(void **state)
{
    (void)state;
    int left = 0;
    struct arena arena;
    arena_init(&arena, 100000, leave, &left);
    if (setjmp(escape) == 0) {
        for (;;)
            arena_alloc(&arena, 1000);
    }
    assert_int_equal(left, 1);
    assert_true(arena.taken <= 100000);
    assert_true(arena.used > 50000);
    if (setjmp(escape) == 0)
        arena_array(&arena, SIZE_MAX / 2, 4);
    assert_int_equal(left, 2);
    arena_release(&arena);
}

static void grows_arrays_and_copies_strings(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 24, NULL, NULL);
    int *items = NULL;
    size_t cap = 0;
    for (int i = 0; i < 1000; i++) {
        items = arena_grow(&arena, items, &cap, (size_t)i + 1, sizeof *items);
        items[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    assert_string_equal(arena_copy(&arena, "text and more", 4), "text");
    assert_string_equal(arena_copy(&arena, NULL, 0), "");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_out_zeroed_aligned_memory),
        cmocka_unit_test(a_large_piece_does_not_waste_the_chunk_in_use),
        cmocka_unit_test(leaves_at_the_ceiling),
        cmocka_unit_test(grows_arrays_and_copies_strings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
