/* What the model is asked about a block: one row of whole numbers for each, every one of
 * them described in the table below and nowhere else. Counts only, and names of elements;
 * nothing is bound to a language, and nothing comes from a browser's layout, so a file and
 * a snapshot of the same page measure alike. */
#ifndef CLEANCOPY_ENGINE_MEASURE_H
#define CLEANCOPY_ENGINE_MEASURE_H

#include "engine/around.h"
#include "engine/page.h"

/* X(name, unit, greatest, what it is). Smaller values than 0 and greater ones are cut.
 * Units: `words`, `‰` of what is said, `levels` of the tree (63: nowhere), `n` of things,
 * `kind` for numbers that only name something, `flag`. "Good" is feature_is_good. */
#define MEASURES(X)                                                                      \
    /* The text of the block itself. */                                                  \
    X(t_words, "words", 2000, "its words")                                               \
    X(t_chars, "n", 16000, "its bytes")                                                  \
    X(t_letters, "n", 200, "bytes a word, in tenths")                                    \
    X(t_links, "‰", 1000, "words in links")                                              \
    X(t_sentences, "n", 200, "sentence ends")                                            \
    X(t_commas, "n", 200, "commas of any script")                                        \
    X(t_digits, "‰", 1000, "digits among its bytes")                                     \
    X(t_capitals, "‰", 1000, "words that begin with a capital letter")                   \
    X(t_marks, "n", 200, "bars, arrows, bullets, copyright signs")                       \
    X(t_ends, "kind", 3, "last character: 0 other, 1 sentence end, 2 colon, 3 dots")     \
    X(t_good, "flag", 1, "reads as running text")                                        \
    X(t_years, "n", 20, "numbers of four digits")                                        \
    X(t_money, "n", 20, "currency signs")                                                \
    /* Where it stands. */                                                               \
    X(g_tag, "kind", 255, "the element it stands in, by its number in tags.txt")         \
    X(g_depth, "levels", 512, "depth of that element")                                   \
    X(g_level, "kind", 6, "level of the heading it stands in, 0: none")                  \
    X(g_first, "flag", 1, "first child of its parent")                                   \
    X(g_nodes, "n", 200, "nodes in the block")                                           \
    X(g_good, "n", 60, "elements around it whose names speak for text")                  \
    X(g_bad, "n", 60, "elements around it whose names speak against text")               \
    X(g_zones, "n", 12, "kinds of places outside articles it is in, as believed")        \
    X(g_nav, "flag", 1, "believed to be navigation")                                     \
    X(g_comments, "flag", 1, "believed to be comments")                                  \
    X(g_related, "flag", 1, "believed to be related stories")                            \
    X(g_byline, "flag", 1, "believed to be a byline")                                    \
    X(g_notes, "flag", 1, "believed to be notes")                                        \
    /* To what the page is built around: the element with the most text in it (top),   \
     * those with half and four fifths of it, the one that rules choose (core). */ \
    TRUNK_MEASURES(X, top, "the element that most good text stands directly in")         \
    TRUNK_MEASURES(X, half, "the smallest element with half of the good text")           \
    TRUNK_MEASURES(X, most, "the smallest element with four fifths of the good text")    \
    TRUNK_MEASURES(X, core, "the element that rules choose")                             \
    TRUNK_MEASURES(X, title, "the block that says the title")                            \
    /* The three nearest elements around it that hold more than what they hold. */       \
    WRAP_MEASURES(X, n1, "first")                                                        \
    WRAP_MEASURES(X, n2, "second")                                                       \
    WRAP_MEASURES(X, n3, "third")                                                        \
    /* What repeats. */                                                                  \
    ROW_MEASURES(X, r1, "the nearest element around it that is one of three alike")      \
    ROW_MEASURES(X, r2, "the next such element around that one")                         \
    PATH_MEASURES(X, y, "blocks with the same tags and classes three levels up")         \
    PATH_MEASURES(X, v, "blocks with the same tags six levels up")                       \
    X(z_copies, "n", 60, "blocks with the same text")                                    \
    X(z_earlier, "n", 60, "of them before this one")                                     \
    /* Blocks around it, in reading order. */                                            \
    NEXT_MEASURES(X, p1, "the block before")                                             \
    NEXT_MEASURES(X, p2, "the second before")                                            \
    NEXT_MEASURES(X, f1, "the block after")                                              \
    NEXT_MEASURES(X, f2, "the second after")                                             \
    WINDOW_MEASURES(X, w3, "three blocks either way")                                    \
    WINDOW_MEASURES(X, w6, "six blocks either way")                                      \
    WINDOW_MEASURES(X, w12, "twelve blocks either way")                                  \
    WINDOW_MEASURES(X, b12, "the twelve before")                                         \
    WINDOW_MEASURES(X, a12, "the twelve after")                                          \
    /* Its section: from the heading above to the next. */                               \
    X(e_level, "kind", 7, "level of that heading, 7: none above")                        \
    X(e_blocks, "n", 500, "blocks since that heading")                                   \
    X(e_words, "words", 8000, "words of the section")                                    \
    X(e_links, "‰", 1000, "of them in links")                                            \
    X(e_good, "‰", 1000, "of them in good blocks")                                       \
    X(e_inside, "flag", 1, "stands in the element that holds the heading")               \
    X(e_heading, "words", 60, "words of the heading")                                    \
    X(e_count, "n", 200, "headings before it")                                           \
    /* Its position. */                                                                  \
    X(o_words, "‰", 1000, "words of the page before it")                                 \
    X(o_blocks, "n", 4000, "blocks before it")                                           \
    X(o_after, "n", 4000, "blocks after it")                                             \
    X(o_good, "‰", 1000, "good words of the page before it")                             \
    X(o_title, "kind", 400, "200 + blocks since the title, 0: no title")                 \
    X(o_said, "‰", 1000, "words of the title that it has too")                           \
    X(o_last, "n", 400, "blocks since the last good one")                                \
    X(o_next, "n", 400, "blocks to the next good one")                                   \
    /* The page: the same for all its blocks. */                                         \
    X(P_words, "words", 32000, "words")                                                  \
    X(P_blocks, "n", 8000, "blocks")                                                     \
    X(P_links, "‰", 1000, "words in links")                                              \
    X(P_good, "‰", 1000, "words in good blocks")                                         \
    X(P_goods, "n", 2000, "good blocks")                                                 \
    X(P_longest, "words", 4000, "words of its longest block")                            \
    X(P_tops, "‰", 1000, "good words that are in `top`")                                 \
    X(P_halves, "‰", 1000, "good words that are in `half`")                              \
    X(P_headings, "n", 500, "headings")                                                  \
    X(P_paragraphs, "n", 2000, "p elements")                                             \
    X(P_items, "n", 4000, "li elements")                                                 \
    X(P_images, "n", 1000, "pictures")                                                   \
    X(P_controls, "n", 500, "form controls")                                             \
    X(P_articles, "n", 200, "article elements")                                          \
    X(P_type, "kind", 6, "og:type: 1 article, 2 website, 3 product, 4 profile, 5 other") \
    X(P_ld_article, "flag", 1, "its JSON-LD speaks of an article")                       \
    X(P_ld_product, "flag", 1, "of a product")                                           \
    X(P_ld_thread, "flag", 1, "of a thread or question")                                 \
    X(P_ld_list, "flag", 1, "of a list or collection")                                   \
    X(P_levels, "n", 20, "parts of its address's path")                                  \
    X(P_slug, "n", 40, "hyphens in the last part")                                       \
    X(P_number, "n", 40, "digits in the path")                                           \
    X(P_query, "flag", 1, "the address asks")

