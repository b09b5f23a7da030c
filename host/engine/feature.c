#include "engine/feature.h"

#include "engine/lexicon.h"
#include "engine/naming.h"
#include "engine/node.h"

/* The rule that alone scores 0.745 on the development corpus. */
#define GOOD_WORDS 8
#define GOOD_WORDS_WITHOUT_SENTENCE 30

/* A page without any such block may still have sentences. */
#define SCANT_WORDS 4

static bool reads_as_text(const struct block *b, uint32_t min_words)
{
    return b->n_words >= min_words && b->n_link_words * 3 < b->n_words &&
           (b->n_sentences > 0 || b->n_words > GOOD_WORDS_WITHOUT_SENTENCE);
}

bool feature_is_good(const struct block *b)
{
    return reads_as_text(b, GOOD_WORDS);
}

struct sums feature_sums(const struct page *page, uint32_t n)
{
    const struct features *f = page->features;
    const struct sums *a = &f->upto[f->before[n]];
    const struct sums *b = &f->upto[f->before[page->nodes[n].end]];

    return (struct sums){b->words - a->words, b->link_words - a->link_words,
                         b->good_words - a->good_words, b->weight - a->weight};
}

uint32_t feature_zones(const struct page *page, const struct block *block)
{
    const struct node *first = &page->nodes[block->first];

    /* An inline element that is only the block's beginning (a dateline) says nothing of it. */
    return page->features->zones[first->end >= block->end ? block->first : first->parent];
}

static void count_before(struct page *page)
{
    uint32_t *before = page->features->before;
    const struct block_list *blocks = page->blocks;
    uint32_t b = 0;

    for (uint32_t n = 0; n <= page->n_nodes; n++) {
        while (b < blocks->n && blocks->items[b].first < n)
            b++;
        before[n] = b;
    }
}

static void sum_up(struct page *page, uint32_t min_words)
{
    struct sums *upto = page->features->upto;

    for (uint32_t b = 0; b < page->blocks->n; b++) {
        const struct block *block = &page->blocks->items[b];
        bool out = block->overlay != 0 || (feature_zones(page, block) & ZONE_OUT) != 0;

        upto[b + 1] = upto[b];
        upto[b + 1].words += block->n_words;
        upto[b + 1].link_words += block->n_link_words;
        if (reads_as_text(block, min_words)) {
            upto[b + 1].good_words += block->n_words;
            upto[b + 1].weight += out ? 0 : block->n_words;
        }
    }
}

static uint32_t zone_of_tag(uint16_t tag)
{
    switch (tag) {
    case TAG_NAV:
    case TAG_MENU:
        return ZONE_NAV;
    case TAG_HEADER:
        return ZONE_HEADER;
    case TAG_FOOTER:
        return ZONE_FOOTER;
    case TAG_ASIDE:
        return ZONE_ASIDE;
    case TAG_FORM:
    case TAG_BUTTON:
    case TAG_FIELDSET:
        return ZONE_FORM;
    case TAG_DIALOG:
        return ZONE_DIALOG;
    case TAG_LI:
        return ZONE_LIST | ZONE_PARAGRAPH;
    case TAG_UL:
    case TAG_OL:
    case TAG_DL:
        return ZONE_LIST;
    case TAG_TABLE:
        return ZONE_TABLE;
    case TAG_PRE:
        return ZONE_CODE | ZONE_PARAGRAPH;
    case TAG_BLOCKQUOTE:
        return ZONE_QUOTE | ZONE_PARAGRAPH;
    case TAG_FIGURE:
        return ZONE_FIGURE;
    case TAG_P:
    case TAG_DD:
    case TAG_DT:
    case TAG_TD:
    case TAG_TH:
    case TAG_CAPTION:
    case TAG_FIGCAPTION:
    case TAG_SUMMARY:
        return ZONE_PARAGRAPH;
    default:
        return tag_heading_level(tag) != 0 ? ZONE_HEADING : 0;
    }
}

static uint32_t zone_of_role(const char *value)
{
    enum role_kind role;

    if (value == NULL || !lexicon_role(value, &role))
        return 0;
    switch (role) {
    case ROLE_DIALOG:
        return ZONE_DIALOG;
    case ROLE_FRAME:
        return ZONE_NAV;
    case ROLE_ASIDE:
        return ZONE_ASIDE;
    default:
        return 0;
    }
}

/* An id of five words is a heading's text ("sharing-with-a-single-developer"). */
static bool is_slug(const char *id)
{
    size_t separators = 0;

    for (; *id != '\0'; id++)
        separators += *id == '-' || *id == '_';
    return separators >= 4;
}

/* By class and id. Weak words ("author", "more") name too much else to be believed where
 * running text stands. */
