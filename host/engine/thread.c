#include "engine/thread.h"

#include <string.h>

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/lexicon.h"
#include "engine/masthead.h"
#include "engine/naming.h"
#include "engine/node.h"

enum {
    LINE_MAX = 20, /* words of a line that says who and when, with ranks and badges */
};

struct post {
    uint32_t node;
    uint32_t outer;        /* the post around it: its number and 1, or 0 */
    uint32_t author, time; /* blocks that say so; NO_BLOCK: none does */
    bool has_text;         /* kept, and in no post inside it */
};

struct posts {
    struct post *items;
    size_t n, cap;
};

/* ---- which elements are posts ---- */

static bool is_typed(const struct page *page, uint32_t n)
{
    const char *type = node_attr(page, n, "itemtype");
    enum schema_kind kind;

    type = type ? type : node_attr(page, n, "typeof");
    return type && lexicon_schema(type, &kind) && kind >= SCHEMA_POSTING;
}

/* A post or a comment: where comments are the text, they are what a thread is made of. */
static bool is_called(const struct page *page, uint32_t n)
{
    const struct naming *class = page->namings[n].class;

    return class && ((class->zones.strong | class->zones.weak) &
                     (1u << ZONE_KIND_POST | 1u << ZONE_KIND_COMMENTS)) != 0;
}

/* Another child of its parent is called so, too. */
static bool has_like(const struct page *page, uint32_t n)
{
    uint32_t parent = page->nodes[n].parent, like = 0;

    for (uint32_t i = parent != NO_NODE ? node_first_child(page, parent) : NO_NODE;
         i != NO_NODE && like < 2; i = node_next_sibling(page, i))
        like += page->nodes[i].tag == page->nodes[n].tag && is_called(page, i);
    return like == 2;
}

/* An answer inside what it answers is called as that is. */
static bool answers(const struct page *page, uint32_t n, uint32_t outer)
{
    const char *a = node_attr(page, n, "class"), *b = node_attr(page, outer, "class");

    return a && b && page->nodes[n].tag == page->nodes[outer].tag && strcmp(a, b) == 0;
}

/* `outer` is the post around it, or NO_NODE. */
static bool is_post(const struct page *page, uint32_t n, uint32_t outer)
{
    const struct node *node = &page->nodes[n];

    if (node->tag == TAG_TEXT || node->tag == TAG_BODY || node->tag == TAG_HTML ||
        (node->marks & NODE_OVERLAY) || block_at(page, n) == block_at(page, node->end))
        return false;
    return is_typed(page, n) ||
           (is_called(page, n) &&
            (has_like(page, n) || (outer != NO_NODE && answers(page, n, outer))));
}

static void find_posts(struct page *page, struct posts *posts)
{
    uint32_t outer = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        while (outer > 0 && page->nodes[posts->items[outer - 1].node].end <= n)
            outer = posts->items[outer - 1].outer;
        if (!is_post(page, n, outer ? posts->items[outer - 1].node : NO_NODE))
            continue;
        posts->items = arena_grow(&page->arena, posts->items, &posts->cap, posts->n + 1,
                                  sizeof *posts->items);
        posts->items[posts->n++] = (struct post){n, outer, NO_BLOCK, NO_BLOCK, false};
        outer = (uint32_t)posts->n;
    }
}

/* ---- what they say ---- */

/* The block in which an element's text stands. */
static uint32_t block_of(const struct page *page, uint32_t n)
{
    const struct block_list *blocks = page->blocks;
    uint32_t b = block_at(page, n);

    if (b < blocks->n && blocks->items[b].first < page->nodes[n].end)
        return b;
    return b > 0 && blocks->items[b - 1].end > n ? b - 1 : NO_BLOCK;
}

static bool may_stay(const struct page *page, uint32_t b)
{
    const struct block *block = b != NO_BLOCK ? &page->blocks->items[b] : NULL;

    return block && block->overlay == 0 && !block->hidden && block->n_words <= LINE_MAX &&
           block->n_words > 0;
}

static bool names_author(const struct page *page, uint32_t n)
{
    const char *property = node_attr(page, n, "itemprop");

    return (property && strcmp(property, "author") == 0) ||
           (masthead_labels(page, n) & 1u << LABEL_AUTHOR);
}

static bool names_time(const struct page *page, uint32_t n)
{
    return page->nodes[n].tag == TAG_TIME ||
           (masthead_labels(page, n) & 1u << LABEL_DATE);
}

/* The first lines of each post that name an author and a time, and whether text was kept of
 * it: one look at its nodes, those of posts inside it left to these. */
static void read_posts(const struct page *page, struct posts *posts)
{
    size_t next = 0;
    uint32_t inner = 0;

    for (uint32_t n = posts->items[0].node; n < page->n_nodes; n++) {
        struct post *post;
        uint32_t b;

        while (inner > 0 && page->nodes[posts->items[inner - 1].node].end <= n)
            inner = posts->items[inner - 1].outer;
        if (next < posts->n && posts->items[next].node == n) {
            inner = (uint32_t)++next;
            continue;
        }
        if (inner == 0)
            continue;
        post = &posts->items[inner - 1];
        b = block_of(page, n);
        if (node_is_text(page, n)) {
            post->has_text |= b != NO_BLOCK && page->blocks->items[b].keep;
            continue;
        }
        if (post->author == NO_BLOCK && may_stay(page, b) && names_author(page, n))
            post->author = b;
        if (post->time == NO_BLOCK && may_stay(page, b) && names_time(page, n))
            post->time = b;
    }
}

/* ---- what stays ---- */

/* Not every thread says when. */
static bool is_whole(const struct post *post)
{
    return post->has_text && post->author != NO_BLOCK;
}

/* Elements that say nothing of their own; a list's items stay what they are. */
static bool is_plain(uint16_t tag)
{
    return tag == TAG_DIV || tag == TAG_SECTION || tag == TAG_ARTICLE ||
           tag == TAG_UNKNOWN;
}

static void keep_post(struct page *page, const struct posts *posts,
                      const struct post *post)
{
    struct node *node = &page->nodes[post->node];

    block_keep(&page->blocks->items[post->author], "post");
    if (post->time != NO_BLOCK)
        block_keep(&page->blocks->items[post->time], "post");
    if (is_plain(node->tag) && post->outer > 0 &&
        is_whole(&posts->items[post->outer - 1]))
        node->tag = TAG_BLOCKQUOTE;
}

/* Of those under an article. */
static bool is_comment(const struct page *page, uint32_t n)
{
    return (page->features->zones[n] & ZONE_COMMENTS) != 0;
}

void thread_keep(struct page *page)
{
    struct posts posts = {NULL, 0, 0};
    size_t n_whole = 0;

    find_posts(page, &posts);
    if (posts.n < 2)
        return;
    read_posts(page, &posts);
    for (size_t i = 0; i < posts.n; i++)
        n_whole += is_whole(&posts.items[i]);
    for (size_t i = 0; i < posts.n && n_whole >= 2; i++)
        if (is_whole(&posts.items[i])) {
            keep_post(page, &posts, &posts.items[i]);
            if (page->post_end == 0 && !is_comment(page, posts.items[i].node))
                page->post_end = page->nodes[posts.items[i].node].end;
        }
}
