#include "engine/site.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/array.h"
#include "base/text.h"
#include "base/url.h"
#include "engine/address.h"
#include "engine/fact.h"
#include "engine/segment.h"
#include "engine/words.h"

/* A name of a site that is so long, and so much of a headline, is that headline: some pages
 * fill it in for the site. */
#define HEADLINE_WORDS 6
#define HEADLINE_PERCENT 70

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

bool site_is(struct page *page, const char *from, const char *to, const char *site)
{
    const char *name, *own, *next;
    size_t len;

    name = segment_trimmed(page, from, to);
    if (!name)
        return false;
    if (names_host(page, name, name + strlen(name)))
        return true;
    if (!site)
        return false;
    name = words_folded(page, name);
    own = words_folded(page, site);
    len = strlen(own);
    return words_same(name, strlen(name), own, len) ||
           words_same(name, strlen(name), own,
                      (size_t)(segment_end(own, own + len, &next) - own));
}

/* The title in brackets at its end: "searching [The Handbook]". */
static const char *without_brackets(struct page *page, const char *title,
                                    const char *site)
{
    size_t len = strlen(title);
    const char *open = strrchr(title, '['), *rest;

    if (len < 3 || title[len - 1] != ']' || !open || open == title)
        return title;
    if (!site_is(page, open + 1, title + len - 1, site))
        return title;
    rest = segment_trimmed(page, title, open);
    return rest ? rest : title;
}

const char *site_cut(struct page *page, const char *title, const char *site)
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
    if (site_is(page, last, end, site))
        return segment_trimmed(page, title, before);
    /* Some name themselves with a separator of their own: "Home - News". */
    for (const char *from = next; site && from < end;) {
        const char *after;

        segment_end(from, end, &after);
        if (site_is(page, from, end, site))
            return segment_trimmed(page, title, from);
        from = after;
    }
    /* On its front page a site speaks of itself: "News: all there is to know". */
    if (*first == ':' && address_is_front(page))
        return title;
    return site_is(page, title, first, site) ? segment_trimmed(page, next, end) : title;
}

/* One name, with a separator between it and the headline. */
static const char *name_after(struct page *page, const char *from, const char *end)
{
    const char *at = from + strspn(from, " "), *name, *next;

    if (at >= end || !segment_is_mark(text_next(&at, end)) || (at < end && *at != ' '))
        return NULL;
    name = segment_trimmed(page, at, end);
    return name && segment_end(name, name + strlen(name), &next) == name + strlen(name)
               ? name
               : NULL;
}

static const char *name_before(struct page *page, const char *from, const char *end)
{
    const char *next, *to = segment_end(from, end, &next);

    return next < end && !segment_trimmed(page, next, end)
               ? segment_trimmed(page, from, to)
               : NULL;
}

/* "My Notebook: A story" above which the page shows its name; else what stands in front may
 * be anything. */
static bool is_heading(struct page *page, const struct titles *titles, const char *name)
{
    const char *heading = titles->heading ? words_folded(page, titles->heading) : NULL;

    name = name && heading ? words_folded(page, name) : NULL;
    return name && (words_same(name, strlen(name), heading, strlen(heading)) ||
                    names_host(page, name, name + strlen(name)));
}

/* Words of a headline that are no name of a site. */
static bool is_headline(struct page *page, const struct titles *titles, const char *from,
                        const char *to)
{
    const char *const headlines[] = {titles->headline, titles->shared, titles->heading};
    const char *name = segment_trimmed(page, from, to);

    name = name ? words_folded(page, name) : NULL;
    if (!name || text_words(name, strlen(name)) < HEADLINE_WORDS)
        return false;
    for (size_t i = 0; i < N_OF(headlines); i++) {
        const char *headline = headlines[i] ? words_folded(page, headlines[i]) : NULL;

        if (headline && words_shared(name, strlen(name), headline, strlen(headline)) >=
                            HEADLINE_PERCENT)
            return true;
    }
    return false;
}

const char *site_named(struct page *page, const struct titles *titles, const char *text)
{
    const char *end, *from, *next;

    if (!text || strpbrk(text, "{}"))
        return NULL;
    from = text;
    end = text + strlen(text);
    if (address_is_front(page)) /* its headline is its name */
        return segment_trimmed(page, from, end);
    while (from < end && is_headline(page, titles, from, segment_end(from, end, &next)))
        from = next;
    return is_headline(page, titles, from, end) ? NULL : segment_trimmed(page, from, end);
}

/* The document's title is mostly headline, separator, site, or the other way round. Where the
 * page gives that headline elsewhere, the rest is the site. */
void site_read(struct page *page, const struct titles *titles, struct meta *meta)
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
