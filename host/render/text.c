#include <string.h>

#include "base/text.h"
#include "engine/node.h"
#include "render/flow.h"
#include "render/linear.h"
#include "render/list.h"

/* A smile of several parts has up to so many. */
#define SIGN_BYTES 32

struct text {
    const struct page *page;
    struct strbuf *out;
    size_t start;    /* where our part of `out` begins */
    unsigned gap;    /* line ends due before the next text */
    unsigned cells;  /* open around it */
    unsigned column; /* of the row, for tables that stand in no cell */
    bool inked;      /* the open cell holds something */
    bool blank;      /* due before the next text of the line: a picture stood there */
    bool marker;     /* an item began and its marker is due */
    bool in_mark;    /* of a note, in brackets of ours */
    long number;
    bool words_only;
    bool in_embed;   /* and its address is due */
    enum tag passed; /* an element of which something else was written, or nothing */
    struct list_stack lists;
    struct linear linear; /* the formula in hand */
};

static void want_gap(struct text *text, unsigned gap)
{
    if (text->gap < gap)
        text->gap = gap;
}

/* Items of a list and lines of a table stand together, other blocks apart. */
static void want_block_gap(struct text *text)
{
    want_gap(text, text->lists.n || text->cells ? 1 : 2);
}

/* Ends the lines that are due and writes what the new one begins with. */
static void begin_line(struct text *text)
{
    if (!text->gap && !text->marker && text->out->len > text->start)
        return;
    for (unsigned i = 0; i < text->gap && text->out->len > text->start; i++)
        strbuf_putc(text->out, '\n');
    text->gap = 0;
    for (unsigned i = 1; i < text->lists.n; i++)
        strbuf_puts(text->out, "  ");
    if (text->marker && text->lists.items[text->lists.n - 1].ordered)
        strbuf_printf(text->out, "%ld. ", text->number);
    else if (text->lists.n)
        strbuf_puts(text->out, text->marker ? "- " : "  ");
    text->marker = false;
}

/* Lines of code stand as far in as the item that holds them; empty ones are empty. */
static void put_indented(struct text *text, const char *bytes, size_t len)
{
    struct strbuf *out = text->out;

    for (size_t i = 0; i < len; i++) {
        bool begins = out->len > text->start && out->bytes[out->len - 1] == '\n';

        for (unsigned n = 0; begins && bytes[i] != '\n' && n < text->lists.n; n++)
            strbuf_puts(out, "  ");
        strbuf_putc(out, bytes[i]);
    }
}

/* A picture between two words, or what is passed over there, keeps them apart, with one
 * blank; at either end of a line with none. */
static void part_words(struct text *text, const char **bytes, size_t *len)
{
    size_t end = text->out->len;
    bool begins = text->gap || text->marker || end == text->start;

    if (text->blank && !begins) {
        bool blank_before = strchr(" \t\n", text->out->bytes[end - 1]) != NULL;
        bool blank_after = **bytes == ' ';

        if (!blank_before && !blank_after)
            strbuf_putc(text->out, ' ');
        if (blank_before && blank_after) {
            (*bytes)++;
            (*len)--;
        }
    } else if (text->blank) {
        while (text->out->len > text->start &&
               text->out->bytes[text->out->len - 1] == ' ')
            strbuf_truncate(text->out, text->out->len - 1);
        *len -= **bytes == ' ';
        *bytes += **bytes == ' ';
    }
    text->blank = false;
}

static void add_text(struct text *text, const char *bytes, size_t len)
{
    part_words(text, &bytes, &len);
    if (!text->cells) {
        begin_line(text);
        if (text->lists.n)
            put_indented(text, bytes, len);
        else
            strbuf_add(text->out, bytes, len);
        return;
    }
    /* A row is one line, whatever stands in its cells. */
    if (text->gap && text->inked)
        strbuf_putc(text->out, ' ');
    text->gap = 0;
    text->inked = true;
    for (size_t i = 0; i < len; i++)
        strbuf_putc(text->out, bytes[i] == '\n' || bytes[i] == '\t' ? ' ' : bytes[i]);
}

