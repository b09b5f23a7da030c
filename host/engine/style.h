/* One declaration of a style attribute, read as CSS has it: comments, quotes and brackets
 * are stepped over, the last declaration wins, and `!important` before it. */
#ifndef CLEANCOPY_ENGINE_STYLE_H
#define CLEANCOPY_ENGINE_STYLE_H

#include <stdbool.h>
#include <stddef.h>

/* Writes the value of `property` (lower case), lower case and trimmed, without
 * `!important`. False when it is not declared; values of `cap` bytes and more are cut. */
bool style_value(const char *style, const char *property, char *out, size_t cap);

/* The declared value is exactly this keyword. */
bool style_is(const char *style, const char *property, const char *keyword);

#endif
