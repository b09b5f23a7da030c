#include "engine/thread.h"

#include <stdlib.h>
#include <string.h>

#include "engine/block.h"
#include "engine/feature.h"
#include "engine/habit.h"
#include "engine/lexicon.h"
#include "engine/masthead.h"
#include "engine/naming.h"
#include "engine/node.h"

enum {
    LINE_MAX = 20, /* words of a line that says who and when, with ranks and badges */
    ALIKE = 3,     /* posts that say a line which is none of theirs */
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
    uint32_t *of; /* per block: the number of the post it stands in and 1, or 0 */
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

/* The first lines of each post that name an author and a time, and which blocks are its
 * own: one look at its nodes, those of posts inside it left to these. */
static void read_posts(struct page *page, struct posts *posts)
{
    size_t next = 0;
    uint32_t inner = 0;

    posts->of = arena_array(&page->arena, page->blocks->n, sizeof *posts->of);
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
            if (b != NO_BLOCK)
                posts->of[b] = inner;
            continue;
        }
        if (post->author == NO_BLOCK && may_stay(page, b) && names_author(page, n))
            post->author = b;
        if (post->time == NO_BLOCK && may_stay(page, b) && names_time(page, n))
            post->time = b;
    }
}

/* ---- what goes ---- */

static bool says_who_or_when(const struct posts *posts, uint32_t b)
{
    const struct post *post = posts->of[b] ? &posts->items[posts->of[b] - 1] : NULL;

    return post && (post->author == b || post->time == b);
}

/* What somebody puts below whatever they write. */
static void drop_signatures(struct page *page, const struct posts *posts)
{
    const uint32_t *before = page->features->before;

    for (uint32_t n = posts->items[0].node; n < page->n_nodes; n++) {
        if (!habit_is(page, n, HABIT_SIGNATURE))
            continue;
        for (uint32_t b = before[n]; b < before[page->nodes[n].end]; b++)
            if (posts->of[b] && !says_who_or_when(posts, b))
                block_drop(&page->blocks->items[b], "signature");
        n = page->nodes[n].end - 1;
    }
}

/* A line of a post, by what it says. */
struct said {
    const char *folded;
    uint32_t block, post;
};

static int compare_said(const void *left, const void *right)
{
    const struct said *a = left, *b = right;
    int order = strcmp(a->folded, b->folded);

    if (order == 0)
        order = (a->post > b->post) - (a->post < b->post);
    return order ? order : (a->block > b->block) - (a->block < b->block);
}

/* May be what a forum writes beside each post. What is quoted is the poster's. */
static bool may_be_alike(const struct page *page, const struct posts *posts, uint32_t b)
{
    const struct block *block = &page->blocks->items[b];

    return block->keep && posts->of[b] && block->n_words <= LINE_MAX &&
           !says_who_or_when(posts, b) && !(feature_zones(page, block) & ZONE_QUOTE);
}

/* Those lines, in the order of what they say, of the same ones in that of the posts. */
static struct said *read_lines(struct page *page, const struct posts *posts, size_t *n)
{
    const struct block *items = page->blocks->items;
    struct said *lines = arena_array(&page->arena, page->blocks->n, sizeof *lines);

    *n = 0;
    for (uint32_t b = 0; b < page->blocks->n; b++)
        if (may_be_alike(page, posts, b))
            lines[(*n)++] = (struct said){items[b].folded, b, posts->of[b]};
    qsort(lines, *n, sizeof *lines, compare_said);
    return lines;
}

/* How many posts say what the lines [from, *end) say alike. */
static size_t count_posts(const struct said *lines, size_t n, size_t from, size_t *end)
{
    size_t count = 0, i;

    for (i = from; i < n && strcmp(lines[i].folded, lines[from].folded) == 0; i++)
        count += i == from || lines[i].post != lines[i - 1].post;
    *end = i;
    return count;
}

/* What several posts say in the same words is the forum's, not theirs: a rank, "Quote", "Re:"
 * and the title. A post that says nothing else keeps it: a thank-you. */
static void drop_alike(struct page *page, const struct posts *posts)
{
    size_t n, n_alike = 0, end;
    struct said *lines = read_lines(page, posts, &n);
    uint32_t *left = arena_array(&page->arena, posts->n + 1, sizeof *left);

    for (uint32_t b = 0; b < page->blocks->n; b++)
        left[posts->of[b]] += page->blocks->items[b].keep && !says_who_or_when(posts, b);
    for (size_t from = 0; from < n; from = end)
        if (count_posts(lines, n, from, &end) >= ALIKE)
            for (size_t i = from; i < end; i++) {
                left[lines[i].post]--;
                lines[n_alike++] = lines[i];
            }
    for (size_t i = 0; i < n_alike; i++)
        if (left[lines[i].post] > 0)
            block_drop(&page->blocks->items[lines[i].block], "alike");
}

/* ---- what stays ---- */

/* Whether text is left of each post. */
static void find_texts(const struct page *page, struct posts *posts)
{
    for (uint32_t b = 0; b < page->blocks->n; b++)
        if (posts->of[b] && page->blocks->items[b].keep)
            posts->items[posts->of[b] - 1].has_text = true;
}

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
    struct posts posts = {NULL, 0, 0, NULL};
    size_t n_whole = 0;

    find_posts(page, &posts);
    if (posts.n < 2)
        return;
    read_posts(page, &posts);
    drop_signatures(page, &posts);
    find_texts(page, &posts);
    for (size_t i = 0; i < posts.n; i++)
        n_whole += is_whole(&posts.items[i]);
    if (n_whole < 2)
        return;
    drop_alike(page, &posts);
    for (size_t i = 0; i < posts.n; i++)
        if (is_whole(&posts.items[i])) {
            keep_post(page, &posts, &posts.items[i]);
            if (page->post_end == 0 && !is_comment(page, posts.items[i].node))
                page->post_end = page->nodes[posts.items[i].node].end;
        }
}
