#include "engine/segment.h"

#include <string.h>

#include "base/text.h"
#include "engine/words.h"

bool segment_is_mark(uint32_t c)
{
    switch (c) {
    case '|':
    case '-':
    case ':':
    case '/':
    case '>':
    case '_':
    case '[':
    case 0xab:   /* « */
    case 0xb7:   /* middle dot */
    case 0xbb:   /* » */
    case 0x2013: /* en dash */
    case 0x2014: /* em dash */
    case 0x2022: /* bullet */
    case 0x203a: /* › */
    case 0x30fb: /* katakana middle dot */
    case 0xff5c: /* full-width | */
        return true;
    default:
        return false;
    }
}

static bool is_blank_at(const char *at, const char *end)
{
    return at >= end || text_is_space(text_next(&at, end));
}

const char *segment_end(const char *from, const char *end, const char **next)
{
    bool after_blank = true;

    for (const char *at = from; at < end;) {
        const char *here = at;
        uint32_t c = text_next(&at, end);
        bool tight = c == '|' || c == '[' || c == 0xbb || c == '_' || c == 0xff5c;

        if (here > from && segment_is_mark(c) &&
            (tight || ((after_blank || c == ':') && is_blank_at(at, end)))) {
            *next = at;
            return here;
        }
        after_blank = text_is_space(c) || (after_blank && segment_is_mark(c));
    }
    *next = end;
    return end;
}

const char *segment_trimmed(struct page *page, const char *from, const char *to)
{
    const char *last = from;

    for (const char *at = from; at < to; from = at) {
        uint32_t c = text_next(&at, to);

        if (!segment_is_mark(c) && !text_is_space(c))
            break;
    }
    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!segment_is_mark(c) && !text_is_space(c))
            last = at;
    }
    return last > from ? arena_copy(&page->arena, from, (size_t)(last - from)) : NULL;
}

unsigned segment_likeness(const char *heading, const char *title)
{
    size_t heading_len = strlen(heading), title_len = strlen(title), longest = 0;
    unsigned best = words_shared(heading, heading_len, title, title_len);

    for (const char *from = title, *end = title + title_len, *next; from < end;
         from = next) {
        const char *to = segment_end(from, end, &next);
        size_t len = (size_t)(to - from);
        unsigned percent;

        if (next == end && longest > len)
            break;
        longest = len > longest ? len : longest;
        percent = words_shared(heading, heading_len, from, len);
        best = percent > best ? percent : best;
    }
    return best;
}
