#include "engine/title.h"

#include <ctype.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "base/url.h"
#include "engine/block.h"
#include "engine/fact.h"
#include "engine/feature.h"
#include "engine/masthead.h"
#include "engine/node.h"

/* A heading that shares less of its words with what the page calls itself is a slogan, the
 * site's name, or a part of the text. Measured on two corpora that disagree about it. */
#define SHARED_PERCENT 40

/* Enough where the page's address speaks for the heading, of which it must share more than
 * this, too: a word in common is chance. */
#define ADDRESSED_PERCENT 20

/* An address that has so many more of its words from the heading than from the other title is
 * made of the heading, whatever the two share: the other is the site's slogan. */
#define ADDRESS_MARGIN 10

/* An address that shares no more with the heading, and more with the other title, is made of
 * the latter. */
#define STRANGE_PERCENT 10

/* A name of a site that is so long, and so much of a headline, is that headline: some pages
 * fill it in for the site. */
#define HEADLINE_WORDS 6
#define HEADLINE_PERCENT 70

/* Segments of a title that are looked for among the headings. */
#define SEGMENTS_MAX 8

/* ---- words in common ---- */

static const char *folded(struct page *page, const char *text)
{
    strbuf_clear(&page->scratch);
    text_fold(text, strlen(text), &page->scratch);
    return arena_copy(&page->arena, page->scratch.bytes, page->scratch.len);
}

/* The next word of folded text and its length; NULL at the end. */
static const char *next_word(const char **at, const char *end, size_t *len)
{
    const char *start = NULL;

    while (*at < end) {
        const char *before = *at;

        if (text_is_word(text_next(at, end))) {
            start = start ? start : before;
        } else if (start) {
            *len = (size_t)(before - start);
            return start;
        }
    }
    if (start)
        *len = (size_t)(end - start);
    return start;
}

static bool has_word(const char *text, size_t text_len, const char *word, size_t len)
{
    const char *at = text, *other;
    size_t other_len;

    while ((other = next_word(&at, text + text_len, &other_len)))
        if (other_len == len && memcmp(other, word, len) == 0)
            return true;
    return false;
}

/* Words that two folded texts share, in percent of all their words. */
static unsigned shared_words(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const char *at = a, *word;
    size_t len, n_a = 0, n_b = 0, n_shared = 0;

    while ((word = next_word(&at, a + a_len, &len))) {
        n_a++;
        n_shared += has_word(b, b_len, word, len);
    }
    for (at = b; next_word(&at, b + b_len, &len);)
        n_b++;
    return n_shared > 0 ? (unsigned)(n_shared * 100 / (n_a + n_b - n_shared)) : 0;
}

/* Of the words of one folded text, how many another has, in percent; one is chance. */
static unsigned contained_words(const char *a, const char *b)
{
    const char *at = a, *word;
    size_t len, n = 0, n_shared = 0;

    while ((word = next_word(&at, a + strlen(a), &len))) {
        n++;
        n_shared += has_word(b, strlen(b), word, len);
    }
    return n_shared > 1 ? (unsigned)(n_shared * 100 / n) : 0;
}

static bool same_words(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const char *at_a = a, *at_b = b, *word_a, *word_b;
    size_t len_a = 0, len_b = 0;

    do {
        word_a = next_word(&at_a, a + a_len, &len_a);
        word_b = next_word(&at_b, b + b_len, &len_b);
        if (word_a && word_b && (len_a != len_b || memcmp(word_a, word_b, len_a) != 0))
            return false;
    } while (word_a && word_b);
    return !word_a && !word_b;
}

/* ---- a title's segments ---- */

static bool is_separator(uint32_t c)
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

/* Where the segment that begins at `from` ends: at a separator with a blank on both sides, at
 * a colon before one, at `|` `»` `_` `[` with or without. *next is where the next one begins. */
static const char *segment_end(const char *from, const char *end, const char **next)
{
    bool after_blank = true;

    for (const char *at = from; at < end;) {
        const char *here = at;
        uint32_t c = text_next(&at, end);
        bool tight = c == '|' || c == '[' || c == 0xbb || c == '_' || c == 0xff5c;

        if (here > from && is_separator(c) &&
            (tight || ((after_blank || c == ':') && is_blank_at(at, end)))) {
            *next = at;
            return here;
        }
        after_blank = text_is_space(c) || (after_blank && is_separator(c));
    }
    *next = end;
    return end;
}

