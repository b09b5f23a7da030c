#include "engine/ground.h"

const struct block *ground_block(const struct ground *ground, uint32_t b)
{
    return &ground->page->blocks->items[b];
}

bool ground_is_claimed(const struct ground *ground, uint32_t first, uint32_t end)
{
    for (uint32_t b = first; b < end; b++) {
        if (ground->claimed[b])
            return true;
    }
    return false;
}
