#include "engine/meta.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/fact.h"
#include "engine/feature.h"
#include "engine/jsonld.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/title.h"

enum field {
    TITLE,
    BYLINE,
    SITE,
    PUBLISHED,
    MODIFIED,
    LANG,
    CANONICAL,
    IMAGE,
    EXCERPT,
    N_FIELDS
};

/* What the meta elements of a page call each field, the most trusted name first. `name`,
 * `property` and `itemprop` are looked at alike: pages mix them up. */
static const struct meta_name {
    const char *name;
    const char *source;
    enum field field;
} meta_names[] = {
    {"og:title", "open-graph", TITLE},
    {"twitter:title", "twitter", TITLE},
    {"dc.title", "dublin-core", TITLE},
    {"dcterms.title", "dublin-core", TITLE},
    {"parsely-title", "meta", TITLE},
    {"headline", "microdata", TITLE},
    {"author", "meta", BYLINE},
    {"article:author", "open-graph", BYLINE},
    {"dc.creator", "dublin-core", BYLINE},
    {"dcterms.creator", "dublin-core", BYLINE},
    {"dc.contributor", "dublin-core", BYLINE},
    {"parsely-author", "meta", BYLINE},
    {"sailthru.author", "meta", BYLINE},
    {"citation_author", "meta", BYLINE},
    {"og:site_name", "open-graph", SITE},
    {"application-name", "meta", SITE},
    {"dc.publisher", "dublin-core", SITE},
    {"article:published_time", "open-graph", PUBLISHED},
    {"og:article:published_time", "open-graph", PUBLISHED},
    {"og:published_time", "open-graph", PUBLISHED},
    {"datepublished", "microdata", PUBLISHED},
    {"parsely-pub-date", "meta", PUBLISHED},
    {"sailthru.date", "meta", PUBLISHED},
    {"dcterms.issued", "dublin-core", PUBLISHED},
    {"dcterms.created", "dublin-core", PUBLISHED},
    {"dc.date.issued", "dublin-core", PUBLISHED},
    {"dcterms.date", "dublin-core", PUBLISHED},
    {"dc.date", "dublin-core", PUBLISHED},
    {"citation_publication_date", "meta", PUBLISHED},
    {"pubdate", "meta", PUBLISHED},
    {"publishdate", "meta", PUBLISHED},
    {"publish-date", "meta", PUBLISHED},
    {"date", "meta", PUBLISHED},
    {"article:modified_time", "open-graph", MODIFIED},
    {"og:updated_time", "open-graph", MODIFIED},
    {"datemodified", "microdata", MODIFIED},
    {"dcterms.modified", "dublin-core", MODIFIED},
    {"last-modified", "meta", MODIFIED},
    {"content-language", "meta", LANG},
    {"dc.language", "dublin-core", LANG},
    {"og:locale", "open-graph", LANG},
    {"og:url", "open-graph", CANONICAL},
    {"og:image", "open-graph", IMAGE},
    {"og:image:url", "open-graph", IMAGE},
    {"twitter:image", "twitter", IMAGE},
    {"twitter:image:src", "twitter", IMAGE},
    {"og:description", "open-graph", EXCERPT},
    {"description", "meta", EXCERPT},
    {"twitter:description", "twitter", EXCERPT},
    {"dc.description", "dublin-core", EXCERPT},
};
#define N_META_NAMES N_OF(meta_names)

struct reader {
    struct page *page;
    struct meta *meta;
    struct jsonld jsonld;
    const char *named[N_META_NAMES]; /* first content of each */
    struct titles titles;
};

static const char *value_of(struct page *page, enum field field, const char *text)
{
    switch (field) {
    case BYLINE:
        return fact_person(page, text);
    case PUBLISHED:
    case MODIFIED:
        return fact_date(page, text);
    case LANG:
        return fact_language(page, text);
    case CANONICAL:
    case IMAGE:
        return sanitise_address(page, text);
    default:
        return fact_text(page, text, FACT_MAX);
    }
}

