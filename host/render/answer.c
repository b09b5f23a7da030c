#include "render/answer.h"

#include <stdlib.h>
#include <string.h>

#include "engine/block.h"
#include "engine/limits.h"
#include "engine/overlay.h"
#include "engine/rest.h"
#include "render/render.h"

struct maker {
    struct page *page;
    struct arena *arena;
    size_t left; /* of LIMIT_ANSWER */
    bool too_large;
};

/* Adults read 238 words of English a minute in silence (Brysbaert 2019); in scripts without
 * blanks two characters count as a word, and 450 of them a minute are usual. */
#define WORDS_A_MINUTE 230

typedef void printer(const struct page *page, uint32_t first, uint32_t end,
                     enum print_what what, struct strbuf *out);

/* The scratch text as a string of the answer, off the limit. */
static const char *keep_scratch(struct maker *m)
{
    const struct strbuf *scratch = &m->page->scratch;

    if (strbuf_failed(scratch) || scratch->len > m->left) {
        m->too_large = true;
        return "";
    }
    m->left -= scratch->len;
    return arena_copy(m->arena, scratch->bytes, scratch->len);
}

static const char *print(struct maker *m, printer *verb, const struct node_range *ranges,
                         size_t n_ranges, enum print_what what)
{
    strbuf_clear(&m->page->scratch);
    for (size_t i = 0; i < n_ranges; i++)
        verb(m->page, ranges[i].first, ranges[i].end, what, &m->page->scratch);
    return keep_scratch(m);
}

/* The blocks' text, one a line: also what the grammar would not let out as HTML
 * (buttons). */
static const char *print_blocks(struct maker *m, const struct node_range *ranges,
                                size_t n_ranges)
{
    const struct block_list *blocks = m->page->blocks;
    struct strbuf *scratch = &m->page->scratch;

    strbuf_clear(scratch);
    for (size_t i = 0; i < n_ranges; i++)
        for (uint32_t b = block_at(m->page, ranges[i].first);
             b < blocks->n && blocks->items[b].first < ranges[i].end; b++) {
            if (scratch->len > 0)
                strbuf_putc(scratch, '\n');
            strbuf_add(scratch, blocks->items[b].text, blocks->items[b].len);
        }
    return keep_scratch(m);
}

static const char *print_outline(struct maker *m, const struct node_range *ranges,
                                 size_t n_ranges)
{
    strbuf_clear(&m->page->scratch);
    for (size_t i = 0; i < n_ranges; i++)
        render_outline(m->page, ranges[i].first, ranges[i].end, &m->page->scratch);
    return keep_scratch(m);
}

/* A page that is mended measures otherwise, so the model is asked once more. */
static const char *print_why(struct maker *m)
{
    struct page *asked = NULL;

    (void)engine_score(m->page->snapshot, &asked);
    strbuf_clear(&m->page->scratch);
    render_why(m->page, asked, &m->page->scratch);
    page_free(asked);
    return keep_scratch(m);
}

static void print_article(struct maker *m, unsigned want, struct answer *out)
{
    const struct node_range all = {0, m->page->n_nodes};
    size_t n = out->status == OK ? 1 : 0;

    out->html = print(m, render_html, &all, n, PRINT_KEPT);
    if (want & WANT_TEXT)
        out->text = print(m, render_text, &all, n, PRINT_KEPT);
    else if (want & WANT_WORDS)
        out->text = print(m, render_words, &all, n, PRINT_KEPT);
    if (want & WANT_MARKDOWN)
        out->markdown = print(m, render_markdown, &all, n, PRINT_KEPT);
    if (want & WANT_WHY)
        out->why = print_why(m);
}

/* ---- what was taken out ---- */

/* An overlay whose nodes were given back to the article by the reader
 * is none any more. */
static bool is_out(const struct page *page, const struct overlay *o)
{
    return o->unsure || (page->nodes[o->id].marks & NODE_OVERLAY) != 0;
}

static struct removed from_overlay(struct maker *m, const struct overlay *o)
{
    return (struct removed){
        .id = o->id,
        .kind = o->kind,
        .group = o->group,
        .confidence = o->confidence,
        .covering = o->covering,
        .waiting = o->waiting,
        .unsure = o->unsure,
        .text = print_blocks(m, o->ranges, o->n_ranges),
        .html = print(m, render_html, o->ranges, o->n_ranges, PRINT_ALL),
        .outline = print_outline(m, o->ranges, o->n_ranges),
        .vendor = o->vendor,
        .frame_host = o->frame_host,
        .lang = o->lang,
        .terms = o->terms,
        .placeholders = o->placeholders,
        .n_placeholders = o->n_placeholders,
        .benefits = o->benefits,
        .n_benefits = o->n_benefits,
        .reasons = o->reasons,
        .n_reasons = o->n_reasons,
        .actions = o->actions,
        .n_actions = o->n_actions,
        .plans = o->plans,
        .n_plans = o->n_plans,
    };
}

/* Neither of the article nor of an overlay. */
static bool is_left(const struct page *page, const struct block *b)
{
    return !b->keep && !overlay_claims(page, b);
}

static struct removed from_run(struct maker *m, uint32_t first, uint32_t end)
{
    const struct block *blocks = m->page->blocks->items;
    const struct node_range range = {blocks[first].first, blocks[end - 1].end};
    struct reason *reason = arena_alloc(m->arena, sizeof *reason);
    uint32_t words = 0, link_words = 0;

