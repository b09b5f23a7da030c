/* --why: two lines a block, what was decided and why, and what the model said of it, then the
 * overlays with what was observed of them, then tables that are printed as none, then access
 * and where the metadata comes from. */
#include <stdlib.h>

#include "base/text.h"
#include "engine/article.h"
#include "engine/block.h"
#include "engine/measure.h"
#include "engine/meta.h"
#include "engine/model.h"
#include "engine/overlay.h"
#include "engine/rest.h"
#include "engine/table.h"
#include "render/render.h"

#define SNIPPET_CHARS 60
#define SWAY_SHOWN 4 /* measures */

static void put_snippet(struct strbuf *out, const char *text, size_t len)
{
    const char *at = text, *end = text + len;
    size_t n = 0;

    while (at < end && n++ < SNIPPET_CHARS)
        text_next(&at, end);
    text_collapse(text, (size_t)(at - text), out);
    if (at < end)
        strbuf_puts(out, "\xe2\x80\xa6");
}

/* In an element that does not leave: a button. */
static bool is_cut(const struct page *page, uint32_t n)
{
    for (; n != NO_NODE; n = page->nodes[n].parent)
        if (page->nodes[n].marks & NODE_DROP)
            return true;
    return false;
}

static void put_block(const struct page *page, const struct block *b, struct strbuf *out)
{
    const struct overlay *o =
        b->overlay != 0 ? &page->overlays->items[b->overlay - 1] : NULL;
    bool shown = article_shows(page, b);
    const char *decision, *reason;

    if (b->keep && is_cut(page, b->first)) {
        decision = "drop";
        reason = "element";
    } else if (b->keep) {
        decision = shown ? "keep" : "title";
        reason = b->decided_by ? b->decided_by : o ? "unsure" : "";
    } else if (b->title) {
        decision = "title";
        reason = rest_reason(page, b);
    } else if (b->dropped) {
        decision = "reader";
        reason = "marked";
    } else if (o && !o->unsure) {
        decision = "overlay";
        reason = part_kind_name(o->kind);
    } else {
        decision = "drop";
        reason = b->decided_by ? b->decided_by : rest_reason(page, b);
    }
    strbuf_printf(out, "%6u %-7s %4u %4u/%-4u %-16s ", b->first, decision, b->score,
                  b->n_words, b->n_link_words, reason);
    put_snippet(out, b->text, b->len);
    strbuf_putc(out, '\n');
}

/* What the model was moved by on average: most of it is the same for all blocks of a page,
 * and tells nothing of one. */
static void mean_sway(const struct page *asked, int32_t mean[N_MEASURES])
{
    int64_t sums[N_MEASURES] = {0};

    for (uint32_t b = 0; b < asked->blocks->n; b++) {
        int16_t row[N_MEASURES];
        int32_t sway[N_MEASURES];

        measure_row(asked->measures, b, row);
        model_sway(row, sway);
        for (int i = 0; i < N_MEASURES; i++)
            sums[i] += sway[i];
    }
    for (int i = 0; i < N_MEASURES && asked->blocks->n > 0; i++)
        mean[i] = (int32_t)(sums[i] / asked->blocks->n);
}

/* The probability that the model gave (named rules come after it), and what moved it most
 * away from the page's other blocks. */
static void put_sway(const struct page *asked, uint32_t b, const int32_t mean[N_MEASURES],
                     struct strbuf *out)
{
    int16_t rows[1][N_MEASURES];
    int32_t sway[N_MEASURES];
    uint16_t chance;
    const struct block *block = &asked->blocks->items[b];

    measure_row(asked->measures, b, rows[0]);
    model_rate((const int16_t(*)[N_MEASURES])rows, 1, &chance);
    model_sway(rows[0], sway);
    for (int i = 0; i < N_MEASURES; i++)
        sway[i] -= mean[i];
    strbuf_printf(out, "%19u", chance);
    if (block->scored_by)
        strbuf_printf(out, " %s", block->scored_by);
    for (int n = 0; n < SWAY_SHOWN; n++) {
        int most = 0;

        for (int i = 1; i < N_MEASURES; i++)
            if (abs(sway[i]) > abs(sway[most]))
                most = i;
        if (sway[most] == 0)
            break;
        strbuf_printf(out, "%s %s=%d %+.2f", n == 0 && !block->scored_by ? "" : ",",
                      measure_rule(most).name, rows[0][most], sway[most] / 4096.0);
        sway[most] = 0;
    }
    strbuf_putc(out, '\n');
}

