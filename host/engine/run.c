#include "engine/run.h"

#include "engine/box.h"
#include "engine/channel.h"
#include "engine/node.h"

enum {
    GAP_MAX = 3, /* blocks without a cue between two that have one */
    GAP_WORDS = 14,
    LIST_MAX = 60, /* blocks of a list of benefits */
    LIST_WORDS = 25,
    WEAK_WORDS = 12, /* a hint counts in a line, not in a sentence */
    CALL_WORDS = 6,  /* of a call that no box holds */
};

/* A sentence that says no more than a price is the author's: a plan's price is in none. */
static bool is_told(const struct ground *ground, uint32_t b)
{
    const struct cue *cue = &ground->cues->blocks[b];

    return cue->price && ground_block(ground, b)->n_sentences > 0 && !cue->strong &&
           !cue->weak && !cue->terms && !cue->control && !cue->placeholder;
}

/* A price, and right behind it what one presses to subscribe or log in. */
static bool is_for_sale(const struct ground *ground, uint32_t b)
{
    const struct cue *cue = &ground->cues->blocks[b];

    return cue->price && !cue->prose && !is_told(ground, b) &&
           (cue->control || (b + 1 < ground->page->blocks->n && cue[1].control));
}

bool run_begins_at(const struct ground *ground, uint32_t b)
{
    const struct cue *cue = &ground->cues->blocks[b];

    return !ground->claimed[b] && !cue->code &&
           (cue->strong || cue->placeholder || is_for_sale(ground, b) ||
            channel_promoted(ground->page, ground->cues, b));
}

static bool has_cue(const struct ground *ground, uint32_t b)
{
    const struct cue *cue = &ground->cues->blocks[b];
    const struct block *block = ground_block(ground, b);

    if (cue->prose || cue->code)
        return false;
    if (cue->strong || cue->placeholder || cue->price || cue->period || cue->control)
        return true;
    if (cue->terms && block->n_sentences == 0)
        return true;
    return cue->weak && block->n_words <= WEAK_WORDS && block->n_sentences == 0;
}

/* Short, no sentence, and so perhaps a plan's name or a line of a list. */
static bool is_filler(const struct ground *ground, uint32_t b)
{
    const struct block *block = ground_block(ground, b);

    return !ground->cues->blocks[b].prose && block->n_words <= GAP_WORDS &&
           block->n_sentences == 0;
}

static bool is_reachable(const struct ground *ground, uint32_t seed, uint32_t b)
{
    return b < ground->page->blocks->n && !ground->claimed[b] &&
           ground->cues->blocks[b].zone == ground->cues->blocks[seed].zone;
}

/* A heading of the running text below it. */
static bool is_over_text(const struct ground *ground, uint32_t seed, uint32_t b)
{
    return ground->cues->blocks[b].heading && is_reachable(ground, seed, b + 1) &&
           ground->cues->blocks[b + 1].prose;
}

/* The lines under "what's included": up to running text, or to a heading of it. */
static uint32_t list_end(const struct ground *ground, uint32_t seed, uint32_t b)
{
    uint32_t first = b;

    while (is_reachable(ground, seed, b) && b - first < LIST_MAX &&
           !ground->cues->blocks[b].prose &&
           ground_block(ground, b)->n_words <= LIST_WORDS &&
           (ground_block(ground, b)->n_sentences == 0 || ground->cues->blocks[b].item))
        b++;
    while (b > first && !ground->cues->blocks[b - 1].item &&
           is_over_text(ground, seed, b - 1))
        b--;
    return b;
}

static uint32_t run_end(const struct ground *ground, uint32_t seed)
{
    uint32_t end = seed + 1, gap = 0;

    if (ground->cues->blocks[seed].terms >> TERM_INCLUDED & 1)
        end = list_end(ground, seed, end);
    for (uint32_t b = end; is_reachable(ground, seed, b) && gap <= GAP_MAX; b++) {
        if (has_cue(ground, b)) {
            end = b + 1;
            gap = 0;
            if (ground->cues->blocks[b].terms >> TERM_INCLUDED & 1)
                end = list_end(ground, seed, end);
            b = end - 1;
        } else if (is_filler(ground, b) && b - end < LIST_MAX) {
            gap += !ground->cues->blocks[b].item; /* a plan's list may be long */
        } else {
            break;
        }
    }
    /* "Already a subscriber?" may be asked in the author's own headings. */
    while (end > seed + 1 && !ground->cues->blocks[end - 1].control &&
           is_over_text(ground, seed, end - 1))
        end--;
    return end;
}

/* What speaks of an account in a long paragraph too, as a wall does that explains itself. */
static bool is_wall(const struct ground *ground, uint32_t b)
{
    uint16_t said = ground->cues->blocks[b].strong;

    return (said | cue_distant(ground->cues, ground->page, b)) & KINDS_ACCOUNT;
}

/* A wall may take several paragraphs. They are its own where nothing else follows in the
 * container: an article that speaks of walls goes on. */