    for (uint32_t b = first; b < end; b++) {
        words += blocks[b].n_words;
        link_words += blocks[b].n_link_words;
    }
    reason->name = rest_reason(m->page, &blocks[first]);
    if (blocks[first].dropped)
        reason->name = "marked";
    else if (strcmp(reason->name, "outside_article") == 0 && link_words * 2 > words)
        reason->name = "link_density";
    return (struct removed){
        .id = range.first,
        .kind = blocks[first].dropped ? PART_READER : PART_BOILERPLATE,
        .confidence = 100,
        .text = print_blocks(m, &range, 1),
        .html = print(m, render_html, &range, 1, PRINT_ALL),
        .reasons = reason,
        .n_reasons = 1,
    };
}

/* A picture that the reader took out, or the figure around it, where no block speaks for
 * it. */
static bool is_refused_picture(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    uint32_t b = block_at(page, n);

    return (node->marks & NODE_REFUSED) && !(node->marks & (NODE_DROP | NODE_OVERLAY)) &&
           (node->tag == TAG_FIGURE || node->tag == TAG_IMG) &&
           (b == page->blocks->n || page->blocks->items[b].first >= node->end);
}

static struct removed from_picture(struct maker *m, uint32_t n)
{
    const struct node_range range = {n, m->page->nodes[n].end};
    struct reason *reason = arena_alloc(m->arena, sizeof *reason);

    reason->name = "marked";
    return (struct removed){
        .id = n,
        .kind = PART_READER,
        .confidence = 100,
        .text = "",
        .html = print(m, render_html, &range, 1, PRINT_ALL),
        .reasons = reason,
        .n_reasons = 1,
    };
}

static int by_id(const void *a, const void *b)
{
    const struct removed *x = a, *y = b;

    return x->id < y->id ? -1 : x->id > y->id;
}

/* `after` of each part: parts and blocks are both in document order. */
static void place(const struct page *page, struct removed *items, size_t n)
{
    const struct block_list *blocks = page->blocks;
    uint32_t after = 0, b = 0;

    for (size_t i = 0; i < n; i++) {
        for (; b < blocks->n && blocks->items[b].first < items[i].id; b++)
            if (blocks->items[b].keep)
                after = blocks->items[b].first;
        items[i].after = after;
    }
}

static void list_removed(struct maker *m, struct answer *out)
{
    struct page *page = m->page;
    const struct block_list *blocks = page->blocks;
    struct removed *items = NULL;
    size_t n = 0, cap = 0;

    for (size_t i = 0; i < page->overlays->n; i++) {
        if (!is_out(page, &page->overlays->items[i]))
            continue;
        items = arena_grow(m->arena, items, &cap, n + 1, sizeof *items);
        items[n++] = from_overlay(m, &page->overlays->items[i]);
    }
    for (uint32_t b = 0; b < blocks->n;) {
        uint32_t end;

        if (!is_left(page, &blocks->items[b])) {
            b++;
            continue;
        }
        end = rest_end(page, b);
        /* The title is in the answer as such. */
        if (end == b + 1 && blocks->items[b].title) {
            b = end;
            continue;
        }
        items = arena_grow(m->arena, items, &cap, n + 1, sizeof *items);
        items[n++] = from_run(m, b, end);
        b = end;
    }
    for (uint32_t i = 0; i < page->n_nodes; i++) {
        if (!is_refused_picture(page, i))
            continue;
        items = arena_grow(m->arena, items, &cap, n + 1, sizeof *items);
        items[n++] = from_picture(m, i);
        i = page->nodes[i].end - 1;
    }
    if (n)
        qsort(items, n, sizeof *items, by_id);
    place(page, items, n);
    out->removed = items;
    out->n_removed = n;
}

enum status answer_make(struct page *page, enum status status, unsigned want,
                        struct arena *arena, struct answer *out)
{
    const struct meta *meta = page->meta;
    const struct article *article = page->article;
    struct maker m = {.page = page, .arena = arena, .left = LIMIT_ANSWER};

    /* Printing may need memory of the page, too. */
    if (setjmp(page->escape) != 0)
        return TOO_COMPLEX;

    *out = (struct answer){
        .status = status,
#define COPY_FACT(name) .name = meta->name,
        META_FACTS(COPY_FACT)
#undef COPY_FACT
            .authors = meta->authors,
        .n_authors = meta->n_authors,
        .tags = meta->tags,
        .n_tags = meta->n_tags,
        .url = page->snapshot->url,
        .access = article->access,
        .access_reasons = article->access_reasons,
        .n_access_reasons = article->n_access_reasons,
        .concealed = article->concealed,
        .truncated = page->truncated,
        .n_words = article->n_words,
        .n_page_words = article->n_page_words,
        .n_blocks = article->n_blocks,
        .n_minutes = (article->n_words + WORDS_A_MINUTE - 1) / WORDS_A_MINUTE,
    };
    print_article(&m, want, out);
    list_removed(&m, out);
    return m.too_large ? TOO_LARGE : OK;
}

const char *answer_source(const struct answer *answer)
{
    if (answer->url && *answer->url)
        return answer->url;
    return answer->canonical.value;
}

const char *answer_title(const struct answer *answer)
{
    if (answer->title.value)
        return answer->title.value;
    return answer_source(answer) ? answer_source(answer) : "Untitled";
}

const char *answer_subtitle(const struct answer *answer)
{
    const char *subtitle = answer->subtitle.value;

    return subtitle && !strstr(answer->html, subtitle) ? subtitle : NULL;
}

size_t answer_n_left_out(const struct answer *answer)
{
    size_t n = 0;

    for (size_t i = 0; i < answer->n_removed; i++)
        n += !answer->removed[i].unsure && answer->removed[i].kind != PART_BOILERPLATE;
    return n;
}
