#include "engine/formula.h"

#include <string.h>

#include "base/text.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/node.h"

/* How far behind a rendering the script with its source may stand, in siblings. */
#define SIBLINGS_MAX 3

/* What marks the ends of source in text. */
static const char *const delimiters[][2] = {
    {"\\(", "\\)"}, {"\\[", "\\]"}, {"$$", "$$"}, {"$", "$"}};

/* What MediaWiki writes around every source. */
static const char *const wrappers[] = {"{\\displaystyle ", "{\\textstyle "};

static bool is_source(const struct page *page, uint32_t n)
{
    const char *type =
        page->nodes[n].tag == TAG_SCRIPT ? node_attr(page, n, "type") : NULL;

    return type && strncasecmp(type, "math/tex", 8) == 0;
}

static const char *first_text(const struct page *page, uint32_t n)
{
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++)
        if (page->nodes[i].tag == TAG_TEXT)
            return page->nodes[i].text;
    return NULL;
}

/* Source on one line, without what only says where it begins and ends; NULL if nothing is
 * left. */
static const char *clean_source(struct page *page, const char *tex)
{
    struct strbuf *scratch = &page->scratch;
    const char *at;
    size_t len;

    if (!tex)
        return NULL;
    strbuf_clear(scratch);
    text_collapse(tex, strlen(tex), scratch);
    at = scratch->bytes;
    len = scratch->len;
    for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++) {
        size_t a = strlen(delimiters[i][0]), b = strlen(delimiters[i][1]);

        if (len > a + b && memcmp(at, delimiters[i][0], a) == 0 &&
            memcmp(at + len - b, delimiters[i][1], b) == 0) {
            at += a;
            len -= a + b;
            break;
        }
    }
    for (size_t i = 0; i < sizeof wrappers / sizeof *wrappers; i++) {
        size_t a = strlen(wrappers[i]);

        if (len > a + 1 && memcmp(at, wrappers[i], a) == 0 && at[len - 1] == '}') {
            at += a;
            len -= a + 1;
        }
    }
    for (; len && *at == ' '; len--)
        at++;
    while (len && at[len - 1] == ' ')
        len--;
    return len ? arena_copy(&page->arena, at, len) : NULL;
}

/* The script behind a rendering that holds its source (MathJax 2), or NO_NODE. */
static uint32_t source_behind(const struct page *page, uint32_t n)
{
    uint32_t next = n;

    for (int i = 0; i < SIBLINGS_MAX; i++) {
        next = node_next_sibling(page, next);
        if (next == NO_NODE)
            return NO_NODE;
        if (is_source(page, next))
            return next;
        if (page->nodes[next].tag != TAG_TEXT && !habit_is(page, next, HABIT_FORMULA))
            return NO_NODE;
    }
    return NO_NODE;
}

static const char *annotated(const struct page *page, uint32_t math)
{
    for (uint32_t n = math + 1; n < page->nodes[math].end; n++) {
        const char *encoding =
            page->nodes[n].tag == TAG_ANNOTATION ? node_attr(page, n, "encoding") : NULL;

        if (encoding && strcasestr(encoding, "tex"))
            return first_text(page, n);
    }
    return NULL;
}

/* TeX from wherever the page gives it: beside the MathML, in an attribute, behind. */
static const char *source_of(struct page *page, uint32_t n, uint32_t math)
{
    const char *tex = math == NO_NODE ? NULL : annotated(page, math);
    uint32_t behind;

    for (uint32_t i = n; i < page->nodes[n].end && !tex; i++)
        tex = habit_attr(page, i, HABIT_TEX);
    behind = tex ? NO_NODE : source_behind(page, n);
    if (behind != NO_NODE)
        tex = first_text(page, behind);
    if (!tex && math != NO_NODE)
        tex = node_attr(page, math, "alttext");
    return clean_source(page, tex);
}

/* The one MathML expression inside, or NO_NODE where there is none or are several: then
 * it is no formula but a piece of text with formulas in it. */
static uint32_t only_math(const struct page *page, uint32_t n, bool *several)
{
    uint32_t first = NO_NODE;

    *several = false;
    for (uint32_t i = n; i < page->nodes[n].end; i++) {
        if (page->nodes[i].tag != TAG_MATH)
            continue;
        *several = first != NO_NODE;
        if (*several)
            return NO_NODE;
        first = i;
        i = page->nodes[i].end - 1;
    }
    return first;
}

