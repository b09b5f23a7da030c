#include "engine/date.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/day.h"
#include "engine/fact.h"
#include "engine/feature.h"
#include "engine/names.h"
#include "engine/node.h"

enum {
    DAYS = 4,         /* looked at in one line */
    TEXT_MAX = 300,   /* bytes of an element that dates */
    DAY_BYTES = 10,   /* 2014-07-27 */
    LABEL_WORDS = 4,  /* "Published on:", and of the day beneath it */
    PARAGRAPH = 40,   /* words that are text, whatever ends them */
    LABEL_NODES = 64, /* before a day on its line: a line may hold thousands of days */
    SENTENCE = 12, /* words with a sentence among them: so many are text, no dateline */
};

struct reader {
    struct page *page;
    const struct head *head;
    const struct masthead *masthead;
    struct meta *meta;
};

/* ---- declared ---- */

static void set_declared(struct reader *r, struct fact *fact, enum said_kind kind)
{
    struct head_said said;

    for (unsigned rank = 0; !fact->value && head_next(r->head, kind, &rank, &said);)
        fact_set(fact, fact_date_in(r->page, said.text, r->meta->lang.value),
                 said.source);
}

static bool is_of_others(const struct page *page, uint32_t n)
{
    const uint32_t others =
        ZONE_COMMENTS | ZONE_RELATED | ZONE_ASIDE | ZONE_FOOTER | ZONE_NAV | ZONE_AD;

    return (page->nodes[n].marks & NODE_OVERLAY) || (masthead_zones(page, n) & others);
}

static const char *marked_value(struct page *page, uint32_t n)
{
    static const char *const names[] = {"content", "datetime", "title"};

    for (size_t i = 0; i < N_OF(names); i++) {
        const char *value = node_attr(page, n, names[i]);

        if (value && *value)
            return value;
    }
    return node_text(page, n, page->nodes[n].end);
}

/* itemprop=datePublished, property=schema:datePublished */
static bool says_property(const char *value, const char *name)
{
    size_t len = strlen(name), value_len = value ? strlen(value) : 0;

    return value_len >= len && strcasecmp(value + value_len - len, name) == 0 &&
           (value_len == len || value[value_len - len - 1] == ':');
}

/* By which of the two it is marked as either property; NULL: by neither. */
static const char *marked_source(const struct page *page, uint32_t n,
                                 const char *property, const char *other)
{
    static const char *const keys[] = {"itemprop", "property"};
    static const char *const sources[] = {"microdata", "rdfa"};

    for (size_t i = 0; i < N_OF(keys); i++) {
        const char *value = node_attr(page, n, keys[i]);

        if (says_property(value, property) || says_property(value, other))
            return sources[i];
    }
    return NULL;
}

/* The first element that is marked as one of two; of a thread, in its first post or
 * before. */
static void set_marked(struct reader *r, struct fact *fact, const char *property,
                       const char *other)
{
    struct page *page = r->page;
    uint32_t end = page->post_end != 0 ? page->post_end : page->n_nodes;

    for (uint32_t n = 0; n < end && !fact->value; n++) {
        enum tag tag = (enum tag)page->nodes[n].tag;
        const char *source = tag == TAG_TEXT || tag == TAG_META
                                 ? NULL
                                 : marked_source(page, n, property, other);

        if (source && !(page->features->zones[n] & (ZONE_COMMENTS | ZONE_RELATED)))
            fact_set(fact, fact_date_in(page, marked_value(page, n), r->meta->lang.value),
                     source);
    }
}

/* ---- near the headline ---- */

/* What a line says; `role` is what is known of it before it is read. */
static void set_written(struct reader *r, const char *folded, size_t len,
                        enum day_role role, const char *source)
{
    struct page *page = r->page;
    struct day days[DAYS];
    size_t n = day_read(folded, len, r->meta->lang.value, days, DAYS);

    for (size_t i = 0; i < n; i++) {
        enum day_role own = days[i].role == DAY_UNSAID ? role : days[i].role;

        fact_set(own == DAY_UPDATED ? &r->meta->modified : &r->meta->published,
                 arena_copy(&page->arena, days[i].iso, strlen(days[i].iso)), source);
    }
}

