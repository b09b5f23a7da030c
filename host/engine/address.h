/* What a page's address says of its title: of whose words it is made. What was written for
 * search engines came later. */
#ifndef CLEANCOPY_ENGINE_ADDRESS_H
#define CLEANCOPY_ENGINE_ADDRESS_H

#include "engine/page.h"

/* Enough where the page's address speaks for the heading, of which it must share more than
 * this, too: a word in common is chance. */
#define ADDRESS_PERCENT 20

enum address { OF_NEITHER, RATHER_HEADING, OF_HEADING, OF_OTHER };

/* Of a heading and another title, which may be NULL, without the site's name. */
enum address address_of(struct page *page, const char *heading, const char *other);

/* Nothing stands behind the host: the site's front page. */
bool address_is_front(struct page *page);

#endif
