#include "engine/byline.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/fact.h"
#include "engine/feature.h"
#include "engine/lexicon.h"
#include "engine/names.h"
#include "engine/node.h"

/* Nodes between two names that are looked at; beyond them stands somebody else. */
#define APART_NODES 1000

#define PERSON_MAX 200 /* bytes; longer ones are paragraphs about the author */

struct reader {
    struct page *page;
    const struct head *head;
    const struct jsonld *jsonld;
    const struct masthead *masthead;
    struct meta *meta;
    struct names names;
    const char *source;
    const char *fallback; /* a declared author that is the site or an account's name;
                           * better than none */
    const char *fallback_source;
};

/* ---- declared ---- */

/* "One, Ann" as a reader has it; the text where it has no comma, or more than one. */
static const char *turned(struct page *page, const char *text)
{
    const char *comma = strchr(text, ','), *first;

    first = comma ? comma + 1 + strspn(comma + 1, " ") : NULL;
    if (!first || *first == '\0' || strchr(first, ','))
        return text;
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "%s %.*s", first, (int)(comma - text), text);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

/* Several elements with a comma in each: names of a data base, the last one first. */
static bool are_turned(const struct head *head, const struct meta_name *name)
{
    size_t n = 0;

    for (size_t i = 0; i < head->n_many; i++) {
        const char *comma =
            head->many[i].name == name ? strchr(head->many[i].text, ',') : NULL;

        if (head->many[i].name == name && (!comma || strchr(comma + 1, ',')))
            return false;
        n += comma != NULL;
    }
    return n > 1;
}

/* "admin2", "jdoe", "john.doe": what somebody signs in with. */
static bool is_account(const char *name)
{
    for (; *name != '\0'; name++)
        if (*name == ' ' || (unsigned char)*name >= 0x80)
            return false;
    return true;
}

/* Names with commas between, or one and a profession. No name of one word: that is
 * "One, Ann", or an address. */
static bool read_listed(struct page *page, const char *text, const char *lang,
                        struct names *names)
{
    size_t n_commas = 0;

    for (const char *c = text; *c != '\0'; c++)
        n_commas += *c == ',';
    if (!names_read(page, text, lang, NAMES_MARKED, names))
        return false;
    for (size_t i = 0; i < names->n; i++)
        if (!strchr(names->items[i], ' '))
            return false;
    return n_commas == 1 || names->n == n_commas + 1;
}

/* "ann@one.example (Ann One)", as feeds have it: the name. */
static const char *without_mail(struct page *page, const char *text)
{
    const char *open = text ? strstr(text, " (") : NULL,
               *at = text ? strchr(text, '@') : NULL;
    size_t len = open ? strcspn(open, ")") : 0;

    return open && at && at < open && len > 2 && strcmp(open + len, ")") == 0
               ? arena_copy(&page->arena, open + 2, len - 2)
               : text;
}

/* A list of names, or one in whatever way a data base writes it ("One, Ann"). */
static bool add_declared(struct reader *r, const char *text)
{
    struct page *page = r->page;
    const char *lang = r->meta->lang.value,
               *person = fact_person(
                   page, without_mail(page, fact_unescaped(page, text, FACT_MAX)));
    struct names names = {.n = 0};
    bool read;

    if (!person || names_is_by(page, person, lang) ||
        (is_account(person) && names_is_nobody(page, person, lang)))
        return false;
    if (strchr(person, '(') && !strchr(person, '@')) /* by what else somebody is known */
        read = false;
    else if (strchr(person, ','))
        read = read_listed(page, person, lang, &names);
    else
        read = names_read(page, person, lang, NAMES_DECLARED, &names);
    if (!read) {
        names.n = 0;
        if (fact_date_in(page, person, lang))
            return false;
        names_add(&names, person);
    }
    for (size_t i = 0; i < names.n; i++)
        names_add(&r->names, names.items[i]);
    return true;
}

/* An organisation that signs all of its site is the author where nobody else is named. */
static bool is_publisher(const struct reader *r, const char *name)
{
    return r->meta->site.value && text_equal_nocase(name, r->meta->site.value);
}

