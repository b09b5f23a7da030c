/* Cues: what in single blocks and elements hints at an overlay. A pass that only looks;
 * what it saw is summed up, so that any range of the page can be asked at the cost of two
 * subtractions. What the cues amount to is for verdict.h. */
#ifndef CLEANCOPY_ENGINE_CUE_H
#define CLEANCOPY_ENGINE_CUE_H

#include "engine/lexicon.h"
#include "engine/page.h"
#include "engine/price.h"

/* How a node lies on the page: its own observations and those of the elements around it
 * that hold less than a third of the page's running text. */
enum {
    LIES_FIXED = 1 << 0,
    LIES_COVERING = 1 << 1,
    LIES_MODAL = 1 << 2,
    LIES_DIALOG = 1 << 3, /* by its role */
    LIES_HIDDEN = 1 << 4, /* whatever it holds */
};

/* What one block says. */
struct cue {
    const struct phrase *phrase; /* the first of the strongest found, or NULL */
    uint16_t strong, weak;       /* kinds with such phrases: bit 1 << enum rule_kind */
    uint16_t distant; /* strong ones in a block too long to be judged by them */
    uint16_t terms;   /* bit 1 << enum term_kind */
    bool prose;       /* running text */
    bool price, period, placeholder;
    bool heading, item; /* inside h1 to h6; inside li */
    bool control;       /* holds or is inside a link or button that names an action */
    bool code;          /* inside pre or code: what it says is quoted */
    uint32_t zone;      /* the nearest landmark around it: article, nav, footer ... */
};

/* A button, link, field or frame that says what a part of the page is for. */
enum control_kind {
    CONTROL_ACTION, /* a button, or a link whose label names an action */
    CONTROL_EMAIL,
    CONTROL_PASSWORD,
    CONTROL_FRAME, /* whose content the snapshot does not hold */
    N_CONTROL_KINDS,
};

struct control {
    uint32_t node;
    uint8_t kind;   /* enum control_kind */
    uint8_t action; /* enum action_kind; N_ACTION_KINDS: another */
    bool away;      /* leads to another site */
    uint16_t says;  /* kinds with a strong phrase in the label */
    const char *label, *url;
};

/* What an element's own attributes, or the browser, say of it. */
struct mark {
    uint32_t node;
    struct class_hits classes;
    const struct vendor *vendor;
    bool dialog;
};

/* Sums over blocks; those over controls. */
struct cue_sums {
    uint32_t strong[N_RULE_KINDS], weak[N_RULE_KINDS], distant[N_RULE_KINDS];
    uint32_t prices, placeholders, terms;
};
struct control_sums {
    uint32_t actions[N_ACTION_KINDS + 1]; /* on the page's own site */
    uint32_t kinds[N_CONTROL_KINDS];
};

struct cues {
    struct cue *blocks;      /* one a block */
    uint32_t *words, *prose; /* of blocks [0, i) */
    uint32_t *cued;          /* blocks of [0, i) with a cue: an index into `sums` */
    struct cue_sums *sums;
    struct control *controls; /* in document order */
    size_t n_controls;
    struct control_sums *control_sums;
    struct mark *marks; /* in document order */
    size_t n_marks;
    uint8_t *lies;   /* per node: LIES_ bits */
    uint32_t *media; /* pictures, videos and tables among nodes [0, n) */
    bool scroll_lock;
    uint32_t core;    /* the smallest element that holds most of the running text */
    const char *host; /* the page's own, or NULL */
};

struct cues *cue_read(struct page *page);

/* What blocks [first, end) add up to; what controls among nodes [first, end) do. */
struct cue_sums cue_sum(const struct cues *cues, uint32_t first, uint32_t end);
struct control_sums cue_controls(const struct cues *cues, uint32_t first, uint32_t end);

/* Running text of blocks [first, end), in thousandths of the page's. */
uint32_t cue_share(const struct cues *cues, const struct page *page, uint32_t first,
                   uint32_t end);

/* Index of the first control, or mark, at or after node n. */
size_t cue_control_at(const struct cues *cues, uint32_t n);
size_t cue_mark_at(const struct cues *cues, uint32_t n);

#endif
