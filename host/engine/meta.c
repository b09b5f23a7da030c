#include "engine/meta.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/block.h"
#include "engine/byline.h"
#include "engine/date.h"
#include "engine/direction.h"
#include "engine/fact.h"
#include "engine/feature.h"
#include "engine/head.h"
#include "engine/heading.h"
#include "engine/jsonld.h"
#include "engine/masthead.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/site.h"
#include "engine/title.h"

enum {
    TAGS_MAX = 64,
    TAG_BYTES = 80,       /* of one tag; longer ones are a sentence */
    SUBTITLE_BYTES = 400, /* of one that is marked on the page */
};

struct reader {
    struct page *page;
    struct meta *meta;
    struct jsonld jsonld;
    struct head head;
    struct titles titles;
    struct masthead masthead;
};

static const char *value_of(const struct reader *r, enum said_kind kind, const char *text)
{
    struct page *page = r->page;

    switch (kind) {
    case SAID_SITE:
        return site_named(page, &r->titles, fact_unescaped(page, text, FACT_MAX));
    case SAID_LANGUAGE:
        return fact_language(page, text);
    case SAID_ADDRESS:
    case SAID_PICTURE:
        return sanitise_address(page, text);
    default:
        return fact_unescaped(page, text, FACT_MAX);
    }
}

/* The first name of a kind whose value may be believed. */
static void set_named(const struct reader *r, struct fact *fact, enum said_kind kind)
{
    struct head_said said;

    for (unsigned rank = 0; !fact->value && head_next(&r->head, kind, &rank, &said);)
        fact_set(fact, value_of(r, kind, said.text), said.source);
}

/* ---- title and site ---- */

static void read_titles(struct reader *r)
{
    struct titles *titles = &r->titles;
    struct page *page = r->page;
    struct fact shared = {NULL, NULL};

    set_named(r, &shared, SAID_TITLE);
    titles->shared = shared.value;
    titles->shared_source = shared.source;
    titles->headline = fact_unescaped(page, r->jsonld.headline, FACT_MAX);
    titles->document = fact_text(page, r->head.title, FACT_MAX);
    if (!titles->document)
        titles->document = fact_text(page, page->snapshot->title, FACT_MAX);
    heading_find(page, titles);
}

static void read_site(struct reader *r)
{
    struct meta *meta = r->meta;

    fact_set(&meta->site,
             site_named(r->page, &r->titles,
                        fact_unescaped(r->page, r->jsonld.site, FACT_MAX)),
             "json-ld");
    set_named(r, &meta->site, SAID_SITE);
    site_read(r->page, &r->titles, meta);
}

/* ---- what stands around the headline ---- */

static const char *first_called(struct reader *r, enum label_kind kind, size_t max)
{
    struct page *page = r->page;
    const struct block_list *blocks = page->blocks;
    const uint32_t others =
        ZONE_COMMENTS | ZONE_RELATED | ZONE_FOOTER | ZONE_NAV | ZONE_AD;

    for (uint32_t i = r->masthead.top_first; i < r->masthead.top_end; i++) {
        const struct block *b = &blocks->items[i];
        uint32_t n = b->first;

        if (b->overlay != 0 || i == r->titles.heading_block ||
            (feature_zones(page, b) & others))
            continue;
        /* The element around the block, and those that hold nothing else. */
        for (; n != NO_NODE && page->nodes[n].end <= b->end + 1;
             n = page->nodes[n].parent)
            if (masthead_labels(page, n) & 1u << kind)
                return fact_text(page, b->text, max);
        if (n != NO_NODE && n == b->owner && (masthead_labels(page, n) & 1u << kind))
            return fact_text(page, b->text, max);
    }
    return NULL;
}

static void read_around(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;

    fact_set(&meta->subtitle, fact_unescaped(page, r->jsonld.subtitle, FACT_MAX),
             "json-ld");
    set_named(r, &meta->subtitle, SAID_SUBTITLE);
    if (meta->heading != 0)
        fact_set(&meta->subtitle, r->titles.beside, "element");
    fact_set(&meta->subtitle, first_called(r, LABEL_SUBTITLE, SUBTITLE_BYTES), "element");
    /* One that says the title again is none. */
    if (meta->subtitle.value && meta->title.value &&
        text_equal_nocase(meta->subtitle.value, meta->title.value))
        meta->subtitle = (struct fact){NULL, NULL};

    fact_set(&meta->section, fact_unescaped(page, r->jsonld.section, FACT_MAX),
             "json-ld");
    set_named(r, &meta->section, SAID_SECTION);
    fact_set(&meta->section, first_called(r, LABEL_SECTION, TAG_BYTES), "element");
}

/* ---- tags ---- */

struct tags {
    struct fact items[TAGS_MAX];
    size_t n;
};

static void add_tag(struct reader *r, struct tags *tags, const char *text, size_t len,
                    const char *source)
{
    struct page *page = r->page;
    const char *tag =
        fact_unescaped(page, arena_copy(&page->arena, text, len), TAG_BYTES);

    if (!tag || tags->n == TAGS_MAX)
        return;
    for (size_t i = 0; i < tags->n; i++)
        if (text_equal_nocase(tags->items[i].value, tag))
            return;
    tags->items[tags->n++] = (struct fact){tag, source};
}

/* "one, two; three" is three of them. */
static void add_tags(struct reader *r, struct tags *tags, const char *text,
                     const char *source)
{
    while (*text != '\0') {
        size_t len = strcspn(text, ",;");

        add_tag(r, tags, text, len, source);
        text += len + (text[len] != '\0');
    }
}

