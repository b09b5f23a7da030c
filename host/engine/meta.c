#include "engine/meta.h"

#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "engine/block.h"
#include "engine/jsonld.h"
#include "engine/node.h"

/* Longer values are a page's mistake: a template's JSON, a whole paragraph as byline. */
#define MAX_FACT 2000
#define MAX_BYLINE 200

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
#define N_META_NAMES (sizeof(meta_names) / sizeof(*meta_names))

struct reader {
    struct page *page;
    struct meta *meta;
    struct jsonld jsonld;
    const char *named[N_META_NAMES]; /* first content of each */
    const char *document_title;      /* of the title element, else the snapshot's */
    const char *document_title_source;
    const char *heading; /* the h1 that the article stands under */
};

/* The text with white space collapsed, or NULL if nothing, or too much, is left. */
static const char *clean(struct page *page, const char *text, size_t max)
{
    struct strbuf *scratch = &page->scratch;

    if (text == NULL)
        return NULL;
    strbuf_clear(scratch);
    text_collapse(text, strlen(text), scratch);
    if (scratch->len == 0 || scratch->len > max)
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

static void set(struct fact *fact, const char *value, const char *source)
{
    if (fact->value == NULL && value != NULL)
        *fact = (struct fact){value, source};
}

/* The address made absolute, or NULL. */
static const char *address(struct page *page, const char *text)
{
    struct strbuf *scratch = &page->scratch;

    if (text == NULL || *text == '\0')
        return NULL;
    strbuf_clear(scratch);
    if (!url_resolve(text, strlen(text), page->base_url, scratch))
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

/* YYYY-MM-DD at the front, with the rest as it is; compact and slashed days are spelled
 * out. NULL for everything else: a date in words is not ours to read. */
static const char *iso_date(struct page *page, const char *text)
{
    const char *p = clean(page, text, 64);
    char digits[9];
    size_t n = 0, at = 0;

    if (p == NULL)
        return NULL;
    while (n < 8 && at < 10) {
        if (p[at] >= '0' && p[at] <= '9')
            digits[n++] = p[at];
        else if ((p[at] != '-' && p[at] != '/') || (n != 4 && n != 6))
            break;
        at++;
    }
    digits[n] = '\0';
    if (n == 6 && at == 7 && p[4] == '-' && p[at] == '\0' &&
        strcmp(digits + 4, "12") <= 0)
        return p; /* a month */
    if (n != 8 || strcmp(digits, "1000") < 0 || strncmp(digits + 4, "13", 2) >= 0 ||
        strncmp(digits + 6, "32", 2) >= 0 || strncmp(digits + 4, "00", 2) == 0 ||
        strncmp(digits + 6, "00", 2) == 0)
        return NULL;
    if (p[at] != '\0' && p[at] != 'T' && p[at] != ' ' && p[at] != 't')
        return NULL;
    if (p[4] == '-' && at == 10)
        return p;
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "%.4s-%.2s-%.2s%s", digits, digits + 4, digits + 6,
                  p + at);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

/* A name, not an address of a profile or an account. */
static const char *person(struct page *page, const char *text)
{
    const char *name = clean(page, text, MAX_BYLINE);

    if (name == NULL || strstr(name, "://") != NULL || *name == '@' || *name == '{')
        return NULL;
    return name;
}

/* en_US is how Open Graph writes en-US. */
static const char *language(struct page *page, const char *text)
{
    const char *tag = clean(page, text, 35);
    char *copy;

    if (tag == NULL || strspn(tag, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "0123456789-_") != strlen(tag))
        return NULL;
    copy = arena_copy(&page->arena, tag, strlen(tag));
    for (char *c = copy; *c != '\0'; c++)
        if (*c == '_')
            *c = '-';
    return copy;
}

static const char *value_of(struct page *page, enum field field, const char *text)
{
    switch (field) {
    case BYLINE:
        return person(page, text);
    case PUBLISHED:
    case MODIFIED:
        return iso_date(page, text);
    case LANG:
        return language(page, text);
    case CANONICAL:
    case IMAGE:
        return address(page, text);
    default:
        return clean(page, text, MAX_FACT);
    }
}

static void collect_meta(struct reader *r, uint32_t n)
{
    static const char *const keys[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = node_attr(r->page, n, "content");

    for (size_t k = 0; content != NULL && k < sizeof(keys) / sizeof(*keys); k++) {
        const char *key = node_attr(r->page, n, keys[k]);

        for (size_t i = 0; key != NULL && i < N_META_NAMES; i++)
            if (r->named[i] == NULL && text_equal_nocase(key, meta_names[i].name))
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
            if (canonical == NULL && rel != NULL && text_equal_nocase(rel, "canonical"))
                canonical = node_attr(page, n, "href");
            break;
        case TAG_TITLE:
            if (r->document_title == NULL && node->end > n + 1 &&
                node_is_text(page, n + 1))
                r->document_title = clean(page, page->nodes[n + 1].text, MAX_FACT);
            break;
        case TAG_SVG: /* has a title element of its own */
            n = node->end - 1;
            break;
        default:
            break;
        }
    }
    if (r->document_title == NULL)
        r->document_title = clean(page, page->snapshot->title, MAX_FACT);
    set(&r->meta->canonical, address(page, canonical), "element");
}

static const char *named(const struct reader *r, enum field field, const char **source)
{
    for (size_t i = 0; i < N_META_NAMES; i++)
        if (meta_names[i].field == field && r->named[i] != NULL) {
            const char *value = value_of(r->page, field, r->named[i]);

            if (value != NULL) {
                *source = meta_names[i].source;
                return value;
            }
        }
    return NULL;
}

static void set_named(const struct reader *r, struct fact *fact, enum field field)
{
    const char *source = NULL;
    const char *value = fact->value == NULL ? named(r, field, &source) : NULL;

    set(fact, value, source);
}

/* The one h1, or the last one before the article's text. */
static const char *find_heading(struct page *page)
{
    const struct block_list *blocks = page->blocks;
    const char *last = NULL;
    uint32_t n_headings = 0, first_kept = blocks->n;

    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        bool is_h1 = node_closest(page, b->owner, TAG_H1) != NO_NODE;

        if (b->keep && !is_h1 && first_kept == blocks->n)
            first_kept = i;
        if (!is_h1 || b->overlay != 0 || b->len > MAX_FACT)
            continue;
        n_headings++;
        if (last == NULL || first_kept == blocks->n)
            last = b->text;
    }
    return n_headings > 0 ? last : NULL;
}

static bool is_separator(uint32_t c)
{
    switch (c) {
    case '|':
    case '-':
    case ':':
    case '/':
    case '>':
    case 0xab:   /* « */
    case 0xb7:   /* middle dot */
    case 0xbb:   /* » */
    case 0x2013: /* en dash */
    case 0x2014: /* em dash */
    case 0x2022: /* bullet */
    case 0x203a: /* › */
    case 0x30fb: /* katakana middle dot */
    case 0xff5c: /* full-width | */
        return true;
    default:
        return false;
    }
}

static const char *folded(struct page *page, const char *text)
{
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static bool same_words(struct page *page, const char *a, const char *b)
{
    return a != NULL && b != NULL && strcmp(folded(page, a), folded(page, b)) == 0;
}

/* What is left of `rest` when blanks and separators are taken from its start and end, or
 * NULL if there was no separator. */
static const char *without_separators(struct page *page, const char *from, const char *to)
{
    bool separated = false;
    const char *last = from;

    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!is_separator(c) && !text_is_space(c))
            break;
        separated |= is_separator(c);
        from = at;
    }
    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!is_separator(c) && !text_is_space(c))
            last = at;
    }
    if (last < from)
        last = from;
    for (const char *at = last; at < to;)
        separated |= is_separator(text_next(&at, to));
    return separated && last > from
               ? arena_copy(&page->arena, from, (size_t)(last - from))
               : NULL;
}