static void open_cell(struct text *text)
{
    if (text->cells++ == 0) {
        begin_line(text);
        if (text->column++)
            strbuf_putc(text->out, '\t');
        text->inked = false;
    } else {
        want_gap(text, 1);
    }
}

static void open_formula(struct text *text, uint32_t n)
{
    const char *tex = node_attr(text->page, n, "alttext");

    if (tex)
        add_text(text, tex, strlen(tex));
    text->passed = tex ? TAG_MATH : TAG_UNKNOWN;
}

/* Of what was embedded the name is text; an address is none, nor is "View this post on ...". */
static void open_embed(struct text *text, uint32_t n)
{
    const char *label = node_attr(text->page, n, "label");
    const char *address = node_attr(text->page, n, "href");
    bool is_named = !(label && strncmp(label, "http", 4) == 0) &&
                    !(text->page->nodes[n].marks & NODE_POST);

    text->in_embed = is_named && !text->words_only;
    if (is_named)
        return;
    text->passed = TAG_A;
    if (!text->words_only)
        add_text(text, address, strlen(address));
}

static void close_embed(struct text *text, uint32_t n)
{
    const char *address = node_attr(text->page, n, "href");

    text->in_embed = false;
    add_text(text, " (", 2);
    add_text(text, address, strlen(address));
    add_text(text, ")", 1);
}

/* Nothing raises the mark of a note here: "word1" would be another word. */
static bool is_bare_mark(const struct text *text, uint32_t n)
{
    const struct node *nodes = text->page->nodes;

    if (n == NO_NODE || !(nodes[n].marks & NODE_NOTE_MARK))
        return false;
    if (nodes[n].marks & NODE_SAYS)
        return true;
    for (uint32_t i = n + 1; i < nodes[n].end; i++)
        if (node_is_text(text->page, i))
            return strpbrk(nodes[i].text, "[(") == NULL;
    return false;
}

/* "\u21a9", "^": a link back from a note that is a sign alone says nothing where there are no
 * links; the note's number does. */
static bool is_back_sign(const struct text *text, uint32_t n)
{
    const struct page *page = text->page;

    if (n == NO_NODE || !(page->nodes[n].marks & NODE_NOTE_BACK))
        return false;
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (node_is_text(page, i)) {
            const char *at = page->nodes[i].text;
            uint32_t sign = text_next(&at, at + page->nodes[i].len);

            return sign == '^' || (sign >= 0x2190 && sign < 0x2C00);
        }
    return false;
}

/* "[4,5]", "[1-3]": several marks stand in the brackets of the page. */
static bool is_bracketed(const struct text *text)
{
    const char *start = text->out->bytes + text->start,
               *at = text->out->bytes + text->out->len;

    while (!text->gap && at-- > start)
        if (*at == '[' || *at == '(')
            return true;
        else if (!strchr("0123456789,;- ", *at) && (unsigned char)*at < 0x80)
            return false;
    return false;
}

static void open_mark(struct text *text)
{
    text->in_mark = !is_bracketed(text);
    if (text->in_mark)
        add_text(text, "[", 1);
}

static void add_signs(struct text *text, const char *signs)
{
    if (*signs)
        add_text(text, signs, strlen(signs));
}

