#include "engine/evidence.h"

#include "base/url.h"
#include "engine/block.h"
#include "engine/channel.h"
#include "engine/plan.h"

/* What an observation adds for a kind. A counted limit makes a notice a metered one
 * whatever else it says, and an ad blocker that is spoken of makes it one about that, though
 * it offers a subscription as well; a vendor with one kind of product settles it nearly as
 * well. */
enum {
    P_STRONG = 6,
    P_METERED = 40,
    P_ADBLOCK = 20,
    P_WEAK = 1,
    P_DISTANT = 3,
    P_CLASS = 4,
    P_CLASS_HINT = 1,
    P_VENDOR_ONLY = 8,
    P_VENDOR = 2,
    P_VENDOR_FIRST = 1,
    P_FORM = 3,
    P_ACTION = 2,
    P_PLANS = 6,

    FIELDS_MAX = 4, /* of a form for an address: with two names and a code */
};

static void add_points(uint16_t *points, unsigned kinds, unsigned each)
{
    for (int kind = 0; kind < N_RULE_KINDS; kind++) {
        if (kinds >> kind & 1)
            points[kind] = (uint16_t)(points[kind] + each);
    }
}

static unsigned at_most(uint32_t n, unsigned max)
{
    return n > max ? max : n;
}

static void read_words(const struct cues *cues, const struct region *r,
                       struct evidence *e)
{
    struct cue_sums sums = cue_sum(cues, r->first, r->end);

    for (int kind = 0; kind < N_RULE_KINDS; kind++) {
        if (kind != KIND_PLANS && kind != KIND_OTHER_PROMO)
            e->n_phrases_gate += sums.strong[kind];
        e->n_phrases_weak += sums.weak[kind];
        e->points[kind] =
            (uint16_t)(e->points[kind] + P_STRONG * at_most(sums.strong[kind], 5) +
                       P_WEAK * at_most(sums.weak[kind], 5));
    }
    e->n_phrases_strong = sums.phrases;
    e->n_placeholders = sums.placeholders;
    if (sums.strong[KIND_METERED] > 0)
        e->points[KIND_METERED] = P_METERED;
    if (sums.strong[KIND_ADBLOCK] > 0)
        e->points[KIND_ADBLOCK] = P_ADBLOCK;
    e->price = sums.prices > 0;
    e->n_blocks = r->end - r->first;
    e->n_words = cues->words[r->end] - cues->words[r->first];
    e->n_link_words = cues->links[r->end] - cues->links[r->first];
    e->n_sentence_words = cues->prose[r->end] - cues->prose[r->first];
}

/* Long blocks. What stays whatever it says is not searched. */
static void read_distant(const struct page *page, const struct cues *cues,
                         const struct region *r, struct evidence *e)
{
    uint32_t distant[N_RULE_KINDS] = {0};

    for (uint32_t b = r->first; b < r->end && e->page_share < SHARE_MAX; b++) {
        uint16_t kinds = cue_distant(cues, page, b);

        for (int kind = 0; kinds >> kind; kind++)
            distant[kind] += kinds >> kind & 1;
    }
    for (int kind = 0; kind < N_RULE_KINDS; kind++) {
        e->n_phrases_distant += distant[kind];
        e->points[kind] =
            (uint16_t)(e->points[kind] + P_DISTANT * at_most(distant[kind], 3));
    }
}

static bool ends_in_call(const struct page *page, const struct region *r)
{
    return r->boxed && r->end > r->first + 1 &&
           control_fills(page, &page->blocks->items[r->end - 1]);
}

static bool any_calls(const struct controls *controls, const struct region *r)
{
    for (size_t i = control_at(controls, r->from);
         i < controls->n && controls->items[i].node < r->to; i++) {
        if (controls->items[i].says)
            return true;
    }
    return false;
}

/* Words are read before: who speaks of an account asks for it, by a form as well. */
static void read_controls(const struct cues *cues, const struct region *r,
                          struct evidence *e)
{
    struct control_sums sums = control_sum(&cues->controls, r->from, r->to);

