/* The last word before printing: elements, attributes, values and URL schemes that
 * rules/grammar.txt does not allow do not leave. Elements are marked NODE_DROP (with what
 * they hold) or NODE_UNWRAP; attributes are asked for one by one by the printer. */
#ifndef CLEANCOPY_ENGINE_SANITISE_H
#define CLEANCOPY_ENGINE_SANITISE_H

#include "base/strbuf.h"
#include "engine/page.h"

/* Marks; an `img` without an address that may leave is dropped, an `a` without one and a
 * `span` without anything to say are unwrapped. */
void sanitise_mark(struct page *page);

/* Appends the clean value of an attribute of an element: numbers as digits,
 * addresses absolute and of an allowed scheme. False, with nothing appended, if
 * it may not leave. */
bool sanitise_attr(const struct page *page, uint32_t n, const struct attr *attr,
                   struct strbuf *out);

/* The same for a value of a given kind, whatever element it stands on. Of an address that
 * outgrows LIMIT_ATTRIBUTE `out` fails, too. */
bool sanitise_value(const struct page *page, enum grammar_value kind, const char *value,
                    size_t len, struct strbuf *out);

/* An absolute http or https address as it may leave, in the page's arena; NULL when it may
 * not. For what stands beside the article: canonical address, pictures, actions. */
const char *sanitise_address(struct page *page, const char *url);

#endif
