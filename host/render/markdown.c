#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/code.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/task.h"
#include "render/flow.h"
#include "render/linear.h"
#include "render/list.h"
#include "render/md_line.h"
#include "render/md_table.h"

/* Quotes and items deeper than this are printed at this depth: every line repeats them
 * all. */
#define LEVELS_MAX 16

/* What every line of a block begins with. */
struct level {
    bool quote;
    bool begun;      /* an item's marker was written */
    char marker[16]; /* of an item or note: "- ", "12. ", "[^3]: " */
    int indent;      /* of the lines after its first */
};

/* What footnotes are read by. */
#define NOTE_INDENT 4

struct markdown {
    const struct page *page;
    struct strbuf *out;
    size_t start;

    struct level levels[LEVELS_MAX];
    unsigned n_levels; /* may be greater than LEVELS_MAX */
    unsigned shared;   /* of them, open ever since the last line */
    unsigned gap;      /* line ends due: 1 or 2 */

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

static unsigned levels_in(unsigned n)
{
    return n < LEVELS_MAX ? n : LEVELS_MAX;
}

/* A blank line inside quotes that go on repeats their marks, without
 * blanks at its end. */
static void write_blank_prefix(struct markdown *md)
{
    unsigned quotes = 0;

    for (unsigned i = 0; i < levels_in(md->shared); i++)
        if (md->levels[i].quote)
            quotes = i + 1;
    for (unsigned i = 0; i < quotes; i++) {
        const struct level *level = &md->levels[i];

        if (level->quote)
            strbuf_puts(md->out, i + 1 < quotes ? "> " : ">");
        else
            strbuf_printf(md->out, "%*s", level->indent, "");
    }
}

static void write_prefix(struct markdown *md, bool blank)
{
    size_t trimmed = md->out->len;

    for (unsigned i = 0; i < levels_in(md->n_levels); i++) {
        struct level *level = &md->levels[i];

        if (level->quote)
            strbuf_puts(md->out, "> ");
        else if (!level->begun)
            strbuf_puts(md->out, level->marker);
        else
            strbuf_printf(md->out, "%*s", level->indent, "");
        if (level->quote || !level->begun)
            trimmed = md->out->len - 1;
        level->begun = true;
    }
    if (blank)
        strbuf_truncate(md->out, trimmed);
}

/* Writes the lines collected in `block`. */
static void write_block(struct markdown *md)
{
    const char *at = md->block.bytes;

    if (md->out->len > md->start) {
        strbuf_putc(md->out, '\n');
        if (md->gap > 1) {
            write_blank_prefix(md);
            strbuf_putc(md->out, '\n');
        }
    }
    for (;;) {
        size_t len = strcspn(at, "\n");

        write_prefix(md, len == 0);
        strbuf_add(md->out, at, len);
        if (!at[len])
            break;
        strbuf_putc(md->out, '\n');
        at += len + 1;
    }
    strbuf_clear(&md->block);
    md->shared = md->n_levels;
    md->gap = 2;
    md->ended = 0;
}

/* The text so far is a block of its own. */
static void end_text(struct markdown *md)
{
    if (md->cells || md_line_is_empty(&md->line))
        return;
    for (unsigned i = 0; i < md->heading; i++)
        strbuf_putc(&md->block, '#');
    if (md->heading)
        strbuf_putc(&md->block, ' ');
    md_line_write(&md->line, md->heading ? MD_HEADING : MD_PARAGRAPH, &md->block);
    write_block(md);
}

static void push_level(struct markdown *md, const struct level *level)
{
    if (md->n_levels < LEVELS_MAX)
        md->levels[md->n_levels] = *level;
    md->n_levels++;
}

static void pop_level(struct markdown *md)
{
    md->n_levels--;
    if (md->shared > md->n_levels)
        md->shared = md->n_levels;
}

static bool item_has_text(const struct markdown *md)
{
    unsigned n = levels_in(md->n_levels);

    return n && !md->levels[n - 1].quote && md->levels[n - 1].begun;
}

/* Two lists in a row would be one; other marks keep them apart. */
static void open_list(struct markdown *md, const struct flow_event *event)
{
    bool ordered = event->tag == TAG_OL;
    char bullet = ordered ? '.' : '-';

    if (md->ended == bullet)
        bullet = ordered ? ')' : '*';
    /* A bullet may follow the text of its item at once, a number only if it is 1. */
    if (!ordered && item_has_text(md))
        md->gap = 1;
    md->bullets[md->lists.n] = bullet;
    list_open(&md->lists, md->page, event);
}

static bool is_note(const struct markdown *md, const struct flow_event *event)
{
    return event->node != NO_NODE && (md->page->nodes[event->node].marks & NODE_NOTE) &&
           md->page->nodes[event->node].tag == event->tag;
}

/* The number in one of our ids, or in a link to one. */
static unsigned number_of(const char *id)
{
    return (unsigned)strtoul(id + strspn(id, "#") + strlen(grammar_anchor), NULL, 10);
}

static void open_note(struct markdown *md, uint32_t node)
{
    struct level level = {.indent = NOTE_INDENT};

    snprintf(level.marker, sizeof level.marker,
             "[^%u]: ", number_of(node_attr(md->page, node, "id")));
    push_level(md, &level);
}

static void open_item(struct markdown *md, const struct flow_event *event)
{
    struct level level = {0};
    char bullet = md->bullets[md->lists.n - 1];
    long number = list_number(&md->lists, md->page, event);

    if (is_note(md, event)) {
        open_note(md, event->node);
        return;
    }
    if (bullet == '.' || bullet == ')')
        snprintf(level.marker, sizeof level.marker, "%ld%c ", number, bullet);
    else
        snprintf(level.marker, sizeof level.marker, "%c ", bullet);
    level.indent = (int)strlen(level.marker);
    push_level(md, &level);
}

static unsigned span_of(const struct markdown *md, uint32_t n, const char *name)
{
    const char *value = n == NO_NODE ? NULL : node_attr(md->page, n, name);
    long span = value ? strtol(value, NULL, 10) : 1;

    return span < 1 ? 1 : span > 1000 ? 1000 : (unsigned)span;
}

static void open_pre(struct markdown *md, uint32_t node)
{
    end_text(md);
    if (!md->cells)
        md->pre = node;
}

/* A fence longer than any run of backticks in the code. */
static void close_pre(struct markdown *md)
{
    size_t longest = 2, run = 0;

    for (const char *c = md->code.bytes; *c; c++) {
        run = *c == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (size_t i = 0; i <= longest; i++)
        strbuf_putc(&md->block, '`');
    code_language(md->page, md->pre, &md->block);
    strbuf_putc(&md->block, '\n');
    strbuf_add(&md->block, md->code.bytes, md->code.len);
    strbuf_putc(&md->block, '\n');
    for (size_t i = 0; i <= longest; i++)
        strbuf_putc(&md->block, '`');
    strbuf_clear(&md->code);
    md->pre = NO_NODE;
    write_block(md);
}

/* A table of data that GFM has no words for, but that HTML says in one line. */
static bool is_html_table(const struct page *page, uint32_t table)
{
    for (uint32_t n = table + 1; n < page->nodes[table].end; n++)
        if (page->nodes[n].tag == TAG_TH || page->nodes[n].tag == TAG_CAPTION)
            return true;
    return false;
}

/* An empty line would end the table: those of code in a cell are references. */
static void put_html_table(struct markdown *md, uint32_t table)
{
    render_html(md->page, table, md->page->nodes[table].end, md->what, &md->code);
    for (const char *c = md->code.bytes; *c; c++)
        if (*c == '\n')
            strbuf_puts(&md->block, "&#10;");
        else
            strbuf_putc(&md->block, *c);
    strbuf_clear(&md->code);
}

static void open_table(struct markdown *md, uint32_t node)
{
    const struct page *page = md->page;

    end_text(md);
    if (md->in_table != NO_NODE)
        return;
    if (!md_table_is_layout(page, node)) {
        md->in_table = node;
    } else if (is_html_table(page, node)) {
        put_html_table(md, node);
        write_block(md);
        md->passed = TAG_TABLE;
        md->passed_node = node;
    }
}

static void close_table(struct markdown *md, uint32_t node)
{
    end_text(md);
    if (md->in_table != node)
        return;
    md->in_table = NO_NODE;
    if (md->table.n_rows) {
        md_table_write(&md->table, &md->block);
        write_block(md);
    }
}

static void open_cell(struct markdown *md)
{
    end_text(md);
    md->cells += md->in_table != NO_NODE;
}

static void close_cell(struct markdown *md, const struct flow_event *event)
{
    end_text(md);
    if (!md->cells)
        return;
    md_line_write(&md->line, MD_CELL, &md->block);
    md_table_cell(&md->table, event->tag == TAG_TH, span_of(md, event->node, "colspan"),
                  span_of(md, event->node, "rowspan"), md->block.bytes);
    strbuf_clear(&md->block);
    md->cells--;
}

/* Blocks in a cell of a table stand on one line. */
static void end_block(struct markdown *md)
{
    if (!md->cells)
        end_text(md);
    else if (!md_line_is_empty(&md->line))
        md_line_break(&md->line);
}

/* A formula is its source, where there is one; else what stands in it. */
static void open_formula(struct markdown *md, uint32_t n)
{
    const char *tex = node_attr(md->page, n, "alttext");
    const char *display = node_attr(md->page, n, "display");

    if (!tex || md->pre != NO_NODE)
        return;
    md_line_math(&md->line, tex, display && strcmp(display, "block") == 0);
    md->passed = TAG_MATH;
}

/* Within the page Markdown has links to notes and back, which it makes itself. */
static bool is_inner_link(const struct markdown *md, const struct flow_event *event)
{
    const char *href = event->tag == TAG_A && event->node != NO_NODE
                           ? node_attr(md->page, event->node, "href")
                           : NULL;

    return href && strncmp(href + 1, grammar_anchor, strlen(grammar_anchor)) == 0 &&
           *href == '#';
}

static void open_inner_link(struct markdown *md, uint32_t n)
{
    uint32_t marks = md->page->nodes[n].marks;
    char mark[16];
    int len;

    if (marks & NODE_NOTE_MARK) {
        len = snprintf(mark, sizeof mark, "[^%u]",
                       number_of(node_attr(md->page, n, "href")));
        md_line_raw(&md->line, mark, (size_t)len);
    }
    if (marks & (NODE_NOTE_MARK | NODE_NOTE_BACK) ||
        (marks & NODE_SIDE && marks & NODE_NOTE))
        md->passed = TAG_A;
}

/* Markdown has no mark for these, but lets HTML through; the marks of notes are raised
 * anyway. */
static bool is_raised(const struct markdown *md, const struct flow_event *event)
{
    if ((event->tag != TAG_SUP && event->tag != TAG_SUB) || event->node == NO_NODE)
        return false;
    for (uint32_t n = event->node; n < md->page->nodes[event->node].end; n++)
        if (md->page->nodes[n].marks & NODE_NOTE_MARK)
            return false;
    return true;
}

static void add_signs(struct markdown *md, const char *signs)
{
    md_line_text(&md->line, signs, strlen(signs));
}

static void open_inline(struct markdown *md, const struct flow_event *event)
{
    if (md->pre != NO_NODE)
        return;
    if (tag_rules[event->tag].math || event->tag == TAG_MATH)
        add_signs(md, linear_open(&md->linear, md->page, event));
    if (event->node != NO_NODE && event->tag != TAG_A &&
        (md->page->nodes[event->node].marks & NODE_NOTE_BACK))
        md->passed = event->tag;
    else if (is_raised(md, event))
        md_line_raw(&md->line, event->tag == TAG_SUP ? "<sup>" : "<sub>", 5);
    else if (event->tag == TAG_RT && node_is_bare_reading(md->page, event->node))
        md_line_text(&md->line, "(", 1);
    else if (event->tag == TAG_MATH)
        open_formula(md, event->node);
    else if (is_inner_link(md, event))
        open_inner_link(md, event->node);
    else
        md_line_open(&md->line, event->tag);
}

static void open_element(struct markdown *md, const struct flow_event *event)
{
    if (!tag_rules[event->tag].block) {
        open_inline(md, event);
        return;
    }
    switch (event->tag) {
    case TAG_TABLE:
        open_table(md, event->node);
        return;
    case TAG_TR:
        if (md->in_table != NO_NODE)
            md_table_row(&md->table);
        return;
    case TAG_TD:
    case TAG_TH:
        open_cell(md);
        return;
    default:
        break;
    }
    end_block(md);
    if (md->cells)
        return;
    if (is_note(md, event) && event->tag != TAG_LI)
        open_note(md, event->node);
    switch (event->tag) {
    case TAG_UL:
    case TAG_OL:
        open_list(md, event);
        break;
    case TAG_LI:
        open_item(md, event);
        break;
    case TAG_ASIDE:
        if (is_note(md, event))
            break;
        push_level(md, &(struct level){.quote = true});
        break;
    case TAG_BLOCKQUOTE:
        push_level(md, &(struct level){.quote = true});
        break;
    case TAG_DT:
        md_line_open(&md->line, TAG_STRONG);
        break;
    case TAG_PRE:
        open_pre(md, event->node);
        break;
    default:
        if (tag_heading_level(event->tag) != 0)
            md->heading = (unsigned)tag_heading_level(event->tag);
        break;
    }
}

static void close_inline(struct markdown *md, const struct flow_event *event)
{
    struct strbuf url;

    if (md->pre != NO_NODE || is_inner_link(md, event))
        return;
    if (tag_rules[event->tag].math || event->tag == TAG_MATH)
        add_signs(md, linear_close(&md->linear));
    if (is_raised(md, event)) {
        md_line_raw(&md->line, event->tag == TAG_SUP ? "</sup>" : "</sub>", 6);
        return;
    }
    if (event->tag == TAG_RT && node_is_bare_reading(md->page, event->node)) {
        md_line_text(&md->line, ")", 1);
        return;
    }
    strbuf_init(&url, LIMIT_ATTRIBUTE);
    if (event->tag == TAG_A) {
        const char *href = node_attr(md->page, event->node, "href");
        sanitise_value(md->page, VALUE_LINK, href ? href : "", href ? strlen(href) : 0,
                       &url);
    }
    md_line_close(&md->line, event->tag, url.bytes);
    strbuf_release(&url);
}

static void close_element(struct markdown *md, const struct flow_event *event)
{
    if (!tag_rules[event->tag].block) {
        close_inline(md, event);
        return;
    }
    switch (event->tag) {
    case TAG_TABLE:
        close_table(md, event->node);
        return;
    case TAG_TR:
        return;
    case TAG_TD:
    case TAG_TH:
        close_cell(md, event);
        return;
    case TAG_DT:
        if (!md->cells)
            md_line_close(&md->line, TAG_STRONG, "");
        break;
    default:
        break;
    }
    end_block(md);
    if (md->cells)
        return;
    switch (event->tag) {
    case TAG_UL:
    case TAG_OL:
        list_close(&md->lists);
        md->ended = md->bullets[md->lists.n];
        md->gap = 2;
        break;
    case TAG_LI:
        pop_level(md);
        md->gap = 1;
        break;
    case TAG_ASIDE:
        if (!is_note(md, event))
            pop_level(md);
        break;
    case TAG_BLOCKQUOTE:
        pop_level(md);
        break;
    case TAG_PRE:
        close_pre(md);
        break;
    default:
        md->heading = 0;
    }
    if (is_note(md, event) && event->tag != TAG_LI)
        pop_level(md);
}

static void add_image(struct markdown *md, uint32_t n)
{
    const char *alt = node_attr(md->page, n, "alt"), *src = node_attr(md->page, n, "src");
    struct strbuf clean_alt, clean_src;

    strbuf_init(&clean_alt, LIMIT_ATTRIBUTE);
    strbuf_init(&clean_src, LIMIT_ATTRIBUTE);
    if (src && md->pre == NO_NODE &&
        sanitise_value(md->page, VALUE_IMAGE, src, strlen(src), &clean_src)) {
        if (alt)
            sanitise_value(md->page, VALUE_TEXT, alt, strlen(alt), &clean_alt);
        md_line_image(&md->line, clean_alt.bytes, clean_src.bytes);
    }
    strbuf_release(&clean_alt);
    strbuf_release(&clean_src);
}

static void pass_void(struct markdown *md, const struct flow_event *event)
{
    switch (event->tag) {
    case TAG_BR:
        md_line_break(&md->line);
        break;
    case TAG_IMG:
        add_image(md, event->node);
        break;
    case TAG_HR:
        end_block(md);
        if (md->cells)
            break;
        strbuf_puts(&md->block, "___"); /* "- ---" would be no item with a rule */
        write_block(md);
        break;
    default:
        break;
    }
}

/* Whether text that comes now is the first of an item of a list without numbers. */
static bool begins_task(const struct markdown *md)
{
    unsigned n = levels_in(md->n_levels);

    return n && md->lists.n && !md->levels[n - 1].begun &&
           strchr("-*", md->levels[n - 1].marker[0]) && md->levels[n - 1].marker[0];
}

/* A line may begin with what followed a link back. */
static void add_text(struct markdown *md, const char *text, size_t len)
{
    size_t blanks = md_line_is_empty(&md->line) ? strspn(text, " ") : 0;

    if (blanks && blanks == len)
        return;
    if (md_line_is_empty(&md->line) && begins_task(md) &&
        strncmp(text, TASK_DONE, strlen(TASK_DONE)) == 0)
        md_line_raw(&md->line, "[x]", 3);
    else if (md_line_is_empty(&md->line) && begins_task(md) &&
             strncmp(text, TASK_OPEN, strlen(TASK_OPEN)) == 0)
        md_line_raw(&md->line, "[ ]", 3);
    else {
        md_line_text(&md->line, text + blanks, len - blanks);
        return;
    }
    md_line_text(&md->line, text + strlen(TASK_DONE), len - strlen(TASK_DONE));
}

static void markdown_event(void *context, const struct flow_event *event)
{
    struct markdown *md = context;

    if (strbuf_failed(md->out)) /* too long already: no more work for it */
        return;
    if (md->passed != TAG_UNKNOWN) {
        if (event->kind == FLOW_CLOSE && event->tag == md->passed &&
            (event->tag != TAG_TABLE || event->node == md->passed_node))
            md->passed = TAG_UNKNOWN;
        return;
    }
    switch (event->kind) {
    case FLOW_OPEN:
        open_element(md, event);
        break;
    case FLOW_CLOSE:
        close_element(md, event);
        break;
    case FLOW_VOID:
        pass_void(md, event);
        break;
    case FLOW_TEXT:
        if (md->pre != NO_NODE)
            strbuf_add(&md->code, event->text, event->len);
        else
            add_text(md, event->text, event->len);
        break;
    }
}

void render_markdown(const struct page *page, uint32_t first, uint32_t end,
                     enum print_what what, struct strbuf *out)
{
    struct markdown md = {.page = page,
                          .what = what,
                          .out = out,
                          .start = out->len,
                          .gap = 2,
                          .in_table = NO_NODE,
                          .pre = NO_NODE};

    md_line_init(&md.line, LIMIT_ANSWER);
    md_table_init(&md.table, LIMIT_ANSWER);
    strbuf_init(&md.code, LIMIT_ANSWER);
    strbuf_init(&md.block, LIMIT_ANSWER);
    flow_walk(page, first, end, what, markdown_event, &md);
    end_text(&md);
    md_line_release(&md.line);
    md_table_release(&md.table);
    strbuf_release(&md.code);
    strbuf_release(&md.block);
}