/* Beside people the site is no author. */
static void drop_publisher(struct reader *r)
{
    size_t n = 0;

    for (size_t i = 0; i < r->names.n; i++)
        if (!is_publisher(r, r->names.items[i]))
            r->names.items[n++] = r->names.items[i];
    r->names.n = n > 0 ? n : r->names.n;
}

/* Believes what was found if it names anybody but the site. What is declared may be an
 * account's name; a full name near the headline is better. */
static bool settle(struct reader *r, const char *source, bool declared)
{
    const char *only;

    if (r->names.n == 0)
        return false;
    drop_publisher(r);
    only = r->names.n == 1 ? r->names.items[0] : NULL;
    if (only && (is_publisher(r, only) || (declared && is_account(only)))) {
        if (!r->fallback || is_publisher(r, r->fallback)) {
            r->fallback = only;
            r->fallback_source = source;
        }
        r->names.n = 0;
        return false;
    }
    /* Cut short, "The Valley" of "The Valley Team", or no full name either. */
    if (only && r->fallback &&
        (is_account(only) || (strlen(r->fallback) > strlen(only) &&
                              strncasecmp(r->fallback, only, strlen(only)) == 0)))
        r->names.n = 0;
    r->source = source;
    return r->names.n > 0;
}

static bool read_jsonld(struct reader *r)
{
    for (size_t i = 0; i < r->jsonld->n_authors; i++)
        add_declared(r, r->jsonld->authors[i]);
    return settle(r, "json-ld", !r->jsonld->is_thread);
}

static bool read_head(struct reader *r)
{
    struct head_said said;

    for (unsigned rank = 0; head_next(r->head, SAID_AUTHOR, &rank, &said);) {
        for (size_t i = 0; i < r->head->n_many; i++)
            if (r->head->many[i].name == said.name)
                add_declared(r, are_turned(r->head, said.name)
                                    ? turned(r->page, r->head->many[i].text)
                                    : r->head->many[i].text);
        if (settle(r, said.source, true))
            return true;
    }
    return false;
}

/* ---- marked ---- */

static bool is_word_of(const char *value, const char *word)
{
    size_t len = strlen(word);

    for (; value && *value; value += strcspn(value, " \t\r\n")) {
        const char *colon;
        size_t value_len;

        value += strspn(value, " \t\r\n");
        value_len = strcspn(value, " \t\r\n");
        colon = memchr(value, ':', value_len); /* RDFa: schema:author, dc:creator */
        if (colon) {
            value_len -= (size_t)(colon + 1 - value);
            value = colon + 1;
        }
        if (value_len == len && strncasecmp(value, word, len) == 0)
            return true;
    }
    return false;
}

/* itemprop=author, property=author and their kin. */
static const char *marked_source(const struct page *page, uint32_t n)
{
    static const char *const words[] = {"author", "creator"};
    enum tag tag = (enum tag)page->nodes[n].tag;

    if (tag == TAG_TEXT || tag == TAG_META || tag == TAG_LINK)
        return NULL;
    for (size_t i = 0; i < N_OF(words); i++) {
        if (is_word_of(node_attr(page, n, "itemprop"), words[i]))
            return "microdata";
        if (is_word_of(node_attr(page, n, "property"), words[i]))
            return "rdfa";
    }
    return is_word_of(node_attr(page, n, "rel"), "author") ? "element" : NULL;
}

/* The part of a person's card that is the name; the card where there is none. */
static uint32_t name_node(const struct page *page, uint32_t card)
{
    for (uint32_t n = card; n < page->nodes[card].end; n++)
        if (!node_is_text(page, n) &&
            (is_word_of(node_attr(page, n, "itemprop"), "name") ||
             is_word_of(node_attr(page, n, "property"), "name")))
            return n;
    return card;
}

/* The nearest element that starts and ends a line. */
static uint32_t line_owner(const struct page *page, uint32_t n)
{
    while (n != NO_NODE && !tag_rules[page->nodes[n].tag].block)
        n = page->nodes[n].parent;
    return n;
}

