/* Cues: what in single blocks and elements hints at an overlay. A pass that only looks;
 * what it saw is summed up, so that any range of the page can be asked at the cost of two
 * subtractions. What the cues amount to is for verdict.h. */
#ifndef CLEANCOPY_ENGINE_CUE_H
#define CLEANCOPY_ENGINE_CUE_H

#include "engine/control.h"
#include "engine/lexicon.h"
#include "engine/page.h"
#include "engine/place.h"
#include "engine/sign.h"

/* How a node lies on the page: its own observations and those of the elements around it
 * that hold less than a third of the page's running text. */
enum {
    LIES_FIXED = 1 << 0,
    LIES_COVERING = 1 << 1,
    LIES_MODAL = 1 << 2,
    LIES_DIALOG = 1 << 3, /* by its role */
    LIES_HIDDEN = 1 << 4, /* whatever it holds */
};

/* Thousandths of the page's running text that nothing may take away. */
enum { SHARE_MAX = 333 };

/* What one block says. */
struct cue {
    const struct phrase *phrase; /* the first of the strongest found, or NULL */
    uint16_t strong, weak;       /* kinds with such phrases: bit 1 << enum rule_kind */
    uint8_t n_strong;            /* strong phrases, at different places */
    uint16_t distant; /* strong ones in a block too long to be judged by them, */
    bool far;         /* once somebody asks for them: nobody has */
    uint16_t terms;   /* bit 1 << enum term_kind */
    bool repeated;    /* another block with such a phrase says just the same */
    bool running;     /* has the shape of running text, */
    bool prose;       /* and says nothing that a gate says */
    bool price, period, placeholder;
    bool heading, item; /* inside h1 to h6; inside li */
    bool contents;      /* a link to a heading below that says the same */
    bool control;       /* holds or is inside a link or button that names an action */
    bool code;          /* inside pre or code: what it says is quoted; */
    bool quote;         /* inside blockquote or q: perhaps */
    uint32_t zone;      /* the nearest landmark around it: article, nav, footer ... */
};

/* Sums over blocks. */
struct cue_sums {
    uint32_t strong[N_RULE_KINDS], weak[N_RULE_KINDS];
    uint32_t phrases; /* strong ones, of all kinds */
    uint32_t prices, placeholders, terms;
};

/* All of a page, each array of sums with one item more than what it sums up. */
struct cues {
    struct place place;
    struct cue *blocks;      /* one a block */
    uint32_t *words, *prose; /* of blocks [0, i) */
    uint32_t *links;         /* words of theirs in links */
    uint32_t *cued;          /* blocks of [0, i) with a cue: an index into `sums` */
    struct cue_sums *sums;
    struct controls controls;
    struct signs signs;
    uint8_t *lies;   /* per node: LIES_ bits */
    uint32_t *media; /* pictures, videos and tables among nodes [0, n) */
    bool concealed;  /* running text is shown blurred or cut */
    uint32_t core;   /* the smallest element that holds most of the running text */
};

struct cues *cue_read(struct page *page);

/* Kinds of strong phrases in a block too long to be judged by them. Most running text is
 * asked of nobody: it is searched when somebody does, and then `phrase` is known as well. */
uint16_t cue_distant(const struct cues *cues, const struct page *page, uint32_t b);

/* What blocks [first, end) add up to. */
struct cue_sums cue_sum(const struct cues *cues, uint32_t first, uint32_t end);

/* Words of running text in an element. */
uint32_t cue_prose(const struct cues *cues, const struct page *page, uint32_t n);

/* Running text of blocks [first, end), in thousandths of the page's. */
uint32_t cue_share(const struct cues *cues, const struct page *page, uint32_t first,
                   uint32_t end);

#endif