static void open_element(struct text *text, const struct flow_event *event)
{
    if (tag_rules[event->tag].math || event->tag == TAG_MATH)
        add_signs(text, linear_open(&text->linear, text->page, event));
    switch (event->tag) {
    case TAG_A:
        if (is_back_sign(text, event->node))
            text->passed = TAG_A, text->blank = true;
        if (is_bare_mark(text, event->node))
            open_mark(text);
        if (text->page->nodes[event->node].marks & NODE_EMBED)
            open_embed(text, event->node);
        break;
    case TAG_MATH:
        open_formula(text, event->node);
        break;
    case TAG_RT:
        if (node_is_bare_reading(text->page, event->node))
            add_text(text, "(", 1);
        break;
    case TAG_UL:
    case TAG_OL:
        if (text->cells) {
            want_gap(text, 1);
            break;
        }
        want_block_gap(text);
        list_open(&text->lists, text->page, event);
        break;
    case TAG_LI:
        want_gap(text, 1);
        if (text->cells)
            break;
        text->marker = true;
        text->number = list_number(&text->lists, text->page, event);
        break;
    case TAG_TR:
        want_gap(text, 1);
        if (!text->cells)
            text->column = 0;
        break;
    case TAG_TD:
    case TAG_TH:
        open_cell(text);
        break;
    case TAG_Q:
        add_text(text, "\xe2\x80\x9c", 3);
        break;
    default:
        if (tag_rules[event->tag].block && !text->marker)
            want_block_gap(text);
    }
}

static void close_element(struct text *text, const struct flow_event *event)
{
    enum tag tag = event->tag;

    if (tag_rules[tag].math || tag == TAG_MATH)
        add_signs(text, linear_close(&text->linear));
    switch (tag) {
    case TAG_A:
        if (text->in_mark)
            add_text(text, "]", 1);
        text->in_mark = false;
        if (text->in_embed)
            close_embed(text, event->node);
        break;
    case TAG_RT:
        if (node_is_bare_reading(text->page, event->node))
            add_text(text, ")", 1);
        break;
    case TAG_UL:
    case TAG_OL:
        if (!text->cells)
            list_close(&text->lists);
        want_block_gap(text);
        break;
    case TAG_LI:
        /* An item that holds a picture alone has no line to mark. */
        text->marker = false;
        want_gap(text, 1);
        break;
    case TAG_TR:
        want_gap(text, 1);
        break;
    case TAG_TD:
    case TAG_TH:
        if (--text->cells == 0)
            text->gap = 0;
        break;
    case TAG_Q:
        add_text(text, "\xe2\x80\x9d", 3);
        break;
    default:
        if (tag_rules[tag].block)
            want_block_gap(text);
    }
}

/* A picture in place of a sign ("😀") says it; any other parts words. */
static void add_picture(struct text *text, uint32_t n)
{
    const char *alt = node_attr(text->page, n, "alt");
    size_t len = alt ? strlen(alt) : 0;

    if (len > 0 && len <= SIGN_BYTES && text_words(alt, len) == 0 &&
        strspn(alt, " \t\r\n") < len)
        add_text(text, alt, len);
    else
        text->blank = true;
}

static void text_event(void *context, const struct flow_event *event)
{
    struct text *text = context;

    if (strbuf_failed(text->out)) /* too long already: no more work for it */
        return;
    if (text->passed != TAG_UNKNOWN) {
        if (event->kind == FLOW_CLOSE && event->tag == text->passed)
            text->passed = TAG_UNKNOWN;
        return;
    }
    switch (event->kind) {
    case FLOW_OPEN:
        open_element(text, event);
        break;
    case FLOW_CLOSE:
        close_element(text, event);
        break;
    case FLOW_VOID:
        if (event->tag == TAG_BR)
            want_gap(text, text->gap + 1);
        else if (event->tag == TAG_HR)
            want_block_gap(text);
        else if (event->tag == TAG_IMG)
            add_picture(text, event->node);
        break;
    case FLOW_TEXT:
        add_text(text, event->text, event->len);
        break;
    }
}

static void print(const struct page *page, uint32_t first, uint32_t end,
                  enum print_what what, bool words_only, struct strbuf *out)
{
    struct text text = {
        .page = page, .out = out, .start = out->len, .words_only = words_only};

    flow_walk(page, first, end, what, text_event, &text);
}

void render_text(const struct page *page, uint32_t first, uint32_t end,
                 enum print_what what, struct strbuf *out)
{
    print(page, first, end, what, false, out);
}

void render_words(const struct page *page, uint32_t first, uint32_t end,
                  enum print_what what, struct strbuf *out)
{
    print(page, first, end, what, true, out);
}
