#include "engine/region.h"

#include "engine/block.h"
#include "engine/channel.h"
#include "engine/node.h"

enum {
    WORK_PER_NODE = 32, /* nested candidates are judged while the work stays linear */
    GAP_MAX = 3,        /* blocks without a cue between two that have one */
    GAP_WORDS = 14,
    LIST_MAX = 60, /* blocks of a list of benefits */
    LIST_WORDS = 25,
    WEAK_WORDS = 12,  /* a hint counts in a line, not in a sentence */
    BOX_BLOCKS = 8,   /* a box beside the article holds so many blocks more, */
    BOX_PROSE = 120,  /* and so many words of running text; */
    AWAY_LINKS = 3,   /* but no list of links, */
    AWAY_WORDS = 16,  /* with so many words; */
    INNER_BLOCKS = 4, /* one in its flow so many */
    INNER_PROSE = 60,
    BOX_LINES = 4,  /* of one that ends in a call */
    FORM_WORDS = 4, /* what a form says of what it is for */
};

struct finder {
    struct page *page;
    const struct cues *cues;
    bool *claimed; /* per block */
    uint64_t work;
    struct regions *out;
    size_t sure_cap, unsure_cap;
};

static const struct block *block_of(const struct finder *f, uint32_t b)
{
    return &f->page->blocks->items[b];
}

static bool is_claimed(const struct finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t b = first; b < end; b++) {
        if (f->claimed[b])
            return true;
    }
    return false;
}

static void judge_region(struct finder *f, const struct region *region,
                         struct found *found)
{
    *found = (struct found){.region = *region};
    evidence_read(f->page, f->cues, region, &found->evidence, &found->names);
    found->judgement = verdict_give(&found->evidence);
    f->work += region->to - region->from;
}

static void list_add(struct finder *f, struct found_list *list, size_t *cap,
                     const struct found *found)
{
    list->items =
        arena_grow(&f->page->arena, list->items, cap, list->n + 1, sizeof *list->items);
    list->items[list->n++] = *found;
}

static void claim(struct finder *f, const struct found *found)
{
    for (uint32_t b = found->region.first; b < found->region.end; b++)
        f->claimed[b] = true;
    list_add(f, &f->out->sure, &f->sure_cap, found);
}

static void doubt(struct finder *f, const struct found *found)
{
    list_add(f, &f->out->unsure, &f->unsure_cap, found);
}

/* ---- elements that a sign makes candidates ---- */

/* An element that holds whole blocks, or none; not the page's frame. */
static bool can_be_element(const struct finder *f, uint32_t n, struct region *region)
{
    const struct page *page = f->page;
    const struct node *node = &page->nodes[n];
    uint32_t first = block_at(page, n), end = block_at(page, node->end);

    if (node->tag == TAG_MAIN || node->tag == TAG_ARTICLE)
        return false;
    if (end > first && page->blocks->items[end - 1].end > node->end)
        return false;
    *region = (struct region){first, end, n, node->end, n, false};
    return true;
}

/* The page's frame is nobody's box. */
static bool is_frame_of_page(const struct page *page, uint32_t n)
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