/* Cuts `site` with its separator off either end of the title. */
static const char *without_site(struct page *page, const char *title, const char *site)
{
    size_t len = strlen(title), site_len = site != NULL ? strlen(site) : 0;
    const char *rest = NULL;

    if (site_len == 0 || site_len >= len)
        return title;
    if (strncasecmp(title + len - site_len, site, site_len) == 0)
        rest = without_separators(page, title, title + len - site_len);
    else if (strncasecmp(title, site, site_len) == 0)
        rest = without_separators(page, title + site_len, title + len);
    return rest != NULL ? rest : title;
}

/* The document's title is mostly headline, separator, site. Where the page shows that
 * headline as its heading, the rest is the site. */
static void read_site_from_title(struct reader *r)
{
    const char *title = r->document_title, *heading = r->heading;
    size_t len = title != NULL ? strlen(title) : 0;
    size_t heading_len = heading != NULL ? strlen(heading) : 0;

    if (heading_len == 0 || heading_len >= len ||
        strncasecmp(title, heading, heading_len) != 0)
        return;
    set(&r->meta->site, without_separators(r->page, title + heading_len, title + len),
        "title");
}

/* The heading is the title as its readers see it; it is believed when another of the
 * page's own statements begins or ends the same way. Then what was written for sharing,
 * less the site. */
