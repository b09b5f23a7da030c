/* Bytes as one message: lifted, read, and whatever came out stays inside its bounds. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "wire/lift.h"
#include "wire/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of exactly this size: reading one byte beyond it is a finding. */
    char *frame = malloc(size ? size : 1);
    if (!frame)
        return 0;
    memcpy(frame, data, size);

    struct lift lift;
    const char *problem = NULL;
    lift_init(&lift);
    if (lift_html(&lift, frame, size, &problem) == OK) {
        struct request request;
        enum status st = request_read(&request, &lift);
        if (st == OK && request.html &&
            text_valid(request.html, request.html_len) != request.html_len)
            abort();
        if (st == OK && !request_is_id(request.id, strlen(request.id)))
            abort();
        request_release(&request);
    } else if (!problem || !*problem) {
        abort(); /* refused without a word */
    }
    lift_release(&lift);
    free(frame);
    return 0;
}
