#include "command/paper.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/array.h"
#include "base/text.h"

#define WIDTH_UNKNOWN 80
#define WIDTH_LEAST 60
#define WIDTH_MOST 100 /* longer lines are hard to read */

void paper_init(struct paper *paper, FILE *stream)
{
    const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");
    bool terminal = isatty(fileno(stream));
    struct winsize size;

    paper->stream = stream;
    paper->width = WIDTH_UNKNOWN;
    if (terminal && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        paper->width = size.ws_col;
    if (paper->width < WIDTH_LEAST)
        paper->width = WIDTH_LEAST;
    if (paper->width > WIDTH_MOST)
        paper->width = WIDTH_MOST;
    paper->colour =
        terminal && !(no_colour && *no_colour) && term && strcmp(term, "dumb") != 0;
}

/* Controls, and marks that turn the direction of a whole line. */
static bool is_unprintable(uint32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

struct range {
    uint32_t first, last;
};

static bool is_in(uint32_t c, const struct range *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= ranges[i].first && c <= ranges[i].last)
            return true;
    return false;
}

/* Not wcwidth(), which knows what the locale knows. */
static unsigned columns_of(uint32_t c)
{
    static const struct range none[] = {
        {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0591, 0x05bd}, {0x0610, 0x061a},
        {0x064b, 0x065f}, {0x093c, 0x093c}, {0x0941, 0x0948}, {0x094d, 0x094d},
        {0x0e31, 0x0e31}, {0x0e34, 0x0e3a}, {0x0e47, 0x0e4e}, {0x1ab0, 0x1aff},
        {0x200b, 0x200f}, {0x20d0, 0x20ff}, {0xfe00, 0xfe0f},
    };
    static const struct range two[] = {
        {0x1100, 0x115f},   {0x2e80, 0xa4cf},   {0xac00, 0xd7a3},   {0xf900, 0xfaff},
        {0xfe30, 0xfe6f},   {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
        {0x1f680, 0x1f6ff}, {0x1f900, 0x1faff}, {0x20000, 0x3fffd},
    };

    if (is_unprintable(c) || is_in(c, none, N_OF(none)))
        return 0;
    return is_in(c, two, N_OF(two)) ? 2 : 1;
}

unsigned paper_columns(const char *text, size_t len)
{
    const char *end = text + len;
    unsigned columns = 0;

    while (text < end)
        columns += columns_of(text_next(&text, end));
    return columns;
}

static void ink_on(const struct paper *paper, enum ink ink)
{
    if (paper->colour && ink != INK_PLAIN)
        fputs(ink == INK_BOLD ? "\033[1m" : "\033[2m", paper->stream);
}

static void ink_off(const struct paper *paper, enum ink ink)
{
    if (paper->colour && ink != INK_PLAIN)
        fputs("\033[0m", paper->stream);
}

static void put(const struct paper *paper, const char *text, const char *end)
{
    while (text < end) {
        char bytes[4];
        size_t len;
        uint32_t c = text_next(&text, end);

        if (c == '\t')
            c = ' ';
        if (is_unprintable(c))
            continue;
        len = text_encode(c, bytes);
        fwrite(bytes, 1, len, paper->stream);
    }
}

/* As much of the text as fits into `room` columns and ends well: where it breaks. *next
 * is where the next line begins. */
static const char *line_end(const char *text, const char *end, unsigned room,
                            const char **next)
{
    const char *at = text, *stop = NULL, *resume = NULL;
    unsigned columns = 0;

    while (at < end && *at != '\n') {
        const char *here = at;
        uint32_t c = text_next(&at, end);

        if (c == ' ') {
            if (!stop || resume != here) /* of many blanks, the first */
                stop = here;
            resume = at;
        } else if (text_is_unspaced(c) && here > text) {
            stop = resume = here;
        }
        columns += columns_of(c);
        if (columns > room) {
            /* A word longer than the line is cut where the line ends. */
            if (!stop)
                stop = resume = here > text ? here : at;
            *next = resume;
            return stop;
        }
    }
    *next = at < end ? at + 1 : end;
    return at;
}

static void put_indent(const struct paper *paper, const char *first, bool is_first)
{
    if (is_first)
        fputs(first, paper->stream);
    else
        fprintf(paper->stream, "%*s", (int)paper_columns(first, strlen(first)), "");
}

void paper_text(struct paper *paper, enum ink ink, const char *first, const char *text)
{
    const char *end = text + strlen(text);
    unsigned indent = paper_columns(first, strlen(first));
    unsigned room = paper->width > indent + 20 ? paper->width - indent : 20;
    bool is_first = true;

    do {
        const char *next, *stop = line_end(text, end, room, &next);

        put_indent(paper, first, is_first);
        ink_on(paper, ink);
        put(paper, text, stop);
        ink_off(paper, ink);
        fputc('\n', paper->stream);
        text = next;
        is_first = false;
    } while (text < end);
}

void paper_line(struct paper *paper, enum ink ink, const char *first, const char *text)
{
    size_t len = strcspn(text, "\n");
    unsigned indent = paper_columns(first, strlen(first));
    unsigned room = paper->width > indent + 20 ? paper->width - indent : 20;
    const char *next, *stop = text + len;

    fputs(first, paper->stream);
    ink_on(paper, ink);
    if (paper_columns(text, len) > room) {
        stop = line_end(text, text + len, room - 3, &next);
        put(paper, text, stop);
        fputs("...", paper->stream);
    } else {
        put(paper, text, stop);
    }
    ink_off(paper, ink);
    fputc('\n', paper->stream);
}

void paper_rule(struct paper *paper)
{
    ink_on(paper, INK_DIM);
    for (unsigned i = 0; i < paper->width; i++)
        fputs("\xe2\x94\x80", paper->stream);
    ink_off(paper, INK_DIM);
    fputc('\n', paper->stream);
}
