#include "engine/tidy.h"

#include <string.h>

#include "base/text.h"
#include "engine/article.h"
#include "engine/backdrop.h"
#include "engine/block.h"
#include "engine/code.h"
#include "engine/direction.h"
#include "engine/drawing.h"
#include "engine/embed.h"
#include "engine/feature.h"
#include "engine/fold.h"
#include "engine/formula.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/lead.h"
#include "engine/meaning.h"
#include "engine/meta.h"
#include "engine/node.h"
#include "engine/note.h"
#include "engine/picture.h"
#include "engine/side.h"
#include "engine/table.h"
#include "engine/task.h"

/* A block of so many words is the text itself: a heading after it is one of its own. */
#define LEAD_WORDS 25

/* A box of more text, in bytes, is a part of the page. */
#define BOX_LEN 3000

static void unkeep(struct page *page, uint32_t first, uint32_t end)
{
    for (uint32_t n = first; n < end; n++)
        page->nodes[n].marks &= ~(uint32_t)NODE_KEEP;
}

static bool stands_in_heading(const struct page *page, uint32_t n)
{
    int level = node_heading_level(page, n);

    return level > 0 && level <= 3;
}

/* The title is printed by whoever shows the article: above its text it
 * would stand twice. */
static void drop_title_heading(struct page *page)
{
    const char *title = page->meta ? page->meta->title.value : NULL;
    struct strbuf *folded = &page->scratch;

    if (!title || !page->blocks)
        return;
    strbuf_clear(folded);
    text_fold(title, strlen(title), folded);
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *block = &page->blocks->items[i];

        if (!block->keep)
            continue;
        if (block->n_words >= LEAD_WORDS && !stands_in_heading(page, block->owner))
            return;
        if (stands_in_heading(page, block->owner) &&
            (i + 1 == page->meta->heading ||
             (block->folded_len == folded->len &&
              memcmp(block->folded, folded->bytes, folded->len) == 0))) {
            unkeep(page, block->first, block->end);
            return;
        }
    }
}

static bool shows_something(const struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];

    if (node->tag == TAG_TEXT)
        return strspn(node->text, " \t\n\r\f") < node->len;
    return tag_rules[node->tag].is_void || node->tag == TAG_TD || node->tag == TAG_TH ||
           node->tag == TAG_MATH || (node->marks & (NODE_EMBED | NODE_SAYS));
}

/* Wrappers whose content went lose their mark: one backward sweep, children before
 * parents. */
static void drop_empty_wrappers(struct page *page)
{
    uint32_t last = NO_NODE; /* the next kept node that shows something */

    for (uint32_t n = page->n_nodes; n-- > 0;) {
        struct node *node = &page->nodes[n];

        if (!(node->marks & NODE_KEEP) || node->marks & NODE_DROP)
            continue;
        if (shows_something(page, n))
            last = n;
        else if (node->tag != TAG_TEXT && (last == NO_NODE || last >= node->end))
            node->marks &= ~(uint32_t)NODE_KEEP;
    }
}

static bool is_box(const struct page *page, uint32_t n)
{
    size_t len = 0;

    for (uint32_t i = n + 1; i < page->nodes[n].end && len <= BOX_LEN; i++)
        if (node_is_text(page, i))
            len += page->nodes[i].len;
    return len <= BOX_LEN;
}

/* A box of its own in the text is an aside, whatever it is made of. */
static void callout_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (habit_is(page, n, HABIT_CALLOUT) && is_box(page, n) &&
            (page->nodes[n].tag == TAG_DIV || page->nodes[n].tag == TAG_SECTION))
            guise_set(page, n, TAG_ASIDE, NULL);
}

void tidy_mend(struct page *page)
{
    habit_sweep(page);
    meaning_mend(page);
    picture_repair(page);
    backdrop_mend(page);
    embed_mend(page);
    task_mend(page);
    side_mend(page);
    table_unwrap(page);
    callout_mend(page);
    code_mend(page);
    formula_mend(page);
    drawing_mend(page);
    note_clean_headings(page);
}

/* The text below it is shown, and is hidden on the page, or the button says that it may be. */
static bool unfolds(const struct page *page, uint32_t button)
{
    uint32_t b = fold_text(page, button);

    return b < page->blocks->n && article_shows(page, &page->blocks->items[b]);
}

/* What unfolds a section is made a button of its heading, or of the question that the section
 * answers: pressed by nobody here, it is text. */
static void keep_heading_buttons(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_BUTTON && (page->nodes[n].marks & NODE_KEEP) &&
            (node_heading_level(page, n) != 0 ||
             node_closest(page, n, TAG_DT) != NO_NODE || unfolds(page, n)))
            guise_set(page, n, TAG_SPAN, NULL);
}

void tidy_apply(struct page *page)
{
    lead_settle(page);
    meaning_settle(page);
    drop_title_heading(page);
    note_settle(page);
    direction_settle(page);
    keep_heading_buttons(page);
    drop_empty_wrappers(page);
}