#define TRUNK_MEASURES(X, k, what)                                                      \
    X(k##_up, "levels", 63, "from " what " up to the fork")                             \
    X(k##_down, "levels", 63, "from the fork down to the block")                        \
    X(k##_side, "kind", 3, "branch: 0 before, 1 in, 2 after; 3: " what " is not there") \
    X(k##_words, "words", 8000, "words of the branch")                                  \
    X(k##_share, "‰", 1000, "words of the page in the branch")                          \
    X(k##_good, "‰", 1000, "its words in good blocks")                                  \
    X(k##_links, "‰", 1000, "its words in links")                                       \
    X(k##_images, "n", 60, "its pictures")                                              \
    X(k##_controls, "n", 60, "its form controls")

#define WRAP_MEASURES(X, k, nth)                           \
    X(k##_words, "words", 8000, "words of the " nth)       \
    X(k##_share, "‰", 1000, "words of the page in it")     \
    X(k##_good, "‰", 1000, "its words in good blocks")     \
    X(k##_links, "‰", 1000, "its words in links")          \
    X(k##_blocks, "n", 500, "its blocks")                  \
    X(k##_up, "levels", 63, "levels up to it")             \
    X(k##_before, "‰", 1000, "its words before the block") \
    X(k##_parts, "n", 200, "its paragraphs and items")

#define ROW_MEASURES(X, k, what)                          \
    X(k##_n, "n", 500, "how many are alike: " what)       \
    X(k##_up, "levels", 63, "levels up to it")            \
    X(k##_own, "words", 4000, "words of this one")        \
    X(k##_mean, "words", 4000, "words of one on average") \
    X(k##_links, "‰", 1000, "words of all in links")      \
    X(k##_good, "‰", 1000, "words of all in good blocks")

#define PATH_MEASURES(X, k, what)                         \
    X(k##_n, "n", 1000, what)                             \
    X(k##_mean, "words", 2000, "words of one on average") \
    X(k##_share, "‰", 1000, "words of the page in them")  \
    X(k##_good, "‰", 1000, "their words in good blocks")  \
    X(k##_links, "‰", 1000, "their words in links")

#define NEXT_MEASURES(X, k, what)                 \
    X(k##_words, "words", 2000, "words of " what) \
    X(k##_links, "‰", 1000, "its words in links") \
    X(k##_good, "flag", 1, "it is good")          \
    X(k##_apart, "levels", 63, "levels up to what holds both")

#define WINDOW_MEASURES(X, k, what)                       \
    X(k##_words, "words", 2000, "words a block in " what) \
    X(k##_links, "‰", 1000, "their words in links")       \
    X(k##_good, "‰", 1000, "their words in good blocks")

#define MEASURE_ENUM(name, unit, greatest, what) M_##name,
enum measure {
    MEASURES(MEASURE_ENUM)
        M_AROUND, /* and levels up to the nearest of each kind around it: around.h, zones */
    N_MEASURES = M_AROUND + N_AROUND
};
#undef MEASURE_ENUM

struct measure_rule {
    const char *name, *unit;
    int16_t greatest;
    const char *what;
};

/* How a measure is called, cut and explained. */
struct measure_rule measure_rule(int measure);

/* What rows are made from; lives in the page's arena. */
struct measures;

/* Needs feature_sweep. */
struct measures *measure_sweep(struct page *page);

/* The page calls itself an article and is no thread. */
bool measure_says_article(const struct measures *measures);

/* The block that says the page's title, NO_NODE if none does. */
uint32_t measure_title(const struct measures *measures);

/* The row of block `b`. */
void measure_row(const struct measures *measures, uint32_t b, int16_t row[N_MEASURES]);

#endif
