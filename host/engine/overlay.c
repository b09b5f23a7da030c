#include "engine/overlay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "engine/block.h"
#include "engine/cue.h"
#include "engine/detail.h"
#include "engine/node.h"
#include "engine/plan.h"
#include "engine/region.h"
#include "engine/run.h"

enum {
    OVERLAYS_MAX = 4096, /* a block's number of its overlay has 16 bits */
    REASONS_MAX = 24,
};

/* Regions become overlays, one or two each. */
struct maker {
    struct page *page;
    const struct cues *cues;
    struct overlay *overlays;
    size_t n_overlays, cap;
};

struct part {
    struct found found;
    struct span spans[2];
    size_t n_spans;
    bool plans; /* the section of the plans */
    bool split; /* there is another part of the same block */
};

struct ranges {
    struct maker *maker;
    struct node_range *items;
    size_t n, cap;
};

/* Ranges that follow each other under one parent, with nothing but blanks between, are
 * one. */
static bool joins(const struct maker *m, const struct node_range *before, uint32_t n)
{
    const struct node *nodes = m->page->nodes;

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
    if (ranges->n > 0 && joins(ranges->maker, &ranges->items[ranges->n - 1], first)) {
        ranges->items[ranges->n - 1].end = end;
        return;
    }
    ranges->items = arena_grow(&ranges->maker->page->arena, ranges->items, &ranges->cap,
                               ranges->n + 1, sizeof *ranges->items);
    ranges->items[ranges->n++] = (struct node_range){first, end};
}

/* The largest element around `n` whose blocks are all of the span. `inside` bounds it: an
 * element that is out as a whole; else landmarks and pictures stop it. */
static uint32_t grow(const struct maker *m, uint32_t n, const struct span *span,
                     uint32_t inside)
{
    const struct page *page = m->page;

    for (;;) {
        uint32_t parent = page->nodes[n].parent;
        const struct node *node;

        if (parent == NO_NODE || parent == inside || parent == page->body)
            return n;
        node = &page->nodes[parent];
        if (node->tag == TAG_ARTICLE || node->tag == TAG_MAIN ||
            block_at(page, parent) < span->first || block_at(page, node->end) > span->end)
            return n;
        if (inside == NO_NODE && m->cues->media[node->end] > m->cues->media[parent])
            return n;
        n = parent;
    }
}

