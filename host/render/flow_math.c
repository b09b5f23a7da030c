#include <string.h>

#include "base/text.h"
#include "engine/node.h"
#include "render/flow_inside.h"

/* Elements inside each other; deeper ones go, what they hold stays. Formulas of textbooks
 * have some twenty. */
#define DEPTH_MAX 64

struct formula {
    struct flow *flow;
    uint32_t node;
    struct {
        uint32_t end;
        uint16_t tag;
        uint32_t node;
        uint32_t fence; /* the mfenced it stands for, or NO_NODE */
        unsigned parts; /* of it, told so far */
    } open[DEPTH_MAX];
    unsigned depth;
    bool inked; /* a token was told */
};

static bool is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7f;
}

static void open_element(struct formula *f, enum tag tag, uint32_t node, uint32_t end)
{
    f->open[f->depth].end = end;
    f->open[f->depth].tag = (uint16_t)tag;
    f->open[f->depth].fence = NO_NODE;
    f->open[f->depth++].node = node;
    flow_tell(f->flow, FLOW_OPEN, tag, node, NO_NODE);
}

static void tell_operator(struct formula *f, const char *text, size_t len)
{
    if (len == 0)
        return;
    flow_tell(f->flow, FLOW_OPEN, TAG_MO, NO_NODE, NO_NODE);
    flow_tell_text(f->flow, text, len);
    flow_tell(f->flow, FLOW_CLOSE, TAG_MO, NO_NODE, NO_NODE);
}

/* What an attribute of an mfenced says without the blanks around it. */
static const char *fence_text(const struct formula *f, uint32_t n, const char *name,
                              const char *otherwise, size_t *len)
{
    const char *text = node_attr(f->flow->page, n, name);

    text = text ? text : otherwise;
    while (*text && is_blank(*text))
        text++;
    for (*len = 0; text[*len] && !is_blank(text[*len]);)
        ++*len;
    return text;
}

/* MathML Core has no mfenced: it is a row with operators, the last separator for all that
 * follow. */
static void open_fence(struct formula *f, uint32_t n, uint32_t end)
{
    size_t len;
    const char *text = fence_text(f, n, "open", "(", &len);

    open_element(f, TAG_MROW, NO_NODE, end);
    f->open[f->depth - 1].fence = n;
    f->open[f->depth - 1].parts = 0;
    tell_operator(f, text, len);
}

/* Before a part of the innermost element. */
static void part_fence(struct formula *f, uint32_t n)
{
    const struct page *page = f->flow->page;
    unsigned top = f->depth ? f->depth - 1 : 0, part;
    const char *at, *end, *one;
    size_t len;

    if (!f->depth || f->open[top].fence == NO_NODE ||
        page->nodes[n].parent != f->open[top].fence)
        return;
    part = f->open[top].parts++;
    if (part == 0)
        return;
    at = one = fence_text(f, f->open[top].fence, "separators", ",", &len);
    end = at + len;
    for (unsigned i = 0; i < part && at < end; i++) {
        one = at;
        text_next(&at, end);
    }
    tell_operator(f, one, (size_t)(at - one));
}

static void close_fence(struct formula *f, uint32_t n)
{
    size_t len;
    const char *text = fence_text(f, n, "close", ")", &len);

    tell_operator(f, text, len);
}

static void close_before(struct formula *f, uint32_t n)
{
    while (f->depth && f->open[f->depth - 1].end <= n) {
        if (f->open[f->depth - 1].fence != NO_NODE)
            close_fence(f, f->open[f->depth - 1].fence);
        f->depth--;
        flow_tell(f->flow, FLOW_CLOSE, f->open[f->depth].tag, f->open[f->depth].node,
                  NO_NODE);
    }
}

/* Words with single blanks between them. */
static void tell_collapsed(struct formula *f, const char *at, size_t len, bool *begun)
{
    const char *end = at + len;

    while (at < end) {
        const char *word;

        while (at < end && is_blank(*at))
            at++;
        for (word = at; at < end && !is_blank(*at);)
            at++;
        if (word == at)
            return;
        if (*begun)
            flow_tell_text(f->flow, " ", 1);
        flow_tell_text(f->flow, word, (size_t)(at - word));
        *begun = f->inked = true;
    }
}

/* Text where none may stand, in an element of its own. */
static void pass_stray(struct formula *f, const struct node *text)
{
    bool begun = false;

    if (strspn(text->text, " \t\n\r\f") == text->len)
        return;
    flow_tell(f->flow, FLOW_OPEN, TAG_MTEXT, NO_NODE, NO_NODE);
    tell_collapsed(f, text->text, text->len, &begun);
    flow_tell(f->flow, FLOW_CLOSE, TAG_MTEXT, NO_NODE, NO_NODE);
}