static const char *folded(struct page *page, const char *text)
{
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

/* What a line of its own says of the date in the next: "Published", and beneath it a day. */
static enum day_role label_before(const struct page *page, uint32_t b)
{
    const struct block *label = b > 0 ? &page->blocks->items[b - 1] : NULL;
    struct day day;

    if (!label || label->overlay != 0 || label->n_words > LABEL_WORDS ||
        day_read(label->folded, label->folded_len, NULL, &day, 1) > 0)
        return DAY_UNSAID;
    return day_role(label->folded, label->folded_len);
}

/* The words before an element on its line: "Updated <time>", or in a line of their own. */
static enum day_role role_before(struct page *page, uint32_t n)
{
    const struct block_list *blocks = page->blocks;
    uint32_t b = block_at(page, n + 1), first;
    const char *text;

    if (b == 0 || blocks->items[b - 1].end <= n || blocks->items[b - 1].first >= n)
        return b < blocks->n && blocks->items[b].first < page->nodes[n].end
                   ? label_before(page, b)
                   : DAY_UNSAID;
    first = blocks->items[b - 1].first;
    first = n - first > LABEL_NODES ? n - LABEL_NODES : first;
    text = folded(page, node_text(page, first, n));
    return day_role(text, strlen(text));
}

/* A day that a sentence, a table or a quotation of the text tells of: it happened then, and
 * says nothing of when it was written down. */
static bool is_told(const struct page *page, uint32_t n)
{
    const struct block_list *blocks = page->blocks;
    uint32_t b = block_at(page, n + 1);
    const struct block *block;

    if (b > 0 && blocks->items[b - 1].end > n)
        b--;
    block = b < blocks->n ? &blocks->items[b] : NULL;
    if (!block || !block->keep || block->first >= page->nodes[n].end)
        return false;
    return block->n_words > PARAGRAPH ||
           (block->n_sentences > 0 && block->n_words > SENTENCE) ||
           (masthead_zones(page, n) & (ZONE_TABLE | ZONE_QUOTE | ZONE_CODE));
}

/* The date of the first time element in `n`; NULL where none says it in its attribute. */
static const char *timed_inside(struct page *page, uint32_t n)
{
    const char *date = NULL;

    for (uint32_t i = n + 1; i < page->nodes[n].end && !date; i++)
        if (page->nodes[i].tag == TAG_TIME)
            date = fact_date(page, node_attr(page, i, "datetime"));
    return date;
}

/* Elements that date: <time>, and what is called so. */
static void read_element(struct reader *r, uint32_t n)
{
    struct page *page = r->page;
    struct meta *meta = r->meta;
    bool is_time = page->nodes[n].tag == TAG_TIME;
    unsigned labels = masthead_labels(page, n);
    enum day_role role = labels & 1u << LABEL_UPDATED ? DAY_UPDATED : DAY_UNSAID;
    const char *date, *text;

    if (!is_time && !(labels & (1u << LABEL_DATE | 1u << LABEL_UPDATED)))
        return;
    date = fact_date(page, node_attr(page, n, "datetime"));
    if (!date && !is_time && timed_inside(page, n)) {
        if (role == DAY_UPDATED)
            fact_set(&meta->modified, timed_inside(page, n), "element");
        return; /* what it holds says more, hours and all */
    }
    if (date) {
        role = role == DAY_UNSAID ? role_before(page, n) : role;
        if (role == DAY_UNSAID && is_time && !labels && is_told(page, n))
            return;
        fact_set(role == DAY_UPDATED ? &meta->modified : &meta->published, date,
                 "element");
        return;
    }
    text = fact_text(page, node_text(page, n, page->nodes[n].end), TEXT_MAX);
    text = text ? folded(page, text) : NULL;
    role = text && role == DAY_UNSAID ? role_before(page, n) : role;
    if (text)
        set_written(r, text, strlen(text), role, "element");
}

static uint32_t node_of(const struct page *page, uint32_t block)
{
    return block < page->blocks->n ? page->blocks->items[block].first : page->n_nodes;
}

static void read_elements(struct reader *r, uint32_t first, uint32_t end)
{
    const struct page *page = r->page;

    end = node_of(page, end);
    for (uint32_t n = node_of(page, first); n < end; n++)
        if (!node_is_text(page, n) && !is_of_others(page, n))
            read_element(r, n);
}

static void read_lines(struct reader *r, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const struct block *b = &r->page->blocks->items[i];

        if (masthead_is_line(r->page, b))
            set_written(r, b->folded, b->folded_len, label_before(r->page, i), "text");
    }
}