/* What is left of [from, to) when blanks, separators and brackets are taken from its ends. */
static const char *trimmed(struct page *page, const char *from, const char *to)
{
    const char *last = from;

    for (const char *at = from; at < to; from = at) {
        uint32_t c = text_next(&at, to);

        if (!is_separator(c) && !text_is_space(c))
            break;
    }
    for (const char *at = from; at < to;) {
        uint32_t c = text_next(&at, to);

        if (!is_separator(c) && !text_is_space(c))
            last = at;
    }
    return last > from ? arena_copy(&page->arena, from, (size_t)(last - from)) : NULL;
}

/* How much of its words the heading shares with the title, or with the segment of it that is
 * most alike. The last of several is looked at only where it is the longest: else it is the
 * site's name. Both folded. */
static unsigned likeness(const char *heading, const char *title)
{
    size_t heading_len = strlen(heading), title_len = strlen(title), longest = 0;
    unsigned best = shared_words(heading, heading_len, title, title_len);

    for (const char *from = title, *end = title + title_len, *next; from < end;
         from = next) {
        const char *to = segment_end(from, end, &next);
        size_t len = (size_t)(to - from);
        unsigned percent;

        if (next == end && longest > len)
            break;
        longest = len > longest ? len : longest;
        percent = shared_words(heading, heading_len, from, len);
        best = percent > best ? percent : best;
    }
    return best;
}

/* ---- the heading ---- */

static unsigned best_likeness(struct page *page, const struct titles *titles,
                              const char *heading)
{
    const char *const others[] = {titles->shared, titles->headline, titles->document};
    unsigned best = 0;

    heading = folded(page, heading);
    for (size_t i = 0; i < N_OF(others); i++) {
        unsigned percent = others[i] ? likeness(heading, folded(page, others[i])) : 0;

        best = percent > best ? percent : best;
    }
    return best;
}

static bool may_head(const struct page *page, const struct block *b)
{
    const uint32_t others =
        ZONE_COMMENTS | ZONE_RELATED | ZONE_FOOTER | ZONE_DIALOG | ZONE_NAV | ZONE_AD;

    return b->overlay == 0 && !b->hidden && b->len <= FACT_MAX &&
           node_closest(page, b->owner, TAG_H1) != NO_NODE &&
           !(feature_zones(page, b) & others);
}

/* The link that a heading ends with, or NO_NODE. */
static uint32_t ending_link(const struct page *page, const struct block *b)
{
    for (uint32_t n = b->end; n-- > b->first;)
        if (node_is_text(page, n) &&
            strspn(page->nodes[n].text, " \t\n\r\f") < page->nodes[n].len)
            return node_closest(page, n, TAG_A);
    return NO_NODE;
}

/* An inline part of a heading that its class calls something else: a line above the headline,
 * a subtitle. */
static bool is_beside_title(const struct page *page, uint32_t n)
{
    const unsigned others = 1u << LABEL_SUBTITLE | 1u << LABEL_SECTION;

    return !node_is_text(page, n) && (masthead_labels(page, n) & others) != 0;
}

/* The words of [first, end), a blank between elements, without what is called something else
 * or, if `beside`, that alone. */
static const char *parts_of(struct page *page, const struct block *b, bool beside)
{
    struct strbuf *scratch = &page->scratch;
    uint32_t beside_end = 0;

    strbuf_clear(scratch);
    for (uint32_t n = b->first; n < b->end; n++) {
        const struct node *node = &page->nodes[n];

        if (n >= beside_end && is_beside_title(page, n))
            beside_end = node->end;
        if (node->tag != TAG_TEXT || (n < beside_end) != beside)
            continue;
        strbuf_add(scratch, node->text, node->len);
        strbuf_putc(scratch, ' ');
    }
    return fact_text(page, trimmed(page, scratch->bytes, scratch->bytes + scratch->len),
                     FACT_MAX);
}

/* The heading without what stands beside its words; NULL where nothing does. */
static const char *without_beside(struct page *page, const struct block *b)
{
    for (uint32_t n = b->first; n < b->end; n++)
        if (is_beside_title(page, n))
            return parts_of(page, b, false);
    return NULL;
}

/* Manuals put a link to the heading behind it, drawn as a sign. A sign that is no link is
 * part of a name. */
static const char *without_anchor(struct page *page, const struct block *b)
{
    static const char *const signs[] = {"\u00b6", "#", "\U0001f517"}; /* pilcrow, link */
    uint32_t link = ending_link(page, b);
    size_t len = strlen(b->text);

    for (size_t i = 0; i < N_OF(signs) && link != NO_NODE; i++) {
        size_t sign = strlen(signs[i]);

        if (len > sign && strcmp(b->text + len - sign, signs[i]) == 0 &&
            strcmp(node_text(page, link, page->nodes[link].end), signs[i]) == 0)
            return fact_text(page, arena_copy(&page->arena, b->text, len - sign),
                             FACT_MAX);
    }
    return b->text;
}

