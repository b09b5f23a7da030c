#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/limits.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/task.h"
#include "render/md_inside.h"

unsigned md_note_number(const char *id)
{
    return (unsigned)strtoul(id + strspn(id, "#") + strlen(grammar_anchor), NULL, 10);
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
                       md_note_number(node_attr(md->page, n, "href")));
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

void md_inline_open(struct markdown *md, const struct flow_event *event)
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

void md_inline_close(struct markdown *md, const struct flow_event *event)
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

void md_inline_image(struct markdown *md, uint32_t n)
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

/* Whether text that comes now is the first of an item of a list without numbers. */
static bool begins_task(const struct markdown *md)
{
    const struct md_level *level = md_levels_innermost(&md->levels);

    return level && md->lists.n && !level->begun && strchr("-*", level->marker[0]) &&
           level->marker[0];
}

/* A line may begin with what followed a link back. */
void md_inline_text(struct markdown *md, const char *text, size_t len)
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
