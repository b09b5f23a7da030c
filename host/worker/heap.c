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

/* Process-wide because libxml2's allocator is, and gone with the process. */
static struct {
    char *start, *next, *end;
} heap;

static void *heap_malloc(size_t size)
{
    size_t room = (size_t)(heap.end - heap.next);
    if (size > room || room - size < HEADER + ALIGNMENT)
        _exit(status_exit(TOO_COMPLEX));
    memcpy(heap.next, &size, sizeof size);
    char *piece = heap.next + HEADER;
    heap.next = piece + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
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
    return piece + (size_of(piece) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT == heap.next;
}

/* Only the last piece gives its room back: parsers free mostly what they took last. */
static void heap_free(void *piece)
{
    if (piece && is_last(piece))
        heap.next = (char *)piece - HEADER;
}

static void *heap_realloc(void *piece, size_t size)
{
    if (!piece)
        return heap_malloc(size);
    size_t old = size_of(piece);
    if (is_last(piece)) {
        heap.next = (char *)piece - HEADER;
        return heap_malloc(size); /* the same place; what it holds is still there */
    }
    if (size <= old)
        return piece;
    void *moved = heap_malloc(size);
    memcpy(moved, piece, old);
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
    heap.end = stretch + budget;
    return xmlMemSetup(heap_free, heap_malloc, heap_realloc, heap_strdup) == 0;
}

size_t heap_used(void)
{
    return (size_t)(heap.next - heap.start);
}
