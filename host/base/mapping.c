#include "base/mapping.h"

#include <sys/mman.h>

char *mapping_new(size_t len)
{
    char *bytes = mmap(NULL, len, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (bytes == MAP_FAILED)
        return NULL;
    if (mapping_lend(bytes, len, false))
        return bytes;
    munmap(bytes, len);
    return NULL;
}

void mapping_free(char *bytes, size_t len)
{
    if (bytes)
        munmap(bytes, len);
}

bool mapping_lend(char *bytes, size_t len, bool lend)
{
    return madvise(bytes, len, lend ? MADV_DOFORK : MADV_DONTFORK) == 0;
}