void title_heading(struct page *page, struct titles *titles)
{
    const struct block_list *blocks = page->blocks;
    unsigned best = 0;
    bool in_text = false;

    titles->heading = titles->beside = NULL;
    titles->heading_block = NO_BLOCK;
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        const char *text;
        unsigned percent;

        in_text |= b->keep && node_closest(page, b->owner, TAG_H1) == NO_NODE;
        if (!may_head(page, b))
            continue;
        text = without_beside(page, b);
        percent = best_likeness(page, titles, text ? text : b->text);
        if (titles->heading && percent <= best && (in_text || best > 0))
            continue;
        best = percent;
        titles->heading = text ? text : without_anchor(page, b);
        titles->beside = text ? parts_of(page, b, true) : NULL;
        titles->heading_block = i;
    }
}

/* ---- the site ---- */

/* "eHow" on www.ehow.com: the letters of the segment are a label of the page's host. */
static bool names_host(struct page *page, const char *from, const char *to)
{
    char letters[64];
    size_t n = 0, len;
    const char *host;

    for (; from < to; from++) {
        if (!isalnum((unsigned char)*from) && (unsigned char)*from < 0x80)
            continue;
        if ((unsigned char)*from >= 0x80 || n == sizeof letters)
            return false;
        letters[n++] = (char)tolower((unsigned char)*from);
    }
    strbuf_clear(&page->scratch);
    if (n < 3 || !page->snapshot->url || !url_host(page->snapshot->url, &page->scratch))
        return false;
    for (host = page->scratch.bytes; *host; host += len + (host[len] == '.')) {
        len = strcspn(host, ".");
        if (len == n && host[len] == '.' && memcmp(host, letters, n) == 0)
            return true;
    }
    return false;
}

/* A segment is the site's name: as the page gives it, its first part ("News" of "News - all
 * there is"), or as its host is called. */
static bool is_site(struct page *page, const char *from, const char *to, const char *site)
{
    const char *name, *own, *next;
    size_t len;

    name = trimmed(page, from, to);
    if (!name)
        return false;
    if (names_host(page, name, name + strlen(name)))
        return true;
    if (!site)
        return false;
    name = folded(page, name);
    own = folded(page, site);
    len = strlen(own);
    return same_words(name, strlen(name), own, len) ||
           same_words(name, strlen(name), own,
                      (size_t)(segment_end(own, own + len, &next) - own));
}

/* The title in brackets at its end: "searching [The Handbook]". */
static const char *without_brackets(struct page *page, const char *title,
                                    const char *site)
{
    size_t len = strlen(title);
    const char *open = strrchr(title, '[');

    if (len < 3 || title[len - 1] != ']' || !open || open == title)
        return title;
    if (!is_site(page, open + 1, title + len - 1, site))
        return title;
    title = trimmed(page, title, open);
    return title;
}

/* What the page's address says behind the host, folded; NULL: nothing. */
static const char *address_path(struct page *page)
{
    const char *url = page->snapshot->url, *path = url ? strstr(url, "://") : NULL;

    path = path ? strchr(path + 3, '/') : NULL;
    return path ? folded(page, arena_copy(&page->arena, path, strcspn(path, "?#")))
                : NULL;
}

static bool is_front(struct page *page)
{
    const char *path = address_path(page);

    return path && strcmp(path, "/") == 0;
}

/* Cuts the site's name with its separator off either end of the title. */
static const char *without_site(struct page *page, const char *title, const char *site)
{
    const char *end, *first, *next, *last = NULL, *before;

    title = without_brackets(page, title, site);
    end = title + strlen(title);
    first = before = segment_end(title, end, &next);
    if (next == end)
        return title;
    for (const char *from = next; from < end;) {
        const char *after, *to = segment_end(from, end, &after);

        last = from;
        before = after < end ? to : before;
        from = after;
    }
    if (is_site(page, last, end, site))
        return trimmed(page, title, before);
    /* Some name themselves with a separator of their own: "Home - News". */
    for (const char *from = next; site && from < end;) {
        const char *after;

        segment_end(from, end, &after);
        if (is_site(page, from, end, site))
            return trimmed(page, title, from);
        from = after;
    }
    /* On its front page a site speaks of itself: "News: all there is to know". */
    if (*first == ':' && is_front(page))
        return title;
    return is_site(page, title, first, site) ? trimmed(page, next, end) : title;
}

