#include "engine/names.h"

#include <ctype.h>
#include <string.h>

#include "base/text.h"
#include "engine/phrase.h"
#include "engine/wording.h"

enum {
    NAME_WORDS = 6, /* "Maria da Conceição dos Santos Silva" */
    NAME_BYTES = 100,
    PARTICLE = 3, /* letters of what is written small inside a name: von, de la */
};

/* The byline's phrase that begins at a byte of the folded line. Short words of other
 * languages ("de", "a") mean something else here; English ones stand on pages in any. */
static const struct phrase *phrase_at(const struct phrase_table *table,
                                      const struct wording *line, size_t at,
                                      const char *lang, size_t *end)
{
    const struct phrase *phrase =
        phrase_longest_at(table, line->folded, line->folded_len, at, lang, end);

    if (!phrase || strcmp(phrase->lang, "en") == 0)
        return phrase;
    if (lang ? phrase_same_lang(phrase->lang, lang) : *end - at > 4)
        return phrase;
    return NULL;
}

static bool is_phrase(const struct wording *line, size_t at, enum byline_kind kind,
                      const char *lang, size_t *end)
{
    const struct phrase *phrase = phrase_at(&byline_phrases, line, at, lang, end);

    return phrase && phrase->what == kind;
}

/* ---- where the names begin ---- */

static bool is_punctuation(uint32_t c)
{
    return !text_is_word(c) && !text_is_space(c);
}

/* A name can begin behind this word in the middle of a line: it ends in a number or a
 * separator ("27 July 2014 by ..."), or is a word that stands before dates ("posted by"). */
static bool may_follow(const struct wording *line, size_t word, const char *lang)
{
    const struct wording_word *before = &line->words[word - 1];
    unsigned char last = (unsigned char)before->text[before->len - 1];
    size_t end;

    return last >= 0x80 || !isalpha(last) ||
           phrase_at(&date_phrases, line, before->at, lang, &end) != NULL;
}

/* Cuts the line behind its "by". */
static bool skip_by(struct wording *line, const char *lang)
{
    size_t end;

    for (size_t w = 0; w < line->n; w++) {
        size_t at = line->words[w].at;

        if (is_phrase(line, at, BYLINE_OTHER, lang, &end))
            return false;
        if ((w > 0 && !may_follow(line, w, lang)) ||
            !is_phrase(line, at, BYLINE_BY, lang, &end))
            continue;
        wording_skip(line, end);
        return true;
    }
    return false;
}

/* ---- one name ---- */

static bool is_cased(uint32_t c)
{
    return c < 0x250 || (c >= 0x370 && c < 0x530) || (c >= 0x1e00 && c < 0x2000);
}

static uint32_t first_letter(const char *text, const char *end)
{
    uint32_t c = 0;

    while (text < end && !text_is_word(c = text_next(&text, end)))
        ;
    return text_is_word(c) ? c : 0;
}

/* Written as names are: with a capital, which folding changes, or in a script that has
 * none. */
static bool is_capital(const struct wording *line, const struct wording_word *word)
{
    uint32_t written = first_letter(word->text, word->text + word->len);
    uint32_t small =
        first_letter(line->folded + word->at, line->folded + line->folded_len);

    return written && (written != small || !is_cased(written));
}

static size_t letters(const char *text, size_t len)
{
    const char *end = text + len;
    size_t n = 0;

    while (text < end)
        n += text_is_word(text_next(&text, end));
    return n;
}

/* A name in the making: words [first, end) of the line. */
struct name {
    const struct wording_word *first, *end;
};

static bool is_group(const struct wording *line, const struct wording_word *word,
                     const char *lang)
{
    size_t end;

    return is_phrase(line, word->at, BYLINE_GROUP, lang, &end);
}

static bool reads_as_name(const struct wording *line, const struct name *name,
                          const char *lang, enum names_trust trust)
{
    size_t n = (size_t)(name->end - name->first), n_capitals = 0;

    if (n == 0 || n > NAME_WORDS)
        return false;
    if (trust == NAMES_DECLARED)
        return true;
    if (n == 1 && is_group(line, name->first, lang))
        return false;
    for (const struct wording_word *w = name->first; w < name->end; w++) {
        bool capital = is_capital(line, w);

        if (!capital && letters(w->text, w->len) > PARTICLE &&
            !(trust == NAMES_MARKED && n == 1) && !is_group(line, w, lang))
            return false;
        n_capitals += capital;
    }
    return n_capitals > 0 || (trust == NAMES_MARKED && n == 1);
}

