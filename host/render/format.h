/* The forms that an article is saved and printed in. */
#ifndef CLEANCOPY_RENDER_FORMAT_H
#define CLEANCOPY_RENDER_FORMAT_H

#include <stdbool.h>

/* What it is called in messages and on the command line, how its files end, and which form
 * of the article the worker has to make for it (answer.h). */
#define FORMATS(X)                                      \
    X(FORMAT_HTML, "html", "html", 0)                   \
    X(FORMAT_MARKDOWN, "markdown", "md", WANT_MARKDOWN) \
    X(FORMAT_TEXT, "text", "txt", WANT_TEXT)

#define FORMAT_ENUM(format, name, extension, want) format,
enum format { FORMATS(FORMAT_ENUM) N_FORMATS };
#undef FORMAT_ENUM

const char *format_name(enum format format);
const char *format_extension(enum format format);
unsigned format_want(enum format format);

/* False, and nothing set, when there is none of that name. */
bool format_find(const char *name, enum format *format);

#endif
