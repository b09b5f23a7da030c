/* Marked nodes to bytes. Each printer walks [first, end) of the node table and prints
 * what is allowed by the sanitiser: of the article what is marked NODE_KEEP, of a removed
 * part all of its range. A failed strbuf is the caller's to find. */
#ifndef CLEANCOPY_RENDER_RENDER_H
#define CLEANCOPY_RENDER_RENDER_H

#include "base/strbuf.h"
#include "engine/engine.h"

/* PRINT_KEPT: nodes marked NODE_KEEP. PRINT_ALL: all nodes of the range, kept or not. */
enum print_what { PRINT_KEPT, PRINT_ALL };

/* The canonical HTML language of rules/grammar.txt: lower-case tags, double
 * quotes, `& < >` escaped in text and `& < > " ' `` ` in values, no comments, void
 * elements unclosed. */
void render_html(const struct page *page, uint32_t first, uint32_t end,
                 enum print_what what, struct strbuf *out);

/* Plain text: one line a block, a blank line between blocks. Behind the name of what is
 * embedded stands where it can be seen. */
void render_text(const struct page *page, uint32_t first, uint32_t end,
                 enum print_what what, struct strbuf *out);

/* The same without addresses, which are no words. */
void render_words(const struct page *page, uint32_t first, uint32_t end,
                  enum print_what what, struct strbuf *out);

/* CommonMark with GFM tables. */
void render_markdown(const struct page *page, uint32_t first, uint32_t end,
                     enum print_what what, struct strbuf *out);

/* What a part is made of, and nothing of what it says: the elements around it, then one
 * line an element with its id, classes, role and what the browser saw, and one a text with
 * its number of words. For readers who report a wrong verdict. */
void render_outline(const struct page *page, uint32_t first, uint32_t end,
                    struct strbuf *out);

/* Two lines a block: what was decided and why, and which measures moved the model most
 * (--why). `asked`: the same page as engine_score left it; NULL: nothing of measures. */
void render_why(const struct page *page, const struct page *asked, struct strbuf *out);

#endif
