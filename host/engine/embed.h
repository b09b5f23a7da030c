/* Films, sounds, posts and charts that a page embeds: in their place stands a link to them,
 * with the picture that stood before the film. */
#ifndef CLEANCOPY_ENGINE_EMBED_H
#define CLEANCOPY_ENGINE_EMBED_H

#include "engine/page.h"

/* Elements that play or embed content get the mark NODE_EMBED and the attributes href,
 * src and alt (a poster) and "label", what the link says. Advertisements, widgets and what
 * counts readers are none. Needs habit_sweep. */
void embed_mend(struct page *page);

#endif
