#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/node.h"
#include "render/render.h"

enum {
    LINES_MAX = 40, /* a prompt has some dozen elements; a consent dialog thousands */
    NAME_MAX = 40,  /* bytes of a name; longer ones are numbers, and somebody's */
    PARENTS_MAX = 8,
};

/* A name is what identifiers are made of, so that no text can pass for one. */
static bool is_name(const char *text, size_t len)
{
    static const char *const letters = "abcdefghijklmnopqrstuvwxyz"
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";

    return len > 0 && len <= NAME_MAX && strspn(text, letters) >= len;
}

static void put_names(const char *names, char sign, struct strbuf *out)
{
    static const char *const blanks = " \t\n\f\r";

    while (names && *names) {
        size_t len = strcspn(names, blanks);

        if (is_name(names, len)) {
            strbuf_putc(out, sign);
            strbuf_add(out, names, len);
        }
        names += len;
        names += strspn(names, blanks);
    }
}

static void put_attributes(const struct page *page, uint32_t n, struct strbuf *out)
{
    static const char *const told[] = {"role",    "type", "aria-modal",
                                       "popover", "open", "hidden"};

    for (size_t i = 0; i < N_OF(told); i++) {
        const char *value = node_attr(page, n, told[i]);

        if (!value)
            continue;
        strbuf_printf(out, "[%s", told[i]);
        if (is_name(value, strlen(value)))
            strbuf_printf(out, "=%s", value);
        strbuf_putc(out, ']');
    }
}

static void put_seen(uint32_t saw, struct strbuf *out)
{
    static const struct {
        uint32_t bit;
        const char *word;
    } seen[] = {{SAW_HIDDEN, "hidden"},  {SAW_FIXED, "fixed"}, {SAW_STICKY, "sticky"},
                {SAW_COVERS, "covers"},  {SAW_MODAL, "modal"}, {SAW_CLIPPED, "clipped"},
                {SAW_BLURRED, "blurred"}};

    for (size_t i = 0; i < N_OF(seen); i++) {
        if (saw & seen[i].bit)
            strbuf_printf(out, " %s", seen[i].word);
    }
}

static void put_element(const struct page *page, uint32_t n, struct strbuf *out)
{
    strbuf_puts(out, page->nodes[n].name);
    put_names(node_attr(page, n, "id"), '#', out);
    put_names(node_attr(page, n, "class"), '.', out);
    put_attributes(page, n, out);
    put_seen(page->nodes[n].saw, out);
}

/* The nearest elements around the part, the outermost first. */
static void put_parents(const struct page *page, uint32_t n, struct strbuf *out)
{
    uint32_t parents[PARENTS_MAX];
    size_t count = 0;

    for (n = page->nodes[n].parent; n != NO_NODE && count < PARENTS_MAX;
         n = page->nodes[n].parent)
        parents[count++] = n;
    strbuf_puts(out, "in");
    while (count-- > 0) {
        strbuf_putc(out, ' ');
        put_element(page, parents[count], out);
        if (count > 0)
            strbuf_puts(out, " >");
    }
    strbuf_putc(out, '\n');
}

void render_outline(const struct page *page, uint32_t first, uint32_t end,
                    struct strbuf *out)
{
    unsigned lines = 0;

    put_parents(page, first, out);
    for (uint32_t n = first; n < end; n++) {
        const struct node *node = &page->nodes[n];
        size_t words = node_is_text(page, n) ? text_words(node->text, node->len) : 0;

        if (node_is_text(page, n) && words == 0)
            continue;
        if (lines++ == LINES_MAX) {
            strbuf_puts(out, "...\n");
            return;
        }
        for (uint16_t depth = page->nodes[first].depth; depth < node->depth; depth++)
            strbuf_puts(out, "  ");
        if (node_is_text(page, n))
            strbuf_printf(out, "%zu words", words);
        else
            put_element(page, n, out);
        strbuf_putc(out, '\n');
    }
}
