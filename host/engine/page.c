#include "engine/page.h"

#include <libxml/HTMLparser.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "base/text.h"
#include "base/url.h"
#include "engine/limits.h"
#include "engine/markup.h"
#include "engine/node.h"

/* RECOVER: without it a script ends at the first "</" inside it and its source becomes
 * text. HUGE: without it the parser stops at depth 256 and at texts of 10 MB, and says
 * nothing. NOBLANKS and NOIMPLIED are not here: they change text and structure. */
#define PARSE_OPTIONS                                                                    \
    (HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | \
     HTML_PARSE_COMPACT | XML_PARSE_HUGE)

/* What is known of libxml2 2.9 and left as it is: a script that holds both `<!--` and
 * `<script` ends at the first `</script`, and the rest of it becomes text (up to 1.7 % of
 * raw pages have the pattern, serialised ones hardly any); such text is short and scores
 * as boilerplate. */

static void page_exhausted(void *context)
{
    struct page *page = context;

    longjmp(page->escape, 1);
}

/* The longest name of a character: &thetasym; and room. */
#define REFERENCE_MAX 12

/* Anything that made the parser stop before the end of its input. */
static bool was_cut(const htmlParserCtxt *parser)
{
    return parser->disableSAX || parser->errNo == XML_ERR_NO_MEMORY ||
           parser->errNo == XML_ERR_INTERNAL_ERROR;
}

static enum status parse(struct page *page, const char *html, size_t len)
{
    htmlParserCtxt *parser = htmlNewParserCtxt();

    if (!parser)
        return INTERNAL;
    /* Nobody asks for elements by id; the table of ids costs n^1.6. */
    parser->loadsubset |= XML_SKIP_IDS;
    /* The encoding is said: else the page's own meta is believed, and can load
     * converters. */
    page->doc = htmlCtxtReadMemory(parser, html, (int)len, NULL, "UTF-8", PARSE_OPTIONS);
    page->truncated |= was_cut(parser);
    htmlFreeParserCtxt(parser);
    xmlResetLastError(); /* the only thing a parse leaves behind in the process */
    return OK;
}

static enum status parse_named(struct page *page, const char *html, size_t len)
{
    struct strbuf named;
    enum status st;

    strbuf_init(&named, (size_t)3 * LIMIT_SNAPSHOT);
    markup_name_attributes(html, len, &named);
    if (strbuf_failed(&named))
        st = INTERNAL;
    else
        st = named.len ? parse(page, named.bytes, len) : parse(page, html, len);
    strbuf_release(&named);
    return st;
}

/* libxml2 passes invalid bytes through into the tree and ends names at NUL. */
static enum status parse_repaired(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;
    struct strbuf repaired;
    enum status st;

    if (snapshot->html_len == 0)
        return OK;
    if (text_valid(snapshot->html, snapshot->html_len) == snapshot->html_len &&
        !memchr(snapshot->html, 0, snapshot->html_len))
        return parse_named(page, snapshot->html, snapshot->html_len);

    strbuf_init(&repaired, (size_t)3 * LIMIT_SNAPSHOT); /* U+FFFD takes three bytes */
    text_repair(snapshot->html, snapshot->html_len, &repaired);
    st = strbuf_failed(&repaired) ? INTERNAL
                                  : parse_named(page, repaired.bytes, repaired.len);
    strbuf_release(&repaired);
    return st;
}

/* The next node in document order; without its subtree when `descend` is false. */
static xmlNode *next_node(xmlNode *node, bool descend)
{
    if (descend && node->type == XML_ELEMENT_NODE && node->children)
        return node->children;
    while (node && !node->next) {
        node = node->parent;
        if (!node || node->type != XML_ELEMENT_NODE)
            return NULL; /* the document */
    }
    return node ? node->next : NULL;
}

static bool is_text(const xmlNode *node)
{
    return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
}

/* libxml2 leaves `_private` to its users: there stands 1 + the number of the table's node
 * that holds the children of an element, mostly its own. */
static void set_host(xmlNode *node, uint32_t host)
{
    node->_private = (void *)((uintptr_t)host + 1);
}

