#include "engine/engine.h"

#include <stdlib.h>

#include "engine/access.h"
#include "engine/article.h"
#include "engine/block.h"
#include "engine/feature.h"
#include "engine/jsonld.h"
#include "engine/layout.h"
#include "engine/meta.h"
#include "engine/model.h"
#include "engine/naming.h"
#include "engine/overlay.h"
#include "engine/page.h"
#include "engine/sanitise.h"
#include "engine/tidy.h"

static int compare_bytes(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

void engine_prepare(void)
{
    char bytes[2048] = {0};

    jsonld_prepare();
    /* glibc 2.36 asks for the size of the machine's memory (sysinfo) the first time it
     * sorts a kilobyte or more, and remembers it. */
    qsort(bytes, sizeof bytes, 1, compare_bytes);
}

/* What is measured and judged, before anything is mended: so what the model learns from and
 * what it is asked are the same. */
static void measure_up(struct page *page)
{
    layout_attach(page);
    naming_read(page);
    block_split(page);
    overlay_judge(page);
    feature_sweep(page);
    article_score(page);
}

enum status engine_score(const struct snapshot *snapshot, struct page **out)
{
    struct page *page;
    enum status st = page_load(snapshot, &page);

    if (st != OK)
        return st;
    if (setjmp(page->escape) != 0) {
        page_free(page);
        return TOO_COMPLEX;
    }
    measure_up(page);
    *out = page;
    return OK;
}

enum status engine_clean(const struct snapshot *snapshot, const struct marks *marks,
                         struct page **out)
{
    struct page *page;
    enum status st = page_load(snapshot, &page);

    if (st != OK)
        return st;
    /* An exhausted arena ends here, from whatever stage. */
    if (setjmp(page->escape) != 0) {
        page_free(page);
        return TOO_COMPLEX;
    }

    measure_up(page);
    tidy_mend(page);
    st = article_choose(page, marks);
    meta_read(page);
    tidy_apply(page);
    article_count(page);
    access_judge(page);
    sanitise_mark(page);

    *out = page;
    return st;
}

const char *engine_version(void)
{
    return CLEANCOPY_VERSION;
}

const char *engine_model(void)
{
    return model_name();
}

const char *access_name(enum access access)
{
    static const char *const names[] = {"unknown", "full", "teaser"};

    return names[access];
}

const char *part_kind_name(enum part_kind kind)
{
#define PART_NAME(name, wire) wire,
    static const char *const names[] = {PART_KINDS(PART_NAME)};
#undef PART_NAME

    return names[kind];
}
