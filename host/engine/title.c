#include "engine/title.h"

#include <string.h>

#include "base/array.h"
#include "engine/address.h"
#include "engine/fact.h"
#include "engine/heading.h"
#include "engine/segment.h"
#include "engine/site.h"
#include "engine/words.h"

/* Segments of a title that are looked for among the headings. */
#define SEGMENTS_MAX 8

/* The heading is the title as its readers see it; it is believed when it shares enough with
 * what the page calls itself elsewhere. A site's name above the text is in the document's
 * title, too: there what is shared tells the two apart. */
static bool is_believed(struct page *page, const struct titles *titles,
                        const struct meta *meta)
{
    const char *site = meta->site.value;
    const char *heading = titles->heading, *shared = titles->shared;
    const char *other = shared ? shared : titles->document;
    unsigned enough = HEADING_PERCENT;

    if (!heading || site_is(page, heading, heading + strlen(heading), site))
        return false;
    other = other ? site_cut(page, other, site) : NULL;
    switch (address_of(page, heading, other)) {
    case OF_HEADING:
        return true;
    case OF_OTHER:
        return false;
    case RATHER_HEADING:
        enough = ADDRESS_PERCENT;
        break;
    case OF_NEITHER:
        break;
    }
    if (shared && titles->document) {
        const char *told = words_folded(page, shared);

        if (segment_likeness(words_folded(page, heading), told) < enough &&
            segment_likeness(told, words_folded(page, titles->document)) >=
                HEADING_PERCENT &&
            !site_is(page, shared, shared + strlen(shared), site))
            return false;
    }
    return heading_likeness(page, titles, heading) >= enough;
}

/* "Thread: A story", "News A story": what the page calls itself elsewhere is in its heading
 * behind a label. */
static bool set_unlabelled(struct page *page, const struct titles *titles,
                           struct meta *meta)
{
    const char *const others[] = {titles->headline, titles->shared, titles->document};
    const char *const sources[] = {"json-ld", titles->shared_source, "title"};
    const char *heading = words_folded(page, titles->heading);

    for (size_t i = 0; i < N_OF(others) && !meta->title.value; i++) {
        const char *other =
            others[i] ? site_cut(page, others[i], meta->site.value) : NULL;

        if (other && strchr(other, ' ') && words_end(heading, words_folded(page, other)))
            fact_set(&meta->title, other, sources[i]);
    }
    return meta->title.value != NULL;
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
        const char *part = is_cut ? segment_trimmed(page, title, to) : NULL;

        if (part && heading_says(page, part))
            best = part;
    }
    return best ? best : title;
}

static const char *settled(struct page *page, const char *title, const char *site)
{
    title = title ? site_cut(page, title, site) : NULL;
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
