/* The flow, inside: what its files share. flow.c walks the nodes; flow_box.c keeps the
 * block-level elements around the text and makes those that are missing; flow_line.c
 * keeps the text of one line, its white space and inline elements; flow_math.c passes
 * formulas as they stand. */
#ifndef CLEANCOPY_RENDER_FLOW_INSIDE_H
#define CLEANCOPY_RENDER_FLOW_INSIDE_H

#include "base/strbuf.h"
#include "engine/limits.h"
#include "render/flow.h"

/* What a block-level element is to the text in it. */
enum role {
    ROLE_CONTAINER, /* not printed: div, section, and all the grammar does not know */
    ROLE_PARAGRAPH, /* p: printed with the text directly in it */
    ROLE_LINE,      /* holds text only: headings, summary, dt, caption */
    ROLE_PRE,
    ROLE_HOLDER, /* holds text or blocks: li, td, dd, figure ... */
    ROLE_FLOW, /* holds blocks only, text in paragraphs: blockquote, details, the root */
    ROLE_STRUCTURE, /* holds items, cells or rows only */
};

/* An element has at most three invented ones above it: a table's body, a row and a cell. */
#define BOXES_MAX ((LIMIT_DEPTH + 2) * 4)

/* Invisible characters held back at the start of a line until something
 * visible follows. */
#define LEAD_MAX 64

/* Notes at the side of one paragraph; further ones stand where they are. */
#define SIDES_MAX 16

struct box {
    uint8_t role;
    bool open;  /* its start was told */
    bool made;  /* the page has no such element */
    bool inked; /* the last thing told in it was text directly in it */
    uint16_t tag;
    uint16_t holder; /* index of the innermost printed box, itself included */
    uint16_t depth;  /* printed boxes around it, itself included */
    uint32_t node;
};

struct inline_box {
    uint16_t tag;
    bool open;
    uint32_t node;
};

/* An element of the page that was entered, and what stood open before it. */
struct entered {
    uint32_t node, end;
    uint16_t n_boxes, n_inlines;
};

struct flow {
    const struct page *page;
    enum print_what what;
    flow_sink *sink;
    void *context;

    struct box boxes[BOXES_MAX];
    size_t n_boxes;
    struct inline_box inlines[LIMIT_DEPTH + 2];
    size_t n_inlines;
    struct entered entered[LIMIT_DEPTH + 2];
    size_t n_entered;

    bool paragraph;          /* one is open ... */
    uint32_t paragraph_node; /* ... and made from this */
    bool run;                /* text was told since the last block-level boundary */
    bool space;              /* white space was passed since */
    bool wbr;
    unsigned breaks;
    char lead[LEAD_MAX];
    size_t lead_len;
    /* Notes at the side that wait for the end of what they stand in. */
    uint32_t sides[SIDES_MAX];
    size_t n_sides;
    uint32_t side_home; /* the block-level element around them */
    bool in_side;

    struct strbuf held; /* white space in a pre that may turn out to be its last */
};

/* ---- flow.c ---- */

void flow_tell(struct flow *flow, enum flow_kind kind, enum tag tag, uint32_t node,
               uint32_t outer);
void flow_tell_text(struct flow *flow, const char *text, size_t len);

/* What was left out must not glue its neighbours together; in code it does. */
void flow_part_words(struct flow *flow);

/* Of what stands in the page, what is to be printed. */
static inline bool flow_is_kept(const struct flow *flow, uint32_t n)
{
    return flow->what == PRINT_ALL || (flow->page->nodes[n].marks & NODE_KEEP);
}

/* ---- flow_box.c ---- */

/* The innermost box that is printed as itself, below index `n`. The root always is. */
size_t box_printed_below(const struct flow *flow, size_t n);
struct box *box_holder(struct flow *flow);

/* The node of the printed element around what stands at index `n`, or NO_NODE. */
uint32_t box_outer(const struct flow *flow, size_t n);

void box_push(struct flow *flow, enum role role, enum tag tag, uint32_t node);
void box_pop(struct flow *flow);

/* A block-level element begins; one that is not `kept` only parts lines. */
void box_enter(struct flow *flow, enum tag tag, uint32_t node, bool kept);

/* Text and blocks that stand where only items, cells or rows may: makes what is
 * missing. */
void box_make_items(struct flow *flow);

/* Tells the start of all boxes that were waiting for something to be in them. */
void box_open_all(struct flow *flow);

/* ---- flow_line.c ---- */

/* A line of text ends: a block-level element begins or ends here. */
void line_end(struct flow *flow);
void line_close_paragraph(struct flow *flow);

/* An inline element begins. */
void line_enter(struct flow *flow, enum tag tag, uint32_t node);

/* Everything that waited for something visible. */
void line_ink(struct flow *flow);

/* The same in a pre, where of white space before the first ink only the indent of the
 * last line stays. */
void line_code(struct flow *flow);

void line_text(struct flow *flow, const char *at, const char *end);
void line_pre(struct flow *flow, const char *at, const char *end);
void line_hold_newline(struct flow *flow);

/* ---- flow_math.c ---- */

/* Tells the formula of a math element: mathematical elements in each other as they stand,
 * text in those alone that are made of it. */
void math_pass(struct flow *flow, uint32_t n);

#endif
