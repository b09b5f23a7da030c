/* For tests of the engine's stages: a page as far as block_split, with no overlays. */
#ifndef CLEANCOPY_TESTS_STAGES_H
#define CLEANCOPY_TESTS_STAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/ground.h"
#include "engine/habit.h"
#include "engine/layout.h"
#include "engine/meta.h"
#include "engine/naming.h"
#include "engine/node.h"
#include "engine/overlay.h"
#include "engine/page.h"
#include "engine/rest.h"

static struct snapshot stages_snapshot;
static struct overlay_list stages_overlays;

static inline struct page *split(const char *html, const char *stamp)
{
    struct page *page = NULL;

    stages_snapshot = (struct snapshot){.html = html,
                                        .html_len = strlen(html),
                                        .url = "https://news.example/2014/07/27/story",
                                        .stamp = stamp};
    assert_int_equal(page_load(&stages_snapshot, &page), OK);
    if (setjmp(page->escape) != 0)
        fail_msg("the arena is exhausted");
    layout_attach(page);
    naming_read(page);
    block_split(page);
    stages_overlays = (struct overlay_list){0};
    page->overlays = &stages_overlays;
    return page;
}

/* What regions are looked for on, nothing of it claimed. */
static inline struct ground ground_of(const char *html)
{
    struct ground ground = {.page = split(html, NULL)};

    ground.cues = cue_read(ground.page);
    ground.claimed =
        arena_array(&ground.page->arena, ground.page->blocks->n, sizeof *ground.claimed);
    return ground;
}

static inline enum status choose(struct page *page, const struct marks *marks)
{
    feature_sweep(page);
    habit_sweep(page);
    article_score(page);
    return article_choose(page, marks);
}

/* The block that holds this text. */
static inline struct block *block_with(struct page *page, const char *text)
{
    for (uint32_t b = 0; b < page->blocks->n; b++)
        if (strstr(page->blocks->items[b].text, text) != NULL)
            return &page->blocks->items[b];
    fail_msg("no block holds: %s", text);
    return NULL;
}

static inline void is_kept(struct page *page, const char *text, bool kept)
{
    const struct block *b = block_with(page, text);

    if (b->keep != kept)
        fail_msg("%s: %s", kept ? "not kept" : "kept", b->text);
}

/* Chooses from scores that the test gives, in thousandths, block by block. */
static inline void choose_by(struct page *page, const uint16_t *scores, size_t n)
{
    feature_sweep(page);
    habit_sweep(page);
    article_score(page);
    assert_int_equal(page->blocks->n, n);
    for (size_t i = 0; i < n; i++)
        page->blocks->items[i].score = scores[i];
    assert_int_equal(article_choose(page, NULL), OK);
}

#endif
