#include "engine/worn.h"

#include "engine/block.h"

enum { WORN_MIN = 3 }; /* elements that wear a name, for it to be the text's own */

/* Running text in elements of one name, each with less than a third of the page's. */
struct wearers {
    const struct vendor *vendor; /* NULL: of class words of a kind */
    uint32_t words, n, end; /* end: of the last element, lest its parts count again */
};

struct closet {
    struct wearers kinds[N_RULE_KINDS];
    struct wearers *vendors;
    size_t n, cap;
};

static struct wearers *wearers_of(struct page *page, struct closet *closet,
                                  const struct vendor *vendor)
{
    for (size_t i = 0; i < closet->n; i++) {
        if (closet->vendors[i].vendor == vendor)
            return &closet->vendors[i];
    }
    closet->vendors = arena_grow(&page->arena, closet->vendors, &closet->cap,
                                 closet->n + 1, sizeof *closet->vendors);
    closet->vendors[closet->n] = (struct wearers){.vendor = vendor};
    return &closet->vendors[closet->n++];
}

static void wear(const struct page *page, struct wearers *wearers, uint32_t n,
                 uint32_t words)
{
    if (n < wearers->end)
        return;
    wearers->words += words;
    wearers->n++;
    wearers->end = page->nodes[n].end;
}

static bool is_worn(const struct wearers *wearers, uint32_t all)
{
    return wearers->n >= WORN_MIN &&
           (uint64_t)wearers->words * 1000 >= (uint64_t)all * SHARE_MAX;
}

/* Something to press or to fill in: a box of its own, whatever others are called. */
static bool is_asking(const struct page *page, const struct cues *cues, uint32_t n)
{
    struct control_sums sums = control_sum(&cues->controls, n, page->nodes[n].end);

    return sums.kinds[CONTROL_ACTION] + sums.kinds[CONTROL_EMAIL] > 0;
}

static void fill_closet(struct page *page, const struct cues *cues, uint32_t all,
                        struct closet *closet)
{
    for (size_t i = 0; i < cues->signs.n; i++) {
        const struct sign *sign = &cues->signs.items[i];
        uint32_t words = cue_prose(cues, page, sign->node);

        if (words == 0 || (uint64_t)words * 1000 >= (uint64_t)all * SHARE_MAX ||
            is_asking(page, cues, sign->node))
            continue;
        if (sign->vendor)
            wear(page, wearers_of(page, closet, sign->vendor), sign->node, words);
        for (int kind = 0; kind < N_RULE_KINDS; kind++) {
            if ((sign->classes.strong | sign->classes.weak) >> kind & 1)
                wear(page, &closet->kinds[kind], sign->node, words);
        }
    }
}

void worn_disown(struct page *page, struct cues *cues)
{
    struct closet closet = {.n = 0};
    uint32_t all = cues->prose[page->blocks->n];
    uint16_t worn = 0;

    fill_closet(page, cues, all, &closet);
    for (int kind = 0; kind < N_RULE_KINDS; kind++)
        worn |= is_worn(&closet.kinds[kind], all) ? (uint16_t)(1u << kind) : 0;
    for (size_t i = 0; i < cues->signs.n; i++) {
        struct sign *sign = &cues->signs.items[i];

        if (cue_prose(cues, page, sign->node) == 0 || is_asking(page, cues, sign->node))
            continue;
        if (sign->vendor && is_worn(wearers_of(page, &closet, sign->vendor), all))
            sign->vendor = NULL;
        sign->classes.strong &= (uint16_t)~worn;
        sign->classes.weak &= (uint16_t)~worn;
        if (!sign->classes.strong && !sign->classes.weak)
            sign->classes.word = NULL;
    }
}
