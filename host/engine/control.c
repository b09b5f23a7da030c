#include "engine/control.h"

#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "base/url.h"
#include "engine/block.h"
#include "engine/cue.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/phrase.h"
#include "engine/sanitise.h"

enum {
    LABEL_WORDS = 12,
    HOST_BYTES = 80,
    DISMISS_WORDS = 5, /* "Schools close for the winter" leads to a story */
    FEW = 3,           /* more links in a line are a menu */
    LABEL_NODES = 64,  /* a link around more than this is a card, not a label */
};

struct collector {
    struct page *page;
    const struct cue *blocks;
    const char *host;
    struct controls *out;
    size_t cap;
    bool base_away; /* so do addresses that are relative */
    uint32_t block; /* the first that ends behind the node in hand */
};

/* Where a label begins that has `end` behind its last byte. */
static const char *label_before(const char *host, const char *end)
{
    while (end > host && end[-1] != '.')
        end--;
    return end;
}

/* The name that somebody registered: two labels, or three where the country's registry
 * gives names out under a label of its own, as in co.uk. */
static const char *site_of(const char *host)
{
    static const char *const shared[] = {"ac", "co",  "com", "edu", "go",  "gob", "gov",
                                         "gr", "mil", "ne",  "net", "nom", "or",  "org"};
    const char *top = label_before(host, host + strlen(host));
    const char *site = top > host ? label_before(host, top - 1) : host;
    size_t len = top > site ? (size_t)(top - 1 - site) : 0;

    for (size_t i = 0; i < N_OF(shared) && strlen(top) == 2 && site > host; i++) {
        if (strlen(shared[i]) == len && memcmp(shared[i], site, len) == 0)
            return label_before(host, site - 1);
    }
    return site;
}

/* www.news.example and account.news.example are one site. */
static bool is_same_site(const char *a, const char *b)
{
    return strcmp(site_of(a), site_of(b)) == 0;
}

static bool leads_away(struct page *page, const char *host, const char *url)
{
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    return url && host && url_host(url, scratch) && !is_same_site(host, scratch->bytes);
}

/* What a reader would call it. */
struct label {
    const char *text;
    const char *folded;
    size_t folded_len;
    size_t n_words;
    bool mute;     /* it is a block, and none of its phrases is a gate's */
    bool contents; /* leads to a heading that says the same */
};

/* The block whose text is the element's, and no more: most links are alone in theirs. */
static const struct block *block_of(struct collector *c, uint32_t n)
{
    const struct page *page = c->page;
    const struct block *blocks = page->blocks->items, *block;
    uint32_t end = page->nodes[n].end;

    while (c->block < page->blocks->n && blocks[c->block].end <= n)
        c->block++;
    if (c->block == page->blocks->n)
        return NULL;
    block = &blocks[c->block];
    if (block->end > end || (c->block + 1 < page->blocks->n && block[1].first < end))
        return NULL;
    for (uint32_t i = block->first; i < n; i++) {
        if (node_is_text(page, i))
            return NULL;
    }
    for (uint32_t i = n; i < end; i++) {
        if (page->nodes[i].tag == TAG_NOSCRIPT) /* is no block's text */
            return NULL;
    }
    return block;
}

/* Its text, else the name its attributes give. */
static const char *text_of(struct page *page, uint32_t n)
{
    static const char *const names[] = {"aria-label", "value", "title", "alt"};
    const char *text = NULL;

    if (page->nodes[n].tag != TAG_INPUT)
        text = node_text(page, n, page->nodes[n].end);
    for (size_t i = 0; (!text || !*text) && i < N_OF(names); i++)
        text = node_attr(page, n, names[i]);
    return text && *text ? text : NULL;
}

/* False: it has none, or what it has is no label. A folded text lasts as long as the page's
 * scratch. */
static bool label_read(struct collector *c, uint32_t n, struct label *label)
{
    struct strbuf *scratch = &c->page->scratch;
    const struct block *block;

    if (c->page->nodes[n].end - n > LABEL_NODES)
        return false;
    block = block_of(c, n);
    if (block) {
        const struct cue *cue = &c->blocks[block - c->page->blocks->items];

        *label = (struct label){block->text,    block->folded, block->folded_len,
                                block->n_words, !cue->phrase,  cue->contents};
        return label->n_words <= LABEL_WORDS;
    }
    label->mute = label->contents = false;
    label->text = text_of(c->page, n);
    label->n_words = label->text ? text_words(label->text, strlen(label->text)) : 0;
    if (!label->text || label->n_words > LABEL_WORDS)
        return false;
    strbuf_clear(scratch);
    text_fold(label->text, strlen(label->text), scratch);
    label->folded = scratch->bytes;
    label->folded_len = scratch->len;
    return true;
}