/* The texts of nodes [first, end) with blanks between them, and bars where a line ends: names stand in
 * elements of their own beside "By" and professions, with nothing between. */
static const char *parts_of(struct page *page, uint32_t first, uint32_t end)
{
    struct strbuf *scratch = &page->scratch;
    uint32_t last = NO_NODE;

    strbuf_clear(scratch);
    for (uint32_t n = first; n < end; n++) {
        const struct node *node = &page->nodes[n];

        if (node->tag != TAG_TEXT) {
            n = tag_rules[node->tag].skip ? node->end - 1 : n;
            continue;
        }
        if (node->text[strspn(node->text, " \t\r\n")] == '\0')
            continue;
        if (last != NO_NODE)
            strbuf_puts(scratch,
                        line_owner(page, n) == line_owner(page, last) ? " " : " | ");
        strbuf_add(scratch, node->text, node->len);
        last = n;
    }
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

static bool add_marked(struct reader *r, uint32_t n, enum names_trust trust)
{
    struct page *page = r->page;
    uint32_t name = name_node(page, n);
    const char *text = node_attr(page, name, "content");

    text = fact_text(page, text ? text : parts_of(page, name, page->nodes[name].end),
                     PERSON_MAX);
    return text && fact_person(page, text) &&
           names_read(page, text, r->meta->lang.value, trust, &r->names);
}

static bool is_of_others(const struct page *page, uint32_t n)
{
    return (page->features->zones[n] &
            (ZONE_COMMENTS | ZONE_RELATED | ZONE_NAV | ZONE_AD | ZONE_FIGURE)) != 0 ||
           (page->nodes[n].marks & NODE_OVERLAY) != 0;
}

static uint32_t node_of(const struct page *page, uint32_t block)
{
    return block < page->blocks->n ? page->blocks->items[block].first : page->n_nodes;
}

/* What stands behind a thread's first post is of those who answer, and so is all that is
 * named in it behind its author. */
static uint32_t own_end(const struct page *page, uint32_t end)
{
    return page->post_end != 0 && page->post_end < end ? page->post_end : end;
}

/* Text was kept between the two. */
static bool text_between(const struct page *page, uint32_t from, uint32_t to)
{
    for (uint32_t b = block_at(page, from); b < block_at(page, to); b++)
        if (page->blocks->items[b].keep && feature_is_good(&page->blocks->items[b]))
            return true;
    return false;
}

static bool is_dated_between(const struct page *page, uint32_t from, uint32_t to)
{
    for (uint32_t n = from; n < to; n++)
        if (page->nodes[n].tag == TAG_TIME ||
            (masthead_labels(page, n) & 1u << LABEL_DATE))
            return true;
    return false;
}

/* A name far behind another is of another post's author: text stands between the two, or a
 * day and another line. */
static bool are_parted(const struct page *page, uint32_t from, uint32_t to)
{
    return to > from + APART_NODES || text_between(page, from, to) ||
           (is_dated_between(page, from, to) &&
            page->features->before[to] > page->features->before[from]);
}

/* All of the marked ones near the headline, else the first of the page. */
static bool read_marked(struct reader *r)
{
    const struct page *page = r->page;
    uint32_t first = node_of(page, r->masthead->top_first);
    uint32_t end = node_of(page, r->masthead->top_end);
    const char *source = NULL;
    uint32_t last = NO_NODE;

    for (int near = 1; near >= 0 && r->names.n == 0; near--)
        for (uint32_t n = 0; n < own_end(page, page->n_nodes); n++) {
            bool is_near = n < end && page->nodes[n].end > first;
            const char *kind = (bool)near == is_near ? marked_source(page, n) : NULL;

            if (!kind || is_of_others(page, n) || (source && kind != source))
                continue;
            if (last != NO_NODE && are_parted(page, page->nodes[last].end, n))
                break;
            if (add_marked(r, n, NAMES_MARKED)) {
                last = n;
                source = kind;
                n = page->nodes[n].end - 1;
                if (!near || page->post_end != 0)
                    break;
            }
        }
    return settle(r, source, false);
}

/* ---- called so ---- */

/* The address of a page about an author: /authors/ann-one */
static bool is_author_link(const struct page *page, uint32_t n)
{
    const char *at = page->nodes[n].tag == TAG_A ? node_attr(page, n, "href") : NULL;

    for (at = at ? strchr(at, '/') : NULL; at; at = strchr(at + 1, '/')) {
        size_t len = strcspn(at + 1, "/?#");
        struct class_hits hits = {0};
        char segment[32];

        if (at[1 + len] != '/' || at[2 + len] == '\0' || len >= sizeof segment)
            continue;
        memcpy(segment, at + 1, len);
        segment[len] = '\0';
        lexicon_labels(segment, &hits);
        if ((hits.strong & 1u << LABEL_AUTHOR) && strlen(hits.word) == len)
            return true;
    }
    return false;
}

static bool is_called(const struct page *page, uint32_t n)
{
    return is_author_link(page, n) || (masthead_labels(page, n) & 1u << LABEL_AUTHOR);
}

/* Something inside is called so, too: then that is the name. */
static bool holds_called(const struct page *page, uint32_t n)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (is_called(page, i))
            return true;
    return false;
}