static void collect_meta(struct reader *r, uint32_t n)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = node_attr(r->page, n, "content");

    for (size_t k = 0; content && k < N_OF(keys); k++) {
        const char *key = node_attr(r->page, n, keys[k]);

        for (size_t i = 0; key && i < N_META_NAMES; i++)
            if (!r->named[i] && text_equal_nocase(key, meta_names[i].name))
                r->named[i] = content;
    }
}

/* One look over the page for meta elements, links and the title. */
static void collect(struct reader *r)
{
    struct page *page = r->page;
    const char *canonical = NULL;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        const char *rel;

        switch (node->tag) {
        case TAG_META:
            collect_meta(r, n);
            break;
        case TAG_LINK:
            rel = node_attr(page, n, "rel");
            if (!canonical && rel && text_equal_nocase(rel, "canonical"))
                canonical = node_attr(page, n, "href");
            break;
        case TAG_TITLE:
            if (!r->titles.document && node->end > n + 1 && node_is_text(page, n + 1))
                r->titles.document = fact_text(page, page->nodes[n + 1].text, FACT_MAX);
            break;
        case TAG_SVG: /* has a title element of its own */
            n = node->end - 1;
            break;
        default:
            break;
        }
    }
    if (!r->titles.document)
        r->titles.document = fact_text(page, page->snapshot->title, FACT_MAX);
    fact_set(&r->meta->canonical, sanitise_address(page, canonical), "element");
}

static const char *named(const struct reader *r, enum field field, const char **source)
{
    for (size_t i = 0; i < N_META_NAMES; i++)
        if (meta_names[i].field == field && r->named[i]) {
            const char *value = value_of(r->page, field, r->named[i]);

            if (value) {
                *source = meta_names[i].source;
                return value;
            }
        }
    return NULL;
}

static void set_named(const struct reader *r, struct fact *fact, enum field field)
{
    const char *source = NULL;
    const char *value = fact->value ? NULL : named(r, field, &source);

    fact_set(fact, value, source);
}

static void read_titles(struct reader *r)
{
    struct titles *titles = &r->titles;

    titles->heading = title_heading(r->page);
    titles->shared = named(r, TITLE, &titles->shared_source);
    titles->headline = fact_text(r->page, r->jsonld.headline, FACT_MAX);
}

static uint32_t find_property(const struct page *page, const char *property)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *value = node_is_text(page, n) ? NULL : node_attr(page, n, "itemprop");

        if (value && page->nodes[n].tag != TAG_META && text_equal_nocase(value, property))
            return n;
    }
    return NO_NODE;
}

static const char *node_value(struct page *page, uint32_t n)
{
    const char *content = node_attr(page, n, "content");

    if (!content)
        content = node_attr(page, n, "datetime");
    return content ? content : node_text(page, n, page->nodes[n].end);
}

/* <a rel=author>, itemprop=author: what the page marks as its author's name. */
static void read_byline_elements(struct reader *r)
{
    struct page *page = r->page;
    uint32_t n = find_property(page, "author");

    if (n != NO_NODE)
        fact_set(&r->meta->byline, fact_person(page, node_value(page, n)), "microdata");
    for (n = 0; n < page->n_nodes && !r->meta->byline.value; n++) {
        const char *rel = page->nodes[n].tag == TAG_A ? node_attr(page, n, "rel") : NULL;

        if (rel && text_equal_nocase(rel, "author"))
            fact_set(&r->meta->byline,
                     fact_person(page, node_text(page, n, page->nodes[n].end)),
                     "element");
    }
}

/* /2014/07/27/ in the page's address */
static const char *date_in_url(struct page *page)
{
    const char *url = page->snapshot->url;

    for (const char *p = url ? strchr(url, '/') : NULL; p; p = strchr(p + 1, '/')) {
        char day[11];

        if (strlen(p) < 12 || (p[5] != '/' && p[5] != '-') || p[8] != p[5] ||
            p[11] != '/')
            continue;
        memcpy(day, p + 1, 10);
        day[10] = '\0';
        if (fact_date(page, day) != NULL)
            return fact_date(page, day);
    }
    return NULL;
}

