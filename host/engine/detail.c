#include "engine/detail.h"

#include <string.h>

#include "engine/block.h"
#include "engine/node.h"
#include "engine/placeholder.h"

enum {
    ACTIONS_MAX = 16,
    PLACEHOLDERS_MAX = 16,
    BENEFITS_MAX = 40,
    BENEFIT_WORDS = 25,
    TERMS_MAX = 3,
};

static const char *action_name(uint8_t action)
{
#define NAME(kind, word) word,
    static const char *const names[] = {RULE_ACTIONS(NAME) "other"};
#undef NAME

    return names[action];
}

static bool same(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool has_action(const struct action *actions, size_t n,
                       const struct action *action)
{
    for (size_t i = 0; i < n; i++) {
        if (same(actions[i].label, action->label) && same(actions[i].url, action->url))
            return true;
    }
    return false;
}

void detail_actions(struct page *page, const struct cues *cues, struct overlay *overlay)
{
    struct action *actions = arena_array(&page->arena, ACTIONS_MAX, sizeof *actions);
    size_t n = 0;

    for (size_t r = 0; r < overlay->n_ranges; r++) {
        const struct node_range *range = &overlay->ranges[r];

        for (size_t i = control_at(&cues->controls, range->first);
             i < cues->controls.n && cues->controls.items[i].node < range->end &&
             n < ACTIONS_MAX;
             i++) {
            const struct control *control = &cues->controls.items[i];
            struct action action = {action_name(control->action), control->label,
                                    control_url(page, control)};

            if (control->kind == CONTROL_ACTION && !has_action(actions, n, &action))
                actions[n++] = action;
        }
    }
    overlay->actions = actions;
    overlay->n_actions = n;
}

/* ---- placeholders and terms ---- */

struct list {
    struct page *page;
    const char **items;
    size_t n, max;
};

static void list_add(struct list *list, const char *text, size_t len)
{
    for (size_t i = 0; i < list->n; i++) {
        if (strlen(list->items[i]) == len && memcmp(list->items[i], text, len) == 0)
            return;
    }
    if (list->n < list->max)
        list->items[list->n++] = arena_copy(&list->page->arena, text, len);
}

static struct list list_make(struct page *page, size_t max)
{
    return (struct list){page, arena_array(&page->arena, max, sizeof(const char *)), 0,
                         max};
}

static void add_placeholders(struct list *list, const struct block *b)
{
    size_t at, end = 0;

    while (placeholder_next(b->text, b->len, end, &at, &end))
        list_add(list, b->text + at, end - at);
}

/* As on the page; lines of several blocks are joined. */
static const char *join(struct page *page, const struct list *list)
{
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    for (size_t i = 0; i < list->n; i++) {
        strbuf_puts(scratch, i ? "; " : "");
        strbuf_puts(scratch, list->items[i]);
    }
    return list->n ? arena_copy(&page->arena, scratch->bytes, scratch->len) : NULL;
}

/* ---- benefits: what stands under "what's included", else the lists ---- */

struct reader {
    struct page *page;
    const struct cues *cues;
    struct list list;
    uint32_t item; /* the li whose first block was taken */
    bool headings; /* benefits have headings: the texts beneath explain them */
};

/* Blocks of the span from the one behind the cue on; span.end where there is none. */
static uint32_t find_included(const struct cues *cues, const struct span *span)
{
    for (uint32_t b = span->first; b < span->end; b++) {
        if (cues->blocks[b].terms >> TERM_INCLUDED & 1)
            return b + 1;
    }
    return span->end;
}

static bool can_be_benefit(const struct reader *r, uint32_t b)
{
    const struct cue *cue = &r->cues->blocks[b];

    return !cue->prose && !cue->price && !cue->period &&
           r->page->blocks->items[b].n_words <= BENEFIT_WORDS &&
           (!cue->control || cue->item);
}

/* Of a list item its first block; the rest says what that means. */
static void take_benefit(struct reader *r, uint32_t b)
{
    const struct block *block = &r->page->blocks->items[b];
    uint32_t item = node_closest(r->page, block->first, TAG_LI);

    if (item != NO_NODE ? item == r->item : r->headings && !r->cues->blocks[b].heading)
        return;
    r->item = item;
    list_add(&r->list, block->text, block->len);
}

static bool has_headings(const struct cues *cues, uint32_t first, uint32_t end)
{
    unsigned n = 0;

    for (uint32_t b = first; b < end; b++)
        n += cues->blocks[b].heading;
    return n >= 2;
}

static void read_benefits(struct reader *r, const struct span *span)
{
    uint32_t first = find_included(r->cues, span);

    if (first < span->end) {
        r->headings = has_headings(r->cues, first, span->end);
        for (uint32_t b = first; b < span->end && can_be_benefit(r, b); b++)
            take_benefit(r, b);
        return;
    }
    for (uint32_t b = span->first; b < span->end; b++) {
        if (r->cues->blocks[b].item && can_be_benefit(r, b))
            take_benefit(r, b);
    }
}

void detail_texts(struct page *page, const struct cues *cues, const struct span *spans,
                  size_t n_spans, struct overlay *overlay)
{
    static const uint16_t renewal =
        1u << TERM_CANCEL | 1u << TERM_RENEWAL | 1u << TERM_BILLING;
    struct list placeholders = list_make(page, PLACEHOLDERS_MAX);
    struct list terms = list_make(page, TERMS_MAX);
    struct reader benefits = {page, cues, list_make(page, BENEFITS_MAX), NO_NODE, false};
    bool sells = overlay->kind == PART_PAYWALL || overlay->kind == PART_METERED ||
                 overlay->kind == PART_PLANS || overlay->kind == PART_REGISTRATION;

    for (size_t i = 0; i < n_spans; i++) {
        for (uint32_t b = spans[i].first; b < spans[i].end; b++) {
            const struct block *block = &page->blocks->items[b];

            add_placeholders(&placeholders, block);
            if (cues->blocks[b].terms & renewal)
                list_add(&terms, block->text, block->len);
        }
        if (sells)
            read_benefits(&benefits, &spans[i]);
    }
    overlay->placeholders = placeholders.items;
    overlay->n_placeholders = placeholders.n;
    overlay->terms = join(page, &terms);
    overlay->benefits = benefits.list.items;
    overlay->n_benefits = benefits.list.n;
}