static bool says_display(const struct page *page, uint32_t n)
{
    const char *display = node_attr(page, n, "display");

    return habit_is(page, n, HABIT_DISPLAY) ||
           (display && (strcmp(display, "block") == 0 || strcmp(display, "true") == 0));
}

static bool is_display(const struct page *page, uint32_t n, uint32_t math)
{
    uint32_t end = math == NO_NODE ? page->nodes[n].end : math + 1;
    uint32_t parent = page->nodes[n].parent;

    for (uint32_t i = n; i < end; i++)
        if (page->nodes[i].tag != TAG_TEXT && says_display(page, i))
            return true;
    return parent != NO_NODE && says_display(page, parent);
}

static void become(struct page *page, uint32_t n, uint32_t math, const char *tex,
                   bool display)
{
    guise_set(page, n, TAG_MATH, NULL);
    if (display)
        guise_attr(page, n, "display", "block");
    if (tex)
        guise_attr(page, n, "alttext", tex);
    if (math == n)
        return;
    for (uint32_t i = n + 1; i < page->nodes[n].end; i++) {
        if (i == math)
            i = page->nodes[i].end - 1;
        else if (math == NO_NODE || !node_is_in(page, math, i))
            guise_drop(page, i);
    }
}

/* Text that is source alone, between its delimiters. */
static const char *text_source(struct page *page, uint32_t n)
{
    const char *text;

    if (page->nodes[n].end != n + 2 || page->nodes[n + 1].tag != TAG_TEXT)
        return NULL;
    text = page->nodes[n + 1].text;
    text += strspn(text, " \t\n\r");
    return strncmp(text, "\\(", 2) == 0 || strncmp(text, "\\[", 2) == 0
               ? clean_source(page, text)
               : NULL;
}

/* Returns whether the node was a formula, or stands for one. */
static bool mend(struct page *page, uint32_t n)
{
    bool several, display;
    uint32_t math = only_math(page, n, &several), behind;
    const char *tex;

    if (several)
        return false;
    tex = source_of(page, n, math);
    if (!tex && math == NO_NODE)
        tex = text_source(page, n);
    if (!tex && math == NO_NODE)
        return false;
    behind = source_behind(page, n);
    display = is_display(page, n, math);
    become(page, n, math, tex, display);
    if (behind != NO_NODE)
        guise_set(page, behind, TAG_SPAN, NULL); /* said */
    if (behind != NO_NODE)
        guise_drop(page, behind);
    return true;
}

/* "\\(...\\)" that stands alone in a plain element, whatever its class: a converter's output, or
 * a manual's, on which no script has run. */
static bool mend_bare_source(struct page *page, uint32_t n)
{
    uint16_t tag = page->nodes[n].tag;
    const char *tex = tag == TAG_SPAN || tag == TAG_DIV ? text_source(page, n) : NULL;
    const char *text = tex ? page->nodes[n + 1].text : NULL;
    size_t len = text ? strlen(text) : 0;

    while (len > 0 && strchr(" \t\n\r", text[len - 1]))
        len--;
    if (len < 5 || text[len - 2] != '\\' || !strchr(")]", text[len - 1]))
        return false;
    become(page, n, NO_NODE, tex, text[len - 1] == ']');
    return true;
}

/* Source that no script has rendered. */
static void mend_source(struct page *page, uint32_t n)
{
    const char *tex = clean_source(page, first_text(page, n));
    bool display = strcasestr(node_attr(page, n, "type"), "mode=display") != NULL;

    if (tex)
        become(page, n, NO_NODE, tex, display);
}

void formula_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (page->nodes[n].tag == TAG_TEXT)
            continue;
        if (habit_is(page, n, HABIT_PREVIEW))
            guise_drop(page, n);
        else if (is_source(page, n))
            mend_source(page, n);
        else if (((page->nodes[n].tag == TAG_MATH || habit_is(page, n, HABIT_FORMULA)) &&
                  mend(page, n)) ||
                 mend_bare_source(page, n))
            n = page->nodes[n].end - 1;
    }
}
