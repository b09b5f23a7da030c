/* A bump allocator with a ceiling: everything computed about one page comes from one
 * arena and is freed at once. It never returns NULL: when the ceiling is reached or the
 * system refuses, control leaves through `exhausted`, which must not return. */
#ifndef CLEANCOPY_BASE_ARENA_H
#define CLEANCOPY_BASE_ARENA_H

#include <stddef.h>

struct arena {
    struct arena_chunk *chunks;
    size_t used;    /* bytes handed out, with alignment */
    size_t ceiling; /* bytes that may be taken from the system */
    size_t taken;   /* bytes taken from the system */
    void (*exhausted)(void *context);
    void *context;
};

/* `exhausted` leaves by longjmp or _exit; if it returns the process aborts. */
void arena_init(struct arena *arena, size_t ceiling, void (*exhausted)(void *),
                void *context);
void arena_release(struct arena *arena);

/* `size` bytes aligned for any type, zeroed. size 0 gives a valid unique pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same for an array; the multiplication is checked. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy with a NUL after it. */
char *arena_copy(struct arena *arena, const char *bytes, size_t len);

/* Grows an array that may hold `*cap` items so that it holds at least `need`; the old one
 * stays behind in the arena. Returns the array to use. */
void *arena_grow(struct arena *arena, void *items, size_t *cap, size_t need, size_t size);

#endif