static uint32_t zone_of_names(const struct page *page, uint32_t n)
{
    static const uint32_t zones[N_ZONE_KINDS] = {
        [ZONE_KIND_NAV] = ZONE_NAV,           [ZONE_KIND_HEADER] = ZONE_HEADER,
        [ZONE_KIND_FOOTER] = ZONE_FOOTER,     [ZONE_KIND_ASIDE] = ZONE_ASIDE,
        [ZONE_KIND_COMMENTS] = ZONE_COMMENTS, [ZONE_KIND_RELATED] = ZONE_RELATED,
        [ZONE_KIND_SHARE] = ZONE_SHARE,       [ZONE_KIND_AD] = ZONE_AD,
        [ZONE_KIND_BYLINE] = ZONE_BYLINE,     [ZONE_KIND_NOTES] = ZONE_NOTES,
    };
    const struct namings *called = &page->namings[n];
    uint32_t strong = 0, weak = 0, found = 0;

    if (called->class != NULL) {
        strong = called->class->zones.strong;
        weak = called->class->zones.weak;
    }
    if (called->id != NULL && !is_slug(called->id->value)) {
        strong |= called->id->zones.strong;
        weak |= called->id->zones.weak;
    }
    if (weak != 0 && feature_sums(page, n).good_words == 0)
        strong |= weak;
    for (int kind = 0; kind < N_ZONE_KINDS && strong != 0; kind++)
        if (strong & (1u << kind))
            found |= zones[kind];
    return found;
}

static uint32_t own_zones(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    uint32_t zones;

    if (node->tag == TAG_TEXT)
        return 0;
    zones = zone_of_tag(node->tag) | zone_of_role(page->namings[n].role) |
            zone_of_names(page, n);
    if (node->saw & SAW_HIDDEN)
        zones |= ZONE_HIDDEN;
    return zones;
}

/* A list of links may be called a menu; text under a tab or beside a table of contents
 * may be, too, and is none. */
static bool is_menu(const struct page *page, uint32_t n)
{
    struct sums sums = feature_sums(page, n);

    if (sums.link_words * 3 > sums.words)
        return true;
    return sums.good_words == 0 && (sums.link_words > 0 || sums.words < GOOD_WORDS);
}

/* Where an article may well stand under a wrong name. Comments and related stories may be
 * longer than the article, and a hidden copy as long. */
#define ZONE_DOUBTFUL (ZONE_OUT & ~(uint32_t)(ZONE_COMMENTS | ZONE_RELATED | ZONE_HIDDEN))

/* Words; with fewer outside all such places, and ten times as many inside, what they hold
 * is the page: a thread whose posts are called comments. */
#define LITTLE_LEFT 40

/* A place is none of ZONE_OUT if it holds the better part of the running text, and none of
 * the doubtful ones if it holds more than `left`, which is what no such place claims. */
static void find_zones(struct page *page, const uint32_t *own, uint32_t left)
{
    struct features *f = page->features;
    uint32_t all_good = f->upto[page->blocks->n].good_words;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t zones = own[n];
        uint32_t good = (zones & ZONE_OUT) ? feature_sums(page, n).good_words : 0;

        if (good * 2 > all_good)
            zones &= ~(uint32_t)ZONE_OUT;
        if (good > left)
            zones &= ~ZONE_DOUBTFUL;
        if (left < LITTLE_LEFT && left * 10 < all_good)
            zones &= ~(uint32_t)ZONE_COMMENTS;
        if ((zones & ZONE_NAV) && !is_menu(page, n))
            zones &= ~(uint32_t)ZONE_NAV;
        if ((zones & ZONE_SHARE) && good > 0)
            zones &= ~(uint32_t)ZONE_SHARE;
        if (page->nodes[n].parent != NO_NODE)
            zones |= f->zones[page->nodes[n].parent];
        f->zones[n] = zones;
    }
}

bool feature_is_container(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    if (node->tag == TAG_TEXT || !tag_rules[node->tag].block)
        return false;
    return !(zone_of_tag(node->tag) & (ZONE_PARAGRAPH | ZONE_HEADING)) ||
           node->tag == TAG_TD || node->tag == TAG_LI;
}

/* Smallest: children are met after their parents, so the last that still holds half. Two
 * elements that do are one inside the other. */
static uint32_t find_core(const struct page *page)
{
    uint32_t all = page->features->upto[page->blocks->n].weight;
    uint32_t core = NO_NODE;

    for (uint32_t n = 0; n < page->n_nodes && all > 0; n++)
        if (feature_is_container(page, n) && feature_sums(page, n).weight * 2 > all)
            core = n;
    return core;
}

void feature_sweep(struct page *page)
{
    struct features *f = arena_alloc(&page->arena, sizeof(*f));
    uint32_t *own = arena_array(&page->arena, page->n_nodes, sizeof(*own));

    page->features = f;
    f->before = arena_array(&page->arena, (size_t)page->n_nodes + 1, sizeof(*f->before));
    f->upto = arena_array(&page->arena, (size_t)page->blocks->n + 1, sizeof(*f->upto));
    f->zones = arena_array(&page->arena, page->n_nodes, sizeof(*f->zones));

    count_before(page);
    sum_up(page, GOOD_WORDS); /* without zones, which need the sums of good text */
    for (uint32_t n = 0; n < page->n_nodes; n++)
        own[n] = own_zones(page, n);
    find_zones(page, own, UINT32_MAX);
    sum_up(page, GOOD_WORDS);
    find_zones(page, own, f->upto[page->blocks->n].weight);
    sum_up(page, GOOD_WORDS);
    if (f->upto[page->blocks->n].weight == 0)
        sum_up(page, SCANT_WORDS);
    f->core = find_core(page);
}
