/* Shared by markdown.c, which prints blocks, and md_inline.c, which collects what stands in
 * their lines. Nobody else includes it. */
#ifndef CLEANCOPY_RENDER_MD_INSIDE_H
#define CLEANCOPY_RENDER_MD_INSIDE_H

#include "engine/limits.h"
#include "render/flow.h"
#include "render/linear.h"
#include "render/list.h"
#include "render/md_level.h"
#include "render/md_line.h"
#include "render/md_table.h"

struct markdown {
    const struct page *page;
    struct strbuf *out;
    size_t start;

    struct md_levels levels;
    unsigned gap; /* line ends due: 1 or 2 */

    struct list_stack lists;
    struct linear linear;          /* the formula in hand */
    char bullets[LIMIT_DEPTH + 2]; /* of each open list: - or *, . or ) */
    char ended;                    /* the bullet of a list that has just ended */

    struct md_line line;
    unsigned heading;  /* 1 to 6 inside one */
    unsigned cells;    /* open ones of `table`: 1 in a cell, more in cells within */
    uint32_t in_table; /* the table being collected, NO_NODE */
    struct md_table table;
    enum print_what what;
    uint32_t passed_node; /* of a table, which may hold others */
    enum tag passed;      /* an element of which something else was written, or nothing */
    struct strbuf code;   /* of a pre */
    uint32_t pre;         /* open, NO_NODE */
    struct strbuf block;
};

/* Elements in a line, as they open and close. */
void md_inline_open(struct markdown *md, const struct flow_event *event);
void md_inline_close(struct markdown *md, const struct flow_event *event);

void md_inline_image(struct markdown *md, uint32_t n);
void md_inline_text(struct markdown *md, const char *text, size_t len);

/* The number in one of our ids, or in a link to one. */
unsigned md_note_number(const char *id);

#endif
