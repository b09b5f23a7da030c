/* How a clean copy looks: the reader's own serif, about 66 characters a line, light or
 * dark as the system is, and on paper without the links' colours. No font and no picture
 * is loaded. */
#ifndef CLEANCOPY_RENDER_DOCUMENT_STYLE_H
#define CLEANCOPY_RENDER_DOCUMENT_STYLE_H

extern const char document_style[];

#endif