static struct control *control_add(struct collector *c, uint32_t n,
                                   enum control_kind kind)
{
    struct controls *out = c->out;

    out->items =
        arena_grow(&c->page->arena, out->items, &c->cap, out->n + 1, sizeof *out->items);
    out->items[out->n] = (struct control){
        .node = n, .kind = (uint8_t)kind, .action = (uint8_t)N_ACTION_KINDS};
    return &out->items[out->n++];
}

/* Links side by side run together in the block's text ("Start your SiteGet the app"): a
 * label is read for itself. */
static uint16_t strong_kinds(const struct label *label)
{
    struct phrase_hit hits[8];
    uint16_t kinds = 0;
    size_t n;

    if (label->mute)
        return 0;
    n = phrase_find(&gate_phrases, label->folded, label->folded_len, hits, 8);
    for (size_t i = 0; i < n; i++)
        kinds |= hits[i].phrase->strong ? (uint16_t)(1u << hits[i].phrase->what) : 0;
    return kinds;
}

const char *control_url(struct page *page, const struct control *control)
{
    return sanitise_address(page, control->href);
}

/* The host of "https://www.news.example/path" as it stands there, where nothing about it
 * needs mending; false: something does. */
static bool plain_host(const char *href, char host[HOST_BYTES])
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz-.";
    size_t len;

    if (strncmp(href, "http", 4) != 0)
        return false;
    href += href[4] == 's' ? 5 : 4;
    if (strncmp(href, "://", 3) != 0)
        return false;
    len = strspn(href + 3, plain);
    if (len == 0 || len >= HOST_BYTES || (href[3 + len] != '/' && href[3 + len] != '\0'))
        return false;
    memcpy(host, href + 3, len);
    host[len] = '\0';
    return true;
}

/* Most links have neither scheme nor host: they lead where the page's own addresses do. */
static bool is_away(struct collector *c, const struct control *control)
{
    const char *href = control->href;
    char host[HOST_BYTES];

    if (!href || !*href)
        return false;
    if (plain_host(href, host))
        return c->host && !is_same_site(c->host, host);
    if (strchr(href, ':') || strpbrk(href, "\\\t\n\r") || strstr(href, "//"))
        return leads_away(c->page, c->host, control_url(c->page, control));
    return c->base_away;
}

static void read_action(struct collector *c, uint32_t n, bool is_button)
{
    struct page *page = c->page;
    enum action_kind action = N_ACTION_KINDS;
    struct control *control;
    struct label label;
    uint16_t kinds;
    bool named;

    if (!label_read(c, n, &label) || label.contents)
        return;
    named = phrase_action(label.folded, label.folded_len, &action) &&
            (is_button || action != ACTION_DISMISS || label.n_words <= DISMISS_WORDS);
    kinds = strong_kinds(&label);
    if (!named && !kinds && !is_button)
        return;
    control = control_add(c, n, CONTROL_ACTION);
    control->action = (uint8_t)(named ? action : N_ACTION_KINDS);
    control->says = kinds;
    control->label = label.text;
    control->href = page->nodes[n].tag == TAG_A ? node_attr(page, n, "href") : NULL;
    control->away = is_away(c, control);
}

static bool says_email(struct page *page, const char *text)
{
    if (!text)
        return false;
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    /* Names of fields have it between their words. */
    for (size_t i = 0; i < page->scratch.len; i++) {
        if (page->scratch.bytes[i] == '_')
            page->scratch.bytes[i] = ' ';
    }
    return phrase_field(FIELD_EMAIL, page->scratch.bytes, page->scratch.len);
}

/* A field for an address to write to; search and comment forms have other names for
 * theirs. */
static bool is_email_field(struct page *page, uint32_t n, const char *type)
{
    const char *fills = node_attr(page, n, "autocomplete");

    if ((type && strcasecmp(type, "email") == 0) ||
        (fills && strcasecmp(fills, "email") == 0))
        return true;
    if (type && strcasecmp(type, "text") != 0)
        return false;
    return says_email(page, node_attr(page, n, "name")) ||
           says_email(page, node_attr(page, n, "placeholder"));
}