    e->email_form = sums.kinds[CONTROL_EMAIL] > 0;
    /* "Never miss a story" is said of both; only letters need an address. */
    if (!e->email_form && e->points[KIND_PUSH] >= P_STRONG)
        add_points(e->points, 1u << KIND_PUSH, 1);
    e->password_form = sums.kinds[CONTROL_PASSWORD] > 0;
    e->frame = sums.kinds[CONTROL_FRAME] > 0;
    e->acts = sums.kinds[CONTROL_ACTION] > 0;
    e->calls = e->acts && any_calls(&cues->controls, r);
    e->sign_up_form = e->email_form && !e->password_form &&
                      sums.kinds[CONTROL_WRITING] == 0 &&
                      sums.kinds[CONTROL_EMAIL] + sums.kinds[CONTROL_FIELD] <= FIELDS_MAX;
    e->log_in = sums.actions[ACTION_LOG_IN] > 0;
    e->subscribe = sums.actions[ACTION_SUBSCRIBE] > 0;
    e->enrol = sums.actions[ACTION_REGISTER] > 0;
    e->choice = sums.actions[ACTION_ACCEPT] + sums.actions[ACTION_REJECT] > 0;
    if (e->email_form && !e->password_form)
        add_points(e->points, 1u << KIND_NEWSLETTER, P_FORM);
    if (e->password_form)
        add_points(e->points, 1u << KIND_REGISTRATION, P_FORM);
    if (e->subscribe && !e->email_form)
        add_points(e->points, 1u << KIND_PAYWALL, P_ACTION);
    if (e->enrol && (!e->email_form || e->points[KIND_REGISTRATION] >= P_STRONG))
        add_points(e->points, 1u << KIND_REGISTRATION, P_ACTION);
    if (e->log_in)
        add_points(e->points, 1u << KIND_PAYWALL | 1u << KIND_REGISTRATION, P_ACTION / 2);
    if (e->choice || sums.actions[ACTION_SETTINGS] > 0)
        add_points(e->points, 1u << KIND_CONSENT, P_ACTION);
}

static void read_vendor(const struct vendor *vendor, struct evidence *e,
                        struct names *names)
{
    bool only = (vendor->kinds & (vendor->kinds - 1)) == 0;

    if (names->vendor)
        return;
    names->vendor = vendor;
    e->vendor = true;
    add_points(e->points, vendor->kinds, only ? P_VENDOR_ONLY : P_VENDOR);
    add_points(e->points, 1u << vendor->first, P_VENDOR_FIRST);
}

/* A class is told once a region: nested elements repeat their block's name. */
static void read_classes(const struct class_hits *hits, struct evidence *e,
                         struct names *names, uint16_t *told)
{
    uint16_t fresh = (uint16_t)((hits->strong | hits->weak) & ~*told);

    add_points(e->points, hits->strong & fresh, P_CLASS);
    add_points(e->points, hits->weak & fresh, P_CLASS_HINT);
    *told |= fresh;
    if (hits->word && (!names->class_word || (hits->strong && !e->class_token)))
        names->class_word = hits->word;
    e->class_token |= hits->strong != 0;
    e->class_hint |= hits->weak != 0;
}

static void read_signs(const struct page *page, const struct cues *cues,
                       const struct region *r, struct evidence *e, struct names *names)
{
    uint16_t told = 0;

    for (size_t i = sign_at(&cues->signs, r->from); i < cues->signs.n; i++) {
        const struct sign *sign = &cues->signs.items[i];

        if (sign->node >= r->to)
            break;
        /* Begins in the region and goes on behind it: no part of it. */
        if (page->nodes[sign->node].end > r->to)
            continue;
        if (sign->vendor)
            read_vendor(sign->vendor, e, names);
        read_classes(&sign->classes, e, names, &told);
    }
}

static void read_lies(const struct page *page, const struct cues *cues,
                      const struct region *r, struct evidence *e)
{
    uint32_t n = r->element != NO_NODE ? r->element : page->blocks->items[r->first].first;
    uint8_t lies = cues->lies[n];

    e->hidden = lies & LIES_HIDDEN;
    /* The element may be a bare wrapper around the one that lies over the page. */
    for (size_t i = sign_at(&cues->signs, r->from);
         r->element != NO_NODE && i < cues->signs.n; i++) {
        if (cues->signs.items[i].node >= r->to)
            break;
        lies |= cues->lies[cues->signs.items[i].node];
    }
    e->fixed = lies & LIES_FIXED;
    e->covers = lies & LIES_COVERING;
    e->modal = lies & LIES_MODAL;
    e->dialog_role = lies & LIES_DIALOG;
    e->scroll_lock = cues->signs.scroll_lock;
}

/* Running text may say what gates say, because it is about them; so may what it quotes. */
static bool is_spoken(const struct cues *cues, const struct region *r)
{
    bool any = false;

    for (uint32_t b = r->first; b < r->end; b++) {
        const struct cue *cue = &cues->blocks[b];

        if (cue->strong && !cue->running && !cue->quote)
            return false;
        any |= cue->strong != 0;
    }
    return any;
}

