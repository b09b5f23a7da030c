#include "command/plain.h"

#include <string.h>

#include "base/array.h"
#include "base/strbuf.h"
#include "rules/rules.h"

#define BLOCK_BYTES ((size_t)32 * 1024 * 1024)
#define INDENT_MOST 8 /* deeper lists and quotes don't move on */

struct plain {
    struct paper *paper;
    struct strbuf block; /* text since the last block-level tag */
    unsigned lists, quotes, pres;
    bool heading, item, in_list, started;
};

/* What stands before the block: where it is set in, and the bullet of an item. */
static void indent(const struct plain *plain, char first[2 * INDENT_MOST + 8])
{
    unsigned depth = plain->lists + plain->quotes;

    if (depth > INDENT_MOST)
        depth = INDENT_MOST;
    *first = '\0';
    for (unsigned i = plain->item; i < depth; i++)
        strcat(first, "  ");
    if (plain->item)
        strcat(first, "\xe2\x80\xa2 ");
}

static void flush(struct plain *plain)
{
    char first[2 * INDENT_MOST + 8];
    const char *text = plain->block.bytes;

    while (*text == ' ' && !plain->pres)
        text++;
    if (!*text)
        return;
    /* What is in a list stands close. */
    if (plain->started && !(plain->lists > 0 && plain->in_list))
        fputc('\n', plain->paper->stream);
    indent(plain, first);
    paper_text(plain->paper, plain->heading ? INK_BOLD : INK_PLAIN, first, text);
    strbuf_clear(&plain->block);
    plain->in_list = plain->lists > 0;
    plain->item = false;
    plain->started = true;
}

static void count(unsigned *depth, bool open)
{
    if (open)
        ++*depth;
    else if (*depth > 0)
        --*depth;
}

/* What the block that begins or ends here is. */
static void mark(struct plain *plain, enum tag tag, bool open)
{
    switch (tag) {
    case TAG_UL:
    case TAG_OL:
        count(&plain->lists, open);
        break;
    case TAG_BLOCKQUOTE:
        count(&plain->quotes, open);
        break;
    case TAG_PRE:
        count(&plain->pres, open);
        break;
    case TAG_LI:
        plain->item = open;
        break;
    default:
        if (tag_heading_level(tag) != 0)
            plain->heading = open;
        break;
    }
}

/* The value of an attribute that stands in a start tag, without its escapes undone. */
static bool attr(const char *tag, const char *end, const char *name, const char **value,
                 size_t *len)
{
    size_t name_len = strlen(name);

    for (const char *at = tag; (at = memchr(at, ' ', (size_t)(end - at))); at++) {
        if ((size_t)(end - at) < name_len + 4 || strncmp(at + 1, name, name_len) != 0 ||
            at[name_len + 1] != '=' || at[name_len + 2] != '"')
            continue;
        *value = at + name_len + 3;
        *len = strcspn(*value, "\"");
        return *len > 0;
    }
    return false;
}

static void add_text(struct plain *plain, const char *text, const char *end)
{
    static const char *const entities[][2] = {
        {"&amp;", "&"},   {"&lt;", "<"},  {"&gt;", ">"},
        {"&quot;", "\""}, {"&#39;", "'"}, {"&#96;", "`"},
    };

    while (text < end) {
        struct strbuf *block = &plain->block;
        char c = *text;
        bool known = false;

        for (size_t i = 0; c == '&' && !known && i < N_OF(entities); i++) {
            size_t len = strlen(entities[i][0]);

            known = strncmp(text, entities[i][0], len) == 0;
            if (known) {
                strbuf_puts(block, entities[i][1]);
                text += len;
            }
        }
        if (known)
            continue;
        text++;
        if (!plain->pres && strchr(" \t\r\n", c)) {
            if (block->len > 0 && block->bytes[block->len - 1] != ' ')
                strbuf_putc(block, ' ');
        } else {
            strbuf_putc(block, c);
        }
    }
}

/* One tag, its angle brackets left out. */
static void read_tag(struct plain *plain, const char *at, const char *end)
{
    bool open = *at != '/';
    char name[32];
    size_t len;
    enum tag tag;

    at += !open;
    len = strcspn(at, " >");
    if (len >= sizeof name)
        return;
    memcpy(name, at, len);
    name[len] = '\0';
    tag = tag_from_name(name);
    if (tag == TAG_BR) {
        strbuf_putc(&plain->block, '\n');
    } else if (tag == TAG_IMG) {
        const char *alt;

        if (attr(at, end, "alt", &alt, &len)) {
            strbuf_puts(&plain->block, "[picture: ");
            add_text(plain, alt, alt + len);
            strbuf_puts(&plain->block, "]");
        }
    } else if (tag == TAG_TD || tag == TAG_TH) {
        if (open && plain->block.len > 0)
            strbuf_puts(&plain->block, " | ");
    } else if (tag_rules[tag].block) {
        flush(plain);
        mark(plain, tag, open);
    }
}

void plain_print(struct paper *paper, const char *html)
{
    struct plain plain = {.paper = paper};

    strbuf_init(&plain.block, BLOCK_BYTES);
    while (*html) {
        const char *open = strchrnul(html, '<');
        const char *close;

        add_text(&plain, html, open);
        if (!*open)
            break;
        close = strchr(open, '>'); /* none stands in a value: it is escaped there */
        if (!close)
            break;
        read_tag(&plain, open + 1, close);
        html = close + 1;
    }
    flush(&plain);
    strbuf_release(&plain.block);
}
