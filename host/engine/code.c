#include "engine/code.h"

#include <string.h>

#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/listing.h"
#include "engine/node.h"
#include "engine/sanitise.h"

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
    return name ? name : beside(page, n);
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
    uint32_t n = pre;

    for (int i = 0; i <= LEVELS_ABOVE && n != NO_NODE && !name;
         n = page->nodes[n].parent) {
        name = said_by(page, n);
        i += !(page->nodes[n].marks & NODE_UNWRAP); /* a table around it is no level */
    }
    guise_attr(page, pre, "class", "");
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
        if (page->nodes[n].tag == TAG_PRE && !(page->nodes[n].marks & NODE_DROP))
            mend(page, n);
}
