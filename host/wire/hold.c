#include "wire/hold.h"

#include <string.h>

struct hold *hold_find(struct holds *holds, const char *id)
{
    for (size_t i = 0; i < N_HOLDS; i++)
        if (holds->all[i].used && strcmp(holds->all[i].upload.begin.id, id) == 0)
            return &holds->all[i];
    return NULL;
}

struct hold *hold_unused(struct holds *holds)
{
    for (size_t i = 0; i < N_HOLDS; i++)
        if (!holds->all[i].used)
            return &holds->all[i];
    return NULL;
}

void hold_drop(struct hold *hold)
{
    upload_release(&hold->upload);
    *hold = (struct hold){.used = false};
}

void hold_drop_all(struct holds *holds)
{
    for (size_t i = 0; i < N_HOLDS; i++)
        if (holds->all[i].used)
            hold_drop(&holds->all[i]);
}
