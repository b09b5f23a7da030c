#include "engine/code.h"

#include <string.h>

#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/listing.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "engine/style.h"

/* Wrappers of highlighters hold the class, and the copy button, one or two levels above
 * the code. */
#define LEVELS_ABOVE 2

/* A label of more bytes says something. */
#define LABEL_MAX 24

#define NAME_MAX_LEN 20

static const char *const blanks = " \t\n\r\f";
static const char *const name_bytes =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#-_.";

/* ---- the language ---- */

static const char *name_at(struct page *page, const char *at)
{
    size_t len = strspn(at, name_bytes);
    char *name;

    if (len == 0 || len > NAME_MAX_LEN)
        return NULL;
    name = arena_copy(&page->arena, at, len);
    for (char *c = name; *c; c++)
        if (*c >= 'A' && *c <= 'Z')
            *c = (char)(*c + 32);
    return name;
}

/* A class that is the name of a language, on the code itself: "python". */
static const char *named(struct page *page, uint32_t n)
{
    const char *classes = node_attr(page, n, "class");
    uint16_t tag = page->nodes[n].tag;

    if (!classes || !habit_is(page, n, HABIT_CODE_NAME) ||
        (tag != TAG_PRE && tag != TAG_CODE && tag != TAG_FIGURE))
        return NULL;
    while (*(classes += strspn(classes, blanks))) {
        size_t len = strcspn(classes, blanks);

        if (habit_of_class(classes, len) >> HABIT_CODE_NAME & 1)
            return name_at(page, classes);
        classes += len;
    }
    return NULL;
}

/* Some say it in the attribute that is for the languages of people. */
static const char *misnamed(struct page *page, uint32_t n)
{
    const char *lang = page->nodes[n].tag == TAG_PRE || page->nodes[n].tag == TAG_CODE
                           ? node_attr(page, n, "lang")
                           : NULL;

    return lang && strlen(lang) > 2 &&
                   habit_of_class(lang, strlen(lang)) >> HABIT_CODE_NAME & 1
               ? name_at(page, lang)
               : NULL;
}

/* The class beside one that says so: "hljs python". */
static const char *beside(struct page *page, uint32_t n)
{
    const char *classes = node_attr(page, n, "class");

    if (!classes || !habit_is(page, n, HABIT_LANGUAGE_BESIDE))
        return NULL;
    while (*(classes += strspn(classes, blanks))) {
        size_t len = strcspn(classes, blanks);

        if (!habit_of_class(classes, len) && strspn(classes, name_bytes) >= len)
            return name_at(page, classes);
        classes += len;
    }
    return NULL;
}

static const char *said_by(struct page *page, uint32_t n)
{
    size_t len = 0;
    const char *rest = habit_class_rest(page, n, HABIT_LANGUAGE, &len);
    const char *value, *name;

    if (rest) /* "brush: js" has it in the next class */
        return name_at(page, len ? rest : rest + strspn(rest, blanks));
    value = habit_attr(page, n, HABIT_LANGUAGE);
    name = value ? name_at(page, value) : NULL;
    name = name ? name : beside(page, n);
    return name ? name : named(page, n);
}

static uint32_t only_code(const struct page *page, uint32_t pre)
{
    uint32_t code = node_find(page, pre, pre, TAG_CODE);

    return code == NO_NODE ||
                   node_find(page, pre, page->nodes[code].end - 1, TAG_CODE) != NO_NODE
               ? NO_NODE
               : code;
}

static void settle_language(struct page *page, uint32_t pre)
{
    uint32_t code = only_code(page, pre), first = node_find(page, pre, pre, TAG_CODE);
    const char *name = first == NO_NODE ? NULL : said_by(page, first);
    const char *lang = misnamed(page, pre);
    uint32_t n = pre;

    if (lang)
        guise_attr(page, pre, "lang", "");

    for (int i = 0; i <= LEVELS_ABOVE && n != NO_NODE && !name;
         n = page->nodes[n].parent) {
        name = said_by(page, n);
        i += !(page->nodes[n].marks & NODE_UNWRAP); /* a table around it is no level */
    }
    guise_attr(page, pre, "class", "");
    name = name ? name : lang;
    if (!name)
        return;
    strbuf_clear(&page->scratch);
    strbuf_printf(&page->scratch, "language-%s", name);
    guise_attr(page, code == NO_NODE ? pre : code, "class",
               arena_copy(&page->arena, page->scratch.bytes, page->scratch.len));
}

void code_language(const struct page *page, uint32_t pre, struct strbuf *out)
{
    uint32_t code = only_code(page, pre);
    const char *class = node_attr(page, code == NO_NODE ? pre : code, "class");
    struct strbuf clean;

    strbuf_init(&clean, 64);
    if (class && sanitise_value(page, VALUE_LANGUAGE, class, strlen(class), &clean))
        strbuf_puts(out, clean.bytes + strlen("language-"));
    strbuf_release(&clean);
}

/* ---- beside the code ---- */

static void drop_all(struct page *page, uint32_t n, enum habit_kind kind)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (habit_is(page, i, kind)) {
            guise_drop(page, i);
            i = page->nodes[i].end - 1;
        }
}

