#include "render/md_line.h"

#include <string.h>

#include "base/text.h"

/* The marks in `raw`. Text has no control characters, so they can't be mistaken. */
enum mark {
    STRONG = 1,
    STRONG_END,
    EM,
    EM_END,
    DEL,
    DEL_END,
    CODE,
    CODE_END,
    BREAK = 0x0e,
    LINK,
    LINK_TEXT_END, /* the address follows */
    LINK_END,
    IMAGE,          /* the alternative text follows */
    IMAGE_TEXT_END, /* the address follows */
    IMAGE_END,
    RAW, /* goes out as it is: a formula, a mark of a note */
    RAW_END,
};

struct writer {
    const char *start, *at, *end;
    enum md_place place;
    struct strbuf *out;
    size_t line_start;             /* in `out` */
    bool strong_on, em_on, del_on; /* opened, and worked */
};

void md_line_init(struct md_line *line, size_t max)
{
    *line = (struct md_line){0};
    strbuf_init(&line->raw, max);
}

void md_line_release(struct md_line *line)
{
    strbuf_release(&line->raw);
}

bool md_line_is_empty(const struct md_line *line)
{
    return line->raw.len == 0;
}

void md_line_text(struct md_line *line, const char *text, size_t len)
{
    strbuf_add(&line->raw, text, len);
}

void md_line_break(struct md_line *line)
{
    struct strbuf *raw = &line->raw;

    if (raw->len && raw->bytes[raw->len - 1] != BREAK)
        strbuf_putc(raw, BREAK);
}

/* Which counter and mark an element has, or 0. */
static char mark_of(struct md_line *line, enum tag tag, unsigned **count)
{
    switch (tag) {
    case TAG_STRONG:
    case TAG_B:
        *count = &line->strong;
        return STRONG;
    case TAG_EM:
    case TAG_I:
        *count = &line->em;
        return EM;
    case TAG_DEL:
    case TAG_S:
        *count = &line->del;
        return DEL;
    case TAG_CODE:
    case TAG_KBD:
    case TAG_SAMP:
        *count = &line->code;
        return CODE;
    default:
        return 0;
    }
}

void md_line_open(struct md_line *line, enum tag tag)
{
    unsigned *count;
    char mark = mark_of(line, tag, &count);
    struct strbuf *raw = &line->raw;

    if (tag == TAG_A)
        strbuf_putc(raw, LINK);
    if (tag == TAG_Q)
        strbuf_puts(raw, "\xe2\x80\x9c");
    if (!mark || (*count)++)
        return;
    if (raw->len && raw->bytes[raw->len - 1] == mark + 1)
        strbuf_truncate(raw, raw->len - 1); /* "**a****b**" would not be read */
    else
        strbuf_putc(raw, mark);
}

void md_line_close(struct md_line *line, enum tag tag, const char *url)
{
    unsigned *count;
    char mark = mark_of(line, tag, &count);

    if (tag == TAG_A) {
        strbuf_putc(&line->raw, LINK_TEXT_END);
        strbuf_puts(&line->raw, url);
        strbuf_putc(&line->raw, LINK_END);
    }
    if (tag == TAG_Q)
        strbuf_puts(&line->raw, "\xe2\x80\x9d");
    if (mark && --*count == 0)
        strbuf_putc(&line->raw, (char)(mark + 1));
}

void md_line_image(struct md_line *line, const char *alt, const char *url)
{
    strbuf_putc(&line->raw, IMAGE);
    strbuf_puts(&line->raw, alt);
    strbuf_putc(&line->raw, IMAGE_TEXT_END);
    strbuf_puts(&line->raw, url);
    strbuf_putc(&line->raw, IMAGE_END);
}

/* For readers of Markdown that know no formulas: what looks like a tag, or like a link of any
 * scheme, is none with a blank in it, which is nothing in TeX. */
static void add_tex(struct strbuf *raw, const char *tex)
{
    for (const char *at = tex; *at; at++) {
        char lower = (char)(at[1] | 0x20);
        bool tag = (lower >= 'a' && lower <= 'z') || (at[1] && strchr("/!?", at[1]));

        strbuf_putc(raw, *at);
        if ((*at == '<' && tag) || (*at == ']' && at[1] == '('))
            strbuf_putc(raw, ' ');
    }
}

void md_line_math(struct md_line *line, const char *tex, bool display)
{
    struct strbuf *raw = &line->raw;

    if (strchr(tex, '$')) { /* would end it */
        strbuf_putc(raw, CODE);
        strbuf_puts(raw, tex);
        strbuf_putc(raw, CODE_END);
        return;
    }
    strbuf_putc(raw, RAW);
    strbuf_puts(raw, display ? "$$" : "$");
    add_tex(raw, tex);
    strbuf_puts(raw, display ? "$$" : "$");
    strbuf_putc(raw, RAW_END);
}

