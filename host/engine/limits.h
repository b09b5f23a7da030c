/* Every bound, with its reason and the largest value measured on 2,429 saved pages. What is
 * beyond a bound is refused, or left out and told by `truncated`. */
#ifndef CLEANCOPY_ENGINE_LIMITS_H
#define CLEANCOPY_ENGINE_LIMITS_H

#include <stddef.h>

#define MIB (1024u * 1024u)

/* One message from the browser: a part at its longest, each character escaped to two, and its
 * envelope. Firefox's cost of a message grows with its square: 10 MB took 0.7 s, 50 MB 15 s. */
#define LIMIT_FRAME (2u * MIB)

/* One part of a snapshot, in bytes of UTF-8 before JSON escaping. From 256 KiB to 1 MiB both
 * browsers are at their fastest; half the pages measured fit into one part. */
#define LIMIT_PART (512u * 1024u)

/* One snapshot: what Chromium lets through in one message. Largest page measured: 5.3 MB. */
#define LIMIT_SNAPSHOT (64u * MIB)

/* Nodes of the table, at some fifty bytes each. Largest page measured: 34,444. */
#define LIMIT_NODES 2000000u

/* Depth of the table; deeper elements are flattened into their ancestor. Measured: 55.
 * Browsers' own parsers stop near 512. */
#define LIMIT_DEPTH 512u

/* Attributes of one tag; further ones are left out. Measured: 134. libxml2 compares each with
 * all before it lets us count: of 100,000 the page's processor time is used up. */
#define LIMIT_ATTRIBUTES 1024u

/* One attribute value, in bytes, as the page has it and as an address is written out;
 * longer ones are dropped. Measured: 1.3 MB, a picture. */
#define LIMIT_ATTRIBUTE (4u * MIB)

/* One script of JSON-LD; larger ones are passed over: jansson takes up to fifty bytes a
 * byte. */
#define LIMIT_JSON_LD (1u * MIB)

/* Objects that are looked at in one script of JSON-LD. Measured: 21. */
#define LIMIT_OBJECTS 1024u

/* The address that relative ones are resolved against: every one of them repeats it. */
#define LIMIT_BASE 8192u

/* Memory for one page: 64 MiB and 32 bytes a byte of page, at most 1 GiB; so much for the
 * parsed document, and as much again for what the engine computes. Measured: 28 bytes a
 * byte for the document. */
#define LIMIT_ARENA_BASE ((size_t)64 * MIB)
#define LIMIT_ARENA_PER_BYTE ((size_t)32)
#define LIMIT_ARENA_MAX ((size_t)1024 * MIB)

static inline size_t limit_arena(size_t html_len)
{
    size_t most = LIMIT_ARENA_BASE + LIMIT_ARENA_PER_BYTE * html_len;
    return most < LIMIT_ARENA_MAX ? most : LIMIT_ARENA_MAX;
}

/* One answer, all formats together: half a snapshot, so that the port stays small. Largest
 * measured: 0.5 MB. */
#define LIMIT_ANSWER (32u * MIB)

/* One text that may be read (scripts and comments are not), in bytes: a longer one fits into
 * no answer, so the page is refused before time goes into it. */
#define LIMIT_TEXT LIMIT_ANSWER

/* One message to the browser is at most 1 MiB in both browsers; a margin for the
 * envelope. */
#define LIMIT_REPLY (1024u * 1024u - 64u * 1024u)

/* JSON around a part's bytes, in bytes: what jansson, at fifteen nanoseconds each, is asked to
 * read. A full list of marks takes 45 KB; everything else below 1 KB. */
#define LIMIT_ENVELOPE (64u * 1024u)

/* Pages in work at once, waiting, and in hand for another look. A reader page has one; two
 * workers keep one slow page from holding up the next, eight may wait behind them, and four in
 * hand let a few reader pages share a connection at no more than 256 MiB. */
#define LIMIT_WORKERS 2u
#define LIMIT_QUEUE 8u
#define LIMIT_IN_HAND 4u

/* Wall time of one worker: the longest a reader would wait, and a little more for a large
 * page. Largest page measured: below 1 s. */
#define LIMIT_WALL_MS 10000u
#define LIMIT_WALL_MS_PER_MIB 100u

/* Processor time of one worker, the same way: three times what one page in a hundred
 * needs. At a second a MiB a page of a million element names burned 19 s. The kernel
 * counts whole seconds. */
#define LIMIT_CPU_MS 2000u
#define LIMIT_CPU_MS_PER_MIB 100u

static inline unsigned limit_cpu_s(size_t html_len)
{
    return (unsigned)((LIMIT_CPU_MS + html_len / MIB * LIMIT_CPU_MS_PER_MIB + 999) /
                      1000);
}

/* Length of a request or snapshot id in bytes: a UUID, and room. */
#define LIMIT_ID 64u

/* Ids in each of `keep` and `drop`; what a message can hold at most is some 8,000. */
#define LIMIT_MARKS 4096u

#endif