static void read_title(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    const char *shared_source = NULL;
    const char *shared = named(r, TITLE, &shared_source);
    const char *headline = clean(page, r->jsonld.headline, MAX_FACT);
    const char *site = meta->site.value;
    const char *heading = r->heading;

    if (shared != NULL)
        shared = without_site(page, shared, site);
    if (heading != NULL &&
        (same_words(page, heading, shared) || same_words(page, heading, headline) ||
         (r->document_title != NULL &&
          strstr(folded(page, r->document_title), folded(page, heading)) != NULL)))
        set(&meta->title, heading, "element");
    set(&meta->title, shared, shared_source);
    set(&meta->title, headline, "json-ld");
    if (r->document_title != NULL)
        set(&meta->title, without_site(page, r->document_title, site), "title");
    set(&meta->title, heading, "element");
}

static uint32_t find_property(const struct page *page, const char *property)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *value = node_is_text(page, n) ? NULL : node_attr(page, n, "itemprop");

        if (value != NULL && page->nodes[n].tag != TAG_META &&
            text_equal_nocase(value, property))
            return n;
    }
    return NO_NODE;
}

static const char *node_value(struct page *page, uint32_t n)
{
    const char *content = node_attr(page, n, "content");

    if (content == NULL)
        content = node_attr(page, n, "datetime");
    return content != NULL ? content : node_text_copy(page, n, page->nodes[n].end);
}

/* <a rel=author>, itemprop=author: what the page marks as its author's name. */
static void read_byline_elements(struct reader *r)
{
    struct page *page = r->page;
    uint32_t n = find_property(page, "author");

    if (n != NO_NODE)
        set(&r->meta->byline, person(page, node_value(page, n)), "microdata");
    for (n = 0; n < page->n_nodes && r->meta->byline.value == NULL; n++) {
        const char *rel = page->nodes[n].tag == TAG_A ? node_attr(page, n, "rel") : NULL;

        if (rel != NULL && text_equal_nocase(rel, "author"))
            set(&r->meta->byline,
                person(page, node_text_copy(page, n, page->nodes[n].end)), "element");
    }
}

