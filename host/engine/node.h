/* Questions about the node table. All answers are borrowed; a lookup that finds nothing
 * is NULL or NO_NODE. */
#ifndef CLEANCOPY_ENGINE_NODE_H
#define CLEANCOPY_ENGINE_NODE_H

#include <string.h>

#include "engine/page.h"

static inline bool node_is_text(const struct page *page, uint32_t n)
{
    return page->nodes[n].tag == TAG_TEXT;
}

/* `n` is `ancestor` or lies beneath it. */
static inline bool node_is_in(const struct page *page, uint32_t n, uint32_t ancestor)
{
    return n >= ancestor && n < page->nodes[ancestor].end;
}

/* Records that begin with the number of a node (uint32_t), in document order: the index of
 * the first at or after `node`; `n` if there is none. `size` is that of a record. */
size_t node_index(const void *records, size_t n, size_t size, uint32_t node);

/* Called so (lower case)? The first byte tells most apart. */
static inline bool node_attr_is(const struct attr *attr, const char *name)
{
    return attr->name[0] == name[0] && strcmp(attr->name, name) == 0;
}

/* The value of an attribute (lower-case name), or NULL. */
const char *node_attr(const struct page *page, uint32_t n, const char *name);

/* Written alike: the same tag, and the same class or none. */
bool node_is_like(const struct page *page, uint32_t a, uint32_t b);

/* The nearest ancestor with this tag (n itself counts), or NO_NODE. */
uint32_t node_closest(const struct page *page, uint32_t n, enum tag tag);

/* The smallest element around two nodes, or the first where it holds the other. */
uint32_t node_around(const struct page *page, uint32_t a, uint32_t b);

/* The level of the heading that a node stands in, 0: in none. */
int node_heading_level(const struct page *page, uint32_t n);

/* The first node in (after, page->n_nodes) inside `within` with this tag, or NO_NODE;
 * start with after = within. */
uint32_t node_find(const struct page *page, uint32_t within, uint32_t after,
                   enum tag tag);

/* A reading above the line (rt) that the page gives no brackets for those who can't see
 * where it stands. */
bool node_is_bare_reading(const struct page *page, uint32_t n);

/* First and next child, NO_NODE at the end. */
uint32_t node_first_child(const struct page *page, uint32_t n);
uint32_t node_next_sibling(const struct page *page, uint32_t n);

/* The text of the range [first, end) as a string of the page's arena: white space
 * collapsed and trimmed, one blank between block-level elements, around buttons and
 * between links side by side; script, style and their
 * kin left out, unless `first` is one of them: then it was asked for. */
const char *node_text(struct page *page, uint32_t first, uint32_t end);

#endif