static uint32_t wall_end(const struct ground *ground, uint32_t seed, uint32_t end)
{
    const struct page *page = ground->page;
    uint32_t container = page->nodes[ground_block(ground, seed)->owner].parent, b = end,
             last;

    if (container == NO_NODE || !is_wall(ground, seed))
        return end;
    while (is_reachable(ground, seed, b) && is_wall(ground, b))
        b++;
    last = block_at(page, page->nodes[container].end);
    return b > end && b <= last && ground->cues->prose[last] == ground->cues->prose[b]
               ? b
               : end;
}

/* Backwards only what stands close by has its place: a gap is bridged towards a price or
 * a strong phrase, and a plan's name stands before its price. */
static uint32_t run_begin(const struct ground *ground, uint32_t seed, uint32_t least)
{
    uint32_t first = seed, gap = 0;

    for (uint32_t b = seed; b > least && is_reachable(ground, seed, b - 1); b--) {
        const struct cue *cue = &ground->cues->blocks[b - 1];

        if (is_told(ground, b - 1))
            break;
        if (has_cue(ground, b - 1) && (gap == 0 || cue->price || cue->strong)) {
            first = b - 1;
            gap = 0;
        } else if (is_filler(ground, b - 1) && gap < GAP_MAX) {
            gap++;
        } else {
            break;
        }
    }
    if ((first < seed || !ground->cues->blocks[seed].strong) &&
        ground->cues->blocks[first].price && first > least &&
        is_reachable(ground, seed, first - 1) && is_filler(ground, first - 1))
        first--;
    return first;
}

struct region run_region(const struct page *page, const struct cues *cues, uint32_t first,
                         uint32_t end)
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
static bool is_boxed(const struct ground *ground, uint32_t first, uint32_t end)
{
    const struct page *page = ground->page;
    uint32_t n = node_around(page, ground_block(ground, first)->owner,
                             ground_block(ground, end - 1)->owner);
    uint32_t low, high;

    if (n == page->body || node_is_in(page, ground->cues->core, n) ||
        box_is_frame(page, n))
        return false;
    low = block_at(page, n);
    high = block_at(page, page->nodes[n].end);
    for (uint32_t b = low; b < high; b++) {
        if (ground->cues->blocks[b].item)
            return false;
    }
    return high - low <= BOX_LINES &&
           ground->cues->prose[high] - ground->cues->prose[low] ==
               ground->cues->prose[end] - ground->cues->prose[first];
}

/* Behind a run and perhaps a line or two ("It only takes a minute.") the links or buttons
 * that its box ends in; `end` where there are none. */
static uint32_t call_end(const struct ground *ground, uint32_t seed, uint32_t first,
                         uint32_t end)
{
    for (uint32_t b = end; b < end + BOX_LINES && is_reachable(ground, seed, b); b++) {
        if (control_fills(ground->page, ground_block(ground, b)))
            return is_boxed(ground, first, b + 1) ? b + 1 : end;
        if (ground->cues->blocks[b].prose || ground_block(ground, b)->n_words > GAP_WORDS)
            break;
    }
    return end;
}

/* What is pressed to buy what the run's last price buys. */
static uint32_t buy_end(const struct ground *ground, uint32_t seed, uint32_t end)
{
    bool buys = ground->cues->blocks[end - 1].price && is_reachable(ground, seed, end) &&
                control_fills(ground->page, ground_block(ground, end));

    return buys ? end + 1 : end;
}

/* What fills the block is pressed on this site; a line may also be a link to a source, or to
 * the next step on this page. */
static bool is_call(const struct ground *ground, uint32_t b)
{
    const struct block *block = ground_block(ground, b);

    for (uint32_t n = block->owner; n < block->end; n++) {
        if (control_asks(ground->page, ground->cues->place.host, n))
            return block->n_words <= CALL_WORDS && control_fills(ground->page, block);
    }
    return false;
}

/* Without a box of its own: a line that asks, and the next is nothing but what is pressed. */
static bool is_called(const struct ground *ground, uint32_t seed)
{
    const struct cue *cue = &ground->cues->blocks[seed];

    return cue->strong && !cue->running && !cue->item && !cue->heading && !cue->quote &&
           is_reachable(ground, seed, seed + 1) && !cue[1].item && !cue[1].heading &&
           is_call(ground, seed + 1);
}

struct region run_around(const struct ground *ground, uint32_t b, uint32_t least)
{
    uint32_t first = run_begin(ground, b, least);
    uint32_t end = buy_end(ground, b, wall_end(ground, b, run_end(ground, b)));
    uint32_t last = call_end(ground, b, first, end);
    struct region region = run_region(ground->page, ground->cues, first, last);

    region.boxed = last > end || (end > first + 1 && is_boxed(ground, first, end));
    if (!region.boxed && first == b && last <= b + 2 && is_called(ground, b)) {
        region = run_region(ground->page, ground->cues, b, b + 2);
        region.boxed = true;
    }
    return region;
}
