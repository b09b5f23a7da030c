/* What characters a text is made of. */
#ifndef CLEANCOPY_ENGINE_LETTERS_H
#define CLEANCOPY_ENGINE_LETTERS_H

#include <stddef.h>
#include <stdint.h>

struct letters {
    uint32_t commas; /* of any script, and semicolons */
    uint32_t digits;
    uint32_t marks; /* bars, arrows, bullets, copyright signs */
    uint32_t years; /* numbers of four digits */
    uint32_t money; /* currency signs */
    uint32_t words;
    uint32_t capitals; /* words that begin with a capital letter */
};

void letters_read(const char *text, size_t len, struct letters *out);

enum letters_end { END_OTHER, END_SENTENCE, END_COLON, END_DOTS };

/* What the last character is. */
enum letters_end letters_end(const char *text, size_t len);

#endif
