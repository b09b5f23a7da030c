/* JSON as pages write it into scripts: wrapped for browsers that are gone, filled in by
 * templates that know no JSON. In place, and but for its end never longer than it was. */
#ifndef CLEANCOPY_ENGINE_JSON_TEXT_H
#define CLEANCOPY_ENGINE_JSON_TEXT_H

/* Where the JSON begins: past comments and CDATA marks. */
char *json_text_start(char *text);

/* Mends what is wrong most often, for a second try: bare newlines, tabs and other controls
 * in strings; commas before the end of a list; comments; \' and other escapes that JSON
 * does not have; quotes within a string, which become apostrophes. What is well-formed keeps its
 * meaning. */
void json_text_mend(char *text);

/* For a third try: ends what was cut off, as templates and scrapers do. Writes up to
 * JSON_TEXT_ROOM bytes behind the text. */
enum { JSON_TEXT_ROOM = 64 };
void json_text_close(char *text);

#endif
