#include "engine/measure.h"

#include <string.h>

#include "engine/alike.h"
#include "engine/declared.h"
#include "engine/echo.h"
#include "engine/feature.h"
#include "engine/letters.h"
#include "engine/node.h"
#include "engine/trunk.h"
#include "rules/vocabulary.h"

enum { TRUNK_TOP, TRUNK_HALF, TRUNK_MOST, TRUNK_CORE, TRUNK_TITLE, N_TRUNKS };

/* Heading and section of a block. */
struct section {
    uint32_t heading; /* block, or NO_NODE before the first */
    uint32_t end;     /* one past the section's last block */
    uint32_t count;   /* headings before it */
};

struct measures {
    struct page *page;
    struct tallies tallies;
    struct surroundings around;
    struct alikes alike;
    struct trunk trunks[N_TRUNKS];
    uint32_t *stand;          /* per block: the smallest element that holds all of it */
    uint32_t *wider;          /* per node: the nearest ancestor that holds more blocks */
    struct section *sections; /* per block */
    uint32_t *said;           /* per block: words of the title that it has too */
    uint32_t *good_before;    /* per block: blocks since the last good one, 0: itself */
    uint32_t *good_after;
    uint32_t title; /* block, or NO_NODE */
    uint32_t n_title_words;
    int16_t of_page[N_MEASURES]; /* P_ only */
};

/* ---- sweeps ---- */

static uint32_t stand_of(const struct page *page, const struct block *b)
{
    const struct node *first = &page->nodes[b->first];

    /* An inline element that is only the block's beginning (a dateline) holds a part. */
    if (first->tag != TAG_TEXT && first->end >= b->end)
        return b->first;
    return first->parent == NO_NODE ? b->first : first->parent;
}

static void find_stands(struct measures *m)
{
    const struct page *page = m->page;
    const uint32_t *before = page->features->before;

    for (uint32_t i = 0; i < page->blocks->n; i++)
        m->stand[i] = stand_of(page, &page->blocks->items[i]);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        uint32_t p = page->nodes[n].parent;

        if (p == NO_NODE)
            m->wider[n] = NO_NODE;
        else if (before[p] == before[n] &&
                 before[page->nodes[p].end] == before[page->nodes[n].end])
            m->wider[n] = m->wider[p];
        else
            m->wider[n] = p;
    }
}

static int heading_level(const struct page *page, uint32_t n)
{
    n = page->nodes[n].tag == TAG_TEXT ? page->nodes[n].parent : n;
    for (int up = 0; up < 4 && n != NO_NODE; up++, n = page->nodes[n].parent)
        if (page->nodes[n].tag >= TAG_H1 && page->nodes[n].tag <= TAG_H6)
            return page->nodes[n].tag - TAG_H1 + 1;
    return 0;
}

static void find_sections(struct measures *m)
{
    const struct page *page = m->page;
    uint32_t n = page->blocks->n, heading = NO_NODE, count = 0, end = n;

    for (uint32_t i = 0; i < n; i++) {
        m->sections[i].heading = heading;
        m->sections[i].count = count;
        if (heading_level(page, m->stand[i]) != 0) {
            heading = i;
            count++;
        }
    }
    for (uint32_t i = n; i-- > 0;) {
        m->sections[i].end = end;
        if (heading_level(page, m->stand[i]) != 0)
            end = i;
    }
}

static void find_good(struct measures *m)
{
    const struct block_list *blocks = m->page->blocks;
    uint32_t far = UINT16_MAX;

    for (uint32_t i = 0; i < blocks->n; i++) {
        far = feature_is_good(&blocks->items[i]) ? 0 : far + 1;
        m->good_before[i] = far;
    }
    far = UINT16_MAX;
    for (uint32_t i = blocks->n; i-- > 0;) {
        far = feature_is_good(&blocks->items[i]) ? 0 : far + 1;
        m->good_after[i] = far;
    }
}

/* The block that says most of the title and little else; of two alike the one in an h1,
 * else the first. */