static const struct phrase *best_phrase(const struct cues *cues, const struct region *r)
{
    const struct phrase *best = NULL;

    for (uint32_t b = r->first; b < r->end; b++) {
        const struct phrase *phrase = cues->blocks[b].phrase;

        if (phrase && (!best || (phrase->strong && !best->strong)))
            best = phrase;
    }
    return best;
}

static const char *frame_host(struct page *page, const struct cues *cues,
                              const struct region *r)
{
    struct strbuf *scratch = &page->scratch;

    for (size_t i = control_at(&cues->controls, r->from); i < cues->controls.n; i++) {
        const struct control *control = &cues->controls.items[i];

        if (control->node >= r->to)
            break;
        strbuf_clear(scratch);
        if (control->kind == CONTROL_FRAME && control->url &&
            url_host(control->url, scratch))
            return arena_copy(&page->arena, scratch->bytes, scratch->len);
    }
    return NULL;
}

/* A line in the text that promotes a channel; about the article stand the page's own. */
static const struct vendor *find_channel(struct page *page, const struct cues *cues,
                                         const struct region *r)
{
    const struct vendor *service = NULL;

    for (uint32_t b = r->first; b < r->end && !service; b++)
        service = channel_promoted(page, cues, b);
    return service;
}

/* The container is the smallest element that holds running text before the region. */
static bool text_goes_on(const struct page *page, const struct cues *cues,
                         const struct region *r)
{
    uint32_t n = r->element;

    if (r->end == 0 || r->end >= page->blocks->n)
        return false;
    if (n == NO_NODE)
        n = page->blocks->items[r->first].first;
    while (page->nodes[n].parent != NO_NODE &&
           (page->nodes[n].end < r->to ||
            cues->prose[block_at(page, n)] == cues->prose[r->first]))
        n = page->nodes[n].parent;
    return cues->prose[block_at(page, page->nodes[n].end)] > cues->prose[r->end];
}

/* Plans by the week, month or year, and a way to subscribe to each. A button may say no more
 * than "Choose" where a phrase of the region's says what for. */
static bool sells(const struct cues *cues, const struct region *r,
                  const struct evidence *e, const struct offer *offers)
{
    struct control_sums sums = control_sum(&cues->controls, r->from, r->to);
    uint32_t n_periods = 0, n_pressed = 0;

    for (uint32_t i = 0; i < e->n_plans; i++) {
        n_periods += offers[i].plan.period != NULL;
        n_pressed += offers[i].pressed;
    }
    return n_periods >= 2 && (sums.actions[ACTION_SUBSCRIBE] >= e->n_plans ||
                              (e->n_phrases_strong > 0 && n_pressed == e->n_plans));
}

void evidence_read(struct page *page, const struct cues *cues, const struct region *r,
                   struct evidence *e, struct names *names)
{
    size_t n_plans = 0;
    const struct offer *offers = NULL;

    *e = (struct evidence){.in_flow = r->element == NO_NODE};
    *names = (struct names){.vendor = NULL};
    e->page_share = cue_share(cues, page, r->first, r->end);
    read_distant(page, cues, r, e);
    read_words(cues, r, e);
    read_controls(cues, r, e);
    read_signs(page, cues, r, e, names);
    read_lies(page, cues, r, e);
    /* What stays whatever it holds is not searched for plans. */
    if (e->price && e->page_share < SHARE_MAX)
        offers = plan_find(page, &cues->place, r->first, r->end, &n_plans);
    e->n_plans = (uint32_t)n_plans;
    e->sells = sells(cues, r, e, offers);
    if (n_plans >= 2)
        add_points(e->points, 1u << KIND_PLANS, P_PLANS);
    e->n_page_words = cues->prose[page->blocks->n];
    e->spoken = is_spoken(cues, r);
    e->text_continues = text_goes_on(page, cues, r);
    e->text_concealed = cues->concealed;
    for (uint32_t b = r->first; b < r->end; b++)
        e->repeated |= cues->blocks[b].repeated;
    e->apart = r->from < cues->core || r->from >= page->nodes[cues->core].end;
    e->ends_in_call = (e->n_phrases_gate > 0 || e->sign_up_form) && ends_in_call(page, r);
    names->phrase = best_phrase(cues, r);
    names->channel = e->apart ? NULL : find_channel(page, cues, r);
    e->channel = names->channel != NULL;
    names->frame_host = e->frame ? frame_host(page, cues, r) : NULL;
}
