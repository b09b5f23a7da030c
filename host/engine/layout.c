#include "engine/layout.h"

#include <string.h>

#include "base/array.h"
#include "base/url.h"
#include "engine/frame.h"
#include "engine/node.h"
#include "engine/style.h"

/* Bytes; shorter texts are labels and scraps. */
#define LONG_TEXT 60

/* PROTOCOL.md, "What the snapshot holds". */
static const struct {
    const char *word;
    uint32_t saw;
} words[] = {
    {"hidden", SAW_HIDDEN},   {"fixed", SAW_FIXED}, {"sticky", SAW_STICKY},
    {"covers", SAW_COVERS},   {"modal", SAW_MODAL}, {"clipped", SAW_CLIPPED},
    {"blurred", SAW_BLURRED},
};

/* What stands in the snapshot for what a serialisation leaves out. A frame's content
 * begins and ends a line, as the frame did; a shadow root's may stand in the middle of a
 * sentence. */
static const struct {
    const char *suffix;
    enum tag tag;
    const char *name;
    uint32_t saw;
} stand_ins[] = {
    {"shadow", TAG_UNKNOWN, "shadow-root", 0},
    {"frame", TAG_DIV, "div", SAW_FRAME},
    {"noscript", TAG_NOSCRIPT, "noscript", 0},
};

static uint32_t saw_of_word(const char *word, size_t len)
{
    for (size_t i = 0; i < N_OF(words); i++)
        if (strlen(words[i].word) == len && memcmp(words[i].word, word, len) == 0)
            return words[i].saw;
    return 0;
}

/* Reads the stamp attribute's value; returns the address after `src=`, or NULL. Words
 * that are not known are of a newer extension. */
static const char *read_words(const char *value, uint32_t *saw)
{
    while (*value) {
        size_t len = strcspn(value, " ");

        if (strncmp(value, "src=", 4) == 0)
            return value + 4;
        *saw |= saw_of_word(value, len);
        value += len + (value[len] == ' ');
    }
    return NULL;
}

/* Addresses that die with the page tell nothing; then the page's own src stands. */
static bool is_lasting(const char *url)
{
    char scheme[16];

    return url_scheme(url, strlen(url), scheme) && strcmp(scheme, "blob") != 0;
}

/* The attributes without the stamp; `src`, when there is one, is where the browser took
 * the picture from. */
static void replace_attributes(struct page *page, struct node *node, const char *src)
{
    const char *stamp = page->snapshot->stamp;
    struct attr *attrs = arena_array(&page->arena, node->len + 1, sizeof *attrs);
    uint32_t len = 0;

    for (uint32_t i = 0; i < node->len; i++) {
        const struct attr *attr = &node->attrs[i];

        if (strcmp(attr->name, stamp) != 0 && !(src && strcmp(attr->name, "src") == 0))
            attrs[len++] = *attr;
    }
    if (src)
        attrs[len++] = (struct attr){"src", src, (uint32_t)strlen(src)};
    node->attrs = attrs;
    node->len = len;
}

static void read_stand_in(struct node *node, const char *stamp, size_t stamp_len)
{
    if (strncmp(node->name, stamp, stamp_len) != 0 || node->name[stamp_len] != '-')
        return;
    for (size_t i = 0; i < N_OF(stand_ins); i++) {
        if (strcmp(node->name + stamp_len + 1, stand_ins[i].suffix) == 0) {
            node->tag = (uint16_t)stand_ins[i].tag;
            node->name = stand_ins[i].name;
            node->saw |= stand_ins[i].saw;
            return;
        }
    }
}

static void read_stamps(struct page *page, const char *stamp)
{
    size_t stamp_len = strlen(stamp);

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        struct node *node = &page->nodes[n];
        const char *value = node_attr(page, n, stamp), *src;

        if (node_is_text(page, n))
            continue;
        if (value) {
            src = read_words(value, &node->saw);
            if (src && (node->tag != TAG_IMG || !is_lasting(src)))
                src = NULL;
            replace_attributes(page, node, src);
        }
        read_stand_in(node, stamp, stamp_len);
    }
}

/* What the element's own attributes say. */
static uint32_t says(const struct page *page, uint32_t n)
{
    const char *style = node_attr(page, n, "style");
    uint32_t saw = node_attr(page, n, "hidden") ? SAW_HIDDEN : 0;

    if (!style)
        return saw;
    if (style_is(style, "display", "none") || style_is(style, "visibility", "hidden"))
        saw |= SAW_HIDDEN;
    if (style_is(style, "position", "fixed"))
        saw |= SAW_FIXED;
    return saw;
}

/* Running text in nodes [0, n): bytes of longer texts outside links. */
static const uint32_t *count_text(struct page *page)
{
    uint32_t *upto = arena_array(&page->arena, (size_t)page->n_nodes + 1, sizeof *upto);
    uint32_t skip_end = 0;

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        upto[n + 1] = upto[n];
        if (node->tag == TAG_A || tag_rules[node->tag].skip)
            skip_end = node->end > skip_end ? node->end : skip_end;
        if (node->tag == TAG_TEXT && n >= skip_end && node->len >= LONG_TEXT)
            upto[n + 1] += node->len;
    }
    return upto;
}

/* What holds the better part of the running text is the page, whatever hides it: it waits
 * for its scripts, for a font, or to be faded in. */
static void show_the_page(struct page *page)
{
    const uint32_t *upto = count_text(page);
    uint32_t all = upto[page->n_nodes];

    for (uint32_t n = 0; n < page->n_nodes; n++)
        if ((upto[page->nodes[n].end] - upto[n]) * 2 > all)
            page->nodes[n].saw &= ~(uint32_t)SAW_HIDDEN;
}

void layout_attach(struct page *page)
{
    const char *stamp = page->snapshot->stamp;

    if (stamp && *stamp) {
        read_stamps(page, stamp);
        frame_settle(page);
    } else {
        for (uint32_t n = 0; n < page->n_nodes; n++)
            if (!node_is_text(page, n))
                page->nodes[n].saw |= says(page, n);
    }
    show_the_page(page);
}
