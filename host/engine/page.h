/* The page as a numbered node table: elements and texts in document order. A subtree is
 * the range [i, nodes[i].end); "is inside" is two comparisons; sums over subtrees are one
 * backward sweep; nothing recurses. Stages set marks; nothing is ever cut out.
 *
 * page.c is the only file that includes libxml2. The page owns its document, and its
 * arena owns nodes, attributes, and everything that later stages compute. */
#ifndef CLEANCOPY_ENGINE_PAGE_H
#define CLEANCOPY_ENGINE_PAGE_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/strbuf.h"
#include "engine/engine.h"
#include "rules/rules.h"

#define NO_NODE UINT32_MAX

struct attr {
    const char *name;  /* lower case */
    const char *value; /* never NULL; borrowed from the document */
    uint32_t value_len;
};

/* What the browser saw of an element (the stamp attribute; PROTOCOL.md), or what the
 * attributes say where there is no stamp. */
enum {
    SAW_HIDDEN = 1 << 0,  /* not rendered, invisible, or fully transparent */
    SAW_FIXED = 1 << 1,   /* position fixed */
    SAW_STICKY = 1 << 2,  /* position sticky */
    SAW_COVERS = 1 << 3,  /* lies above a good part of the viewport */
    SAW_MODAL = 1 << 4,   /* a modal dialog or open popover: the top layer */
    SAW_CLIPPED = 1 << 5, /* cut off by a height limit or a mask */
    SAW_BLURRED = 1 << 6, /* blurred or otherwise made unreadable */
    SAW_FRAME = 1 << 7,   /* a same-origin frame's content */
};

/* What the stages decided. */
enum {
    NODE_KEEP = 1 << 0,    /* belongs to the article */
    NODE_OVERLAY = 1 << 1, /* belongs to an overlay; never kept at the same time */
    NODE_DROP = 1 << 2,    /* the grammar forbids the element with all it holds */
    NODE_UNWRAP = 1 << 3,  /* the grammar forbids the element, not what it holds */
    NODE_REFUSED =
        1 << 4,          /* the reader took it out: no picture, no caption of it stays */
    NODE_SAYS = 1 << 6,  /* its "label" stands in its place */
    NODE_EMBED = 1 << 7, /* stands for what was embedded (embed.h) */
    NODE_NOTE = 1 << 8,  /* a footnote or the like, with an id of ours */
    NODE_NOTE_MARK = 1 << 9,  /* a link to one */
    NODE_NOTE_BACK = 1 << 10, /* a link back from one */
    NODE_SIDE = 1 << 12,      /* a note at the side, or its link back (side.h) */
    NODE_POST = 1 << 11,      /* a post of another site, quoted as that site has it */
};

struct node {
    uint32_t parent; /* NO_NODE for the root */
    uint32_t end;    /* one past the last node of the subtree */
    uint16_t tag;    /* enum tag; TAG_TEXT for text, TAG_UNKNOWN for unlisted elements */
    uint16_t depth;
    uint32_t saw;     /* SAW_ bits */
    uint32_t marks;   /* NODE_ bits */
    uint32_t len;     /* text: bytes; element: number of attributes */
    const char *name; /* element name, lower case; NULL for text */
    union {
        const char *text;         /* text: borrowed, NUL-terminated */
        const struct attr *attrs; /* element: `len` of them */
    };
};

struct page {
    struct arena arena;
    jmp_buf escape; /* where control goes when the arena is exhausted: whoever runs stages
                     * (page_load, engine_clean, answer_make) sets it first */
    /* Text in the making, for one function at a time: cleared by its user, freed with the
     * page, so that an escape leaks nothing. */
    struct strbuf scratch;
    void *doc; /* the libxml2 document */

    const struct snapshot *snapshot;
    const char *base_url; /* absolute, or NULL; what relative addresses stand on */

    struct node *nodes;
    uint32_t n_nodes;
    uint32_t html, head, body; /* node numbers, NO_NODE where absent */
    bool truncated;            /* something was beyond a limit and left out */

    struct namings *namings;       /* naming.h: per node */
    uint32_t *habits;              /* habit.h: per node */
    struct block_list *blocks;     /* block.h */
    struct overlay_list *overlays; /* overlay.h */
    struct features *features;     /* feature.h */
    struct meta *meta;             /* meta.h */
    struct measures *measures;     /* measure.h: what the model was asked */
    uint32_t post_end;             /* of a thread: the end of its first post; else 0 */
    bool declared;                 /* an article, by its own JSON-LD or og:type */
    struct article *article;       /* article.h: access, counts */
    struct table_layout *layouts;  /* table.h: tables that are none of data */
    size_t n_layouts;
};

/* Parses the snapshot into a table. Bytes that are not UTF-8 are repaired first.
 * TOO_LARGE over LIMIT_SNAPSHOT and of a text over LIMIT_TEXT; nodes over LIMIT_NODES and an exhausted arena are
 * TOO_COMPLEX, with everything freed. page_free (engine.h) stands in page.c too. */
enum status page_load(const struct snapshot *snapshot, struct page **out);

/* The text with its character references read (&amp; &#8217;), once, as a string of the
 * arena. */
const char *page_unescape(struct page *page, const char *text);

#endif
