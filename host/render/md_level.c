#include "render/md_level.h"

static unsigned kept(unsigned n)
{
    return n < MD_LEVELS_MAX ? n : MD_LEVELS_MAX;
}

void md_levels_blank(const struct md_levels *levels, struct strbuf *out)
{
    unsigned quotes = 0;

    for (unsigned i = 0; i < kept(levels->shared); i++)
        if (levels->items[i].quote)
            quotes = i + 1;
    for (unsigned i = 0; i < quotes; i++) {
        const struct md_level *level = &levels->items[i];

        if (level->quote)
            strbuf_puts(out, i + 1 < quotes ? "> " : ">");
        else
            strbuf_printf(out, "%*s", level->indent, "");
    }
}

void md_levels_begin(struct md_levels *levels, bool blank, struct strbuf *out)
{
    size_t trimmed = out->len;

    for (unsigned i = 0; i < kept(levels->n); i++) {
        struct md_level *level = &levels->items[i];

        if (level->quote)
            strbuf_puts(out, "> ");
        else if (!level->begun)
            strbuf_puts(out, level->marker);
        else
            strbuf_printf(out, "%*s", level->indent, "");
        if (level->quote || !level->begun)
            trimmed = out->len - 1;
        level->begun = true;
    }
    if (blank)
        strbuf_truncate(out, trimmed);
}

void md_levels_push(struct md_levels *levels, const struct md_level *level)
{
    if (levels->n < MD_LEVELS_MAX)
        levels->items[levels->n] = *level;
    levels->n++;
}

void md_levels_pop(struct md_levels *levels)
{
    levels->n--;
    if (levels->shared > levels->n)
        levels->shared = levels->n;
}

const struct md_level *md_levels_innermost(const struct md_levels *levels)
{
    unsigned n = kept(levels->n);

    return n ? &levels->items[n - 1] : NULL;
}
