#include "engine/box.h"

#include "engine/node.h"

enum {
    SMALL_PRINT = 40, /* words that may stand below a form: what becomes of the address */
    BOX_BLOCKS = 8,   /* a box beside the article holds so many blocks more, */
    BOX_PROSE = 120,  /* and so many words of running text; */
    AWAY_LINKS = 3,   /* but no list of links, */
    AWAY_WORDS = 16,  /* with so many words; */
    INNER_BLOCKS = 4, /* one in its flow so many */
    INNER_PROSE = 60,
};

bool box_is(const struct ground *ground, uint32_t n, struct region *region)
{
    const struct page *page = ground->page;
    const struct node *node = &page->nodes[n];
    uint32_t first = block_at(page, n), end = block_at(page, node->end);

    if (node->tag == TAG_MAIN || node->tag == TAG_ARTICLE)
        return false;
    if (end > first && page->blocks->items[end - 1].end > node->end)
        return false;
    *region = (struct region){first, end, n, node->end, n, false};
    return true;
}

bool box_is_frame(const struct page *page, uint32_t n)
{
    switch (page->nodes[n].tag) {
    case TAG_ARTICLE:
    case TAG_BODY:
    case TAG_FOOTER:
    case TAG_HEADER:
    case TAG_MAIN:
    case TAG_NAV:
        return true;
    default:
        return false;
    }
}

static bool is_telling(const struct ground *ground, const struct region *box)
{
    struct control_sums sums = control_sum(&ground->cues->controls, box->from, box->to);
    const struct signs *signs = &ground->cues->signs;

    if (sums.kinds[CONTROL_EMAIL] > 0)
        return true;
    for (size_t i = sign_at(signs, box->from); i < signs->n; i++) {
        const struct sign *sign = &signs->items[i];

        if (sign->node >= box->to)
            break;
        if (sign->vendor || sign->classes.strong || sign->classes.weak)
            return true;
    }
    return false;
}

/* Two prompts of different kinds side by side are two. */
static bool asks_for_more(const struct cues *cues, const struct region *part,
                          const struct region *box)
{
    struct cue_sums of_part = cue_sum(cues, part->first, part->end);
    struct cue_sums of_box = cue_sum(cues, box->first, box->end);

    for (int kind = 0; kind < N_RULE_KINDS && of_part.phrases > 0; kind++) {
        if (of_part.strong[kind] == 0 && of_box.strong[kind] > 0)
            return true;
    }
    return false;
}

struct away {
    uint32_t links, words;
};

/* A line that is nothing but a link, and names nothing that a prompt asks for. */
static bool is_elsewhere(const struct ground *ground, uint32_t b)
{
    const struct block *block = ground_block(ground, b);
    const struct cue *cue = &ground->cues->blocks[b];

    return block->n_words > 0 && block->n_link_words == block->n_words && !cue->control &&
           !cue->strong && !cue->price && !cue->terms;
}

/* Whether blocks beside a prompt hold a list of links, as "Most read" in the same side
 * column: it leads elsewhere and is none of the prompt's. */
static void count_away(const struct ground *ground, uint32_t first, uint32_t end,
                       struct away *away)
{
    for (uint32_t b = first; b < end; b++) {
        bool is = is_elsewhere(ground, b);

        away->links += is;
        away->words += is ? ground_block(ground, b)->n_words : 0;
    }
}

static bool is_list(const struct away *away)
{
    return away->links >= AWAY_LINKS && away->words >= AWAY_WORDS;
}

static bool leads_away(const struct ground *ground, const struct region *part,
                       const struct region *box)
{
    struct away away = {0, 0};

    count_away(ground, box->first, part->first, &away);
    count_away(ground, part->end, box->end, &away);
    return is_list(&away);
}

/* What a box may hold beside the part it is drawn around. In the article's flow that is a
 * heading and a line; a form or a telling name makes room for a plea. */