static void put_reasons(const struct reason *reasons, size_t n, struct strbuf *out)
{
    for (size_t i = 0; i < n; i++) {
        strbuf_printf(out, "       %s", reasons[i].name);
        if (reasons[i].detail)
            strbuf_printf(out, ": %s", reasons[i].detail);
        strbuf_putc(out, '\n');
    }
}

static void put_flag(struct strbuf *out, bool value, const char *name)
{
    if (value)
        strbuf_printf(out, " %s", name);
}

static void put_evidence(const struct evidence *e, struct strbuf *out)
{
    strbuf_printf(out,
                  "       words %u, blocks %u, running %u, share %u/1000, phrases %u+%u;",
                  e->n_words, e->n_blocks, e->n_sentence_words, e->page_share,
                  e->n_phrases_strong, e->n_phrases_weak);
    put_flag(out, e->covers, "covers");
    put_flag(out, e->fixed, "fixed");
    put_flag(out, e->modal, "modal");
    put_flag(out, e->dialog_role, "dialog");
    put_flag(out, e->scroll_lock, "scroll-lock");
    put_flag(out, e->hidden, "hidden");
    put_flag(out, e->vendor, "vendor");
    put_flag(out, e->class_token, "class");
    put_flag(out, e->email_form, "email");
    put_flag(out, e->password_form, "password");
    put_flag(out, e->price, "price");
    put_flag(out, e->n_placeholders > 0, "placeholder");
    put_flag(out, e->log_in, "log-in");
    put_flag(out, e->subscribe, "subscribe");
    put_flag(out, e->text_continues, "text-continues");
    put_flag(out, e->text_concealed, "text-concealed");
    strbuf_putc(out, '\n');
}

static void put_overlay(const struct overlay *o, struct strbuf *out)
{
    strbuf_printf(out, "%6u %s, %u %%, %s%s%s", o->id, part_kind_name(o->kind),
                  o->confidence, o->covering ? "covering" : "in the flow",
                  o->waiting ? ", waiting" : "", o->unsure ? ", unsure" : "");
    if (o->group != 0)
        strbuf_printf(out, ", group %u", o->group);
    strbuf_putc(out, '\n');
    put_evidence(&o->evidence, out);
    put_reasons(o->reasons, o->n_reasons, out);
}

/* "  214 heading": the node of a table, and by which evidence it lays out. */
static void put_layouts(const struct page *page, struct strbuf *out)
{
    if (page->n_layouts > 0)
        strbuf_puts(out, "\ntables that lay out\n");
    for (size_t i = 0; i < page->n_layouts; i++)
        strbuf_printf(out, "%6u %s\n", page->layouts[i].node, page->layouts[i].evidence);
}

static void put_fact(struct strbuf *out, const char *name, const struct fact *fact)
{
    if (fact->value)
        strbuf_printf(out, "%-10s %-12s %s\n", name, fact->source, fact->value);
}

static void put_meta(const struct meta *meta, struct strbuf *out)
{
#define PUT_FACT(name) put_fact(out, #name, &meta->name);
    META_FACTS(PUT_FACT)
#undef PUT_FACT
    for (size_t i = 0; i < meta->n_tags; i++)
        put_fact(out, "tag", &meta->tags[i]);
}

void render_why(const struct page *page, const struct page *asked, struct strbuf *out)
{
    const struct article *article = page->article;
    int32_t mean[N_MEASURES] = {0};

    if (asked != NULL)
        mean_sway(asked, mean);
    strbuf_printf(out, "threshold  %u\n\n", article->keep_from);
    strbuf_puts(out, "    id what   score words/links reason       text\n");
    for (uint32_t b = 0; b < page->blocks->n; b++) {
        put_block(page, &page->blocks->items[b], out);
        if (asked != NULL)
            put_sway(asked, b, mean, out);
    }
    strbuf_puts(out, "\noverlays\n");
    for (size_t i = 0; i < page->overlays->n; i++)
        put_overlay(&page->overlays->items[i], out);
    put_layouts(page, out);
    strbuf_printf(out, "\naccess     %s%s\n", access_name(article->access),
                  article->concealed ? ", concealed" : "");
    put_reasons(article->access_reasons, article->n_access_reasons, out);
    strbuf_putc(out, '\n');
    put_meta(page->meta, out);
}
