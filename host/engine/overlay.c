#include "engine/overlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/block.h"
#include "engine/cue.h"
#include "engine/detail.h"
#include "engine/evidence.h"
#include "engine/node.h"
#include "engine/plan.h"
#include "engine/verdict.h"

enum {
    OVERLAYS_MAX = 4096, /* a block's number of its overlay has 16 bits */
    WORK_PER_NODE = 32,  /* nested candidates are judged while the work stays linear */
    GAP_MAX = 3,         /* blocks without a cue between two that have one */
    GAP_WORDS = 14,
    LIST_MAX = 60, /* blocks of a list of benefits */
    LIST_WORDS = 25,
    WEAK_WORDS = 12, /* a hint counts in a line, not in a sentence */
    SHARE_MAX = 333, /* thousandths of the page's running text */
    LEFT_MIN = 60,   /* words of running text beside a vendor's long box */
    BOX_BLOCKS = 8,  /* a box holds so many blocks more than the run in it, */
    BOX_PROSE = 120, /* and so many words of running text */
    REASONS_MAX = 24,
};

/* A region with its judgement. */
struct found {
    struct region region;
    struct evidence evidence;
    struct names names;
    struct judgement judgement;
};

struct judge {
    struct page *page;
    struct cues *cues;
    bool *claimed; /* per block */
    struct found *found;
    size_t n_found, found_cap;
    struct found *unsure;
    size_t n_unsure, unsure_cap;
    uint64_t work;

    struct overlay *overlays;
    size_t n_overlays, overlays_cap;
};

static const struct block *block_of(const struct judge *j, uint32_t b)
{
    return &j->page->blocks->items[b];
}

static bool is_claimed(const struct judge *j, uint32_t first, uint32_t end)
{
    for (uint32_t b = first; b < end; b++) {
        if (j->claimed[b])
            return true;
    }
    return false;
}

/* ---- regions ---- */

/* Nothing that holds a third of the running text goes, whatever it is called. A consent
 * product's own box is the exception, and only where the page has text beside it: such
 * texts can be longer than the article. */
static void spare_consent(const struct judge *j, struct found *found)
{
    struct evidence *e = &found->evidence;
    const struct vendor *vendor = found->names.vendor;
    uint32_t all = j->cues->prose[j->page->blocks->n];

    if (vendor && vendor->kinds == 1u << KIND_CONSENT &&
        e->n_phrases_strong + e->n_phrases_distant > 0 &&
        all - e->n_sentence_words >= LEFT_MIN)
        e->page_share = 0;
}

static void judge_region(struct judge *j, const struct region *region,
                         struct found *found)
{
    *found = (struct found){.region = *region};
    evidence_read(j->page, j->cues, region, &found->evidence, &found->names);
    spare_consent(j, found);
    found->judgement = verdict_give(&found->evidence);
    j->work += region->to - region->from;
}

static void claim(struct judge *j, const struct found *found)
{
    for (uint32_t b = found->region.first; b < found->region.end; b++)
        j->claimed[b] = true;
    j->found = arena_grow(&j->page->arena, j->found, &j->found_cap, j->n_found + 1,
                          sizeof *j->found);
    j->found[j->n_found++] = *found;
}

static void doubt(struct judge *j, const struct found *found)
{
    j->unsure = arena_grow(&j->page->arena, j->unsure, &j->unsure_cap, j->n_unsure + 1,
                           sizeof *j->unsure);
    j->unsure[j->n_unsure++] = *found;
}

/* ---- elements that a mark makes candidates ---- */

