#include "engine/region.h"

#include "engine/block.h"
#include "engine/node.h"

enum {
    WORK_PER_NODE = 32, /* nested candidates are judged while the work stays linear */
    GAP_MAX = 3,        /* blocks without a cue between two that have one */
    GAP_WORDS = 14,
    LIST_MAX = 60, /* blocks of a list of benefits */
    LIST_WORDS = 25,
    WEAK_WORDS = 12, /* a hint counts in a line, not in a sentence */
    LEFT_MIN = 60,   /* words of running text beside a vendor's long box */
    BOX_BLOCKS = 8,  /* a box holds so many blocks more than the run in it, */
    BOX_PROSE = 120, /* and so many words of running text */
    FORM_BLOCKS = 3, /* the same of a box with a form or a call in the article's flow, */
    FORM_WORDS = 30, /* and so many words; neither running text nor pictures */
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

/* Nothing that holds a third of the running text goes, whatever it is called. A consent
 * product's own box is the exception, and only where the page has text beside it: such
 * texts can be longer than the article. */
static void spare_consent(const struct finder *f, struct found *found)
{
    struct evidence *e = &found->evidence;
    const struct vendor *vendor = found->names.vendor;
    uint32_t all = f->cues->prose[f->page->blocks->n];

    if (vendor && vendor->kinds == 1u << KIND_CONSENT &&
        e->n_phrases_strong + e->n_phrases_distant > 0 &&
        all - e->n_sentence_words >= LEFT_MIN)
        e->page_share = 0;
}

static void judge_region(struct finder *f, const struct region *region,
                         struct found *found)
{
    *found = (struct found){.region = *region};
    evidence_read(f->page, f->cues, region, &found->evidence, &found->names);
    spare_consent(f, found);
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
    *region = (struct region){first, end, n, node->end, n};
    return true;
}

/* Without text it takes a frame or its place over the page to be something. */
static bool is_bare(const struct found *found)
{
    const struct evidence *e = &found->evidence;

    return found->region.first == found->region.end &&
           !(e->frame && (e->vendor || e->covers || e->modal)) &&
           !(e->vendor && (e->covers || e->modal) && !e->hidden);
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
        judge_region(f, &region, &found);
        if (found.judgement.outcome == OUTCOME_STAYS || is_bare(&found))
            continue;
        if (found.judgement.outcome == OUTCOME_OUT) {
            claim(f, &found);
            passed = region.to;
        } else if (n >= doubted) {
            doubt(f, &found);
            doubted = region.to;
        }
    }
}

/* ---- runs in the flow ---- */

static bool is_seed(const struct finder *f, uint32_t b)
{
    const struct cue *cue = &f->cues->blocks[b];

    return !f->claimed[b] && !cue->code && (cue->strong || cue->placeholder);
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

/* Backwards only what stands close by has its place: a gap is bridged towards a price or
 * a strong phrase, and a plan's name stands before its price. */
static uint32_t run_begin(const struct finder *f, uint32_t seed, uint32_t least)
{
    uint32_t first = seed, gap = 0;

    for (uint32_t b = seed; b > least && is_reachable(f, seed, b - 1); b--) {
        const struct cue *cue = &f->cues->blocks[b - 1];

        if (has_cue(f, b - 1) && (gap == 0 || cue->price || cue->strong)) {
            first = b - 1;
            gap = 0;
        } else if (is_filler(f, b - 1) && gap < GAP_MAX) {
            gap++;
        } else {
            break;
        }
    }
    if (first < seed && f->cues->blocks[first].price && first > least &&
        is_reachable(f, seed, first - 1) && is_filler(f, first - 1))
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
    return (struct region){first, end, from, to, NO_NODE};
}

/* A prompt that stands apart from the article is the box around it: its heading, its
 * plea, its form. The largest element that holds little beside the run. */
static bool box_of(const struct finder *f, const struct region *run, struct region *box)
{
    const struct page *page = f->page;
    uint32_t n = block_of(f, run->first)->first;
    uint32_t zone = f->cues->blocks[run->first].zone;
    bool found = false;

    for (n = page->nodes[n].parent; n != NO_NODE && n != zone;
         n = page->nodes[n].parent) {
        uint32_t first = block_at(page, n), end = block_at(page, page->nodes[n].end);

        if (node_is_in(page, f->cues->core, n) ||
            end - first > run->end - run->first + BOX_BLOCKS ||
            f->cues->prose[end] - f->cues->prose[first] > BOX_PROSE ||
            is_claimed(f, first, end))
            break;
        if (first <= run->first && end >= run->end)
            found = can_be_element(f, n, box);
    }
    return found;
}

/* In the article's flow a box is less easily told from what the author wrote: it holds
 * a few short lines more, and asks for something. */
static bool is_form_box(const struct finder *f, const struct region *run,
                        const struct found *box)
{
    const struct cues *cues = f->cues;
    const struct region *r = &box->region;
    const struct evidence *e = &box->evidence;
    uint32_t words = cues->words[r->end] - cues->words[r->first];
    uint32_t prose = cues->prose[r->end] - cues->prose[r->first];

    return r->end - r->first <= run->end - run->first + FORM_BLOCKS &&
           words <= cues->words[run->end] - cues->words[run->first] + FORM_WORDS &&
           prose == cues->prose[run->end] - cues->prose[run->first] &&
           cues->media[r->to] == cues->media[r->from] &&
           (e->email_form || e->password_form || e->subscribe || e->log_in || e->enrol ||
            e->choice);
}

/* The box is taken for the run where it is judged alike. */
static void widen(struct finder *f, struct found *found)
{
    struct region box;
    struct found wider;

    if (!box_of(f, &found->region, &box))
        return;
    judge_region(f, &box, &wider);
    if (wider.judgement.outcome == OUTCOME_OUT &&
        (found->evidence.apart || is_form_box(f, &found->region, &wider)))
        *found = wider;
}

static void find_runs(struct finder *f)
{
    uint32_t least = 0;

    for (uint32_t b = 0; b < f->page->blocks->n; b++) {
        struct region region;
        struct found found;

        if (!is_seed(f, b))
            continue;
        region = region_of_run(f->page, f->cues, run_begin(f, b, least), run_end(f, b));
        judge_region(f, &region, &found);
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
    drop_claimed(&f);
}