static bool is_room(const struct ground *ground, const struct region *part,
                    const struct region *box, bool apart)
{
    const struct cues *cues = ground->cues;
    uint32_t more = box->end - box->first - (part->end - part->first);
    uint32_t prose = cues->prose[box->end] - cues->prose[box->first] -
                     (cues->prose[part->end] - cues->prose[part->first]);
    bool telling = is_telling(ground, box);

    if (asks_for_more(cues, part, box))
        return false;
    if (apart)
        return more <= BOX_BLOCKS && prose <= BOX_PROSE && !leads_away(ground, part, box);
    /* A picture beside a line of the flow is the article's. */
    if (!telling && part->element == NO_NODE &&
        cues->media[box->to] > cues->media[box->from])
        return false;
    for (uint32_t b = box->first; b < box->end; b++) {
        if ((b < part->first || b >= part->end) && cues->blocks[b].item)
            return false;
    }
    return more <= INNER_BLOCKS && prose <= (telling ? INNER_PROSE : 0);
}

bool box_around(const struct ground *ground, const struct region *part, bool apart,
                struct region *box)
{
    const struct page *page = ground->page;
    bool blocks = part->end > part->first, found = false;
    uint32_t from = blocks ? ground_block(ground, part->first)->first : part->from;
    uint32_t to = blocks ? ground_block(ground, part->end - 1)->first : part->from;

    if (part->element != NO_NODE)
        from = part->element;
    for (uint32_t n = page->nodes[from].parent; n != NO_NODE && n != page->body;
         n = page->nodes[n].parent) {
        struct region wider;

        if (node_is_in(page, ground->cues->core, n) || box_is_frame(page, n))
            break;
        if (page->nodes[n].end <= to || !box_is(ground, n, &wider))
            continue;
        if (!is_room(ground, part, &wider, apart) ||
            ground_is_claimed(ground, wider.first, wider.end))
            break;
        *box = wider;
        found = true;
    }
    return found;
}

uint32_t box_list_begin(const struct ground *ground, const struct region *box)
{
    struct away away = {0, 0};
    uint32_t begin = box->end;

    while (begin > box->first && is_elsewhere(ground, begin - 1))
        begin--;
    count_away(ground, begin, box->end, &away);
    if (!is_list(&away))
        return box->end;
    if (begin > box->first && ground->cues->blocks[begin - 1].heading &&
        !ground->cues->blocks[begin - 1].strong)
        begin--;
    return begin;
}

/* Running text that says nothing of what a prompt asks for. */
static bool is_authors(const struct ground *ground, uint32_t b)
{
    const struct cue *cue = &ground->cues->blocks[b];

    return cue->prose && !cue->weak && !cue->terms && !cue->control &&
           ground_block(ground, b)->n_link_words == 0;
}

/* Blocks [first, end) are those of an element within the box. */
static bool is_inner_box(const struct ground *ground, const struct region *box,
                         uint32_t first, uint32_t end)
{
    const struct page *page = ground->page;
    uint32_t n = ground_block(ground, end - 1)->owner;

    while (n > box->from && block_at(page, n) > first)
        n = page->nodes[n].parent;
    return n > box->from && block_at(page, n) == first &&
           block_at(page, page->nodes[n].end) == end;
}

bool box_prompt(const struct ground *ground, const struct region *box, bool account,
                uint32_t *first, uint32_t *end)
{
    *first = box->first;
    *end = box->end;
    while (*end > *first && is_authors(ground, *end - 1))
        --*end;
    if (*end == *first || !ground->cues->blocks[*end - 1].control ||
        (!account &&
         ground->cues->prose[box->end] - ground->cues->prose[*end] < SMALL_PRINT))
        *end = box->end;
    while (*first < *end && is_authors(ground, *first))
        ++*first;
    if (*first == *end)
        return false;
    if (!account || !is_inner_box(ground, box, *first, *end))
        *first = box->first;
    return *first > box->first || *end < box->end;
}