/* Elements near the headline whose class says that they name the author. An outer one gets
 * its turn where no inner one is called so, or none of them reads as a name. */
static bool read_called(struct reader *r)
{
    const struct page *page = r->page;
    uint32_t first = node_of(page, r->masthead->top_first);
    uint32_t end = own_end(page, node_of(page, r->masthead->top_end)), last = NO_NODE;

    for (int inner = 1; inner >= 0 && r->names.n == 0; inner--)
        for (uint32_t n = first; n < end; n++) {
            if (!is_called(page, n) || is_of_others(page, n) ||
                (inner && holds_called(page, n)))
                continue;
            if (last != NO_NODE && are_parted(page, page->nodes[last].end, n))
                break;
            if (!add_marked(r, n, NAMES_MARKED))
                continue;
            if (page->post_end != 0)
                break;
            n = page->nodes[n].end - 1;
            last = n;
        }
    return settle(r, "element", false);
}

/* ---- written ---- */

static bool read_written(struct reader *r, uint32_t first, uint32_t end)
{
    struct page *page = r->page;

    for (uint32_t i = first; i < end && r->names.n == 0; i++) {
        const struct block *b = &page->blocks->items[i];

        if (!masthead_is_line(page, b))
            continue;
        if (names_is_by(page, b->text, r->meta->lang.value) && i + 1 < end)
            /* "Written by" in a line of its own. */
            names_read(page, parts_of(page, b[1].first, b[1].end), r->meta->lang.value,
                       NAMES_MARKED, &r->names);
        else
            names_read(page, parts_of(page, b->first, b->end), r->meta->lang.value,
                       NAMES_AFTER_BY, &r->names);
    }
    return settle(r, "text", false);
}

static void set_authors(struct reader *r)
{
    struct meta *meta = r->meta;
    struct fact *items;

    if (r->names.n == 0 && r->fallback) {
        names_add(&r->names, r->fallback);
        r->source = r->fallback_source;
    }
    items = arena_array(&r->page->arena, r->names.n, sizeof *items);
    for (size_t i = 0; i < r->names.n; i++)
        items[i] = (struct fact){r->names.items[i], r->source};
    meta->authors = items;
    meta->n_authors = r->names.n;
    fact_set(&meta->byline, names_joined(r->page, &r->names), r->source);
}

void byline_read(struct page *page, const struct head *head, const struct jsonld *jsonld,
                 const struct masthead *masthead, struct meta *meta)
{
    struct reader r = {
        .page = page, .head = head, .jsonld = jsonld, .masthead = masthead, .meta = meta};

    (void)(read_jsonld(&r) || read_head(&r) || read_marked(&r) || read_called(&r) ||
           read_written(&r, masthead->heading, masthead->top_end) ||
           read_written(&r, masthead->top_first, masthead->heading) ||
           read_written(&r, masthead->tail_first, masthead->tail_end));
    set_authors(&r);
}