static void find_title(struct measures *m)
{
    const struct page *page = m->page;
    uint32_t best = 0;

    m->title = NO_NODE;
    for (uint32_t i = 0; i < page->blocks->n; i++) {
        const struct block *b = &page->blocks->items[i];
        int level = heading_level(page, m->stand[i]);
        uint32_t points;

        if (b->n_words == 0 || b->n_words > 40 || (level == 0 && b->n_words < 3))
            continue;
        points = m->said[i];
        points = points * 3 > b->n_words * 2 ? points * 4 : 0;
        points += level == 1 ? 3 : level == 2 && points > 0 ? 1 : 0;
        if (points > best) {
            best = points;
            m->title = i;
        }
    }
}

static void grow_trunks(struct measures *m)
{
    struct page *page = m->page;
    const uint32_t ends[N_TRUNKS] = {
        [TRUNK_TOP] = trunk_top(page, &m->tallies),
        [TRUNK_HALF] = trunk_core(&m->tallies, 500),
        [TRUNK_MOST] = trunk_core(&m->tallies, 800),
        [TRUNK_CORE] = page->features->core,
        [TRUNK_TITLE] = m->title == NO_NODE ? NO_NODE : m->stand[m->title],
    };

    for (int i = 0; i < N_TRUNKS; i++)
        trunk_grow(page, ends[i], &m->trunks[i]);
}

/* ---- rows ---- */

static void put(int16_t *row, int measure, int64_t value)
{
    static const int16_t greatest[] = {
#define GREATEST(name, unit, greatest, what) greatest,
        MEASURES(GREATEST)
#undef GREATEST
    };
    int64_t most = measure < M_AROUND ? greatest[measure] : AROUND_FAR;

    row[measure] = (int16_t)(value < 0 ? 0 : value > most ? most : value);
}

static void put_text(const struct block *b, int16_t *row)
{
    struct letters l;

    letters_read(b->text, b->len, &l);

    put(row, M_t_words, b->n_words);
    put(row, M_t_chars, b->len);
    put(row, M_t_letters, b->n_words == 0 ? 0 : (int64_t)b->len * 10 / b->n_words);
    put(row, M_t_links, permille(b->n_link_words, b->n_words));
    put(row, M_t_sentences, b->n_sentences);
    put(row, M_t_commas, l.commas);
    put(row, M_t_digits, permille(l.digits, b->len));
    put(row, M_t_capitals, permille(l.capitals, l.words));
    put(row, M_t_marks, l.marks);
    put(row, M_t_ends, letters_end(b->text, b->len));
    put(row, M_t_good, feature_is_good(b));
    put(row, M_t_years, l.years);
    put(row, M_t_money, l.money);
}

static void put_ground(const struct measures *m, uint32_t i, int16_t *row)
{
    const struct page *page = m->page;
    const struct block *b = &page->blocks->items[i];
    uint32_t stand = m->stand[i], parent = page->nodes[stand].parent;
    const struct around *around = m->around.of[stand];
    uint32_t zones = feature_zones(page, b) & ZONE_OUT & ~(uint32_t)ZONE_HIDDEN;

    put(row, M_g_tag, tag_rules[page->nodes[stand].tag].number);
    put(row, M_g_depth, page->nodes[stand].depth);
    put(row, M_g_level, heading_level(page, stand));
    put(row, M_g_first, parent != NO_NODE && stand == parent + 1);
    put(row, M_g_nodes, b->end - b->first);
    put(row, M_g_good, around->good);
    put(row, M_g_bad, around->bad);
    put(row, M_g_zones, __builtin_popcount(zones));
    put(row, M_g_nav, (zones & ZONE_NAV) != 0);
    put(row, M_g_comments, (zones & ZONE_COMMENTS) != 0);
    put(row, M_g_related, (zones & ZONE_RELATED) != 0);
    put(row, M_g_byline, (zones & ZONE_BYLINE) != 0);
    put(row, M_g_notes, (zones & ZONE_NOTES) != 0);
    for (int kind = 0; kind < N_AROUND; kind++)
        put(row, M_AROUND + kind, around_up(&m->around, stand, kind));
}

static struct tally whole(const struct measures *m)
{
    return m->tallies.upto_block[m->page->blocks->n];
}