static bool is_nobody(const struct wording *line, const struct wording_word *first,
                      const struct wording_word *last, const char *lang)
{
    size_t end, stop = last->at;

    while (stop < line->folded_len && line->folded[stop] != ' ')
        stop++;
    return is_phrase(line, first->at, BYLINE_NOBODY, lang, &end) && end + 1 >= stop;
}

/* Text of the words without the punctuation around them; a point after an initial stays. */
static const char *name_text(struct page *page, const struct name *name)
{
    const char *from = name->first->text;
    const char *to = name->end[-1].text + name->end[-1].len;
    const char *last = from;

    for (const char *at = from; at < to; from = at)
        if (!is_punctuation(text_next(&at, to)))
            break;
    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!is_punctuation(c) || c == '!' ||
            (c == ')' && memchr(from, '(', (size_t)(at - from))))
            last = at;
    }
    if (last < to && *last == '.' && last - from > 1 &&
        (last - from == 1 || !isalpha((unsigned char)last[-2])))
        last++;
    if (last <= from || last - from > NAME_BYTES)
        return NULL;
    strbuf_clear(&page->scratch);
    text_collapse(from, (size_t)(last - from), &page->scratch);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

static bool take(struct page *page, const struct wording *line, const struct name *name,
                 const char *lang, enum names_trust trust, struct names *names)
{
    const char *text;

    if (!reads_as_name(line, name, lang, trust) ||
        is_nobody(line, name->first, name->end - 1, lang))
        return false;
    text = name_text(page, name);
    if (!text || letters(text, strlen(text)) < 2)
        return false;
    names_add(names, text);
    return true;
}

/* ---- the line ---- */

enum what { WHAT_NAME, WHAT_AND, WHAT_STOP };

/* Whether nothing of this name stands behind the word: a comma, or the end of a sentence. */
static enum what ends_with(const struct wording_word *word)
{
    char last = word->text[word->len - 1];

    if (last == ',' || last == ';')
        return WHAT_AND;
    if (last == '|' || last == ':')
        return WHAT_STOP;
    if (last == '.' && letters(word->text, word->len) > 4)
        return WHAT_STOP;
    return WHAT_NAME;
}

/* Nothing of a name stands at the word: the line ends, or what separates begins there or
 * ends the word before. */
static bool ends_name(const struct wording *line, size_t w, const char *lang)
{
    size_t end;

    return w >= line->n || letters(line->words[w].text, line->words[w].len) == 0 ||
           (w > 0 && ends_with(&line->words[w - 1]) != WHAT_NAME) ||
           is_phrase(line, line->words[w].at, BYLINE_AND, lang, &end);
}

/* The word behind a phrase that begins at word `w` and ends before byte `end`. */
static size_t word_past(const struct wording *line, size_t w, size_t end)
{
    size_t next = wording_word_at(line, end);

    if (next < line->n && line->words[next].at < end)
        next++; /* a comma of the phrase's last word */
    return next > w ? next : w + 1;
}

/* What a word of the line is to the name before it; *next is the word after it. */
static enum what what_is(const struct wording *line, size_t w, const char *lang,
                         enum names_trust trust, size_t *next)
{
    const struct wording_word *word = &line->words[w];
    const struct phrase *phrase;
    bool before_number;
    size_t end;