static void read_tags(struct reader *r)
{
    struct tags tags = {.n = 0};
    struct head_said said;

    for (size_t i = 0; i < r->jsonld.n_tags; i++)
        add_tags(r, &tags, r->jsonld.tags[i], "json-ld");
    for (unsigned rank = 0; tags.n == 0 && head_next(&r->head, SAID_TAG, &rank, &said);)
        for (size_t i = 0; i < r->head.n_many; i++)
            if (r->head.many[i].name == said.name)
                add_tags(r, &tags, r->head.many[i].text, said.source);
    r->meta->n_tags = tags.n;
    r->meta->tags = arena_array(&r->page->arena, tags.n, sizeof *tags.items);
    memcpy((void *)r->meta->tags, tags.items, tags.n * sizeof *tags.items);
}

/* ---- language and direction ---- */

static void read_language(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    const uint32_t roots[] = {page->html, page->body};

    for (size_t i = 0; i < N_OF(roots); i++) {
        if (roots[i] == NO_NODE)
            continue;
        fact_set(&meta->lang, fact_language(page, node_attr(page, roots[i], "lang")),
                 "element");
        fact_set(&meta->lang, fact_language(page, node_attr(page, roots[i], "xml:lang")),
                 "element");
    }
    fact_set(&meta->lang, fact_language(page, r->jsonld.lang), "json-ld");
    set_named(r, &meta->lang, SAID_LANGUAGE);
    fact_set(&meta->lang, fact_language(page, page->snapshot->facts.lang), "snapshot");
}

static const struct block *first_text(const struct page *page)
{
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];

        if (b->keep && b->len > 0)
            return b;
    }
    return NULL;
}

/* What is said nearest to the text holds for it. */
static void read_direction(struct reader *r)
{
    const struct page *page = r->page;
    const struct block *text = first_text(page);
    uint32_t n = text ? text->first : page->body != NO_NODE ? page->body : page->html;

    for (; n != NO_NODE; n = page->nodes[n].parent) {
        const char *dir = node_is_text(page, n) ? NULL : node_attr(page, n, "dir");

        if (dir && text_equal_nocase(dir, "rtl"))
            fact_set(&r->meta->dir, "rtl", "element");
        else if (dir && text_equal_nocase(dir, "ltr"))
            fact_set(&r->meta->dir, "ltr", "element");
    }
    if (text && direction_of(text->text, text->len) == DIRECTION_RTL)
        fact_set(&r->meta->dir, "rtl", "text");
}

/* ---- the rest ---- */

/* An address, or the words that name one. */
static const char *licence_value(struct page *page, const char *text)
{
    const char *address;

    text = fact_unescaped(page, text, FACT_MAX);
    address = text && strstr(text, "//") ? sanitise_address(page, text) : NULL;
    return address ? address : text;
}

static void read_addresses(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    struct head_said said;

    fact_set(&meta->canonical, sanitise_address(page, r->head.canonical), "element");
    set_named(r, &meta->canonical, SAID_ADDRESS);
    fact_set(&meta->canonical, sanitise_address(page, r->jsonld.canonical), "json-ld");
    set_named(r, &meta->image, SAID_PICTURE);
    fact_set(&meta->image, sanitise_address(page, r->jsonld.image), "json-ld");

    fact_set(&meta->licence, licence_value(page, r->jsonld.licence), "json-ld");
    fact_set(&meta->licence, sanitise_address(page, r->head.licence), "element");
    for (unsigned rank = 0;
         !meta->licence.value && head_next(&r->head, SAID_LICENCE, &rank, &said);)
        fact_set(&meta->licence, licence_value(page, said.text), said.source);
}

/* As written for sharing; where nobody did, the first paragraph that reads as one. */
static void read_excerpt(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;

    set_named(r, &meta->excerpt, SAID_EXCERPT);
    fact_set(&meta->excerpt, fact_unescaped(page, r->jsonld.excerpt, FACT_MAX),
             "json-ld");
    for (uint32_t i = 0; i < page->blocks->n && !meta->excerpt.value; i++) {
        const struct block *b = &page->blocks->items[i];

        if (b->keep && feature_is_good(b) && !masthead_is_line(page, b))
            fact_set(&meta->excerpt, fact_text(page, b->text, FACT_MAX), "text");
    }
}

void meta_read(struct page *page)
{
    struct meta *meta = arena_alloc(&page->arena, sizeof *meta);
    struct reader r = {.page = page, .meta = meta};

    page->meta = meta;
    jsonld_read(page, &r.jsonld);
    head_read(page, &r.head);
    meta->says_article =
        r.jsonld.says_article || head_says(&r.head, SAID_KIND, "article");
    meta->free_access = r.jsonld.free_access;
    meta->gated = r.jsonld.gated;
    meta->stated_words = r.jsonld.stated_words;
    meta->body_words = r.jsonld.body_words;

    read_language(&r);
    read_direction(&r);
    read_titles(&r);
    read_site(&r);
    title_read(page, &r.titles, meta);

    masthead_find(page, &r.titles, &r.masthead);
    byline_read(page, &r.head, &r.jsonld, &r.masthead, meta);
    date_read(page, &r.head, &r.jsonld, &r.masthead, meta);
    read_around(&r);
    read_tags(&r);
    read_addresses(&r);
    read_excerpt(&r);
}
