/* Controls: buttons, links whose label names an action, fields and frames. They say what
 * a part of the page asks for. */
#ifndef CLEANCOPY_ENGINE_CONTROL_H
#define CLEANCOPY_ENGINE_CONTROL_H

#include "engine/lexicon.h"
#include "engine/page.h"

enum control_kind {
    CONTROL_ACTION, /* a button, or a link whose label names an action */
    CONTROL_EMAIL,
    CONTROL_PASSWORD,
    CONTROL_FIELD,   /* for another line of text */
    CONTROL_WRITING, /* for a text: what one fills in to comment, or to write to somebody */
    CONTROL_FRAME,   /* whose content the snapshot does not hold */
    N_CONTROL_KINDS,
};

struct control {
    uint32_t node;  /* first: node_index */
    uint8_t kind;   /* enum control_kind */
    uint8_t action; /* enum action_kind; N_ACTION_KINDS: another */
    bool away;      /* leads to another site */
    uint16_t says;  /* kinds with a strong phrase in the label */
    const char *label;
    const char *href; /* of a link, as written; or NULL */
    const char *url;  /* of a frame */
};

/* Sums over controls. */
struct control_sums {
    uint32_t actions[N_ACTION_KINDS + 1]; /* on the page's own site */
    uint32_t kinds[N_CONTROL_KINDS];
};

/* In document order; `sums` has one more. */
struct controls {
    struct control *items;
    size_t n;
    struct control_sums *sums;
};

struct block;
struct cue;

/* The block is a link or button or a few, and nothing besides: what a prompt ends in. */
bool control_fills(const struct page *page, const struct block *block);

/* Node n is a button, or a link to another page of the site, whose host may be NULL. */
bool control_asks(struct page *page, const char *host, uint32_t n);

/* Where a link leads, or NULL. */
const char *control_url(struct page *page, const struct control *control);

/* Of the whole page, after naming_read. `blocks` is what its blocks say (cue.h), `host` the
 * page's own or NULL. */
void control_read(struct page *page, const struct cue *blocks, const char *host,
                  struct controls *out);

/* Index of the first control at or after node n. */
size_t control_at(const struct controls *controls, uint32_t n);

/* What the controls among nodes [first, end) add up to. */
struct control_sums control_sum(const struct controls *controls, uint32_t first,
                                uint32_t end);

#endif