static uint32_t host_of(const xmlNode *node)
{
    const xmlNode *parent = node->parent;

    if (!parent || parent->type != XML_ELEMENT_NODE || !parent->_private)
        return NO_NODE;
    return (uint32_t)((uintptr_t)parent->_private - 1);
}

/* Fills the table. Sizes were counted before, so nothing grows. */
struct builder {
    struct page *page;
    struct attr *attrs; /* the next free one */
    bool too_long;      /* a text is */
};

/* Where the next control character begins that libxml2 lets through: DEL, and those of two
 * bytes. NULL when there is none. */
static char *find_control(char *text)
{
    for (char *at = text; (at = strpbrk(at, "\x7F\xC2")); at++) {
        unsigned char second = (unsigned char)at[1];
        if (*at == 0x7F || (second >= 0x80 && second <= 0x9F))
            return at;
    }
    return NULL;
}

/* In place. They say nothing to a reader, and a terminal obeys them. U+0085 alone says
 * something, that a line ends. */
static void drop_controls(char *text)
{
    char *out = find_control(text), *at = out, *next;

    for (; at; at = next) {
        if ((unsigned char)at[1] == 0x85 && *at != 0x7F)
            *out++ = ' ';
        at += *at == 0x7F ? 1 : 2;
        next = find_control(at);
        size_t len = next ? (size_t)(next - at) : strlen(at);
        memmove(out, at, len);
        out += len;
    }
    if (out)
        *out = '\0';
}

static void read_attributes(struct builder *builder, struct node *to, const xmlNode *from)
{
    struct attr *first = builder->attrs;

    for (const xmlAttr *a = from->properties; a; a = a->next) {
        const char *value = "";

        if (builder->attrs - first == LIMIT_ATTRIBUTES) {
            builder->page->truncated = true;
            break;
        }
        if (a->children && a->children->content) {
            drop_controls((char *)a->children->content);
            value = (const char *)a->children->content;
        }
        size_t len = strlen(value);
        if (len > LIMIT_ATTRIBUTE) {
            builder->page->truncated = true;
            continue;
        }
        *builder->attrs++ = (struct attr){(const char *)a->name, value, (uint32_t)len};
    }
    to->attrs = first;
    to->len = (uint32_t)(builder->attrs - first);
}

/* Where a node hangs in the table. As in a browser, what follows the body belongs to it,
 * and a second html, head or body is nothing but what it holds. */
static uint32_t parent_in_table(const struct page *page, const xmlNode *node)
{
    uint32_t host = host_of(node);

    if (host == NO_NODE && page->n_nodes > 0)
        host = 0;
    if (host == 0 && page->body != NO_NODE)
        host = page->body;
    return host;
}

static bool is_second(const struct page *page, enum tag tag)
{
    return (tag == TAG_HTML && page->html != NO_NODE) ||
           (tag == TAG_HEAD && (page->head != NO_NODE || page->body != NO_NODE)) ||
           (tag == TAG_BODY && page->body != NO_NODE);
}

static struct node *add_node(struct page *page, uint32_t parent, enum tag tag)
{
    struct node *node = &page->nodes[page->n_nodes++];

    node->parent = parent;
    node->tag = (uint16_t)tag;
    node->depth = parent == NO_NODE ? 0 : (uint16_t)(page->nodes[parent].depth + 1);
    return node;
}

static void add_text(struct builder *builder, xmlNode *from)
{
    struct page *page = builder->page;
    uint32_t parent = parent_in_table(page, from);
    const char *text = "";

    if (from->content) {
        drop_controls((char *)from->content);
        text = (const char *)from->content;
    }
    if (parent == NO_NODE || !*text)
        return;
    struct node *node = add_node(page, parent, TAG_TEXT);
    node->text = text;
    node->len = (uint32_t)strlen(text);
    builder->too_long |=
        node->len > LIMIT_TEXT && !tag_rules[page->nodes[parent].tag].skip;
}