/* Anywhere beside the text, a day beneath a label that says what it dates. */
static void read_labelled(struct reader *r)
{
    const struct page *page = r->page;

    for (uint32_t i = 1; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];

        if (b->overlay == 0 && b->n_words <= LABEL_WORDS &&
            !(feature_zones(page, b) & (ZONE_COMMENTS | ZONE_RELATED)) &&
            label_before(page, i) != DAY_UNSAID)
            set_written(r, b->folded, b->folded_len, label_before(page, i), "text");
    }
}

/* The line above says who wrote the text. */
static bool is_below_byline(const struct reader *r, uint32_t b)
{
    struct page *page = r->page;
    const struct block *above = b > 0 ? &page->blocks->items[b - 1] : NULL;
    struct names names = {.n = 0};

    return above && masthead_is_line(page, above) &&
           names_read(page, above->text, r->meta->lang.value, NAMES_AFTER_BY, &names);
}

/* Behind the text only what says that it dates, or stands below a byline: a place there may
 * list other stories. */
static void read_tail(struct reader *r)
{
    for (uint32_t i = r->masthead->tail_first; i < r->masthead->tail_end; i++) {
        const struct block *b = &r->page->blocks->items[i];
        struct day day;

        if (masthead_is_line(r->page, b) &&
            day_read(b->folded, b->folded_len, r->meta->lang.value, &day, 1) == 1 &&
            (day.role != DAY_UNSAID || is_below_byline(r, i)))
            set_written(r, b->folded, b->folded_len, DAY_UNSAID, "text");
    }
}

/* ---- elsewhere ---- */

/* /2014/07/27/ in the page's address */
static const char *date_in_url(struct page *page)
{
    const char *url = page->snapshot->url;

    for (const char *p = url ? strchr(url, '/') : NULL; p; p = strchr(p + 1, '/')) {
        char day[11];

        if (strlen(p) < 12 || (p[5] != '/' && p[5] != '-') || p[8] != p[5] ||
            (p[11] != '/' && p[11] != '-'))
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
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *date = page->nodes[n].tag == TAG_TIME
                               ? fact_date(page, node_attr(page, n, "datetime"))
                               : NULL;

        enum day_role role = date ? role_before(page, n) : DAY_UNSAID;

        if (date && !is_of_others(page, n) && role != DAY_UPDATED &&
            (role == DAY_PUBLISHED || !is_told(page, n)))
            return date;
    }
    return NULL;
}

/* What stands near the headline. */
static void read_seen(struct reader *r)
{
    const struct masthead *masthead = r->masthead;

    read_elements(r, masthead->heading, masthead->top_end);
    read_elements(r, masthead->top_first, masthead->heading);
    read_lines(r, masthead->heading, masthead->top_end);
    read_lines(r, masthead->top_first, masthead->heading);
}

/* A page that was published no earlier than it was changed got its stamp from a machine that
 * publishes all of a site anew: the earlier day that its readers see, before the text or behind it, is the text's. */
static void mend_stamped(struct reader *r)
{
    struct meta *meta = r->meta, seen = {.lang = meta->lang};
    struct reader other = *r;

    if (!meta->published.value || !meta->modified.value ||
        strncmp(meta->published.value, meta->modified.value, DAY_BYTES) < 0)
        return;
    other.meta = &seen;
    read_seen(&other);
    read_elements(&other, r->masthead->tail_first, r->masthead->tail_end);
    read_tail(&other);
    if (seen.published.value &&
        strncmp(seen.published.value, meta->published.value, DAY_BYTES) < 0)
        meta->published = seen.published;
}

void date_read(struct page *page, const struct head *head, const struct jsonld *jsonld,
               const struct masthead *masthead, struct meta *meta)
{
    struct reader r = {.page = page, .head = head, .masthead = masthead, .meta = meta};
    const char *lang = meta->lang.value;

    fact_set(&meta->published, fact_date_in(page, jsonld->published, lang), "json-ld");
    set_declared(&r, &meta->published, SAID_PUBLISHED);
    set_marked(&r, &meta->published, "datePublished", "dateCreated");
    fact_set(&meta->modified, fact_date_in(page, jsonld->modified, lang), "json-ld");
    set_declared(&r, &meta->modified, SAID_MODIFIED);
    set_marked(&r, &meta->modified, "dateModified", "dateModified");

    read_seen(&r);
    mend_stamped(&r);
    read_labelled(&r);
    fact_set(&meta->published, date_in_url(page), "url");
    read_elements(&r, masthead->tail_first, masthead->tail_end);
    read_tail(&r);
    fact_set(&meta->published, date_in_elements(page), "element");
}
