#include <stdlib.h>
#include <string.h>

#include "engine/limits.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "render/escape.h"
#include "render/flow.h"

/* Unprinted elements that are asked for a language around one that is printed. */
#define HEIRS_MAX 32

/* Ids that are told apart; there are not more links either. */
#define ANCHORS_MAX 4096

struct html {
    const struct page *page;
    struct strbuf *out;
    uint8_t told[ANCHORS_MAX / 8]; /* ids: an element that is opened again has it once */
};

static const struct attr *find_attr(const struct node *node, const char *name)
{
    for (uint32_t i = 0; i < node->len; i++)
        if (strcmp(node->attrs[i].name, name) == 0)
            return &node->attrs[i];
    return NULL;
}

static bool is_inherited(const struct grammar_attr *rule)
{
    return rule->value == VALUE_LANG || rule->value == VALUE_DIR;
}

/* Language and direction that the page says on an element which is not printed, or that
 * the answer says for all of it (body, html). */
static uint32_t heir_of(const struct page *page, uint32_t n, uint32_t outer)
{
    n = page->nodes[n].parent;
    return n == NO_NODE || n == outer || n == page->body || n == page->html ? NO_NODE : n;
}

/* Whether what is printed has the attributes of the element it was made from: itself, the
 * code element made for a pre that says its language, the poster of what was embedded, the
 * link back of a note at the side. */
static bool speaks_for(const struct node *node, enum tag printed)
{
    return node->tag == printed || (node->tag == TAG_PRE && printed == TAG_CODE) ||
           ((node->marks & NODE_EMBED) && printed == TAG_IMG) ||
           ((node->marks & NODE_SIDE) && printed == TAG_A);
}

/* Writes the attribute's clean value into `value`, which is empty. */
static bool read_value(const struct page *page, const struct flow_event *event,
                       const struct grammar_attr *rule, struct strbuf *value)
{
    bool own = speaks_for(&page->nodes[event->node], event->tag);
    uint32_t n = event->node;

    for (int i = 0; n != NO_NODE && i < HEIRS_MAX;
         n = heir_of(page, n, event->outer), i++) {
        const struct attr *attr = find_attr(&page->nodes[n], rule->name);

        if (attr && (own || is_inherited(rule)) &&
            sanitise_value(page, rule->value, attr->value, attr->value_len, value))
            return value->len || strcmp(rule->name, "title") != 0;
        if (!is_inherited(rule) || !tag_rules[event->tag].block)
            break;
    }
    return false;
}

static void add_attribute(struct strbuf *out, const char *name, const char *value,
                          size_t len)
{
    strbuf_putc(out, ' ');
    strbuf_puts(out, name);
    strbuf_puts(out, "=\"");
    escape_value(out, value, len);
    strbuf_putc(out, '"');
}

/* Whether an id stands nowhere yet. */
static bool is_new(struct html *html, const char *id)
{
    unsigned long number = strtoul(id + strlen(grammar_anchor), NULL, 10) % ANCHORS_MAX;
    uint8_t bit = (uint8_t)(1u << number % 8);
    bool is_new = !(html->told[number / 8] & bit);

    html->told[number / 8] |= bit;
    return is_new;
}

/* In the grammar's order; what we write ourselves stands where the address before it
 * does. */
static void add_attributes(struct html *html, const struct flow_event *event)
{
    const struct grammar_element *element = &grammar[event->tag];
    bool address = false;
    struct strbuf value;

    strbuf_init(&value, LIMIT_ATTRIBUTE);
    for (size_t i = 0; i < element->n_attrs; i++) {
        const struct grammar_attr *rule = &element->attrs[i];

        if (rule->value == VALUE_FIXED) {
            if (address)
                add_attribute(html->out, rule->name, rule->fixed, strlen(rule->fixed));
            continue;
        }
        if (rule->value == VALUE_LINK || rule->value == VALUE_IMAGE ||
            rule->value == VALUE_SRCSET)
            address = false;
        strbuf_clear(&value);
        if (!read_value(html->page, event, rule, &value) || strbuf_failed(&value) ||
            (rule->value == VALUE_ANCHOR && !is_new(html, value.bytes)))
            continue;
        add_attribute(html->out, rule->name, value.bytes, value.len);
        address |= rule->value == VALUE_LINK || rule->value == VALUE_IMAGE ||
                   rule->value == VALUE_SRCSET;
    }
    strbuf_release(&value);
}

static void html_event(void *context, const struct flow_event *event)
{
    struct html *html = context;

    if (strbuf_failed(html->out)) /* too long already: no more work for it */
        return;
    if (event->kind == FLOW_TEXT) {
        escape_text(html->out, event->text, event->len);
        return;
    }
    strbuf_puts(html->out, event->kind == FLOW_CLOSE ? "</" : "<");
    strbuf_puts(html->out, tag_rules[event->tag].name);
    if (event->kind != FLOW_CLOSE && event->node != NO_NODE)
        add_attributes(html, event);
    strbuf_putc(html->out, '>');
}

void render_html(const struct page *page, uint32_t first, uint32_t end,
                 enum print_what what, struct strbuf *out)
{
    struct html html = {.page = page, .out = out};

    flow_walk(page, first, end, what, html_event, &html);
}