/* Adds an element and says whether what it holds shall be added too. */
static bool add_element(struct builder *builder, xmlNode *from)
{
    struct page *page = builder->page;
    enum tag tag = tag_from_name((const char *)from->name);
    uint32_t parent = parent_in_table(page, from);

    if (is_second(page, tag)) {
        set_host(from, parent);
        return true;
    }
    uint32_t n = page->n_nodes;
    struct node *node = add_node(page, parent, tag);
    node->name = (const char *)from->name;
    read_attributes(builder, node, from);

    if (tag == TAG_HTML)
        page->html = n;
    else if (tag == TAG_HEAD)
        page->head = n;
    else if (tag == TAG_BODY)
        page->body = n;

    if (node->depth < LIMIT_DEPTH && !tag_rules[tag].is_void) {
        set_host(from, n);
        return true;
    }
    /* libxml2 2.9 does not know that wbr, source and track hold nothing: what follows
     * them became their children. Too deep elements are treated alike, but for scripts
     * and their kin, whose text would become the page's. */
    set_host(from, parent);
    return !tag_rules[tag].skip;
}

static void set_ends(struct page *page)
{
    for (uint32_t n = page->n_nodes; n-- > 0;) {
        struct node *node = &page->nodes[n];

        if (node->end == 0)
            node->end = n + 1;
        if (node->parent != NO_NODE && page->nodes[node->parent].end < node->end)
            page->nodes[node->parent].end = node->end;
    }
}

static xmlNode *first_element(const struct page *page)
{
    return page->doc ? xmlDocGetRootElement(page->doc) : NULL;
}

/* An empty page still has a root, so that no stage need ask. */
static void add_empty_root(struct page *page)
{
    page->nodes = arena_array(&page->arena, 1, sizeof *page->nodes);
    page->html = page->n_nodes;
    add_node(page, NO_NODE, TAG_HTML)->name = "html";
}

static bool is_part_of_page(enum tag tag)
{
    return tag == TAG_MAIN || tag == TAG_ARTICLE || tag == TAG_SECTION ||
           tag == TAG_NAV || tag == TAG_FOOTER;
}

/* libxml2 lets a button that nobody closed take in all that follows, where a browser ends it
 * with the element it stands in. What holds a part of the page is no button. */
static void forget_open_buttons(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t up = page->nodes[n].parent;

        /* Above another part of the page it is known already. */
        for (; is_part_of_page(page->nodes[n].tag) && up != NO_NODE &&
               !is_part_of_page(page->nodes[up].tag);
             up = page->nodes[up].parent)
            if (page->nodes[up].tag == TAG_BUTTON)
                page->nodes[up].tag = TAG_UNKNOWN;
    }
}

static enum status build_table(struct page *page)
{
    struct builder builder = {.page = page};
    xmlNode *root = first_element(page);
    size_t n_nodes = 0, n_attrs = 0;

    if (!root) {
        add_empty_root(page);
        set_ends(page);
        return OK;
    }
    for (xmlNode *node = root; node; node = next_node(node, true)) {
        if (node->type == XML_ELEMENT_NODE) {
            n_nodes++;
            for (const xmlAttr *a = node->properties; a; a = a->next)
                n_attrs++;
        } else if (is_text(node)) {
            n_nodes++;
        }
    }
    if (n_nodes > LIMIT_NODES)
        return TOO_COMPLEX;

    page->nodes = arena_array(&page->arena, n_nodes, sizeof *page->nodes);
    builder.attrs = arena_array(&page->arena, n_attrs, sizeof *builder.attrs);
    for (xmlNode *node = root; node;) {
        bool descend = true;

        if (is_text(node))
            add_text(&builder, node);
        else if (node->type == XML_ELEMENT_NODE)
            descend = add_element(&builder, node);
        node = next_node(node, descend);
    }
    set_ends(page);
    forget_open_buttons(page);
    return builder.too_long ? TOO_LARGE : OK;
}

static bool is_absolute(const char *url)
{
    char scheme[16];

    return url && strlen(url) <= LIMIT_BASE && url_scheme(url, strlen(url), scheme);
}

/* Without it, relative addresses of the page lead nowhere, and go. */
static bool is_too_long(const char *url)
{
    return url && strlen(url) > LIMIT_BASE;
}

