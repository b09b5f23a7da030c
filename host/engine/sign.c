#include "engine/sign.h"

#include <string.h>

#include "base/url.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/sanitise.h"

static const struct vendor *vendor_of_address(struct page *page, const char *url)
{
    struct strbuf *scratch = &page->scratch;
    const char *address = sanitise_address(page, url);

    strbuf_clear(scratch);
    return address && url_host(address, scratch)
               ? lexicon_vendor(PLACE_HOST, scratch->bytes, scratch->len)
               : NULL;
}

/* The vendor an element's own name and attributes but its class give away. */
static const struct vendor *vendor_of(struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    const struct naming *id = page->namings[n].id;
    const struct vendor *vendor = NULL;

    if (node->tag == TAG_UNKNOWN)
        vendor = lexicon_vendor(PLACE_TAG, node->name, strlen(node->name));

    for (uint32_t i = 0; i < node->len && !vendor; i++) {
        const struct attr *attr = &node->attrs[i];

        if (id && attr->value == id->value)
            vendor = id->vendor;
        if (!vendor)
            vendor = lexicon_vendor_attr(attr->name, attr->value);
    }
    if (!vendor && node->tag == TAG_IFRAME)
        vendor = vendor_of_address(page, node_attr(page, n, "src"));
    if (!vendor && node->tag == TAG_FORM)
        vendor = vendor_of_address(page, node_attr(page, n, "action"));
    return vendor;
}

/* Adds what an element's id says to what its classes say. */
static void add_hits(struct class_hits *hits, const struct class_hits *more)
{
    if (!hits->word || (more->strong && !hits->strong))
        hits->word = more->word ? more->word : hits->word;
    hits->strong |= more->strong;
    hits->weak |= more->weak;
    hits->content |= more->content;
    hits->struck |= more->struck;
}

static struct sign element_read(struct page *page, uint32_t n)
{
    const struct namings *called = &page->namings[n];
    struct sign sign = {.node = n};
    enum role_kind role;

    if (called->class) {
        sign.classes = called->class->overlays;
        sign.vendor = called->class->vendor;
    }
    if (called->id)
        add_hits(&sign.classes, &called->id->overlays);
    if (called->role && lexicon_role(called->role, &role))
        sign.dialog = role == ROLE_DIALOG;
    if (page->nodes[n].tag == TAG_DIALOG)
        sign.dialog = true;
    if (!sign.vendor)
        sign.vendor = vendor_of(page, n);
    return sign;
}

static const uint32_t lies = SAW_FIXED | SAW_STICKY | SAW_COVERS | SAW_MODAL;

/* Nothing to read: half of the elements of most pages. */
static bool is_bare(const struct node *node)
{
    return node->len == 0 && node->tag != TAG_UNKNOWN && node->tag != TAG_DIALOG &&
           !(node->saw & lies);
}

static bool says_something(const struct page *page, const struct sign *sign)
{
    return sign->classes.strong || sign->classes.weak || sign->vendor || sign->dialog ||
           (page->nodes[sign->node].saw & lies);
}

/* Vendors tell the page to hold still by a class on its root. */
static bool is_locked(const struct page *page, uint32_t n)
{
    const char *value = n != NO_NODE ? node_attr(page, n, "class") : NULL;

    return value && lexicon_vendor_among(PLACE_ROOT, value);
}

void sign_read(struct page *page, struct signs *out)
{
    size_t cap = 0;

    *out = (struct signs){NULL, 0, false};
    out->scroll_lock = page->snapshot->facts.scroll_locked ||
                       is_locked(page, page->html) || is_locked(page, page->body);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        struct sign sign;

        if (node_is_text(page, n) || n == page->html || n == page->body)
            continue;
        if (page->head != NO_NODE && n == page->head) {
            n = page->nodes[n].end - 1;
            continue;
        }
        if (is_bare(&page->nodes[n]))
            continue;
        sign = element_read(page, n);
        if (!says_something(page, &sign))
            continue;
        out->items =
            arena_grow(&page->arena, out->items, &cap, out->n + 1, sizeof *out->items);
        out->items[out->n++] = sign;
    }
}

size_t sign_at(const struct signs *signs, uint32_t n)
{
    return node_index(signs->items, signs->n, sizeof *signs->items, n);
}
