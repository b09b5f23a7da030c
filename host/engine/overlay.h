/* Overlays: what was laid over the article or into its flow. Cues are found block by
 * block, grown to the smallest runs that hold overlay blocks only, evidence is filled in,
 * then judged in one function, with reasons. Where the evidence is split, the text stays
 * (`unsure`). Nothing that holds a third of the page's running text is ever taken out; what a
 * consent product wrote is not the page's. */
#ifndef CLEANCOPY_ENGINE_OVERLAY_H
#define CLEANCOPY_ENGINE_OVERLAY_H

#include "engine/page.h"
#include "rules/vocabulary.h"

/* What was observed of one region. Filled first, judged after. Layout observations are
 * false where the snapshot brought no layout. */
struct evidence {
    bool covers, fixed, modal, dialog_role, scroll_lock; /* how it lies */
    bool hidden;                                         /* waits for a trigger */
    bool vendor;
    bool class_token, class_hint; /* a class made for overlays; one often used so */
    bool email_form, password_form, frame, price;
    bool sign_up_form; /* asks for an address, and for hardly anything else */
    bool acts;         /* holds a link or button that names an action */
    bool calls;        /* one whose label is itself a gate phrase */
    bool ends_in_call; /* a box of its own, whose last line is links or buttons */
    bool log_in, subscribe, enrol; /* actions that ask for an account or money */
    bool choice;                   /* accept, reject, settings */
    bool sells;   /* plans by the month or year, with a way to subscribe to each */
    bool channel; /* promotes what its link leads to: a channel on another service */
    uint32_t n_phrases_strong; /* gate phrases found in short blocks */
    uint32_t n_phrases_gate;   /* those of them that ask at a gate, or to sign up */
    uint32_t n_phrases_weak;
    uint32_t n_phrases_distant; /* gate phrases in long blocks */
    uint32_t n_placeholders;    /* blocks with one */
    uint32_t n_plans;
    uint32_t n_words, n_blocks;
    uint32_t n_link_words;
    uint32_t n_sentence_words; /* running text: words of blocks that read as sentences */
    uint32_t n_page_words;     /* running text of the whole page */
    uint32_t page_share;       /* of the page's running text, in thousandths */
    bool spoken;               /* all gate phrases stand in running text */
    bool in_flow;              /* a run of blocks that no element of its own holds */
    bool apart;                /* outside the element that holds most running text */
    bool text_continues;       /* running text follows in the same container */
    bool repeated;             /* a gate phrase's block stands on the page again */
    bool text_concealed;       /* running text of the page is shown blurred or cut */
    uint16_t points[N_RULE_KINDS]; /* what speaks for each kind */
};

struct node_range {
    uint32_t first, end;
};

struct overlay {
    uint32_t id; /* node number of its first range's first node */
    enum part_kind kind;
    uint32_t group;     /* id of the first overlay of the same visual block; 0: alone */
    uint8_t confidence; /* percent */
    bool covering;      /* lies over the page; else in the flow */
    bool waiting;       /* hidden until something triggers it */
    bool unsure;        /* evidence split: named, but its text stays in the article */
    struct evidence evidence;

    const struct node_range *ranges; /* in document order, disjoint */
    size_t n_ranges;

    const char *vendor;     /* or NULL */
    const char *frame_host; /* host of a frame whose text could not be read, or NULL */
    const char *lang;       /* of the phrases found, BCP 47, or NULL */
    const char *terms;      /* renewal terms as on the page, or NULL */
    const char *const *placeholders; /* unrendered, as on the page: "{{free_limit}}" */
    size_t n_placeholders;
    const char *const *benefits;
    size_t n_benefits;
    const struct reason *reasons;
    size_t n_reasons;
    const struct action *actions;
    size_t n_actions;
    const struct plan *plans;
    size_t n_plans;
};

struct overlay_list {
    struct overlay *items;
    size_t n;
};

/* Finds and judges; sets page->overlays, NODE_OVERLAY on the nodes of those that are not
 * `unsure`, and the blocks' `overlay`. */
void overlay_judge(struct page *page);

struct block;

/* An overlay that is not `unsure` holds the block. */
bool overlay_claims(const struct page *page, const struct block *block);

#endif