static void put_trunk(const struct measures *m, uint32_t i, int trunk, int at,
                      int16_t *row)
{
    struct hold hold;
    struct tally t;
    struct census c;

    if (m->trunks[trunk].end == NO_NODE) {
        put(row, at + 2, 3);
        return;
    }
    hold = trunk_hold(m->page, &m->trunks[trunk], m->stand[i]);
    t = tally_of(&m->tallies, hold.branch);
    c = census_of(&m->tallies, hold.branch);
    put(row, at, hold.up);
    put(row, at + 1, hold.down);
    put(row, at + 2, hold.side);
    put(row, at + 3, t.words);
    put(row, at + 4, permille(t.words, whole(m).words));
    put(row, at + 5, permille(t.good_words, t.words));
    put(row, at + 6, permille(t.link_words, t.words));
    put(row, at + 7, c.images);
    put(row, at + 8, c.controls);
}

static void put_wraps(const struct measures *m, uint32_t i, int16_t *row)
{
    static const int at[] = {M_n1_words, M_n2_words, M_n3_words};
    const struct page *page = m->page;
    uint32_t n = m->stand[i];

    if (tally_of(&m->tallies, n).blocks < 2)
        n = m->wider[n];
    for (int k = 0; k < 3 && n != NO_NODE; k++, n = m->wider[n]) {
        struct tally t = tally_of(&m->tallies, n);
        struct census c = census_of(&m->tallies, n);

        put(row, at[k], t.words);
        put(row, at[k] + 1, permille(t.words, whole(m).words));
        put(row, at[k] + 2, permille(t.good_words, t.words));
        put(row, at[k] + 3, permille(t.link_words, t.words));
        put(row, at[k] + 4, t.blocks);
        put(row, at[k] + 5, page->nodes[m->stand[i]].depth - page->nodes[n].depth);
        put(row, at[k] + 6,
            permille(tally_between(&m->tallies, page->features->before[n], i).words,
                     t.words));
        put(row, at[k] + 7, c.paragraphs + c.items);
    }
}

static void put_rows(const struct measures *m, uint32_t i, int16_t *row)
{
    static const int at[] = {M_r1_n, M_r2_n};
    const struct page *page = m->page;
    uint32_t n = m->alike.repeated[m->stand[i]];

    for (int k = 0; k < 2 && n != NO_NODE; k++) {
        const struct group *g = &m->alike.siblings.groups[m->alike.siblings.of[n]];
        uint32_t parent = page->nodes[n].parent;

        put(row, at[k], g->n);
        put(row, at[k] + 1, page->nodes[m->stand[i]].depth - page->nodes[n].depth);
        put(row, at[k] + 2, tally_of(&m->tallies, n).words);
        put(row, at[k] + 3, g->words / g->n);
        put(row, at[k] + 4, permille(g->link_words, g->words));
        put(row, at[k] + 5, permille(g->good_words, g->words));
        n = parent == NO_NODE ? NO_NODE : m->alike.repeated[parent];
    }
}

static void put_path(const struct measures *m, const struct grouping *grouping,
                     uint32_t i, int at, int16_t *row)
{
    const struct group *g = &grouping->groups[grouping->of[i]];

    put(row, at, g->n);
    put(row, at + 1, g->words / g->n);
    put(row, at + 2, permille(g->words, whole(m).words));
    put(row, at + 3, permille(g->good_words, g->words));
    put(row, at + 4, permille(g->link_words, g->words));
}

/* Levels from `n` up to what holds `other` too. */
static int32_t levels_apart(const struct page *page, uint32_t n, uint32_t other)
{
    int32_t up = 0;

    for (; up < AROUND_FAR && !node_is_in(page, other, n); up++)
        n = page->nodes[n].parent;
    return up;
}

static void put_next(const struct measures *m, uint32_t i, int64_t other, int at,
                     int16_t *row)
{
    const struct block *b;

    if (other < 0 || other >= (int64_t)m->page->blocks->n) {
        put(row, at + 3, AROUND_FAR);
        return;
    }
    b = &m->page->blocks->items[other];
    put(row, at, b->n_words);
    put(row, at + 1, permille(b->n_link_words, b->n_words));
    put(row, at + 2, feature_is_good(b));
    put(row, at + 3, levels_apart(m->page, m->stand[i], m->stand[other]));
}