/* /2014/07/27/ in the page's address */
static const char *date_in_url(struct page *page)
{
    const char *url = page->snapshot->url;

    for (const char *p = url != NULL ? strchr(url, '/') : NULL; p != NULL;
         p = strchr(p + 1, '/')) {
        char day[11];

        if (strlen(p) < 12 || (p[5] != '/' && p[5] != '-') || p[8] != p[5] ||
            p[11] != '/')
            continue;
        memcpy(day, p + 1, 10);
        day[10] = '\0';
        if (iso_date(page, day) != NULL)
            return iso_date(page, day);
    }
    return NULL;
}

/* A time element between the heading and the end of the article's beginning. */
static const char *date_in_elements(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *value =
            page->nodes[n].tag == TAG_TIME ? node_attr(page, n, "datetime") : NULL;
        const char *date = value != NULL ? iso_date(page, value) : NULL;

        if (date != NULL && !(page->nodes[n].marks & NODE_OVERLAY))
            return date;
    }
    return NULL;
}

static void read_dates(struct reader *r)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    uint32_t n;

    set(&meta->published, iso_date(page, r->jsonld.published), "json-ld");
    set_named(r, &meta->published, PUBLISHED);
    n = find_property(page, "datePublished");
    if (n != NO_NODE)
        set(&meta->published, iso_date(page, node_value(page, n)), "microdata");
    set(&meta->published, date_in_url(page), "url");
    set(&meta->published, date_in_elements(page), "element");

    set(&meta->modified, iso_date(page, r->jsonld.modified), "json-ld");
    set_named(r, &meta->modified, MODIFIED);
    n = find_property(page, "dateModified");
    if (n != NO_NODE)
        set(&meta->modified, iso_date(page, node_value(page, n)), "microdata");
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
        set(&meta->lang, language(page, node_attr(page, roots[i], "lang")), "element");
        set(&meta->lang, language(page, node_attr(page, roots[i], "xml:lang")),
            "element");
        if (dir != NULL &&
            (text_equal_nocase(dir, "rtl") || text_equal_nocase(dir, "ltr")))
            set(&meta->dir, text_equal_nocase(dir, "rtl") ? "rtl" : "ltr", "element");
    }
    set(&meta->lang, language(page, r->jsonld.lang), "json-ld");
    set_named(r, &meta->lang, LANG);
    set(&meta->lang, language(page, page->snapshot->facts.lang), "snapshot");
}

static bool says_article(const struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *property =
            page->nodes[n].tag == TAG_META ? node_attr(page, n, "property") : NULL;
        const char *content = property != NULL ? node_attr(page, n, "content") : NULL;

        if (content != NULL && text_equal_nocase(property, "og:type") &&
            text_equal_nocase(content, "article"))
            return true;
    }
    return false;
}

void meta_read(struct page *page)
{
    struct meta *meta = arena_alloc(&page->arena, sizeof(*meta));
    struct reader r = {.page = page, .meta = meta};

    page->meta = meta;
    jsonld_read(page, &r.jsonld);
    meta->says_article = r.jsonld.says_article || says_article(page);
    meta->free_access = r.jsonld.free_access;
    meta->stated_words = r.jsonld.stated_words;
    meta->body_words = r.jsonld.body_words;

    collect(&r);
    r.heading = find_heading(page);

    set_named(&r, &meta->site, SITE);
    set(&meta->site, clean(page, r.jsonld.site, MAX_FACT), "json-ld");
    read_site_from_title(&r);
    read_title(&r);

    set(&meta->byline, person(page, r.jsonld.author), "json-ld");
    set_named(&r, &meta->byline, BYLINE);
    read_byline_elements(&r);

    read_dates(&r);
    read_language(&r);

    set_named(&r, &meta->canonical, CANONICAL);
    set(&meta->canonical, address(page, r.jsonld.canonical), "json-ld");
    set_named(&r, &meta->image, IMAGE);
    set(&meta->image, address(page, r.jsonld.image), "json-ld");
    set_named(&r, &meta->excerpt, EXCERPT);
    set(&meta->excerpt, clean(page, r.jsonld.excerpt, MAX_FACT), "json-ld");
}
