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

/* Its place among the refused; N_REFUSED when it is none of them. */
static size_t place(const struct holds *holds, const char *id)
{
    size_t i = 0;
    while (i < N_REFUSED && strcmp(holds->refused[i], id) != 0)
        i++;
    return i;
}

void hold_refuse(struct holds *holds, const char *id)
{
    if (place(holds, id) < N_REFUSED)
        return; /* once, so that it is forgotten at once */
    strcpy(holds->refused[holds->next_refused], id);
    holds->next_refused = (holds->next_refused + 1) % N_REFUSED;
}

bool hold_is_refused(const struct holds *holds, const char *id)
{
    return place(holds, id) < N_REFUSED;
}

void hold_forget_refused(struct holds *holds, const char *id)
{
    size_t i = place(holds, id);
    if (i < N_REFUSED)
        holds->refused[i][0] = '\0';
}
