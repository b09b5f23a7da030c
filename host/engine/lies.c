#include "engine/lies.h"

#include "engine/block.h"

static uint8_t own_lies(const struct node *node)
{
    uint8_t lies = 0;

    lies |= node->saw & (SAW_FIXED | SAW_STICKY) ? LIES_FIXED : 0;
    lies |= node->saw & SAW_COVERS ? LIES_COVERING : 0;
    lies |= node->saw & SAW_MODAL ? LIES_MODAL : 0;
    return lies;
}

static bool is_media(uint16_t tag)
{
    return tag == TAG_IMG || tag == TAG_PICTURE || tag == TAG_FIGURE ||
           tag == TAG_VIDEO || tag == TAG_TABLE || tag == TAG_IFRAME;
}

void lies_read(struct page *page, struct cues *cues)
{
    size_t next = 0;

    cues->lies = arena_array(&page->arena, page->n_nodes, sizeof *cues->lies);
    cues->media =
        arena_array(&page->arena, (size_t)page->n_nodes + 1, sizeof *cues->media);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        uint8_t lies = own_lies(node);

        if (next < cues->signs.n && cues->signs.items[next].node == n)
            lies |= cues->signs.items[next++].dialog ? LIES_DIALOG : 0;
        if (lies && cue_share(cues, page, block_at(page, n), block_at(page, node->end)) >=
                        SHARE_MAX)
            lies = 0;
        lies |= node->saw & SAW_HIDDEN ? LIES_HIDDEN : 0;
        cues->lies[n] = lies | (node->parent != NO_NODE ? cues->lies[node->parent] : 0);
        cues->media[n + 1] = cues->media[n] + is_media(node->tag);
    }
}
