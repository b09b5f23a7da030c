#include "wire/refusal.h"

#include <string.h>

/* Its place; N_REFUSALS when it is none of them. */
static size_t place(const struct refusals *refusals, const char *id)
{
    size_t i = 0;
    while (i < N_REFUSALS && strcmp(refusals->ids[i], id) != 0)
        i++;
    return i;
}

void refusal_add(struct refusals *refusals, const char *id)
{
    if (refusal_has(refusals, id))
        return; /* once, so that it is forgotten at once */
    strcpy(refusals->ids[refusals->next], id);
    refusals->next = (refusals->next + 1) % N_REFUSALS;
}

bool refusal_has(const struct refusals *refusals, const char *id)
{
    return place(refusals, id) < N_REFUSALS;
}

void refusal_forget(struct refusals *refusals, const char *id)
{
    size_t i = place(refusals, id);
    if (i < N_REFUSALS)
        refusals->ids[i][0] = '\0';
}
