/* Bytes as a parcel: refused, or an answer whose every string can be read to its end and
 * that is written again as it was read. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "worker/parcel.h"
#include "worker/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = malloc(size ? size : 1), *again = malloc(size ? size : 1);
    struct arena arena;
    struct answer answer;
    arena_init(&arena, (size_t)256 << 20, NULL, NULL);
    if (bytes && again) {
        memcpy(bytes, data, size);
        if (parcel_read(bytes, size, &arena, &answer) == OK) {
            verify_answer(&answer);
            size_t len = parcel_write(&answer, again, size);
            if (len != size || memcmp(bytes, again, size) != 0)
                abort();
        }
    }
    arena_release(&arena);
    free(bytes);
    free(again);
    return 0;
}
