#include "engine/tally.h"

#include "engine/feature.h"

static void count_blocks(struct page *page, struct tally *upto)
{
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];
        bool good = feature_is_good(b);

        upto[i + 1] = upto[i];
        upto[i + 1].blocks++;
        upto[i + 1].good_blocks += good;
        upto[i + 1].words += b->n_words;
        upto[i + 1].link_words += b->n_link_words;
        upto[i + 1].good_words += good ? b->n_words : 0;
        upto[i + 1].sentences += b->n_sentences;
    }
}

static void count_element(uint16_t tag, struct census *c)
{
    switch (tag) {
    case TAG_H1:
    case TAG_H2:
    case TAG_H3:
    case TAG_H4:
    case TAG_H5:
    case TAG_H6:
        c->headings++;
        break;
    case TAG_P:
        c->paragraphs++;
        break;
    case TAG_LI:
        c->items++;
        break;
    case TAG_IMG:
    case TAG_PICTURE:
    case TAG_VIDEO:
        c->images++;
        break;
    case TAG_INPUT:
    case TAG_SELECT:
    case TAG_TEXTAREA:
    case TAG_BUTTON:
        c->controls++;
        break;
    default:
        break;
    }
}

void tally_sweep(struct page *page, struct tallies *out)
{
    out->page = page;
    out->upto_block =
        arena_array(&page->arena, (size_t)page->blocks->n + 1, sizeof(*out->upto_block));
    out->upto_node =
        arena_array(&page->arena, (size_t)page->n_nodes + 1, sizeof(*out->upto_node));
    count_blocks(page, out->upto_block);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        out->upto_node[n + 1] = out->upto_node[n];
        count_element(page->nodes[n].tag, &out->upto_node[n + 1]);
    }
}

struct tally tally_between(const struct tallies *t, int64_t from, int64_t to)
{
    int64_t n = t->page->blocks->n;
    const struct tally *a, *b;

    from = from < 0 ? 0 : from > n ? n : from;
    to = to < from ? from : to > n ? n : to;
    a = &t->upto_block[from];
    b = &t->upto_block[to];
    return (struct tally){b->blocks - a->blocks,         b->good_blocks - a->good_blocks,
                          b->words - a->words,           b->link_words - a->link_words,
                          b->good_words - a->good_words, b->sentences - a->sentences};
}

struct tally tally_of(const struct tallies *t, uint32_t n)
{
    const uint32_t *before = t->page->features->before;

    return tally_between(t, before[n], before[t->page->nodes[n].end]);
}

struct census census_of(const struct tallies *t, uint32_t n)
{
    const struct census *a = &t->upto_node[n];
    const struct census *b = &t->upto_node[t->page->nodes[n].end];

    return (struct census){b->headings - a->headings, b->paragraphs - a->paragraphs,
                           b->items - a->items, b->images - a->images,
                           b->controls - a->controls};
}