    *next = w + 1;
    if (*word->text == '(' && is_phrase(line, word->at + 1, BYLINE_AND, lang, &end)) {
        *next = word_past(line, w, end);
        return WHAT_AND; /* "Ann One (with Ben Two)" */
    }
    phrase = phrase_at(&byline_phrases, line, word->at, lang, &end);
    if (phrase && phrase->what == BYLINE_GROUP) {
        /* "The Valley Team", but "Ann One, staff reporter". */
        *next = word_past(line, w, end);
        return w == 0 || trust == NAMES_DECLARED || ends_name(line, *next, lang)
                   ? WHAT_NAME
                   : WHAT_STOP;
    }
    if (phrase && phrase->what == BYLINE_AND) {
        *next = word_past(line, w, end);
        if (w == 0 || *next >= line->n ||
            !is_phrase(line, line->words[*next].at, BYLINE_FIRM, lang, &end))
            return WHAT_AND;
        *next = word_past(line, *next, end); /* "One & Co. KG" */
        return WHAT_NAME;
    }
    if (phrase && trust != NAMES_DECLARED &&
        (phrase->what == BYLINE_ROLE || phrase->what == BYLINE_OTHER))
        return WHAT_STOP;
    if (letters(word->text, word->len) == 0 || isdigit((unsigned char)*word->text) ||
        strchr("([{|@", *word->text) || memchr(word->text, '@', word->len) ||
        memmem(word->text, word->len, "://", 3))
        return WHAT_STOP;
    phrase = phrase_at(&date_phrases, line, word->at, lang, &end);
    before_number = w + 1 < line->n && isdigit((unsigned char)*line->words[w + 1].text);
    if (phrase &&
        ((phrase->what >= DATE_PUBLISHED && trust != NAMES_DECLARED) ||
         ((phrase->what < DATE_YEAR || phrase->what >= DATE_PUBLISHED) && before_number)))
        return WHAT_STOP;
    return WHAT_NAME;
}

static bool read_line(struct page *page, struct wording *line, const char *lang,
                      enum names_trust trust, struct names *names)
{
    struct name name = {line->words, line->words};
    bool any = false;

    for (size_t w = 0; w < line->n;) {
        size_t next;
        enum what what = what_is(line, w, lang, trust, &next);

        if (what == WHAT_NAME) {
            name.end = &line->words[next];
            what = ends_with(&line->words[next - 1]);
        }
        if (what != WHAT_NAME) {
            bool taken = take(page, line, &name, lang, trust, names);

            any |= taken;
            if (what == WHAT_STOP || (!taken && name.end > name.first))
                return any;
            name = (struct name){&line->words[next], &line->words[next]};
        }
        w = next;
    }
    return take(page, line, &name, lang, trust, names) || any;
}

bool names_read(struct page *page, const char *text, const char *lang,
                enum names_trust trust, struct names *names)
{
    struct wording line;

    if (!wording_read(page, text, &line))
        return false;
    if (skip_by(&line, lang)) {
        if (trust == NAMES_DECLARED) /* a line of a page after all */
            trust = NAMES_MARKED;
    } else {
        size_t end;

        if (trust == NAMES_AFTER_BY ||
            is_phrase(&line, line.words[0].at, BYLINE_OTHER, lang, &end))
            return false;
    }
    /* "By: Ann One", and the colon of its own that some templates write. */
    while (line.n > 0 && letters(line.words[0].text, line.words[0].len) == 0)
        wording_skip(&line, line.n > 1 ? line.words[1].at : line.folded_len);
    return line.n > 0 && read_line(page, &line, lang, trust, names);
}

bool names_is_nobody(struct page *page, const char *text, const char *lang)
{
    struct wording line;

    return wording_read(page, text, &line) &&
           is_nobody(&line, line.words, &line.words[line.n - 1], lang);
}

bool names_is_by(struct page *page, const char *text, const char *lang)
{
    struct wording line;

    return wording_read(page, text, &line) && line.n <= 3 && skip_by(&line, lang) &&
           line.n == 0;
}

void names_add(struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (text_equal_nocase(names->items[i], name))
            return;
    if (names->n < NAMES_MAX)
        names->items[names->n++] = name;
}

const char *names_joined(struct page *page, const struct names *names)
{
    strbuf_clear(&page->scratch);
    for (size_t i = 0; i < names->n; i++) {
        strbuf_puts(&page->scratch, i > 0 ? ", " : "");
        strbuf_puts(&page->scratch, names->items[i]);
    }
    return names->n > 0 ? arena_copy(&page->arena, page->scratch.bytes, page->scratch.len)
                        : NULL;
}