static void put_window(const struct measures *m, int64_t from, int64_t to, int at,
                       int16_t *row)
{
    struct tally t = tally_between(&m->tallies, from, to);

    put(row, at, t.blocks == 0 ? 0 : t.words / t.blocks);
    put(row, at + 1, permille(t.link_words, t.words));
    put(row, at + 2, permille(t.good_words, t.words));
}

static void put_neighbours(const struct measures *m, uint32_t b, int16_t *row)
{
    int64_t i = b;

    put_next(m, b, i - 1, M_p1_words, row);
    put_next(m, b, i - 2, M_p2_words, row);
    put_next(m, b, i + 1, M_f1_words, row);
    put_next(m, b, i + 2, M_f2_words, row);
    put_window(m, i - 3, i + 4, M_w3_words, row);
    put_window(m, i - 6, i + 7, M_w6_words, row);
    put_window(m, i - 12, i + 13, M_w12_words, row);
    put_window(m, i - 12, i, M_b12_words, row);
    put_window(m, i + 1, i + 13, M_a12_words, row);
}

static void put_section(const struct measures *m, uint32_t i, int16_t *row)
{
    const struct page *page = m->page;
    const struct section *s = &m->sections[i];
    bool headed = s->heading != NO_NODE;
    uint32_t from = headed ? s->heading + 1 : 0, heading;
    struct tally t = tally_between(&m->tallies, from, s->end);

    put(row, M_e_level, headed ? heading_level(page, m->stand[s->heading]) : 7);
    put(row, M_e_blocks, i - from);
    put(row, M_e_words, t.words);
    put(row, M_e_links, permille(t.link_words, t.words));
    put(row, M_e_good, permille(t.good_words, t.words));
    put(row, M_e_count, s->count);
    if (!headed)
        return;
    heading = m->wider[m->stand[s->heading]];
    put(row, M_e_inside, heading != NO_NODE && node_is_in(page, m->stand[i], heading));
    put(row, M_e_heading, page->blocks->items[s->heading].n_words);
}

static void put_position(const struct measures *m, uint32_t i, int16_t *row)
{
    struct tally before = tally_between(&m->tallies, 0, i);

    put(row, M_o_words, permille(before.words, whole(m).words));
    put(row, M_o_blocks, i);
    put(row, M_o_after, (int64_t)m->page->blocks->n - 1 - i);
    put(row, M_o_good, permille(before.good_words, whole(m).good_words));
    put(row, M_o_title, m->title == NO_NODE ? 0 : 200 + (int64_t)i - m->title);
    put(row, M_o_said, permille(m->said[i], m->n_title_words));
    put(row, M_o_last, m->good_before[i]);
    put(row, M_o_next, m->good_after[i]);
}

/* ---- the page ---- */

static uint64_t share_of(const struct measures *m, int trunk)
{
    uint32_t end = m->trunks[trunk].end;

    return end == NO_NODE ? 0 : tally_of(&m->tallies, end).good_words;
}

static void put_declared(const struct page *page, int16_t *row)
{
    struct declared d;

    declared_read(page, &d);
    put(row, M_P_type, d.type);
    put(row, M_P_ld_article, d.article);
    put(row, M_P_ld_product, d.product);
    put(row, M_P_ld_thread, d.thread);
    put(row, M_P_ld_list, d.list);
    put(row, M_P_levels, d.levels);
    put(row, M_P_slug, d.hyphens);
    put(row, M_P_number, d.digits);
    put(row, M_P_query, d.query);
}

