#include "engine/block.h"

#include <string.h>

#include "base/text.h"
#include "engine/node.h"

/* What a node inherits from the elements around it. */
enum { IN_LINK = 1 << 0, IN_HIDDEN = 1 << 1 };

struct splitter {
    struct page *page;
    uint32_t *owner; /* per node: the nearest block-level element */
    uint8_t *around; /* per node: IN_ bits */
    bool keep_noscript;

    struct block *items;
    size_t n, cap;

    /* The run in hand. */
    bool open;
    uint32_t first; /* of its nodes */
    uint32_t end;   /* one past the last text in it; 0: no text yet */
    uint32_t run_owner;
    bool visible;      /* some of its text is */
    uint32_t n_breaks; /* br since the last text */
};

static bool is_blank(const struct node *text)
{
    const char *at = text->text, *end = at + text->len;

    while (at < end)
        if (!text_is_space(text_next(&at, end)))
            return false;
    return true;
}

static bool is_dropped(const struct splitter *s, uint32_t n)
{
    uint16_t tag = s->page->nodes[n].tag;

    return tag_rules[tag].skip || (tag == TAG_NOSCRIPT && !s->keep_noscript);
}

/* Words of the texts that stand in links. A word cut by a tag counts in both parts, so
 * the sum is held at the words of the whole. */
static uint32_t count_link_words(const struct splitter *s, const struct block *b)
{
    size_t words = 0;

    for (uint32_t n = b->first; n < b->end; n++) {
        const struct node *node = &s->page->nodes[n];

        if (node->tag == TAG_TEXT && (s->around[n] & IN_LINK))
            words += text_words(node->text, node->len);
        else if (node->tag != TAG_TEXT && is_dropped(s, n))
            n = node->end - 1;
    }
    return words < b->n_words ? (uint32_t)words : b->n_words;
}

static void run_close(struct splitter *s)
{
    struct page *page = s->page;
    struct strbuf *scratch = &page->scratch;
    struct block *b;

    if (s->open && s->end > s->first) {
        s->items =
            arena_grow(&page->arena, s->items, &s->cap, s->n + 1, sizeof *s->items);
        b = &s->items[s->n++];
        *b = (struct block){.first = s->first, .end = s->end, .owner = s->run_owner};
        b->text = node_text(page, b->first, b->end);
        b->len = (uint32_t)strlen(b->text);
        strbuf_clear(scratch);
        text_fold(b->text, b->len, scratch);
        b->folded_len = (uint32_t)scratch->len;
        b->folded = arena_copy(&page->arena, scratch->bytes, scratch->len);
        b->n_words = (uint32_t)text_words(b->text, b->len);
        b->n_sentences = (uint32_t)text_sentences(b->text, b->len);
        b->n_link_words = count_link_words(s, b);
        b->hidden = !s->visible;
    }
    s->open = false;
    s->visible = false;
    s->end = 0;
    s->n_breaks = 0;
}

/* One inline node joins the run, or opens one. */
static void run_add(struct splitter *s, uint32_t n)
{
    if (s->open && s->owner[n] != s->run_owner)
        run_close(s);
    if (!s->open) {
        s->open = true;
        s->first = n;
        s->run_owner = s->owner[n];
    }
}

static void run_add_text(struct splitter *s, uint32_t n)
{
    if (is_blank(&s->page->nodes[n]))
        return;
    /* Two br in a row are how old pages write paragraphs. */
    if (s->n_breaks >= 2)
        run_close(s);
    run_add(s, n);
    s->end = n + 1;
    s->visible |= !(s->around[n] & IN_HIDDEN);
    s->n_breaks = 0;
}

/* Pages that are drawn by scripts (Discourse and its like) put the whole thread into
 * noscript; elsewhere it repeats pictures and begs for scripts. */
static bool noscript_outweighs(const struct page *page)
{
    size_t inside = 0, outside = 0;
    uint32_t noscript_end = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        if (node->tag == TAG_TEXT) {
            if (!is_blank(node))
                *(n < noscript_end ? &inside : &outside) += node->len;
        } else if (tag_rules[node->tag].skip) {
            n = node->end - 1;
        } else if (node->tag == TAG_NOSCRIPT && n >= noscript_end) {
            noscript_end = node->end;
        }
    }
    return inside > outside;
}

static void inherit(struct splitter *s, uint32_t n)
{
    const struct node *node = &s->page->nodes[n];
    bool root = node->parent == NO_NODE;

    s->around[n] = root ? 0 : s->around[node->parent];
    /* With an address only: old pages wrap half their text in an unclosed <a name>. */
    if (node->tag == TAG_A && node_attr(s->page, n, "href") != NULL)
        s->around[n] |= IN_LINK;
    if (node->saw & SAW_HIDDEN)
        s->around[n] |= IN_HIDDEN;
    s->owner[n] = root || tag_rules[node->tag].block ? n : s->owner[node->parent];
}

void block_split(struct page *page)
{
    struct splitter s = {.page = page};

    s.owner = arena_array(&page->arena, page->n_nodes, sizeof *s.owner);
    s.around = arena_array(&page->arena, page->n_nodes, sizeof *s.around);
    s.keep_noscript = noscript_outweighs(page);

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        inherit(&s, n);
        if (node->tag == TAG_TEXT) {
            run_add_text(&s, n);
        } else if (is_dropped(&s, n)) {
            if (node->tag == TAG_NOSCRIPT)
                run_close(&s);
            n = node->end - 1;
        } else if (tag_rules[node->tag].block || node->tag == TAG_NOSCRIPT) {
            run_close(&s);
        } else if (node->tag == TAG_BR) {
            s.n_breaks++;
        } else {
            /* An inline element before any text is the run's first node: a mark on the
             * run is a mark on the whole element. */
            if (s.n_breaks >= 2)
                run_close(&s);
            run_add(&s, n);
        }
    }
    run_close(&s);

    page->blocks = arena_alloc(&page->arena, sizeof *page->blocks);
    page->blocks->items = s.items;
    page->blocks->n = (uint32_t)s.n;
}

uint32_t block_at(const struct page *page, uint32_t n)
{
    const struct block_list *blocks = page->blocks;

    return (uint32_t)node_index(blocks->items, blocks->n, sizeof *blocks->items, n);
}

static void decide(struct block *b, bool keep, const char *rule)
{
    if (b->keep == keep)
        return;
    b->keep = keep;
    b->decided_by = rule;
}

bool block_says_same(const struct block *a, const struct block *b)
{
    return a->folded_len == b->folded_len &&
           memcmp(a->folded, b->folded, a->folded_len) == 0;
}

void block_keep(struct block *block, const char *rule)
{
    decide(block, true, rule);
}

void block_drop(struct block *block, const char *rule)
{
    decide(block, false, rule);
}
