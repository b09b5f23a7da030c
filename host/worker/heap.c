#include "worker/heap.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <libxml/xmlmemory.h>

#include "base/status.h"

/* Before each piece stands its size, so that realloc knows what to copy. Both are kept in
 * multiples of the strictest alignment. */
#define ALIGNMENT _Alignof(max_align_t)
#define HEADER ALIGNMENT

/* Small pieces that are freed are handed out again. libxml2 writes a message for every
 * mistake in a page, whether or not anybody asks for it, and drops it at the next:
 * without this a megabyte of "&" took the memory of a hundred. The message begins with
 * 150 bytes and grows in place, so from TINY on sizes are kept coarse: what was freed
 * after growing fits the next one's beginning. */
#define TINY ((size_t)128)
#define SMALL ((size_t)1024)
#define N_SIZES (TINY / ALIGNMENT + SMALL / TINY + 1)

static size_t rounded(size_t size)
{
    size_t step = size > TINY && size <= SMALL ? TINY : ALIGNMENT;
    return size ? (size + step - 1) / step * step : ALIGNMENT;
}

/* Of a rounded size up to SMALL. */
static size_t size_index(size_t size)
{
    return size <= TINY ? size / ALIGNMENT : TINY / ALIGNMENT + size / TINY;
}

/* What a freed piece holds: the next one of its size. */
struct spare {
    struct spare *next;
};

/* Process-wide because libxml2's allocator is, and gone with the process. */
static struct {
    char *start, *next, *end;
    struct spare *spares[N_SIZES];
} heap;

static void *take_spare(size_t size)
{
    struct spare **first = &heap.spares[size_index(size)], *spare = *first;
    if (spare)
        *first = spare->next;
    return spare;
}

static void *heap_malloc(size_t wanted)
{
    size_t room = (size_t)(heap.end - heap.next);
    if (wanted > room)
        _exit(status_exit(TOO_COMPLEX));
    size_t size = rounded(wanted);
    void *spare = size <= SMALL ? take_spare(size) : NULL;
    if (spare)
        return spare;
    if (room < HEADER || room - HEADER < size)
        _exit(status_exit(TOO_COMPLEX));
    memcpy(heap.next, &size, sizeof size);
    char *piece = heap.next + HEADER;
    heap.next = piece + size;
    return piece;
}

static size_t size_of(const void *piece)
{
    size_t size;
    memcpy(&size, (const char *)piece - HEADER, sizeof size);
    return size;
}

static bool is_last(const char *piece)
{
    return piece + size_of(piece) == heap.next;
}

/* The last piece gives its room back: parsers free mostly what they took last. */
static void heap_free(void *piece)
{
    if (!piece)
        return;
    size_t size = size_of(piece);
    if (is_last(piece)) {
        heap.next = (char *)piece - HEADER;
    } else if (size <= SMALL) {
        struct spare *spare = piece, **first = &heap.spares[size_index(size)];
        spare->next = *first;
        *first = spare;
    }
}

static void *heap_realloc(void *piece, size_t size)
{
    if (!piece)
        return heap_malloc(size);
    size_t old = size_of(piece);
    if (size <= old)
        return piece;
    if (is_last(piece)) {
        size_t room = (size_t)(heap.end - (char *)piece);
        if (size > room || rounded(size) > room)
            _exit(status_exit(TOO_COMPLEX));
        size = rounded(size);
        memcpy((char *)piece - HEADER, &size, sizeof size);
        heap.next = (char *)piece + size;
        return piece; /* the same place; what it holds is still there */
    }
    void *moved = heap_malloc(size);
    memcpy(moved, piece, old);
    heap_free(piece);
    return moved;
}

static char *heap_strdup(const char *text)
{
    size_t len = strlen(text) + 1;
    return memcpy(heap_malloc(len), text, len);
}

bool heap_enter(size_t budget)
{
    char *stretch = mmap(NULL, budget, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stretch == MAP_FAILED)
        return false;
#ifdef MADV_HUGEPAGE
    /* A page is parsed into fresh memory each time: fewer, larger faults. Best effort. */
    (void)madvise(stretch, budget, MADV_HUGEPAGE);
#endif
    heap.start = heap.next = stretch;
    heap.end = stretch + budget / ALIGNMENT * ALIGNMENT;
    return xmlMemSetup(heap_free, heap_malloc, heap_realloc, heap_strdup) == 0;
}

size_t heap_used(void)
{
    return (size_t)(heap.next - heap.start);
}
