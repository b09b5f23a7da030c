/* The last word before printing: elements, attributes, values and URL schemes that
 * rules/grammar.txt does not allow do not leave. Elements are marked NODE_DROP (with what
 * they hold) or NODE_UNWRAP; attributes are asked for one by one by the printer. */
#ifndef CLEANCOPY_ENGINE_SANITISE_H
#define CLEANCOPY_ENGINE_SANITISE_H

#include "base/strbuf.h"
#include "engine/page.h"

void sanitise_mark(struct page *page);

/* Appends the clean value of an attribute of an element: numbers as digits, addresses
 * absolute and of an allowed scheme. False, with nothing appended, if it may not leave. */
bool sanitise_attr(const struct page *page, uint32_t n, const struct attr *attr,
                   struct strbuf *out);

#endif