static size_t text_len(const struct page *page, uint32_t n)
{
    size_t len = 0;

    for (uint32_t i = n + 1; i < page->nodes[n].end && len <= LABEL_MAX; i++)
        if (page->nodes[i].tag == TAG_TEXT)
            len += page->nodes[i].len - strspn(page->nodes[i].text, blanks);
    return len;
}

/* "Copy", "JavaScript": in the elements around, which hold nothing but this code. */
static void drop_labels(struct page *page, uint32_t pre)
{
    uint32_t around = pre;

    for (int i = 0; i < LEVELS_ABOVE && page->nodes[around].parent != NO_NODE; i++) {
        uint32_t parent = page->nodes[around].parent;

        for (uint32_t n = node_first_child(page, parent); n != NO_NODE;
             n = node_next_sibling(page, n))
            if (habit_is(page, n, HABIT_COPY) && !node_is_in(page, pre, n) &&
                text_len(page, n) <= LABEL_MAX)
                guise_drop(page, n);
        around = parent;
    }
}

/* ---- lines in elements of their own ---- */

/* Nothing but blanks beside it. */
static bool stands_alone(const struct page *page, uint32_t n, uint32_t parent)
{
    for (uint32_t i = parent + 1; i < page->nodes[parent].end; i = page->nodes[i].end)
        if (i != n && !node_is_in(page, n, i) &&
            !(page->nodes[i].tag == TAG_TEXT &&
              strspn(page->nodes[i].text, blanks) == page->nodes[i].len))
            return false;
    return true;
}

static bool has_newline(const struct page *page, uint32_t n)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (page->nodes[i].tag == TAG_BR ||
            (page->nodes[i].tag == TAG_TEXT &&
             memchr(page->nodes[i].text, '\n', page->nodes[i].len)))
            return true;
    return false;
}

static void end_lines(struct page *page, uint32_t pre)
{
    if (has_newline(page, pre))
        return;
    for (uint32_t n = pre + 1; n < page->nodes[pre].end; n++)
        if (habit_is(page, n, HABIT_LINE) && !tag_rules[page->nodes[n].tag].block) {
            guise_set(page, n, TAG_DIV, NULL);
            n = page->nodes[n].end - 1;
        }
}

/* ---- numbers in a pre of their own ---- */

static bool is_numbers(const struct page *page, uint32_t pre)
{
    bool digits = false;

    for (uint32_t n = pre + 1; n < page->nodes[pre].end; n++) {
        if (page->nodes[n].tag != TAG_TEXT)
            continue;
        if (strspn(page->nodes[n].text, "0123456789 \t\n\r") < page->nodes[n].len)
            return false;
        digits |= strpbrk(page->nodes[n].text, "0123456789") != NULL;
    }
    return digits;
}

/* A cell of numbers beside the cell of code: the table lays out. */
static void drop_numbers(struct page *page, uint32_t pre)
{
    uint32_t cell = page->nodes[pre].parent, next, code, table;

    if (cell == NO_NODE || page->nodes[cell].tag != TAG_TD || !is_numbers(page, pre))
        return;
    next = node_next_sibling(page, cell);
    while (next != NO_NODE && page->nodes[next].tag == TAG_TEXT)
        next = node_next_sibling(page, next);
    if (next == NO_NODE)
        return;
    code = node_find(page, next, next, TAG_PRE);
    table = node_closest(page, cell, TAG_TABLE);
    if (code == NO_NODE || table == NO_NODE)
        return;
    guise_drop(page, cell);
    guise_drop(page, pre);
    listing_mend(page, table);
}

/* Lines that stand in code without a pre: broken by br, or by a style that keeps them. */
static void code_becomes_pre(struct page *page, uint32_t n)
{
    const char *style = node_attr(page, n, "style");
    uint32_t parent = page->nodes[n].parent;

    if (node_closest(page, n, TAG_PRE) != NO_NODE)
        return;
    if ((style && strcasestr(style, "white-space") &&
         (style_is(style, "white-space", "pre") ||
          style_is(style, "white-space", "pre-wrap")) &&
         has_newline(page, n)) ||
        (node_find(page, n, n, TAG_BR) != NO_NODE && parent != NO_NODE &&
         stands_alone(page, n, parent)))
        guise_set(page, n, TAG_PRE, (const char *const[]){"class", "id", NULL});
}

static void mend(struct page *page, uint32_t pre)
{
    drop_all(page, pre, HABIT_GUTTER);
    drop_all(page, pre, HABIT_COPY);
    drop_labels(page, pre);
    end_lines(page, pre);
    settle_language(page, pre);
}

void code_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag != TAG_TEXT && habit_is(page, n, HABIT_CODE)) {
            drop_all(page, n, HABIT_GUTTER);
            listing_mend(page, n);
        }
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_PRE)
            drop_numbers(page, n);
        else if (page->nodes[n].tag == TAG_CODE)
            code_becomes_pre(page, n);
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_PRE && !(page->nodes[n].marks & NODE_DROP))
            mend(page, n);
}
