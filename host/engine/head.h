/* What the head of a page declares: meta elements, by the names of rules/meta-names.txt, and
 * links. As the page wrote it; whether it may be believed is asked where it is used. */
#ifndef CLEANCOPY_ENGINE_HEAD_H
#define CLEANCOPY_ENGINE_HEAD_H

#include "engine/page.h"
#include "rules/metadata.h"

/* Authors and tags that are taken from one page. */
#define HEAD_MANY 64

struct head_said {
    const struct meta_name *name;
    const char *text;
    const char *source; /* the name's, or RDFa: it says the same in another attribute */
};

struct head {
    struct head_said *first; /* by the number of the name: the first that says anything */
    struct head_said many[HEAD_MANY]; /* SAID_AUTHOR and SAID_TAG, in document order */
    size_t n_many;
    const char *title;               /* of the title element */
    const char *canonical, *licence; /* links: rel=canonical, rel=license */
};

void head_read(struct page *page, struct head *head);

/* What is said of this kind by the first name whose rank is above *rank, which is set to
 * it; begin with 0. NULL at the end. */
const struct head_said *head_next(const struct head *head, enum said_kind kind,
                                  unsigned *rank, struct head_said *out);

/* Something says this of this kind, whatever the case. */
bool head_says(const struct head *head, enum said_kind kind, const char *value);

#endif
