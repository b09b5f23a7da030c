#include "engine/address.h"

#include <string.h>

#include "engine/heading.h"
#include "engine/segment.h"
#include "engine/words.h"

/* An address that has so many more of its words from the heading than from the other title is
 * made of the heading, whatever the two share: the other is the site's slogan. */
#define ADDRESS_MARGIN 10

/* An address that shares no more with the heading, and more with the other title, is made of
 * the latter. */
#define STRANGE_PERCENT 10

/* What the page's address says behind the host, folded; NULL: nothing. */
static const char *address_path(struct page *page)
{
    const char *url = page->snapshot->url, *path = url ? strstr(url, "://") : NULL;

    path = path ? strchr(path + 3, '/') : NULL;
    return path ? words_folded(page, arena_copy(&page->arena, path, strcspn(path, "?#")))
                : NULL;
}

bool address_is_front(struct page *page)
{
    const char *path = address_path(page);

    return path && strcmp(path, "/") == 0;
}

enum address address_of(struct page *page, const char *heading, const char *other)
{
    const char *path = address_path(page);
    unsigned by_heading, by_other;

    if (!path || !other)
        return OF_NEITHER;
    heading = words_folded(page, heading);
    other = words_folded(page, other);
    if (words_contained(path, heading) >= words_contained(path, other) + ADDRESS_MARGIN &&
        words_contained(other, heading) < 100)
        return OF_HEADING;
    by_heading = words_shared(heading, strlen(heading), path, strlen(path));
    by_other = words_shared(other, strlen(other), path, strlen(path));
    if (by_heading > ADDRESS_PERCENT && by_heading > by_other)
        return RATHER_HEADING;
    return by_heading <= STRANGE_PERCENT && by_other > by_heading &&
                   segment_likeness(heading, other) < HEADING_PERCENT
               ? OF_OTHER
               : OF_NEITHER;
}