static void ranges_of_span(struct ranges *ranges, const struct span *span,
                           uint32_t inside)
{
    const struct maker *m = ranges->maker;
    const struct page *page = m->page;

    for (uint32_t b = span->first; b < span->end;) {
        const struct block *block = &m->page->blocks->items[b];
        uint32_t n = grow(m, block->first, span, inside);
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
static uint32_t grow_element(const struct maker *m, const struct region *region)
{
    struct span span = {region->first, region->end};

    return region->first == region->end ? region->element
                                        : grow(m, region->element, &span, NO_NODE);
}

static void set_ranges(struct maker *m, const struct part *part, struct overlay *overlay)
{
    const struct region *region = &part->found.region;
    struct ranges ranges = {.maker = m};

    if (region->element != NO_NODE && !part->split) {
        uint32_t n = grow_element(m, region);

        range_add(&ranges, n, m->page->nodes[n].end);
    } else {
        for (size_t i = 0; i < part->n_spans; i++)
            ranges_of_span(&ranges, &part->spans[i], region->element);
    }
    overlay->ranges = ranges.items;
    overlay->n_ranges = ranges.n;
    overlay->id = ranges.items[0].first;
}

/* ---- plans within a region ---- */

/* Up to what acts or is running text. */
static uint32_t list_end(const struct maker *m, uint32_t b, uint32_t end)
{
    while (b < end && !m->cues->blocks[b].prose && !m->cues->blocks[b].control)
        b++;
    return b;
}

static bool is_of_plans(const struct cue *cue)
{
    return cue->terms || cue->price || cue->period || (cue->item && cue->strong == 0);
}

/* The section of the plans: from the first plan to what follows them, terms and
 * benefits. */
static bool find_section(struct maker *m, const struct region *region,
                         struct span *section)
{
    size_t n;
    struct offer *offers =
        plan_find(m->page, &m->cues->place, region->first, region->end, &n);
    uint32_t b, end;

    if (n == 0)
        return false;
    b = offers[n - 1].end;
    if (b < region->end && m->cues->blocks[b - 1].price &&
        control_fills(m->page, &m->page->blocks->items[b]))
        b++; /* what buys it */
    end = list_end(m, b, region->end);
    while (b < end && is_of_plans(&m->cues->blocks[b])) {
        if (m->cues->blocks[b].terms >> TERM_INCLUDED & 1)
            b = end;
        else
            b++;
    }
    *section = (struct span){offers[0].first, b};
    return true;
}

/* Whether what a region says without its plans is a notice of its own. */
static bool has_notice(const struct maker *m, const struct region *region,
                       const struct span *section)
{
    struct cue_sums all = cue_sum(m->cues, region->first, region->end);
    struct cue_sums plans = cue_sum(m->cues, section->first, section->end);

    for (int kind = 0; kind < N_RULE_KINDS; kind++) {
        if (KINDS_ACCOUNT >> kind & 1 && all.strong[kind] > plans.strong[kind])
            return true;
    }
    return false;
}

/* The section says less than the whole; it lies as the whole does. */
static void read_section(struct maker *m, const struct found *whole,
                         const struct span *section, struct found *found)
{
    struct region region = run_region(m->page, m->cues, section->first, section->end);
    const struct evidence *of = &whole->evidence;
    struct evidence *e = &found->evidence;

    evidence_read(m->page, m->cues, &region, e, &found->names);
    e->covers = of->covers;
    e->fixed = of->fixed;
    e->modal = of->modal;
    e->dialog_role = of->dialog_role;
    e->hidden = of->hidden;
    e->in_flow = of->in_flow;
}

static size_t split(struct maker *m, const struct found *found, struct part parts[2])
{
    const struct region *region = &found->region;
    struct span section;

    parts[0] = (struct part){.found = *found, .n_spans = 1};
    parts[0].spans[0] = (struct span){region->first, region->end};
    if (found->judgement.outcome != OUTCOME_OUT || !found->evidence.price ||
        !find_section(m, region, &section))
        return 1;
    if (found->evidence.n_plans < 2 || !has_notice(m, region, &section))
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
    read_section(m, found, &section, &parts[1].found);
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

static void set_plans(struct maker *m, const struct part *part, struct overlay *overlay)
{
    size_t n = 0;
    struct offer *offers = NULL;
    struct plan *plans;

    if (part->found.evidence.price && (part->plans || !part->split))
        offers = plan_find(m->page, &m->cues->place, part->spans[0].first,
                           part->spans[0].end, &n);
    plans = arena_array(&m->page->arena, n, sizeof *plans);
    for (size_t i = 0; i < n; i++)
        plans[i] = offers[i].plan;
    overlay->plans = plans;
    overlay->n_plans = n;
}

static const char *words_detail(struct page *page, const struct evidence *e)
{
    char words[32];

    snprintf(words, sizeof words, "%u words", e->n_sentence_words);
    return arena_copy(&page->arena, words, strlen(words));
}

/* What people are told beside the name. */
static const char *reason_detail(const struct maker *m, const struct found *found,
                                 const char *name)
{
    const struct phrase *phrase = found->names.phrase;
    const struct {
        const char *name, *detail;
    } table[] = {
        {"gate_phrase", phrase && phrase->strong ? phrase->text : NULL},
        {"long_gate_phrase", phrase && phrase->strong ? phrase->text : NULL},
        {"hint_phrase", phrase && !phrase->strong ? phrase->text : NULL},
        {"vendor", found->names.vendor ? found->names.vendor->name : NULL},
        {"class_word", found->names.class_word},
        {"class_hint", found->names.class_word},
        {"frame", found->names.frame_host},
        {"channel_link", found->names.channel ? found->names.channel->name : NULL},
    };

    if (strcmp(name, "running_text") == 0)
        return words_detail(m->page, &found->evidence);
    for (size_t i = 0; i < N_OF(table); i++) {
        if (strcmp(name, table[i].name) == 0)
            return table[i].detail;
    }
    return NULL;
}

static void set_reasons(struct maker *m, const struct found *found,
                        struct overlay *overlay)
{
    const char *names[REASONS_MAX];
    size_t n = verdict_reasons(&found->evidence, names, REASONS_MAX);
    struct reason *reasons = arena_array(&m->page->arena, n, sizeof *reasons);

    for (size_t i = 0; i < n; i++)
        reasons[i] = (struct reason){names[i], reason_detail(m, found, names[i])};
    overlay->reasons = reasons;
    overlay->n_reasons = n;
}

static void overlay_add(struct maker *m, const struct part *part)
{
    const struct found *found = &part->found;
    const struct evidence *e = &found->evidence;
    struct overlay *overlay;

    if (m->n_overlays == OVERLAYS_MAX)
        return;
    m->overlays = arena_grow(&m->page->arena, m->overlays, &m->cap, m->n_overlays + 1,
                             sizeof *m->overlays);
    overlay = &m->overlays[m->n_overlays++];
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
    set_ranges(m, part, overlay);
    detail_actions(m->page, m->cues, overlay);
    detail_texts(m->page, m->cues, part->spans, part->n_spans, overlay);
    set_plans(m, part, overlay);
    set_reasons(m, found, overlay);
}

static void overlays_of(struct maker *m, const struct found *found)
{
    struct part parts[2];
    size_t n = split(m, found, parts), first = m->n_overlays;

    for (size_t i = 0; i < n; i++)
        overlay_add(m, &parts[i]);
    for (size_t i = first; n > 1 && i < m->n_overlays; i++)
        m->overlays[i].group = m->overlays[first].id;
}

/* A frame without text may stand in a wrapper that is out already. */
static bool is_marked(const struct maker *m, const struct found *found)
{
    uint32_t n = found->region.element;

    return n != NO_NODE && (m->page->nodes[n].marks & NODE_OVERLAY);
}

static void mark_nodes(struct page *page, const struct overlay *overlay)
{
    for (size_t r = 0; r < overlay->n_ranges && !overlay->unsure; r++) {
        for (uint32_t n = overlay->ranges[r].first; n < overlay->ranges[r].end; n++)
            page->nodes[n].marks |= NODE_OVERLAY;
    }
}

static void make_overlays(struct maker *m, const struct regions *regions)
{
    const struct found_list *sure = &regions->sure, *unsure = &regions->unsure;

    for (size_t i = 0; i < sure->n; i++) {
        if (sure->items[i].region.first < sure->items[i].region.end)
            overlays_of(m, &sure->items[i]);
    }
    for (size_t i = 0; i < m->n_overlays; i++)
        mark_nodes(m->page, &m->overlays[i]);
    for (size_t i = 0; i < sure->n; i++) {
        const struct found *found = &sure->items[i];

        if (found->region.first < found->region.end || is_marked(m, found))
            continue;
        overlays_of(m, found);
        mark_nodes(m->page, &m->overlays[m->n_overlays - 1]);
    }
    for (size_t i = 0; i < unsure->n; i++)
        overlays_of(m, &unsure->items[i]);
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
    struct maker m = {.page = page, .cues = cue_read(page)};
    struct regions regions;

    region_find(page, m.cues, &regions);
    make_overlays(&m, &regions);
    if (m.n_overlays > 0)
        qsort(m.overlays, m.n_overlays, sizeof *m.overlays, by_id);

    page->overlays = arena_alloc(&page->arena, sizeof *page->overlays);
    page->overlays->items = m.overlays;
    page->overlays->n = m.n_overlays;
    for (size_t i = 0; i < m.n_overlays; i++)
        mark_blocks(page, &m.overlays[i], (uint16_t)(i + 1));
}

bool overlay_claims(const struct page *page, const struct block *block)
{
    return block->overlay != 0 && !page->overlays->items[block->overlay - 1].unsure;
}
