#include "wire/upload.h"

#include <string.h>
#include <sys/mman.h>

#include "base/mapping.h"
#include "engine/limits.h"

enum status upload_begin(struct upload *upload, struct request *begin)
{
    *upload = (struct upload){.begin = *begin, .announced = begin->bytes};
    *begin = (struct request){.type = begin->type};
    if (upload->begin.bytes > LIMIT_SNAPSHOT)
        return TOO_LARGE;
    /* An announcement costs nothing. One byte more, because nothing can't be mapped. */
    upload->text = mapping_new(upload->announced + 1);
    return upload->text ? OK : INTERNAL;
}

void upload_release(struct upload *upload)
{
    mapping_free(upload->text, upload->announced + 1);
    request_release(&upload->begin);
    *upload = (struct upload){.text = NULL};
}

enum status upload_part(struct upload *upload, const struct request *part,
                        const char **problem)
{
    if (part->seq != upload->next_seq) {
        *problem = "The part is not the next one of its snapshot.";
        return BAD_REQUEST;
    }
    if (part->html_len > upload->announced - upload->received) {
        *problem = "The parts hold more bytes than were announced.";
        return BAD_REQUEST;
    }
    memcpy(upload->text + upload->received, part->html, part->html_len);
    upload->received += part->html_len;
    upload->next_seq++;
    return OK;
}

enum status upload_end(struct upload *upload, const char **problem)
{
    if (upload->received < upload->announced) {
        *problem = "The snapshot ends before the bytes that were announced.";
        return BAD_REQUEST;
    }
    upload->whole = true;
    /* The text stays where it is, for workers to read; this process is done with it and
     * need not be counted (or chosen, when memory runs out) for sixty megabytes of it. */
    (void)madvise(upload->text, upload->announced + 1, MADV_DONTNEED);
    return OK;
}

void upload_lend(struct upload *upload, bool lend)
{
    (void)mapping_lend(upload->text, upload->announced + 1, lend);
}

struct snapshot upload_snapshot(const struct upload *upload)
{
    return about_snapshot(&upload->begin.about, upload->text, upload->received);
}
