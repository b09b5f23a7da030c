/* Channels: what a publisher has on another service, and asks its readers to follow there
 * ("Follow us on ..."). The line may stand between two paragraphs without any mark. */
#ifndef CLEANCOPY_ENGINE_CHANNEL_H
#define CLEANCOPY_ENGINE_CHANNEL_H

#include "engine/cue.h"

/* The service whose channel block `b` promotes, or NULL: a short line that says so in its
 * words, and leads there. */
const struct vendor *channel_promoted(struct page *page, const struct cues *cues,
                                      uint32_t b);

#endif
