#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Small pages fit in a few chunks, large allocations get one of their own. */
#define CHUNK_SIZE ((size_t)64 * 1024)
#define ALIGNMENT _Alignof(max_align_t)

struct arena_chunk {
    struct arena_chunk *next;
    size_t size, used;
    max_align_t bytes[];
};

static _Noreturn void give_up(struct arena *arena)
{
    if (arena->exhausted)
        arena->exhausted(arena->context);
    abort(); /* `exhausted` must not return */
}

void arena_init(struct arena *arena, size_t ceiling, void (*exhausted)(void *),
                void *context)
{
    *arena =
        (struct arena){.ceiling = ceiling, .exhausted = exhausted, .context = context};
}

void arena_release(struct arena *arena)
{
    struct arena_chunk *chunk = arena->chunks;
    while (chunk) {
        struct arena_chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    arena->chunks = NULL;
    arena->used = arena->taken = 0;
}

static struct arena_chunk *take_chunk(struct arena *arena, size_t size)
{
    size_t want = size > CHUNK_SIZE ? size : CHUNK_SIZE;
    if (want > arena->ceiling || arena->taken > arena->ceiling - want)
        give_up(arena);
    struct arena_chunk *chunk = malloc(sizeof *chunk + want);
    if (!chunk)
        give_up(arena);
    chunk->size = want;
    chunk->used = 0;
    arena->taken += want;
    /* A chunk made for one large allocation is full from the start: keep filling the one
     * before it. */
    if (arena->chunks && size > CHUNK_SIZE) {
        chunk->next = arena->chunks->next;
        arena->chunks->next = chunk;
    } else {
        chunk->next = arena->chunks;
        arena->chunks = chunk;
    }
    return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2)
        give_up(arena);
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size == 0)
        size = ALIGNMENT;
    struct arena_chunk *chunk = arena->chunks;
    if (!chunk || chunk->size - chunk->used < size)
        chunk = take_chunk(arena, size);
    char *at = (char *)chunk->bytes + chunk->used;
    chunk->used += size;
    arena->used += size;
    memset(at, 0, size);
    return at;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        give_up(arena);
    return arena_alloc(arena, total);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t len)
{
    if (len == SIZE_MAX)
        give_up(arena);
    char *copy = arena_alloc(arena, len + 1);
    if (len)
        memcpy(copy, bytes, len);
    return copy;
}

void *arena_grow(struct arena *arena, void *items, size_t *cap, size_t need, size_t size)
{
    if (need <= *cap)
        return items;
    size_t wanted = *cap < 8 ? 8 : *cap;
    while (wanted < need)
        if (__builtin_mul_overflow(wanted, (size_t)2, &wanted))
            give_up(arena);
    void *grown = arena_array(arena, wanted, size);
    if (*cap)
        memcpy(grown, items, *cap * size);
    *cap = wanted;
    return grown;
}