/* An element that holds whole blocks, or none; not the page's frame. */
static bool can_be_element(const struct judge *j, uint32_t n, struct region *region)
{
    const struct page *page = j->page;
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

static void judge_elements(struct judge *j)
{
    const struct cues *cues = j->cues;
    uint32_t passed = 0, doubted = 0;

    for (size_t i = 0; i < cues->signs.n; i++) {
        uint32_t n = cues->signs.items[i].node;
        struct region region;
        struct found found;

        if (n < passed || !can_be_element(j, n, &region) ||
            j->work > (uint64_t)WORK_PER_NODE * j->page->n_nodes)
            continue;
        judge_region(j, &region, &found);
        if (found.judgement.outcome == OUTCOME_STAYS || is_bare(&found))
            continue;
        if (found.judgement.outcome == OUTCOME_OUT) {
            claim(j, &found);
            passed = region.to;
        } else if (n >= doubted) {
            doubt(j, &found);
            doubted = region.to;
        }
    }
}

/* ---- runs in the flow ---- */

static bool is_seed(const struct judge *j, uint32_t b)
{
    const struct cue *cue = &j->cues->blocks[b];

    return !j->claimed[b] && !cue->code && (cue->strong || cue->placeholder);
}

static bool has_cue(const struct judge *j, uint32_t b)
{
    const struct cue *cue = &j->cues->blocks[b];
    const struct block *block = block_of(j, b);

    if (cue->prose || cue->code)
        return false;
    if (cue->strong || cue->placeholder || cue->price || cue->period || cue->control)
        return true;
    if (cue->terms && block->n_sentences == 0)
        return true;
    return cue->weak && block->n_words <= WEAK_WORDS && block->n_sentences == 0;
}

/* Short, no sentence, and so perhaps a plan's name or a line of a list. */
static bool is_filler(const struct judge *j, uint32_t b)
{
    const struct block *block = block_of(j, b);

    return !j->cues->blocks[b].prose && block->n_words <= GAP_WORDS &&
           block->n_sentences == 0;
}

static bool is_reachable(const struct judge *j, uint32_t seed, uint32_t b)
{
    return b < j->page->blocks->n && !j->claimed[b] &&
           j->cues->blocks[b].zone == j->cues->blocks[seed].zone;
}

/* The lines under "what's included": up to running text, or to a heading of it. */
static uint32_t list_end(const struct judge *j, uint32_t seed, uint32_t b)
{
    uint32_t first = b;

    while (is_reachable(j, seed, b) && b - first < LIST_MAX &&
           !j->cues->blocks[b].prose && block_of(j, b)->n_words <= LIST_WORDS &&
           (block_of(j, b)->n_sentences == 0 || j->cues->blocks[b].item))
        b++;
    while (b > first && j->cues->blocks[b - 1].heading && !j->cues->blocks[b - 1].item &&
           is_reachable(j, seed, b) && j->cues->blocks[b].prose)
        b--;
    return b;
}

static uint32_t run_end(const struct judge *j, uint32_t seed)
{
    uint32_t end = seed + 1, gap = 0;

    if (j->cues->blocks[seed].terms >> TERM_INCLUDED & 1)
        end = list_end(j, seed, end);
    for (uint32_t b = end; is_reachable(j, seed, b) && gap <= GAP_MAX; b++) {
        if (has_cue(j, b)) {
            end = b + 1;
            gap = 0;
            if (j->cues->blocks[b].terms >> TERM_INCLUDED & 1)
                end = list_end(j, seed, end);
            b = end - 1;
        } else if (is_filler(j, b)) {
            gap++;
        } else {
            break;
        }
    }
    return end;
}

static uint32_t run_begin(const struct judge *j, uint32_t seed, uint32_t least)
{
    uint32_t first = seed;

    while (first > least && is_reachable(j, seed, first - 1) && has_cue(j, first - 1))
        first--;
    return first;
}

/* Fields and frames stand between blocks, but not outside the landmark. */
static struct region region_of_run(const struct judge *j, uint32_t first, uint32_t end)
{
    const struct page *page = j->page;
    uint32_t zone = j->cues->blocks[first].zone;
    uint32_t from = first > 0 ? block_of(j, first - 1)->end : zone;
    uint32_t to = end < page->blocks->n ? block_of(j, end)->first : page->n_nodes;

    if (from < zone)
        from = zone;
    if (to > page->nodes[zone].end)
        to = page->nodes[zone].end;
    return (struct region){first, end, from, to, NO_NODE};
}

static bool is_landmark(const struct judge *j, uint32_t n)
{
    switch (j->page->nodes[n].tag) {
    case TAG_ARTICLE:
    case TAG_ASIDE:
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

/* A prompt that stands apart from the article is the box around it: its heading, its plea, its
 * form. The largest element that holds little beside the run. */
static bool box_of(const struct judge *j, const struct region *run, struct region *box)
{
    const struct page *page = j->page;
    uint32_t n = block_of(j, run->first)->first;
    bool found = false;

    for (n = page->nodes[n].parent; n != NO_NODE && !is_landmark(j, n);
         n = page->nodes[n].parent) {
        uint32_t first = block_at(page, n), end = block_at(page, page->nodes[n].end);

        if (node_is_in(page, j->cues->core, n) ||
            end - first > run->end - run->first + BOX_BLOCKS ||
            j->cues->prose[end] - j->cues->prose[first] > BOX_PROSE ||
            is_claimed(j, first, end))
            break;
        if (first <= run->first && end >= run->end)
            found = can_be_element(j, n, box);
    }
    return found;
}

/* The box is taken for the run where it is judged alike. */
static void widen(struct judge *j, struct found *found)
{
    struct region box;
    struct found wider;

    if (!found->evidence.apart || !box_of(j, &found->region, &box))
        return;
    judge_region(j, &box, &wider);
    if (wider.judgement.outcome == OUTCOME_OUT)
        *found = wider;
}

static void judge_runs(struct judge *j)
{
    uint32_t least = 0;

    for (uint32_t b = 0; b < j->page->blocks->n; b++) {
        struct region region;
        struct found found;

        if (!is_seed(j, b))
            continue;
        region = region_of_run(j, run_begin(j, b, least), run_end(j, b));
        judge_region(j, &region, &found);
        widen(j, &found);
        if (found.judgement.outcome == OUTCOME_OUT)
            claim(j, &found);
        else if (found.judgement.outcome == OUTCOME_UNSURE)
            doubt(j, &found);
        least = found.region.end;
        b = found.region.end - 1;
    }
}

/* ---- from regions to overlays ---- */

struct part {
    struct found found;
    struct span spans[2];
    size_t n_spans;
    bool plans; /* the section of the plans */
    bool split; /* there is another part of the same block */
};

struct ranges {
    struct judge *judge;
    struct node_range *items;
    size_t n, cap;
};

/* Ranges that follow each other under one parent, with nothing but blanks between, are
 * one. */
static bool joins(const struct judge *j, const struct node_range *before, uint32_t n)
{
    const struct node *nodes = j->page->nodes;

    if (nodes[before->first].parent != nodes[n].parent)
        return false;
    for (uint32_t between = before->end; between < n; between++) {
        if (nodes[between].tag != TAG_TEXT && nodes[between].tag != TAG_BR)
            return false;
    }
    return true;
}

static void range_add(struct ranges *ranges, uint32_t first, uint32_t end)
{
    if (ranges->n > 0 && joins(ranges->judge, &ranges->items[ranges->n - 1], first)) {
        ranges->items[ranges->n - 1].end = end;
        return;
    }
    ranges->items = arena_grow(&ranges->judge->page->arena, ranges->items, &ranges->cap,
                               ranges->n + 1, sizeof *ranges->items);
    ranges->items[ranges->n++] = (struct node_range){first, end};
}

/* The largest element around `n` whose blocks are all of the span. `inside` bounds it: an
 * element that is out as a whole; else landmarks and pictures stop it. */
static uint32_t grow(const struct judge *j, uint32_t n, const struct span *span,
                     uint32_t inside)
{
    const struct page *page = j->page;

    for (;;) {
        uint32_t parent = page->nodes[n].parent;
        const struct node *node;

        if (parent == NO_NODE || parent == inside || parent == page->body)
            return n;
        node = &page->nodes[parent];
        if (node->tag == TAG_ARTICLE || node->tag == TAG_MAIN ||
            block_at(page, parent) < span->first || block_at(page, node->end) > span->end)
            return n;
        if (inside == NO_NODE && j->cues->media[node->end] > j->cues->media[parent])
            return n;
        n = parent;
    }
}

static void ranges_of_span(struct ranges *ranges, const struct span *span,
                           uint32_t inside)
{
    const struct judge *j = ranges->judge;
    const struct page *page = j->page;

    for (uint32_t b = span->first; b < span->end;) {
        const struct block *block = block_of(j, b);
        uint32_t n = grow(j, block->first, span, inside);
        uint32_t end = page->nodes[n].end;
        uint32_t next = block_at(page, end);

        if (n == block->first && (end < block->end || next > b + 1))
            end = block->end;
        next = block_at(page, end);
        range_add(ranges, n, end);
        b = next > b ? next : b + 1;
    }
}

/* The whole element, grown to the wrappers that hold nothing else. */
static uint32_t grow_element(const struct judge *j, const struct region *region)
{
    struct span span = {region->first, region->end};

    return region->first == region->end ? region->element
                                        : grow(j, region->element, &span, NO_NODE);
}

static void set_ranges(struct judge *j, const struct part *part, struct overlay *overlay)
{
    const struct region *region = &part->found.region;
    struct ranges ranges = {.judge = j};

    if (region->element != NO_NODE && !part->split) {
        uint32_t n = grow_element(j, region);

        range_add(&ranges, n, j->page->nodes[n].end);
    } else {
        for (size_t i = 0; i < part->n_spans; i++)
            ranges_of_span(&ranges, &part->spans[i], region->element);
    }
    overlay->ranges = ranges.items;
    overlay->n_ranges = ranges.n;
    overlay->id = ranges.items[0].first;
}

/* ---- plans within a region ---- */

/* The section of the plans: from the first plan to what follows them, terms and benefits.
 */
static bool find_section(struct judge *j, const struct region *region,
                         struct span *section)
{
    size_t n;
    struct offer *offers = plan_find(j->page, region->first, region->end, &n);
    uint32_t b;

    if (n == 0)
        return false;
    section->first = offers[0].first;
    b = offers[n - 1].end;
    while (b < region->end && !j->cues->blocks[b].control && !j->cues->blocks[b].prose) {
        const struct cue *cue = &j->cues->blocks[b];

        if (!cue->terms && !(cue->item && cue->strong == 0) && !cue->price &&
            !cue->period)
            break;
        if (cue->terms >> TERM_INCLUDED & 1) {
            b++;
            while (b < region->end && !j->cues->blocks[b].prose &&
                   !j->cues->blocks[b].control)
                b++;
            break;
        }
        b++;
    }
    section->end = b;
    return true;
}

/* Whether what a region says without its plans is a notice of its own. */
static bool has_notice(const struct judge *j, const struct region *region,
                       const struct span *section)
{
    static const int kinds[] = {KIND_PAYWALL, KIND_METERED, KIND_REGISTRATION};
    struct cue_sums all = cue_sum(j->cues, region->first, region->end);
    struct cue_sums plans = cue_sum(j->cues, section->first, section->end);

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        if (all.strong[kinds[i]] > plans.strong[kinds[i]])
            return true;
    }
    return false;
}

/* The section says less than the whole; it lies as the whole does. */
static void read_section(struct judge *j, const struct found *whole,
                         const struct span *section, struct found *found)
{
    struct region region = region_of_run(j, section->first, section->end);
    const struct evidence *of = &whole->evidence;
    struct evidence *e = &found->evidence;

    evidence_read(j->page, j->cues, &region, e, &found->names);
    e->covers = of->covers;
    e->fixed = of->fixed;
    e->modal = of->modal;
    e->dialog_role = of->dialog_role;
    e->hidden = of->hidden;
    e->in_flow = of->in_flow;
}

static size_t split(struct judge *j, const struct found *found, struct part parts[2])
{
    const struct region *region = &found->region;
    struct span section;

    parts[0] = (struct part){.found = *found, .n_spans = 1};
    parts[0].spans[0] = (struct span){region->first, region->end};
    if (found->judgement.outcome != OUTCOME_OUT || !found->evidence.price ||
        !find_section(j, region, &section))
        return 1;
    if (found->evidence.n_plans < 2 || !has_notice(j, region, &section))
        return 1;
    parts[1] = parts[0];
    parts[1].spans[0] = section;
    parts[1].plans = parts[0].split = parts[1].split = true;
    parts[0].n_spans = 0;
    if (section.first > region->first)
        parts[0].spans[parts[0].n_spans++] = (struct span){region->first, section.first};
    if (section.end < region->end)
        parts[0].spans[parts[0].n_spans++] = (struct span){section.end, region->end};
    parts[0].found.evidence.price = false;
    parts[0].found.evidence.n_plans = 0;
    read_section(j, found, &section, &parts[1].found);
    return 2;
}

/* The kind of the notice beside the plans: their price says nothing about it. */
static enum part_kind kind_of(const struct part *part)
{
    struct evidence e = part->found.evidence;

    if (part->plans)
        return PART_PLANS;
    if (part->split) {
        e.points[KIND_PLANS] = 0;
        return verdict_give(&e).kind;
    }
    return part->found.judgement.kind;
}

static void set_plans(struct judge *j, const struct part *part, struct overlay *overlay)
{
    size_t n = 0;
    struct offer *offers = NULL;
    struct plan *plans;

    if (part->found.evidence.price && (part->plans || !part->split))
        offers = plan_find(j->page, part->spans[0].first, part->spans[0].end, &n);
    plans = arena_array(&j->page->arena, n, sizeof *plans);
    for (size_t i = 0; i < n; i++)
        plans[i] = offers[i].plan;
    overlay->plans = plans;
    overlay->n_plans = n;
}

static const char *reason_detail(const struct judge *j, const struct found *found,
                                 const char *name)
{
    bool gate = strcmp(name, "gate_phrase") == 0 || strcmp(name, "long_gate_phrase") == 0;

    if (gate || strcmp(name, "hint_phrase") == 0)
        return found->names.phrase && found->names.phrase->strong == gate
                   ? found->names.phrase->text
                   : NULL;
    if (strcmp(name, "vendor") == 0)
        return found->names.vendor->name;
    if (strcmp(name, "class_word") == 0 || strcmp(name, "class_hint") == 0)
        return found->names.class_word;
    if (strcmp(name, "frame") == 0)
        return found->names.frame_host;
    if (strcmp(name, "running_text") == 0) {
        char words[32];

        snprintf(words, sizeof words, "%u words", found->evidence.n_sentence_words);
        return arena_copy(&j->page->arena, words, strlen(words));
    }
    return NULL;
}

static void set_reasons(struct judge *j, const struct found *found,
                        struct overlay *overlay)
{
    const char *names[REASONS_MAX];
    size_t n = verdict_reasons(&found->evidence, names, REASONS_MAX);
    struct reason *reasons = arena_array(&j->page->arena, n, sizeof *reasons);

    for (size_t i = 0; i < n; i++)
        reasons[i] = (struct reason){names[i], reason_detail(j, found, names[i])};
    overlay->reasons = reasons;
    overlay->n_reasons = n;
}

static void overlay_add(struct judge *j, const struct part *part)
{
    const struct found *found = &part->found;
    const struct evidence *e = &found->evidence;
    struct overlay *overlay;

    if (j->n_overlays == OVERLAYS_MAX)
        return;
    j->overlays = arena_grow(&j->page->arena, j->overlays, &j->overlays_cap,
                             j->n_overlays + 1, sizeof *j->overlays);
    overlay = &j->overlays[j->n_overlays++];
    *overlay = (struct overlay){
        .kind = kind_of(part),
        .confidence = found->judgement.confidence,
        .covering = e->covers || e->modal || e->fixed || e->dialog_role,
        .waiting = e->hidden,
        .unsure = found->judgement.outcome == OUTCOME_UNSURE,
        .evidence = *e,
        .vendor = found->names.vendor ? found->names.vendor->name : NULL,
        .frame_host = found->names.frame_host,
        .lang = found->names.phrase ? found->names.phrase->lang : NULL,
    };
    set_ranges(j, part, overlay);
    detail_actions(j->page, j->cues, overlay);
    detail_texts(j->page, j->cues, part->spans, part->n_spans, overlay);
    set_plans(j, part, overlay);
    set_reasons(j, found, overlay);
}

static void overlays_of(struct judge *j, const struct found *found)
{
    struct part parts[2];
    size_t n = split(j, found, parts), first = j->n_overlays;

    for (size_t i = 0; i < n; i++)
        overlay_add(j, &parts[i]);
    for (size_t i = first; n > 1 && i < j->n_overlays; i++)
        j->overlays[i].group = j->overlays[first].id;
}

/* A frame without text may stand in a wrapper that is out already. */
static bool is_marked(const struct judge *j, const struct found *found)
{
    uint32_t n = found->region.element;

    return n != NO_NODE && (j->page->nodes[n].marks & NODE_OVERLAY);
}

static void mark_nodes(struct page *page, const struct overlay *overlay)
{
    for (size_t r = 0; r < overlay->n_ranges && !overlay->unsure; r++) {
        for (uint32_t n = overlay->ranges[r].first; n < overlay->ranges[r].end; n++)
            page->nodes[n].marks |= NODE_OVERLAY;
    }
}

static void make_overlays(struct judge *j)
{
    for (size_t i = 0; i < j->n_found; i++) {
        if (j->found[i].region.first < j->found[i].region.end)
            overlays_of(j, &j->found[i]);
    }
    for (size_t i = 0; i < j->n_overlays; i++)
        mark_nodes(j->page, &j->overlays[i]);
    for (size_t i = 0; i < j->n_found; i++) {
        const struct found *found = &j->found[i];

        if (found->region.first < found->region.end || is_marked(j, found))
            continue;
        overlays_of(j, found);
        mark_nodes(j->page, &j->overlays[j->n_overlays - 1]);
    }
    for (size_t i = 0; i < j->n_unsure; i++) {
        const struct region *region = &j->unsure[i].region;

        if (!is_claimed(j, region->first, region->end))
            overlays_of(j, &j->unsure[i]);
    }
}

static int by_id(const void *left, const void *right)
{
    const struct overlay *a = left, *b = right;

    return (a->id > b->id) - (a->id < b->id);
}

static void mark_blocks(struct page *page, const struct overlay *overlay, uint16_t number)
{
    for (size_t r = 0; r < overlay->n_ranges; r++) {
        uint32_t end = block_at(page, overlay->ranges[r].end);

        for (uint32_t b = block_at(page, overlay->ranges[r].first); b < end; b++)
            page->blocks->items[b].overlay = number;
    }
}

void overlay_judge(struct page *page)
{
    struct judge j = {.page = page};

    j.cues = cue_read(page);
    j.claimed = arena_array(&page->arena, page->blocks->n, sizeof *j.claimed);
    judge_elements(&j);
    judge_runs(&j);
    make_overlays(&j);
    if (j.n_overlays)
        qsort(j.overlays, j.n_overlays, sizeof *j.overlays, by_id);

    page->overlays = arena_alloc(&page->arena, sizeof *page->overlays);
    page->overlays->items = j.overlays;
    page->overlays->n = j.n_overlays;
    for (size_t i = 0; i < j.n_overlays; i++)
        mark_blocks(page, &j.overlays[i], (uint16_t)(i + 1));
}