void md_line_raw(struct md_line *line, const char *markdown, size_t len)
{
    strbuf_putc(&line->raw, RAW);
    strbuf_add(&line->raw, markdown, len);
    strbuf_putc(&line->raw, RAW_END);
}

/* What a reader of Markdown sees on one side of a mark. */
enum side { SIDE_SPACE, SIDE_PUNCTUATION, SIDE_WORD };

static enum side side_of(uint32_t code_point)
{
    if (text_is_word(code_point) && code_point != '_')
        return SIDE_WORD;
    return text_is_space(code_point) ? SIDE_SPACE : SIDE_PUNCTUATION;
}

static bool is_emphasis(char c)
{
    return c >= STRONG && c <= DEL_END;
}

static bool is_del(char c)
{
    return c == DEL || c == DEL_END;
}

/* What stands beside a mark, seen over other marks, of which is not known yet whether
 * they will be written. Stars run together and have both sides of the run; beside other
 * marks a mark has punctuation, or what is beyond if that is a blank, whichever of the
 * two works less. */
static enum side beyond(enum side side, bool crossed_other)
{
    return crossed_other && side == SIDE_WORD ? SIDE_PUNCTUATION : side;
}

static enum side side_after(const struct writer *w, const char *at, char mark)
{
    bool crossed_other = false;

    for (; at < w->end && is_emphasis(*at); at++)
        crossed_other |= is_del(*at) != is_del(mark);
    if (at >= w->end || *at == BREAK)
        return SIDE_SPACE;
    if ((unsigned char)*at < 0x20)
        return SIDE_PUNCTUATION; /* a link, a picture, code */
    return beyond(side_of(text_next(&at, w->end)), crossed_other);
}

static enum side side_before(const struct writer *w, const char *at, char mark)
{
    bool crossed_other = false;

    for (; at > w->start && is_emphasis(at[-1]); at--)
        crossed_other |= is_del(at[-1]) != is_del(mark);
    if (at <= w->start || at[-1] == BREAK)
        return SIDE_SPACE;
    if ((unsigned char)at[-1] < 0x20)
        return SIDE_PUNCTUATION;
    const char *last = w->start + text_start(w->start, (size_t)(at - 1 - w->start));
    return beyond(side_of(text_next(&last, at)), crossed_other);
}

/* CommonMark's rule for marks that open and close emphasis (left- and right-flanking). */
static bool works(enum side outside, enum side inside)
{
    return inside == SIDE_WORD || (inside == SIDE_PUNCTUATION && outside != SIDE_WORD);
}

/* At an opening mark: whether it and its end would be read as such. */
static bool pair_works(const struct writer *w, const char *open)
{
    const char *close = memchr(open, *open + 1, (size_t)(w->end - open));

    return close && works(side_before(w, open, *open), side_after(w, open + 1, *open)) &&
           works(side_after(w, close + 1, *open), side_before(w, close, *open));
}

static void write_pair(struct writer *w, bool *on, enum mark opening, const char *mark)
{
    if (*w->at == (char)opening)
        *on = pair_works(w, w->at);
    if (*on)
        strbuf_puts(w->out, mark);
    if (*w->at != (char)opening)
        *on = false;
}

/* "&amp;" in text would be read as "&". */
static bool is_entity(const char *at, const char *end)
{
    const char *c = at + 1;

    if (c < end && *c == '#')
        c++;
    while (c < end && ((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') ||
                       (*c >= 'A' && *c <= 'Z')))
        c++;
    return c > at + 1 && c < end && *c == ';';
}

/* Whether a dollar may be read as the beginning or end of a formula: where there is
 * another one. */
static bool is_math_mark(const struct writer *w)
{
    for (const char *c = w->start; c < w->end; c++)
        if (*c == '$' && c != w->at)
            return true;
    return false;
}

/* Only at the start of a line are these marks. */
static bool is_line_mark(const struct writer *w)
{
    const char *next = w->at + 1;
    bool blank_next = next >= w->end || *next == ' ' || *next == BREAK;

    switch (*w->at) {
    case '#':
    case '>':
    case '=':
    case '|':
        return true;
    case '-':
    case '+':
        return blank_next || *next == *w->at;
    case ':':
        return !blank_next && *next == '-';
    default:
        return false;
    }
}

/* "1986. It was" would begin a list. */
static bool is_number_mark(const struct writer *w)
{
    size_t digits = w->out->len - w->line_start;

    if (digits == 0 || digits > 9 || (w->at + 1 < w->end && w->at[1] != ' '))
        return false;
    for (size_t i = 0; i < digits; i++)
        if (w->out->bytes[w->line_start + i] < '0' ||
            w->out->bytes[w->line_start + i] > '9')
            return false;
    return true;
}

static bool needs_escape(const struct writer *w)
{
    switch (*w->at) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '~':
        return true;
    case '_':
        return side_before(w, w->at, STRONG) != SIDE_WORD ||
               side_after(w, w->at + 1, STRONG) != SIDE_WORD;
    case '&':
        return is_entity(w->at, w->end);
    case '$':
        return is_math_mark(w);
    case '!':
        return w->at + 1 < w->end && w->at[1] == LINK;
    case '.':
    case ')':
        return is_number_mark(w);
    case '|':
        if (w->place == MD_CELL)
            return true;
        break;
    case '#':
        if (w->place == MD_HEADING && w->at + 1 == w->end) /* "# C #" is "C" */
            return true;
        break;
    }
    return w->out->len == w->line_start && is_line_mark(w);
}

