#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/code.h"
#include "engine/node.h"
#include "render/md_inside.h"

/* What footnotes are read by. */
#define NOTE_INDENT 4

/* Writes the lines collected in `block`. */
static void write_block(struct markdown *md)
{
    const char *at = md->block.bytes;

    if (md->out->len > md->start) {
        strbuf_putc(md->out, '\n');
        if (md->gap > 1) {
            md_levels_blank(&md->levels, md->out);
            strbuf_putc(md->out, '\n');
        }
    }
    for (;;) {
        size_t len = strcspn(at, "\n");

        md_levels_begin(&md->levels, len == 0, md->out);
        strbuf_add(md->out, at, len);
        if (!at[len])
            break;
        strbuf_putc(md->out, '\n');
        at += len + 1;
    }
    strbuf_clear(&md->block);
    md->levels.shared = md->levels.n;
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

static bool item_has_text(const struct markdown *md)
{
    const struct md_level *level = md_levels_innermost(&md->levels);

    return level && !level->quote && level->begun;
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

static void open_note(struct markdown *md, uint32_t node)
{
    struct md_level level = {.indent = NOTE_INDENT};

    snprintf(level.marker, sizeof level.marker,
             "[^%u]: ", md_note_number(node_attr(md->page, node, "id")));
    md_levels_push(&md->levels, &level);
}

static void open_item(struct markdown *md, const struct flow_event *event)
{
    struct md_level level = {0};
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
    md_levels_push(&md->levels, &level);
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

static void open_element(struct markdown *md, const struct flow_event *event)
{
    if (!tag_rules[event->tag].block) {
        md_inline_open(md, event);
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
        md_levels_push(&md->levels, &(struct md_level){.quote = true});
        break;
    case TAG_BLOCKQUOTE:
        md_levels_push(&md->levels, &(struct md_level){.quote = true});
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

static void close_element(struct markdown *md, const struct flow_event *event)
{
    if (!tag_rules[event->tag].block) {
        md_inline_close(md, event);
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
        md_levels_pop(&md->levels);
        md->gap = 1;
        break;
    case TAG_ASIDE:
        if (!is_note(md, event))
            md_levels_pop(&md->levels);
        break;
    case TAG_BLOCKQUOTE:
        md_levels_pop(&md->levels);
        break;
    case TAG_PRE:
        close_pre(md);
        break;
    default:
        md->heading = 0;
    }
    if (is_note(md, event) && event->tag != TAG_LI)
        md_levels_pop(&md->levels);
}

static void pass_void(struct markdown *md, const struct flow_event *event)
{
    switch (event->tag) {
    case TAG_BR:
        md_line_break(&md->line);
        break;
    case TAG_IMG:
        md_inline_image(md, event->node);
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
            md_inline_text(md, event->text, event->len);
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