/* One name, with a separator between it and the headline. */
static const char *name_after(struct page *page, const char *from, const char *end)
{
    const char *at = from + strspn(from, " "), *name, *next;

    if (at >= end || !is_separator(text_next(&at, end)) || (at < end && *at != ' '))
        return NULL;
    name = trimmed(page, at, end);
    return name && segment_end(name, name + strlen(name), &next) == name + strlen(name)
               ? name
               : NULL;
}

static const char *name_before(struct page *page, const char *from, const char *end)
{
    const char *next, *to = segment_end(from, end, &next);

    return next < end && !trimmed(page, next, end) ? trimmed(page, from, to) : NULL;
}

/* "My Notebook: A story" above which the page shows its name; else what stands in front may
 * be anything. */
static bool is_heading(struct page *page, const struct titles *titles, const char *name)
{
    const char *heading = titles->heading ? folded(page, titles->heading) : NULL;

    name = name && heading ? folded(page, name) : NULL;
    return name && (same_words(name, strlen(name), heading, strlen(heading)) ||
                    names_host(page, name, name + strlen(name)));
}

/* Words of a headline that are no name of a site. */
static bool is_headline(struct page *page, const struct titles *titles, const char *from,
                        const char *to)
{
    const char *const headlines[] = {titles->headline, titles->shared, titles->heading};
    const char *name = trimmed(page, from, to);

    name = name ? folded(page, name) : NULL;
    if (!name || text_words(name, strlen(name)) < HEADLINE_WORDS)
        return false;
    for (size_t i = 0; i < N_OF(headlines); i++) {
        const char *headline = headlines[i] ? folded(page, headlines[i]) : NULL;

        if (headline && shared_words(name, strlen(name), headline, strlen(headline)) >=
                            HEADLINE_PERCENT)
            return true;
    }
    return false;
}

const char *title_site_name(struct page *page, const struct titles *titles,
                            const char *text)
{
    const char *end, *from, *next;

    if (!text || strpbrk(text, "{}"))
        return NULL;
    from = text;
    end = text + strlen(text);
    if (is_front(page)) /* its headline is its name */
        return trimmed(page, from, end);
    while (from < end && is_headline(page, titles, from, segment_end(from, end, &next)))
        from = next;
    return is_headline(page, titles, from, end) ? NULL : trimmed(page, from, end);
}

/* The document's title is mostly headline, separator, site, or the other way round. Where the
 * page gives that headline elsewhere, the rest is the site. */
void title_site(struct page *page, const struct titles *titles, struct meta *meta)
{
    const char *const headlines[] = {titles->headline, titles->shared, titles->heading};
    const char *title = titles->document;
    size_t title_len = title ? strlen(title) : 0;

    for (size_t i = 0; i < N_OF(headlines); i++) {
        size_t len = headlines[i] ? strlen(headlines[i]) : 0;
        const char *end = title + title_len, *name = NULL;

        if (len == 0 || len >= title_len)
            continue;
        if (strncasecmp(title, headlines[i], len) == 0)
            name = name_after(page, title + len, end);
        else if (strcasecmp(end - len, headlines[i]) == 0)
            name = name_before(page, title, end - len);
        if (name && strncasecmp(title, headlines[i], len) != 0 &&
            !is_heading(page, titles, name))
            name = NULL;
        fact_set(&meta->site, name, "title");
    }
}

/* ---- the title ---- */

/* Of whose words the page's address is made: what was written for search engines came
 * later. */
enum address { OF_NEITHER, RATHER_HEADING, OF_HEADING, OF_OTHER };

static enum address address_of(struct page *page, const struct titles *titles,
                               const struct meta *meta)
{
    const char *other = titles->shared ? titles->shared : titles->document;
    const char *path = address_path(page), *heading = folded(page, titles->heading);
    unsigned by_heading, by_other;

    other = other ? without_site(page, other, meta->site.value) : NULL;
    if (!path || !other)
        return OF_NEITHER;
    other = folded(page, other);
    if (contained_words(path, heading) >= contained_words(path, other) + ADDRESS_MARGIN &&
        contained_words(other, heading) < 100)
        return OF_HEADING;
    by_heading = shared_words(heading, strlen(heading), path, strlen(path));
    by_other = shared_words(other, strlen(other), path, strlen(path));
    if (by_heading > ADDRESSED_PERCENT && by_heading > by_other)
        return RATHER_HEADING;
    return by_heading <= STRANGE_PERCENT && by_other > by_heading &&
                   likeness(heading, other) < SHARED_PERCENT
               ? OF_OTHER
               : OF_NEITHER;
}

