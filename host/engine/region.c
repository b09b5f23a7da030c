#include "engine/region.h"

#include "engine/box.h"
#include "engine/ground.h"
#include "engine/run.h"

enum {
    WORK_PER_NODE = 32, /* nested candidates are judged while the work stays linear */
    FORM_WORDS = 4,     /* what a form says of what it is for */
};

struct finder {
    struct ground ground;
    uint64_t work;
    struct regions *out;
    size_t sure_cap, unsure_cap;
    bool *doubted; /* per block: of a region that may be an overlay */
};

static void judge_region(struct finder *f, const struct region *region,
                         struct found *found)
{
    *found = (struct found){.region = *region};
    evidence_read(f->ground.page, f->ground.cues, region, &found->evidence,
                  &found->names);
    found->judgement = verdict_give(&found->evidence);
    f->work += region->to - region->from;
}

static void list_add(struct finder *f, struct found_list *list, size_t *cap,
                     const struct found *found)
{
    list->items = arena_grow(&f->ground.page->arena, list->items, cap, list->n + 1,
                             sizeof *list->items);
    list->items[list->n++] = *found;
}

static void claim(struct finder *f, const struct found *found)
{
    for (uint32_t b = found->region.first; b < found->region.end; b++)
        f->ground.claimed[b] = true;
    list_add(f, &f->out->sure, &f->sure_cap, found);
}

/* What an element is doubted for, its lines are not doubted for once more. */
static void doubt(struct finder *f, const struct found *found)
{
    bool anew = false;

    for (uint32_t b = found->region.first; b < found->region.end; b++) {
        anew |= !f->doubted[b];
        f->doubted[b] = true;
    }
    if (anew)
        list_add(f, &f->out->unsure, &f->unsure_cap, found);
}

/* The box is taken for the part where it is judged alike. */
static void widen(struct finder *f, struct found *found)
{
    struct region box;
    struct found wider;

    if (found->evidence.covers || found->evidence.modal || found->evidence.fixed ||
        !box_around(&f->ground, &found->region, found->evidence.apart, &box))
        return;
    box.boxed = found->region.boxed;
    judge_region(f, &box, &wider);
    if (wider.judgement.outcome == OUTCOME_OUT)
        *found = wider;
}

/* ---- forms that ask for an address: what stands around the field ---- */

static void find_forms(struct finder *f)
{
    const struct controls *controls = &f->ground.cues->controls;

    for (size_t i = 0; i < controls->n; i++) {
        uint32_t n = controls->items[i].node;
        struct region region = {0}, box;
        struct found found;
        bool apart = n < f->ground.cues->core ||
                     n >= f->ground.page->nodes[f->ground.cues->core].end;

        if (controls->items[i].kind != CONTROL_EMAIL)
            continue;
        region.first = region.end = block_at(f->ground.page, n);
        region.from = region.element = n;
        region.to = f->ground.page->nodes[n].end;
        if (!box_around(&f->ground, &region, apart, &box) ||
            f->ground.cues->words[box.end] - f->ground.cues->words[box.first] <
                FORM_WORDS)
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
    uint32_t end;

    if (found->evidence.covers || found->evidence.modal || found->evidence.fixed ||
        found->evidence.vendor)
        return;
    end = box_list_begin(&f->ground, whole);
    if (end == whole->end || end == whole->first)
        return;
    part = run_region(f->ground.page, f->ground.cues, whole->first, end);
    part.from = whole->from;
    part.boxed = true;
    judge_region(f, &part, &rest);
    if (rest.judgement.outcome == OUTCOME_OUT)
        *found = rest;
}

/* An element named for a prompt may hold the text as well that it holds back, of which a
 * subscriber is shown all, and others the beginning. */
static void spare(struct finder *f, struct found *found)
{
    enum part_kind kind = found->judgement.kind;
    bool account =
        kind == PART_PAYWALL || kind == PART_METERED || kind == PART_REGISTRATION;
    struct region part;
    struct found rest;
    uint32_t first, end;

    if (found->evidence.covers || found->evidence.modal || found->evidence.fixed ||
        found->evidence.apart ||
        !box_prompt(&f->ground, &found->region, account, &first, &end))
        return;
    part = run_region(f->ground.page, f->ground.cues, first, end);
    if (first == found->region.first)
        part.from = found->region.from;
    part.boxed = true;
    judge_region(f, &part, &rest);
    if (rest.judgement.outcome == OUTCOME_OUT)
        *found = rest;
}

static void find_elements(struct finder *f)
{
    const struct cues *cues = f->ground.cues;
    uint32_t passed = 0, doubted = 0;

    for (size_t i = 0; i < cues->signs.n; i++) {
        uint32_t n = cues->signs.items[i].node;
        struct region region;
        struct found found;

        if (n < passed || !box_is(&f->ground, n, &region) ||
            f->work > (uint64_t)WORK_PER_NODE * f->ground.page->n_nodes)
            continue;
        region.boxed = true;
        judge_region(f, &region, &found);
        if (found.judgement.outcome == OUTCOME_STAYS || is_bare(&found))
            continue;
        if (found.judgement.outcome == OUTCOME_OUT) {
            trim(f, &found);
            spare(f, &found);
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

static bool says_any(const struct evidence *e)
{
    return e->n_phrases_strong > 0 || e->n_placeholders > 0;
}

static void find_runs(struct finder *f)
{
    uint32_t least = 0;

    for (uint32_t b = 0; b < f->ground.page->blocks->n; b++) {
        struct region region;
        struct found found;

        if (!run_begins_at(&f->ground, b))
            continue;
        region = run_around(&f->ground, b, least);
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
        if (!ground_is_claimed(&f->ground, list->items[i].region.first,
                               list->items[i].region.end))
            list->items[n++] = list->items[i];
    }
    list->n = n;
}

void region_find(struct page *page, const struct cues *cues, struct regions *out)
{
    struct finder f = {.ground = {.page = page, .cues = cues}, .out = out};

    *out = (struct regions){{NULL, 0}, {NULL, 0}};
    f.ground.claimed =
        arena_array(&page->arena, page->blocks->n, sizeof *f.ground.claimed);
    f.doubted = arena_array(&page->arena, page->blocks->n, sizeof *f.doubted);
    find_elements(&f);
    find_runs(&f);
    find_forms(&f);
    drop_claimed(&f);
}