/* The first time element that dates no comment and no other story. */
static const char *date_in_elements(struct page *page)
{
    const uint32_t others =
        ZONE_COMMENTS | ZONE_RELATED | ZONE_ASIDE | ZONE_FOOTER | ZONE_NAV | ZONE_AD;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *date = page->nodes[n].tag == TAG_TIME
                               ? fact_date(page, node_attr(page, n, "datetime"))
                               : NULL;

        if (date && !(page->nodes[n].marks & NODE_OVERLAY) &&
            !(page->features->zones[n] & others))
            return date;
    }
    return NULL;
}

static void read_dates(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    uint32_t n;

    fact_set(&meta->published, fact_date(page, r->jsonld.published), "json-ld");
    set_named(r, &meta->published, PUBLISHED);
    n = find_property(page, "datePublished");
    if (n != NO_NODE)
        fact_set(&meta->published, fact_date(page, node_value(page, n)), "microdata");
    fact_set(&meta->published, date_in_url(page), "url");
    fact_set(&meta->published, date_in_elements(page), "element");

    fact_set(&meta->modified, fact_date(page, r->jsonld.modified), "json-ld");
    set_named(r, &meta->modified, MODIFIED);
    n = find_property(page, "dateModified");
    if (n != NO_NODE)
        fact_set(&meta->modified, fact_date(page, node_value(page, n)), "microdata");
}

static void read_language(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    const uint32_t roots[] = {page->html, page->body};

    for (size_t i = 0; i < 2; i++) {
        const char *dir = roots[i] != NO_NODE ? node_attr(page, roots[i], "dir") : NULL;

        if (roots[i] == NO_NODE)
            continue;
        fact_set(&meta->lang, fact_language(page, node_attr(page, roots[i], "lang")),
                 "element");
        fact_set(&meta->lang, fact_language(page, node_attr(page, roots[i], "xml:lang")),
                 "element");
        if (dir && (text_equal_nocase(dir, "rtl") || text_equal_nocase(dir, "ltr")))
            fact_set(&meta->dir, text_equal_nocase(dir, "rtl") ? "rtl" : "ltr",
                     "element");
    }
    fact_set(&meta->lang, fact_language(page, r->jsonld.lang), "json-ld");
    set_named(r, &meta->lang, LANG);
    fact_set(&meta->lang, fact_language(page, page->snapshot->facts.lang), "snapshot");
}

static bool says_article(const struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *property =
            page->nodes[n].tag == TAG_META ? node_attr(page, n, "property") : NULL;
        const char *content = property ? node_attr(page, n, "content") : NULL;

        if (content && text_equal_nocase(property, "og:type") &&
            text_equal_nocase(content, "article"))
            return true;
    }
    return false;
}

void meta_read(struct page *page)
{
    struct meta *meta = arena_alloc(&page->arena, sizeof *meta);
    struct reader r = {.page = page, .meta = meta};

    page->meta = meta;
    jsonld_read(page, &r.jsonld);
    meta->says_article = r.jsonld.says_article || says_article(page);
    meta->free_access = r.jsonld.free_access;
    meta->gated = r.jsonld.gated;
    meta->stated_words = r.jsonld.stated_words;
    meta->body_words = r.jsonld.body_words;

    collect(&r);
    read_titles(&r);

    set_named(&r, &meta->site, SITE);
    fact_set(&meta->site, fact_text(page, r.jsonld.site, FACT_MAX), "json-ld");
    title_site(page, &r.titles, meta);
    title_read(page, &r.titles, meta);

    fact_set(&meta->byline, fact_person(page, r.jsonld.author), "json-ld");
    set_named(&r, &meta->byline, BYLINE);
    read_byline_elements(&r);

    read_dates(&r);
    read_language(&r);

    set_named(&r, &meta->canonical, CANONICAL);
    fact_set(&meta->canonical, sanitise_address(page, r.jsonld.canonical), "json-ld");
    set_named(&r, &meta->image, IMAGE);
    fact_set(&meta->image, sanitise_address(page, r.jsonld.image), "json-ld");
    set_named(&r, &meta->excerpt, EXCERPT);
    fact_set(&meta->excerpt, fact_text(page, r.jsonld.excerpt, FACT_MAX), "json-ld");
}