static bool is_telling(const struct finder *f, const struct region *box)
{
    struct control_sums sums = control_sum(&f->cues->controls, box->from, box->to);
    const struct signs *signs = &f->cues->signs;

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

/* ---- boxes: a prompt is the element around it, with its heading and its plea ---- */

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
static bool is_elsewhere(const struct finder *f, uint32_t b)
{
    const struct block *block = block_of(f, b);
    const struct cue *cue = &f->cues->blocks[b];

    return block->n_words > 0 && block->n_link_words == block->n_words && !cue->control &&
           !cue->strong && !cue->price && !cue->terms;
}

/* Whether blocks beside a prompt hold a list of links, as "Most read" in the same side
 * column: it leads elsewhere and is none of the prompt's. */
static void count_away(const struct finder *f, uint32_t first, uint32_t end,
                       struct away *away)
{
    for (uint32_t b = first; b < end; b++) {
        bool is = is_elsewhere(f, b);

        away->links += is;
        away->words += is ? block_of(f, b)->n_words : 0;
    }
}

static bool is_list(const struct away *away)
{
    return away->links >= AWAY_LINKS && away->words >= AWAY_WORDS;
}

static bool leads_away(const struct finder *f, const struct region *part,
                       const struct region *box)
{
    struct away away = {0, 0};

    count_away(f, box->first, part->first, &away);
    count_away(f, part->end, box->end, &away);
    return is_list(&away);
}

/* What a box may hold beside the part it is drawn around. In the article's flow that is a
 * heading and a line; a form or a telling name makes room for a plea. */
static bool is_room(const struct finder *f, const struct region *part,
                    const struct region *box, bool apart)
{
    const struct cues *cues = f->cues;
    uint32_t more = box->end - box->first - (part->end - part->first);
    uint32_t prose = cues->prose[box->end] - cues->prose[box->first] -
                     (cues->prose[part->end] - cues->prose[part->first]);
    bool telling = is_telling(f, box);

    if (asks_for_more(cues, part, box))
        return false;
    if (apart)
        return more <= BOX_BLOCKS && prose <= BOX_PROSE && !leads_away(f, part, box);
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

/* The largest element around a part that holds little beside it, and not the article. */
static bool box_of(const struct finder *f, const struct region *part, bool apart,
                   struct region *box)
{
    const struct page *page = f->page;
    bool blocks = part->end > part->first, found = false;
    uint32_t from = blocks ? block_of(f, part->first)->first : part->from;
    uint32_t to = blocks ? block_of(f, part->end - 1)->first : part->from;

    if (part->element != NO_NODE)
        from = part->element;
    for (uint32_t n = page->nodes[from].parent; n != NO_NODE && n != page->body;
         n = page->nodes[n].parent) {
        struct region wider;

        if (node_is_in(page, f->cues->core, n) || is_frame_of_page(page, n))
            break;
        if (page->nodes[n].end <= to || !can_be_element(f, n, &wider))
            continue;
        if (!is_room(f, part, &wider, apart) || is_claimed(f, wider.first, wider.end))
            break;
        *box = wider;
        found = true;
    }
    return found;
}

/* The box is taken for the part where it is judged alike. */
static void widen(struct finder *f, struct found *found)
{
    struct region box;
    struct found wider;

    if (found->evidence.covers || found->evidence.modal || found->evidence.fixed ||
        !box_of(f, &found->region, found->evidence.apart, &box))
        return;
    box.boxed = found->region.boxed;
    judge_region(f, &box, &wider);
    if (wider.judgement.outcome == OUTCOME_OUT)
        *found = wider;
}

/* ---- forms that ask for an address: what stands around the field ---- */

static void find_forms(struct finder *f)
{
    const struct controls *controls = &f->cues->controls;

    for (size_t i = 0; i < controls->n; i++) {
        uint32_t n = controls->items[i].node;
        struct region region = {0}, box;
        struct found found;
        bool apart = n < f->cues->core || n >= f->page->nodes[f->cues->core].end;

        if (controls->items[i].kind != CONTROL_EMAIL)
            continue;
        region.first = region.end = block_at(f->page, n);
        region.from = region.element = n;
        region.to = f->page->nodes[n].end;
        if (!box_of(f, &region, apart, &box) ||
            f->cues->words[box.end] - f->cues->words[box.first] < FORM_WORDS)
            continue;
        box.boxed = box.end - box.first <= BOX_LINES;
        judge_region(f, &box, &found);
        if (found.judgement.outcome == OUTCOME_OUT)
            claim(f, &found);
        else if (found.judgement.outcome == OUTCOME_UNSURE)
            doubt(f, &found);
    }
}

/* Without text it takes a frame or its place over the page to be something. */
static bool is_bare(const struct found *found)
{
    const struct evidence *e = &found->evidence;

    return found->region.first == found->region.end &&
           !(e->frame && (e->vendor || e->covers || e->modal)) &&
           !(e->vendor && (e->covers || e->modal) && !e->hidden);
}

/* The list of links that a side column ends in, under a heading, is cut off the prompt that
 * the column is named for. */
static void trim(struct finder *f, struct found *found)
{
    const struct region *whole = &found->region;
    struct region part;
    struct found rest;
    struct away away = {0, 0};
    uint32_t end = whole->end;

    if (found->evidence.covers || found->evidence.modal || found->evidence.fixed ||
        found->evidence.vendor)
        return;
    while (end > whole->first && is_elsewhere(f, end - 1))
        end--;
    count_away(f, end, whole->end, &away);
    if (!is_list(&away))
        return;
    if (end > whole->first && f->cues->blocks[end - 1].heading &&
        !f->cues->blocks[end - 1].strong)
        end--;
    if (end == whole->first)
        return;
    part = region_of_run(f->page, f->cues, whole->first, end);
    part.from = whole->from;
    part.boxed = true;
    judge_region(f, &part, &rest);
    if (rest.judgement.outcome == OUTCOME_OUT)
        *found = rest;
}

static void find_elements(struct finder *f)
{
    const struct cues *cues = f->cues;
    uint32_t passed = 0, doubted = 0;

    for (size_t i = 0; i < cues->signs.n; i++) {
        uint32_t n = cues->signs.items[i].node;
        struct region region;
        struct found found;

        if (n < passed || !can_be_element(f, n, &region) ||
            f->work > (uint64_t)WORK_PER_NODE * f->page->n_nodes)
            continue;
        region.boxed = true;
        judge_region(f, &region, &found);
        if (found.judgement.outcome == OUTCOME_STAYS || is_bare(&found))
            continue;
        if (found.judgement.outcome == OUTCOME_OUT) {
            trim(f, &found);
            if (found.region.element != NO_NODE)
                widen(f, &found);
            claim(f, &found);
            passed = found.region.to;
        } else if (n >= doubted) {
            doubt(f, &found);
            doubted = region.to;
        }
    }
}

/* ---- runs in the flow ---- */

/* A sentence that says no more than a price is the author's: a plan's price is in none. */
static bool is_told(const struct finder *f, uint32_t b)
{
    const struct cue *cue = &f->cues->blocks[b];

    return cue->price && block_of(f, b)->n_sentences > 0 && !cue->strong && !cue->weak &&
           !cue->terms && !cue->control && !cue->placeholder;
}

/* A price, and right behind it what one presses to subscribe or log in. */
static bool is_for_sale(const struct finder *f, uint32_t b)
{
    const struct cue *cue = &f->cues->blocks[b];

    return cue->price && !cue->prose && !is_told(f, b) &&
           (cue->control || (b + 1 < f->page->blocks->n && cue[1].control));
}

static bool is_seed(const struct finder *f, uint32_t b)
{
    const struct cue *cue = &f->cues->blocks[b];

    return !f->claimed[b] && !cue->code &&
           (cue->strong || cue->placeholder || is_for_sale(f, b) ||
            channel_promoted(f->page, f->cues, b));
}

static bool has_cue(const struct finder *f, uint32_t b)
{
    const struct cue *cue = &f->cues->blocks[b];
    const struct block *block = block_of(f, b);

    if (cue->prose || cue->code)
        return false;
    if (cue->strong || cue->placeholder || cue->price || cue->period || cue->control)
        return true;
    if (cue->terms && block->n_sentences == 0)
        return true;
    return cue->weak && block->n_words <= WEAK_WORDS && block->n_sentences == 0;
}

/* Short, no sentence, and so perhaps a plan's name or a line of a list. */
static bool is_filler(const struct finder *f, uint32_t b)
{
    const struct block *block = block_of(f, b);

    return !f->cues->blocks[b].prose && block->n_words <= GAP_WORDS &&
           block->n_sentences == 0;
}

static bool is_reachable(const struct finder *f, uint32_t seed, uint32_t b)
{
    return b < f->page->blocks->n && !f->claimed[b] &&
           f->cues->blocks[b].zone == f->cues->blocks[seed].zone;
}

/* The lines under "what's included": up to running text, or to a heading of it. */
static uint32_t list_end(const struct finder *f, uint32_t seed, uint32_t b)
{
    uint32_t first = b;

    while (is_reachable(f, seed, b) && b - first < LIST_MAX &&
           !f->cues->blocks[b].prose && block_of(f, b)->n_words <= LIST_WORDS &&
           (block_of(f, b)->n_sentences == 0 || f->cues->blocks[b].item))
        b++;
    while (b > first && f->cues->blocks[b - 1].heading && !f->cues->blocks[b - 1].item &&
           is_reachable(f, seed, b) && f->cues->blocks[b].prose)
        b--;
    return b;
}

static uint32_t run_end(const struct finder *f, uint32_t seed)
{
    uint32_t end = seed + 1, gap = 0;

    if (f->cues->blocks[seed].terms >> TERM_INCLUDED & 1)
        end = list_end(f, seed, end);
    for (uint32_t b = end; is_reachable(f, seed, b) && gap <= GAP_MAX; b++) {
        if (has_cue(f, b)) {
            end = b + 1;
            gap = 0;
            if (f->cues->blocks[b].terms >> TERM_INCLUDED & 1)
                end = list_end(f, seed, end);
            b = end - 1;
        } else if (is_filler(f, b) && b - end < LIST_MAX) {
            gap += !f->cues->blocks[b].item; /* a plan's list may be long */
        } else {
            break;
        }
    }
    return end;
}

/* What speaks of an account in a long paragraph too, as a wall does that explains itself. */
static bool is_wall(const struct finder *f, uint32_t b)
{
    static const uint16_t account =
        1u << KIND_PAYWALL | 1u << KIND_METERED | 1u << KIND_REGISTRATION;

    return ((f->cues->blocks[b].strong | cue_distant(f->cues, f->page, b)) & account) !=
           0;
}

/* A wall may take several paragraphs. They are its own where nothing else follows in the
 * container: an article that speaks of walls goes on. */
static uint32_t wall_end(const struct finder *f, uint32_t seed, uint32_t end)
{
    const struct page *page = f->page;
    uint32_t container = page->nodes[block_of(f, seed)->owner].parent, b = end, last;

    if (container == NO_NODE || !is_wall(f, seed))
        return end;
    while (is_reachable(f, seed, b) && is_wall(f, b))
        b++;
    last = block_at(page, page->nodes[container].end);
    return b > end && b <= last && f->cues->prose[last] == f->cues->prose[b] ? b : end;
}

/* Backwards only what stands close by has its place: a gap is bridged towards a price or
 * a strong phrase, and a plan's name stands before its price. */
static uint32_t run_begin(const struct finder *f, uint32_t seed, uint32_t least)
{
    uint32_t first = seed, gap = 0;

    for (uint32_t b = seed; b > least && is_reachable(f, seed, b - 1); b--) {
        const struct cue *cue = &f->cues->blocks[b - 1];

        if (is_told(f, b - 1))
            break;
        if (has_cue(f, b - 1) && (gap == 0 || cue->price || cue->strong)) {
            first = b - 1;
            gap = 0;
        } else if (is_filler(f, b - 1) && gap < GAP_MAX) {
            gap++;
        } else {
            break;
        }
    }
    if ((first < seed || !f->cues->blocks[seed].strong) && f->cues->blocks[first].price &&
        first > least && is_reachable(f, seed, first - 1) && is_filler(f, first - 1))
        first--;
    return first;
}

/* Fields and frames stand between blocks, but not outside the landmark. */
struct region region_of_run(const struct page *page, const struct cues *cues,
                            uint32_t first, uint32_t end)
{
    const struct block *blocks = page->blocks->items;
    uint32_t zone = cues->blocks[first].zone;
    uint32_t from = first > 0 ? blocks[first - 1].end : zone;
    uint32_t to = end < page->blocks->n ? blocks[end].first : page->n_nodes;

    if (from < zone)
        from = zone;
    if (to > page->nodes[zone].end)
        to = page->nodes[zone].end;
    return (struct region){first, end, from, to, NO_NODE, false};
}

/* The smallest element around blocks [first, end) holds hardly a line besides: a heading, a
 * plea, a call. A list is no box, nor is what holds running text of its own. */
static bool is_boxed(const struct finder *f, uint32_t first, uint32_t end)
{
    const struct page *page = f->page;
    uint32_t n = block_of(f, first)->owner, low, high;

    while (n != NO_NODE && page->nodes[n].end < block_of(f, end - 1)->end)
        n = page->nodes[n].parent;
    if (n == NO_NODE || n == page->body || node_is_in(page, f->cues->core, n) ||
        is_frame_of_page(page, n))
        return false;
    low = block_at(page, n);
    high = block_at(page, page->nodes[n].end);
    for (uint32_t b = low; b < high; b++) {
        if (f->cues->blocks[b].item)
            return false;
    }
    return high - low <= BOX_LINES && f->cues->prose[high] - f->cues->prose[low] ==
                                          f->cues->prose[end] - f->cues->prose[first];
}

/* Behind a run and perhaps a line or two ("It only takes a minute.") the links or buttons
 * that its box ends in; `end` where there are none. */
static uint32_t call_end(const struct finder *f, uint32_t seed, uint32_t first,
                         uint32_t end)
{
    for (uint32_t b = end; b < end + BOX_LINES && is_reachable(f, seed, b); b++) {
        if (control_fills(f->page, block_of(f, b)))
            return is_boxed(f, first, b + 1) ? b + 1 : end;
        if (f->cues->blocks[b].prose || block_of(f, b)->n_words > GAP_WORDS)
            break;
    }
    return end;
}

/* What is pressed to buy what the run's last price buys. */
static uint32_t buy_end(const struct finder *f, uint32_t seed, uint32_t end)
{
    bool buys = f->cues->blocks[end - 1].price && is_reachable(f, seed, end) &&
                control_fills(f->page, block_of(f, end));

    return buys ? end + 1 : end;
}

static struct region run_around(const struct finder *f, uint32_t b, uint32_t least)
{
    uint32_t first = run_begin(f, b, least);
    uint32_t end = buy_end(f, b, wall_end(f, b, run_end(f, b)));
    uint32_t last = call_end(f, b, first, end);
    struct region region = region_of_run(f->page, f->cues, first, last);

    region.boxed = last > end || (end > first + 1 && is_boxed(f, first, end));
    return region;
}

static bool says_any(const struct evidence *e)
{
    return e->n_phrases_strong > 0 || e->n_placeholders > 0;
}

static void find_runs(struct finder *f)
{
    uint32_t least = 0;

    for (uint32_t b = 0; b < f->page->blocks->n; b++) {
        struct region region;
        struct found found;

        if (!is_seed(f, b))
            continue;
        region = run_around(f, b, least);
        judge_region(f, &region, &found);
        if (found.judgement.outcome != OUTCOME_OUT && !says_any(&found.evidence)) {
            b = region.end - 1; /* wares: the page is about them */
            continue;
        }
        if (found.judgement.outcome == OUTCOME_OUT || found.evidence.apart ||
            found.evidence.spoken)
            widen(f, &found);
        if (found.judgement.outcome == OUTCOME_OUT)
            claim(f, &found);
        else if (found.judgement.outcome == OUTCOME_UNSURE)
            doubt(f, &found);
        least = found.region.end;
        b = found.region.end - 1;
    }
}

/* What lies in a region that goes is no doubt any more. */
static void drop_claimed(struct finder *f)
{
    struct found_list *list = &f->out->unsure;
    size_t n = 0;

    for (size_t i = 0; i < list->n; i++) {
        if (!is_claimed(f, list->items[i].region.first, list->items[i].region.end))
            list->items[n++] = list->items[i];
    }
    list->n = n;
}

void region_find(struct page *page, const struct cues *cues, struct regions *out)
{
    struct finder f = {.page = page, .cues = cues, .out = out};

    *out = (struct regions){{NULL, 0}, {NULL, 0}};
    f.claimed = arena_array(&page->arena, page->blocks->n, sizeof *f.claimed);
    find_elements(&f);
    find_runs(&f);
    find_forms(&f);
    drop_claimed(&f);
}