/* The heading is the title as its readers see it; it is believed when it shares enough with
 * what the page calls itself elsewhere. A site's name above the text is in the document's
 * title, too: there what is shared tells the two apart. */
static bool is_believed(struct page *page, const struct titles *titles,
                        const struct meta *meta)
{
    const char *site = meta->site.value;
    const char *heading = titles->heading, *shared = titles->shared;
    unsigned enough = SHARED_PERCENT;

    if (!heading || is_site(page, heading, heading + strlen(heading), site))
        return false;
    switch (address_of(page, titles, meta)) {
    case OF_HEADING:
        return true;
    case OF_OTHER:
        return false;
    case RATHER_HEADING:
        enough = ADDRESSED_PERCENT;
        break;
    case OF_NEITHER:
        break;
    }
    if (shared && titles->document) {
        const char *told = folded(page, shared);

        if (likeness(folded(page, heading), told) < enough &&
            likeness(told, folded(page, titles->document)) >= SHARED_PERCENT &&
            !is_site(page, shared, shared + strlen(shared), site))
            return false;
    }
    return best_likeness(page, titles, heading) >= enough;
}

/* The words with which `whole` ends are those of `end`, behind one or two others. */
static bool ends_in(const char *whole, const char *end)
{
    const char *at = whole, *to = whole + strlen(whole);
    size_t len;

    for (int skipped = 1; skipped <= 2 && next_word(&at, to, &len); skipped++)
        if (same_words(at, (size_t)(to - at), end, strlen(end)))
            return true;
    return false;
}

/* "Thread: A story", "News A story": what the page calls itself elsewhere is in its heading
 * behind a label. */
static bool set_unlabelled(struct page *page, const struct titles *titles,
                           struct meta *meta)
{
    const char *const others[] = {titles->headline, titles->shared, titles->document};
    const char *const sources[] = {"json-ld", titles->shared_source, "title"};
    const char *heading = folded(page, titles->heading);

    for (size_t i = 0; i < N_OF(others) && !meta->title.value; i++) {
        const char *other =
            others[i] ? without_site(page, others[i], meta->site.value) : NULL;

        if (other && strchr(other, ' ') && ends_in(heading, folded(page, other)))
            fact_set(&meta->title, other, sources[i]);
    }
    return meta->title.value != NULL;
}

/* Whether a heading of the page says these words and no others. */
static bool is_headed(struct page *page, const char *words)
{
    const struct block_list *blocks = page->blocks;

    words = folded(page, words);
    for (uint32_t i = 0; i < blocks->n; i++) {
        const struct block *b = &blocks->items[i];
        int level = b->keep ? node_heading_level(page, b->owner) : 0;

        if (level > 0 && level <= 3 &&
            same_words(b->folded, b->folded_len, words, strlen(words)))
            return true;
    }
    return false;
}

/* Where no other place says what the site is called, a heading of the text may: it is the
 * title's beginning, up to a separator, and what follows is none of it. */
static const char *headed_part(struct page *page, const char *title)
{
    const char *end = title + strlen(title), *best = NULL;
    int n = 0;

    for (const char *from = title, *next; from < end && n < SEGMENTS_MAX;
         from = next, n++) {
        const char *to = segment_end(from, end, &next);
        bool is_cut = next < end && *to != ':'; /* what follows a colon explains */
        const char *part = is_cut ? trimmed(page, title, to) : NULL;

        if (part && is_headed(page, part))
            best = part;
    }
    return best ? best : title;
}

static const char *settled(struct page *page, const char *title, const char *site)
{
    title = title ? without_site(page, title, site) : NULL;
    return title ? headed_part(page, title) : NULL;
}

void title_read(struct page *page, const struct titles *titles, struct meta *meta)
{
    const char *site = meta->site.value;

    meta->heading = 0;
    if (is_believed(page, titles, meta)) {
        meta->heading = titles->heading_block + 1; /* none: 0 */
        if (!set_unlabelled(page, titles, meta))
            fact_set(&meta->title, titles->heading, "element");
    }
    fact_set(&meta->title, settled(page, titles->headline, site), "json-ld");
    fact_set(&meta->title, settled(page, titles->shared, site), titles->shared_source);
    fact_set(&meta->title, settled(page, titles->document, site), "title");
    fact_set(&meta->title, titles->heading, "element");
}
