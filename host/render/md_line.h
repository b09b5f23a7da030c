/* One line of running text on its way to Markdown. It is collected first and written
 * at the end of its block: whether a mark works or a character has to be escaped
 * depends on what stands on both sides of it. What is text stays text: nothing in it
 * becomes a mark. */
#ifndef CLEANCOPY_RENDER_MD_LINE_H
#define CLEANCOPY_RENDER_MD_LINE_H

#include "base/strbuf.h"
#include "rules/rules.h"

struct md_line {
    struct strbuf raw; /* text, and control characters for the marks */
    unsigned strong, em, del, code;
};

enum md_place { MD_PARAGRAPH, MD_HEADING, MD_CELL };

void md_line_init(struct md_line *line, size_t max);
void md_line_release(struct md_line *line);
bool md_line_is_empty(const struct md_line *line);

/* Text without control characters. */
void md_line_text(struct md_line *line, const char *text, size_t len);

/* A line ends; where nothing stands before or after it, nothing does. */
void md_line_break(struct md_line *line);

/* Inline elements; those that Markdown has no mark for change nothing. An `a` is closed
 * with its address. */
void md_line_open(struct md_line *line, enum tag tag);
void md_line_close(struct md_line *line, enum tag tag, const char *url);
void md_line_image(struct md_line *line, const char *alt, const char *url);

/* A formula by its source in TeX. */
void md_line_math(struct md_line *line, const char *tex, bool display);

/* What is Markdown already: the mark of a note, a piece of HTML. */
void md_line_raw(struct md_line *line, const char *markdown, size_t len);

/* Appends the line as Markdown, with a newline for each break (a blank in headings and
 * cells), and empties it. */
void md_line_write(struct md_line *line, enum md_place place, struct strbuf *out);

#endif