/* A token element holds text, whatever the page put around it. */
static void pass_token(struct formula *f, enum tag tag, uint32_t n)
{
    const struct node *nodes = f->flow->page->nodes;
    bool begun = false;

    flow_tell(f->flow, FLOW_OPEN, tag, n, NO_NODE);
    for (uint32_t i = n + 1; i < nodes[n].end; i++) {
        if (nodes[i].marks & NODE_DROP || tag_rules[nodes[i].tag].skip)
            i = nodes[i].end - 1;
        else if (nodes[i].tag == TAG_TEXT)
            tell_collapsed(f, nodes[i].text, nodes[i].len, &begun);
    }
    flow_tell(f->flow, FLOW_CLOSE, tag, n, NO_NODE);
}

/* Of the renderings that semantics holds, the first is the formula. */
static bool is_other_rendering(const struct page *page, uint32_t n)
{
    uint32_t parent = page->nodes[n].parent;

    if (page->nodes[n].tag == TAG_ANNOTATION || page->nodes[n].tag == TAG_ANNOTATION_XML)
        return true;
    if (page->nodes[parent].tag != TAG_SEMANTICS)
        return false;
    for (uint32_t i = parent + 1; i < n; i = page->nodes[i].end)
        if (page->nodes[i].tag != TAG_TEXT)
            return true;
    return false;
}

/* What only wraps the formula, before anything of it was told or around all of it. */
static bool is_wrapper(const struct formula *f, enum tag tag)
{
    return tag == TAG_MATH || tag == TAG_SEMANTICS ||
           (f->depth == 1 && !tag_rules[tag].math);
}

static bool is_named(const struct node *node, const char *name)
{
    return node->tag == TAG_UNKNOWN && strcmp(node->name, name) == 0;
}

/* Passes one node and returns the next one to pass. What is no mathematical element stands
 * for a row, so that what holds it has as many parts as before. */
static uint32_t pass(struct formula *f, uint32_t n)
{
    const struct node *node = &f->flow->page->nodes[n];
    enum tag tag = node->tag;

    if (tag == TAG_TEXT) {
        pass_stray(f, node);
        return n + 1;
    }
    if (node->marks & NODE_DROP || tag_rules[tag].skip ||
        is_other_rendering(f->flow->page, n))
        return node->end;
    part_fence(f, n);
    if (is_named(node, "mfenced") && f->depth < DEPTH_MAX) {
        open_fence(f, n, node->end);
        return n + 1;
    }
    if (is_wrapper(f, tag) || f->depth == DEPTH_MAX)
        return n + 1;
    if (tag_rules[tag].token) {
        pass_token(f, tag, n);
        return node->end;
    }
    if (tag_rules[tag].math && grammar[tag].verb == GRAMMAR_KEEP)
        open_element(f, tag, n, node->end);
    else /* a row of a table whose first cell is its number is a row */
        open_element(f, is_named(node, "mlabeledtr") ? TAG_MTR : TAG_MROW, NO_NODE,
                     node->end);
    return n + 1;
}

/* A formula of which the page holds the source alone shows it. */
static void tell_source(struct formula *f)
{
    const char *source = node_attr(f->flow->page, f->node, "alttext");
    bool begun = false;

    if (f->inked || !source)
        return;
    flow_tell(f->flow, FLOW_OPEN, TAG_MTEXT, NO_NODE, NO_NODE);
    tell_collapsed(f, source, strlen(source), &begun);
    flow_tell(f->flow, FLOW_CLOSE, TAG_MTEXT, NO_NODE, NO_NODE);
}

static bool shows_something(const struct page *page, uint32_t n)
{
    const struct node *nodes = page->nodes;

    if (node_attr(page, n, "alttext"))
        return true;
    for (uint32_t i = n + 1; i < nodes[n].end; i++)
        if (nodes[i].marks & NODE_DROP || tag_rules[nodes[i].tag].skip ||
            is_other_rendering(page, i))
            i = nodes[i].end - 1;
        else if (nodes[i].tag == TAG_TEXT &&
                 strspn(nodes[i].text, " \t\n\r\f") < nodes[i].len)
            return true;
    return false;
}

void math_pass(struct flow *flow, uint32_t n)
{
    struct formula f = {.flow = flow, .node = n};
    uint32_t end = flow->page->nodes[n].end;

    if (!shows_something(flow->page, n)) {
        flow_part_words(flow);
        return;
    }
    if (box_holder(flow)->role == ROLE_PRE)
        line_code(flow);
    else
        line_ink(flow);
    open_element(&f, TAG_MATH, n, end);
    for (uint32_t i = n + 1; i < end;) {
        close_before(&f, i);
        i = pass(&f, i);
    }
    while (f.depth > 1)
        close_before(&f, f.open[f.depth - 1].end);
    tell_source(&f);
    close_before(&f, end);
}