/* A base of any scheme counts, though most carry relative addresses to where none may
 * lead; but browsers pass over what would run or stand for itself. */
static bool is_base(const struct strbuf *url)
{
    char scheme[16];

    return !strbuf_failed(url) && url->len <= LIMIT_BASE &&
           !(url_scheme(url->bytes, url->len, scheme) &&
             (strcmp(scheme, "javascript") == 0 || strcmp(scheme, "data") == 0));
}

/* The first base element with an address counts, as in browsers. */
static const char *page_base(struct page *page)
{
    struct strbuf *scratch = &page->scratch;
    const struct snapshot *snapshot = page->snapshot;
    const char *url = is_absolute(snapshot->url) ? snapshot->url : NULL;

    if (is_absolute(snapshot->base_url))
        return snapshot->base_url;
    if (is_too_long(snapshot->base_url) || is_too_long(snapshot->url))
        page->truncated = true;
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *href =
            page->nodes[n].tag == TAG_BASE ? node_attr(page, n, "href") : NULL;

        if (!href)
            continue;
        if (url_resolve(href, strlen(href), url, scratch) && is_base(scratch))
            return arena_copy(&page->arena, scratch->bytes, scratch->len);
        page->truncated |= is_too_long(href);
        break;
    }
    return url;
}

/* All of page_load that takes from the arena. No local lives across the jump. */
static enum status build_guarded(struct page *page)
{
    if (setjmp(page->escape) != 0)
        return TOO_COMPLEX;
    enum status st = build_table(page);
    if (st == OK)
        page->base_url = page_base(page);
    return st;
}

static struct page *page_new(const struct snapshot *snapshot)
{
    struct page *page = calloc(1, sizeof *page);

    if (!page)
        return NULL;
    arena_init(&page->arena, limit_arena(snapshot->html_len), page_exhausted, page);
    strbuf_init(&page->scratch, LIMIT_SNAPSHOT);
    page->snapshot = snapshot;
    page->html = page->head = page->body = NO_NODE;
    return page;
}

enum status page_load(const struct snapshot *snapshot, struct page **out)
{
    if (snapshot->html_len > LIMIT_SNAPSHOT)
        return TOO_LARGE;
    struct page *page = page_new(snapshot);
    if (!page)
        return INTERNAL;

    enum status st = parse_repaired(page);
    if (st == OK)
        st = build_guarded(page);
    if (st == OK)
        *out = page;
    else
        page_free(page);
    return st;
}

void page_free(struct page *page)
{
    if (!page)
        return;
    strbuf_release(&page->scratch);
    arena_release(&page->arena);
    if (page->doc)
        xmlFreeDoc(page->doc);
    free(page);
}

/* The character that `&name;` stands for, and in *len how long that is; 0: none. */
static uint32_t reference(const char *text, size_t *len)
{
    char name[REFERENCE_MAX + 1];
    const htmlEntityDesc *entity;
    size_t n = strcspn(text + 1, "; &<");

    if (n == 0 || n > REFERENCE_MAX || text[1 + n] != ';')
        return 0;
    memcpy(name, text + 1, n);
    name[n] = '\0';
    *len = n + 2;
    if (name[0] == '#') {
        bool hex = name[1] == 'x' || name[1] == 'X';
        unsigned long code = strtoul(name + 1 + hex, NULL, hex ? 16 : 10);

        return code >= ' ' && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
                   ? (uint32_t)code
                   : 0;
    }
    entity = htmlEntityLookup(BAD_CAST name);
    if (!entity && strcmp(name, "apos") == 0)
        return '\'';
    return entity ? entity->value : 0;
}

const char *page_unescape(struct page *page, const char *text)
{
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    while (*text != '\0') {
        size_t plain = strcspn(text, "&"), len = 1;
        uint32_t code;
        char bytes[4];

        strbuf_add(scratch, text, plain);
        text += plain;
        if (*text == '\0')
            break;
        code = reference(text, &len);
        if (code)
            strbuf_add(scratch, bytes, text_encode(code, bytes));
        else
            strbuf_add(scratch, text, len = 1);
        text += len;
    }
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}
