#include "render/linear.h"

#include <string.h>

#include "engine/node.h"

/* What parts an element's parts, the second and the third; braces: they are one thing each. */
static const struct rule {
    enum tag tag;
    const char *second, *third, *before, *after;
    bool braces;
} rules[] = {
    {TAG_MFRAC, "/", "", "", "", true},         {TAG_MSUP, "^", "", "", "", true},
    {TAG_MSUB, "_", "", "", "", true},          {TAG_MSUBSUP, "_", "^", "", "", true},
    {TAG_MOVER, "^", "", "", "", true},         {TAG_MUNDER, "_", "", "", "", true},
    {TAG_MUNDEROVER, "_", "^", "", "", true},   {TAG_MROOT, "^(1/", "", "", ")", true},
    {TAG_MSQRT, "", "", "\u221a(", ")", false}, {TAG_MTABLE, "; ", "; ", "", "", false},
    {TAG_MTR, ", ", ", ", "", "", false},
};

static const struct rule *rule_of(enum tag tag)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].tag == tag)
            return &rules[i];
    return NULL;
}

/* One sign or number, whatever rows it stands in. */
static bool is_single(const struct page *page, uint32_t n)
{
    while (n != NO_NODE && !tag_rules[page->nodes[n].tag].token) {
        uint32_t only = NO_NODE, end = page->nodes[n].end;
        enum tag tag = page->nodes[n].tag;

        if (tag != TAG_MROW && tag != TAG_MSTYLE && tag != TAG_MPADDED)
            return false;
        for (uint32_t i = n + 1; i < end; i = page->nodes[i].end) {
            if (page->nodes[i].tag == TAG_TEXT)
                continue;
            if (only != NO_NODE)
                return false;
            only = i;
        }
        n = only;
    }
    return n != NO_NODE;
}

static void put(struct linear *linear, const char *signs)
{
    strncat(linear->signs, signs, sizeof linear->signs - strlen(linear->signs) - 1);
}

const char *linear_open(struct linear *linear, const struct page *page,
                        const struct flow_event *event)
{
    const struct rule *own = rule_of(event->tag), *outer = NULL;
    bool braced = false;

    linear->signs[0] = '\0';
    if (event->tag == TAG_MATH)
        linear->depth = 0;
    if (linear->depth == LINEAR_DEPTH)
        return "";
    if (linear->depth > 0) {
        unsigned part = linear->open[linear->depth - 1].parts++;

        outer = rule_of(linear->open[linear->depth - 1].tag);
        if (outer && part > 0)
            put(linear, part == 1 ? outer->second : outer->third);
        braced = outer && outer->braces && !is_single(page, event->node);
    }
    if (braced)
        put(linear, "(");
    if (own)
        put(linear, own->before);
    linear->open[linear->depth].tag = event->tag;
    linear->open[linear->depth].parts = 0;
    linear->open[linear->depth++].braced = braced;
    return linear->signs;
}

const char *linear_close(struct linear *linear)
{
    const struct rule *own;

    linear->signs[0] = '\0';
    if (linear->depth == 0)
        return "";
    own = rule_of(linear->open[--linear->depth].tag);
    if (own)
        put(linear, own->after);
    if (linear->open[linear->depth].braced)
        put(linear, ")");
    return linear->signs;
}