static void put_page(const struct measures *m, int16_t *row)
{
    const struct page *page = m->page;
    struct tally all = whole(m);
    struct census c = m->tallies.upto_node[page->n_nodes];
    uint32_t longest = 0, articles = 0;

    for (uint32_t i = 0; i < page->blocks->n; i++)
        if (page->blocks->items[i].n_words > longest)
            longest = page->blocks->items[i].n_words;
    for (uint32_t n = 0; n < page->n_nodes; n++)
        articles += page->nodes[n].tag == TAG_ARTICLE;
    put(row, M_P_words, all.words);
    put(row, M_P_blocks, all.blocks);
    put(row, M_P_links, permille(all.link_words, all.words));
    put(row, M_P_good, permille(all.good_words, all.words));
    put(row, M_P_goods, all.good_blocks);
    put(row, M_P_longest, longest);
    put(row, M_P_tops, permille(share_of(m, TRUNK_TOP), all.good_words));
    put(row, M_P_halves, permille(share_of(m, TRUNK_HALF), all.good_words));
    put(row, M_P_headings, c.headings);
    put(row, M_P_paragraphs, c.paragraphs);
    put(row, M_P_items, c.items);
    put(row, M_P_images, c.images);
    put(row, M_P_controls, c.controls);
    put(row, M_P_articles, articles);
    put_declared(page, row);
}

/* ---- public ---- */

struct measures *measure_sweep(struct page *page)
{
    struct measures *m = arena_alloc(&page->arena, sizeof(*m));
    uint32_t n = page->blocks->n;

    m->page = page;
    m->stand = arena_array(&page->arena, n, sizeof(*m->stand));
    m->wider = arena_array(&page->arena, page->n_nodes, sizeof(*m->wider));
    m->sections = arena_array(&page->arena, n, sizeof(*m->sections));
    m->said = arena_array(&page->arena, n, sizeof(*m->said));
    m->good_before = arena_array(&page->arena, n, sizeof(*m->good_before));
    m->good_after = arena_array(&page->arena, n, sizeof(*m->good_after));
    tally_sweep(page, &m->tallies);
    around_sweep(page, &m->around);
    find_stands(m);
    alike_sweep(page, &m->tallies, m->stand, &m->alike);
    find_sections(m);
    find_good(m);
    m->n_title_words = echo_read(page, m->said);
    find_title(m);
    grow_trunks(m);
    put_page(m, m->of_page);
    return m;
}

uint32_t measure_title(const struct measures *m)
{
    return m->title;
}

bool measure_says_article(const struct measures *m)
{
    return (m->of_page[M_P_type] == 1 || m->of_page[M_P_ld_article]) &&
           !m->of_page[M_P_ld_thread];
}

void measure_row(const struct measures *m, uint32_t b, int16_t row[N_MEASURES])
{
    memcpy(row, m->of_page, sizeof(m->of_page));
    put_text(&m->page->blocks->items[b], row);
    put_ground(m, b, row);
    put_trunk(m, b, TRUNK_TOP, M_top_up, row);
    put_trunk(m, b, TRUNK_HALF, M_half_up, row);
    put_trunk(m, b, TRUNK_MOST, M_most_up, row);
    put_trunk(m, b, TRUNK_CORE, M_core_up, row);
    put_trunk(m, b, TRUNK_TITLE, M_title_up, row);
    put_wraps(m, b, row);
    put_rows(m, b, row);
    put_path(m, &m->alike.paths, b, M_y_n, row);
    put_path(m, &m->alike.trails, b, M_v_n, row);
    put(row, M_z_copies, m->alike.copies.groups[m->alike.copies.of[b]].n);
    put(row, M_z_earlier, m->alike.earlier[b]);
    put_neighbours(m, b, row);
    put_section(m, b, row);
    put_position(m, b, row);
}

struct measure_rule measure_rule(int measure)
{
#define MEASURE_RULE(name, unit, greatest, what) {#name, unit, greatest, what},
    static const struct measure_rule rules[] = {MEASURES(MEASURE_RULE)};
#undef MEASURE_RULE
#define AROUND_RULE(name, word, what) {"a_" word, "levels", AROUND_FAR, "up to " what},
    static const struct measure_rule around[] = {AROUND_KINDS(AROUND_RULE)};
#undef AROUND_RULE
#define ZONE_RULE(name, word) \
    {"c_" word, "levels", AROUND_FAR, "up to a name of this kind (zones.txt)"},
    static const struct measure_rule zones[] = {RULE_ZONES(ZONE_RULE)};
#undef ZONE_RULE

    if (measure < M_AROUND)
        return rules[measure];
    measure -= M_AROUND;
    return measure < N_AROUND_TAGS ? around[measure] : zones[measure - N_AROUND_TAGS];
}