static void read_input(struct collector *c, uint32_t n)
{
    const char *type = node_attr(c->page, n, "type");

    if (type && strcasecmp(type, "hidden") == 0)
        return;
    if (type && strcasecmp(type, "password") == 0)
        control_add(c, n, CONTROL_PASSWORD);
    else if (type && (strcasecmp(type, "submit") == 0 || strcasecmp(type, "button") == 0))
        read_action(c, n, true);
    else if (is_email_field(c->page, n, type))
        control_add(c, n, CONTROL_EMAIL)->label = node_attr(c->page, n, "placeholder");
    else if (!type || strcasecmp(type, "text") == 0 || strcasecmp(type, "tel") == 0)
        control_add(c, n, CONTROL_FIELD);
}

/* One without an address holds nothing, or what a script wrote, which a snapshot holds. */
static void read_frame(struct collector *c, uint32_t n)
{
    const char *url = sanitise_address(c->page, node_attr(c->page, n, "src"));

    if (url)
        control_add(c, n, CONTROL_FRAME)->url = url;
}

static void read_control(struct collector *c, uint32_t n)
{
    const struct node *node = &c->page->nodes[n];
    const char *role = c->page->namings[n].role;

    switch (node->tag) {
    case TAG_A:
        read_action(c, n, role && strcasecmp(role, "button") == 0);
        break;
    case TAG_BUTTON:
        read_action(c, n, true);
        break;
    case TAG_INPUT:
        read_input(c, n);
        break;
    case TAG_TEXTAREA:
        control_add(c, n, CONTROL_WRITING);
        break;
    case TAG_IFRAME:
        read_frame(c, n);
        break;
    default:
        if (role && strcasecmp(role, "button") == 0)
            read_action(c, n, true);
    }
}

bool control_fills(const struct page *page, const struct block *block)
{
    size_t n_controls = 0;

    if (block->n_words > LABEL_WORDS)
        return false;
    for (uint32_t n = block->first; n < block->end; n++) {
        const struct node *node = &page->nodes[n];

        if (node->tag == TAG_BUTTON ||
            (node->tag == TAG_A && node_attr(page, n, "href"))) {
            n_controls++;
            n = node->end - 1;
        } else if (node->tag == TAG_TEXT && text_words(node->text, node->len) > 0) {
            return false;
        }
    }
    return n_controls > 0 && n_controls <= FEW;
}

bool control_asks(struct page *page, const char *host, uint32_t n)
{
    const char *href = page->nodes[n].tag == TAG_A ? node_attr(page, n, "href") : NULL;

    if (!href || href[0] == '\0' || href[0] == '#')
        return page->nodes[n].tag == TAG_BUTTON;
    return !leads_away(page, host, sanitise_address(page, href));
}

static void sum(struct page *page, struct controls *out)
{
    out->sums = arena_array(&page->arena, out->n + 1, sizeof *out->sums);
    for (size_t i = 0; i < out->n; i++) {
        const struct control *control = &out->items[i];
        struct control_sums *sums = &out->sums[i + 1];

        *sums = sums[-1];
        sums->kinds[control->kind]++;
        if (control->kind == CONTROL_ACTION && !control->away)
            sums->actions[control->action]++;
    }
}

void control_read(struct page *page, const struct cue *blocks, const char *host,
                  struct controls *out)
{
    struct collector c = {.page = page, .blocks = blocks, .host = host, .out = out};

    *out = (struct controls){0};
    c.base_away = leads_away(page, host, sanitise_address(page, "a"));
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (page->head != NO_NODE && n == page->head)
            n = page->nodes[n].end - 1;
        else if (!node_is_text(page, n))
            read_control(&c, n);
    }
    sum(page, out);
}

size_t control_at(const struct controls *controls, uint32_t n)
{
    return node_index(controls->items, controls->n, sizeof *controls->items, n);
}

struct control_sums control_sum(const struct controls *controls, uint32_t first,
                                uint32_t end)
{
    struct control_sums sums = controls->sums[control_at(controls, end)];
    const struct control_sums *less = &controls->sums[control_at(controls, first)];

    for (int i = 0; i <= N_ACTION_KINDS; i++)
        sums.actions[i] -= less->actions[i];
    for (int i = 0; i < N_CONTROL_KINDS; i++)
        sums.kinds[i] -= less->kinds[i];
    return sums;
}