/* No links and pictures in code: where there are some they count more than the mark. */
static bool holds_address(const char *from, const char *to)
{
    for (; from < to; from++)
        if (*from == LINK || *from == IMAGE)
            return true;
    return false;
}

/* Code: a fence longer than any in it, a blank inside where it begins
 * or ends with one. */
static void write_code(struct writer *w)
{
    const char *close = memchr(w->at, CODE_END, (size_t)(w->end - w->at));
    const char *from = w->at + 1, *to = close ? close : w->end;
    size_t longest = 0, run = 0;
    struct strbuf *out = w->out;

    if (holds_address(from, to))
        return;
    for (const char *c = from; c < to; c++) {
        run = *c == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    bool pad =
        from < to && (*from == '`' || to[-1] == '`' || (*from == ' ' && to[-1] == ' '));
    for (size_t i = 0; i <= longest; i++)
        strbuf_putc(out, '`');
    if (pad)
        strbuf_putc(out, ' ');
    for (const char *c = from; c < to; c++) {
        if (*c == BREAK)
            strbuf_putc(out, ' ');
        if ((unsigned char)*c < 0x20)
            continue;
        if (*c == '|' && w->place == MD_CELL)
            strbuf_putc(out, '\\');
        strbuf_putc(out, *c);
    }
    if (pad)
        strbuf_putc(out, ' ');
    for (size_t i = 0; i <= longest; i++)
        strbuf_putc(out, '`');
    w->at = to;
}

/* A bar would end a cell, whatever it stands in; TeX has words for it. */
static void write_raw(struct writer *w)
{
    for (w->at++; w->at < w->end && *w->at != RAW_END; w->at++) {
        bool escaped = *w->at == '\\' && w->at + 1 < w->end && w->at[1] == '|';

        if (w->place == MD_CELL && escaped) {
            strbuf_puts(w->out, "\\Vert ");
            w->at++;
        } else if (w->place == MD_CELL && *w->at == '|') {
            strbuf_puts(w->out, "\\vert ");
        } else {
            strbuf_putc(w->out, *w->at);
        }
    }
}

/* "](ADDRESS)", from the mark before the address to the one after it. */
static void write_address(struct writer *w, enum mark end)
{
    strbuf_puts(w->out, "](");
    for (w->at++; w->at < w->end && *w->at != (char)end; w->at++) {
        if (*w->at == '|' && w->place == MD_CELL) {
            strbuf_puts(w->out, "%7C");
            continue;
        }
        if (strchr("()\\", *w->at) || (*w->at == '&' && is_entity(w->at, w->end)))
            strbuf_putc(w->out, '\\');
        strbuf_putc(w->out, *w->at);
    }
    strbuf_putc(w->out, ')');
}

static void write_break(struct writer *w)
{
    if (w->place != MD_PARAGRAPH) {
        strbuf_putc(w->out, ' ');
        return;
    }
    strbuf_puts(w->out, "\\\n");
    w->line_start = w->out->len;
}

static void write_next(struct writer *w)
{
    switch (*w->at) {
    case STRONG:
    case STRONG_END:
        write_pair(w, &w->strong_on, STRONG, "**");
        break;
    case EM:
    case EM_END:
        write_pair(w, &w->em_on, EM, "*");
        break;
    case DEL:
    case DEL_END:
        write_pair(w, &w->del_on, DEL, "~~");
        break;
    case CODE:
        write_code(w);
        break;
    case CODE_END:
        break;
    case BREAK:
        write_break(w);
        break;
    case RAW:
        write_raw(w);
        break;
    case LINK:
        strbuf_putc(w->out, '[');
        break;
    case LINK_TEXT_END:
        write_address(w, LINK_END);
        break;
    case IMAGE:
        strbuf_puts(w->out, "![");
        break;
    case IMAGE_TEXT_END:
        write_address(w, IMAGE_END);
        break;
    default:
        if (needs_escape(w))
            strbuf_putc(w->out, '\\');
        strbuf_putc(w->out, *w->at);
    }
}

void md_line_write(struct md_line *line, enum md_place place, struct strbuf *out)
{
    struct writer w = {.start = line->raw.bytes,
                       .at = line->raw.bytes,
                       .end = line->raw.bytes + line->raw.len,
                       .place = place,
                       .out = out,
                       .line_start = out->len};

    while (w.end > w.start && (w.end[-1] == BREAK || w.end[-1] == ' '))
        w.end--;
    for (; w.at < w.end; w.at++)
        write_next(&w);
    strbuf_clear(&line->raw);
}
