#include "engine/srcset.h"

#include <string.h>

/* Wider pictures than a reader's page shows, even on dense screens. */
#define WIDTH_ENOUGH 2048
#define DENSITY_ENOUGH 2000

static const char *const blanks = " \t\n\f\r";

static bool is_blank(char c)
{
    return c && strchr(blanks, c);
}

/* "640w", "1.5x"; others (heights, nonsense) are stepped over. */
static void read_descriptor(const char *at, size_t len, struct srcset_candidate *out)
{
    unsigned long whole = 0, thousandths = 0, scale = 1000;
    size_t i = 0;

    for (; i < len && at[i] >= '0' && at[i] <= '9'; i++)
        whole = whole < 100000 ? whole * 10 + (unsigned long)(at[i] - '0') : whole;
    if (i < len && at[i] == '.')
        for (i++; i < len && at[i] >= '0' && at[i] <= '9'; i++)
            thousandths += (unsigned long)(at[i] - '0') * (scale /= 10);
    if (i == 0 || i + 1 != len || (at[i] != 'w' && at[i] != 'x'))
        return;
    out->unit = at[i];
    out->size = at[i] == 'w' ? whole : whole * 1000 + thousandths;
}

bool srcset_next(const char **at, struct srcset_candidate *out)
{
    const char *c = *at;

    while (is_blank(*c) || *c == ',')
        c++;
    *out = (struct srcset_candidate){.url = c, .size = 1000, .unit = 'x'};
    out->url_len = strcspn(c, blanks);
    c += out->url_len;
    if (out->url_len == 0) {
        *at = c;
        return false;
    }
    if (out->url[out->url_len - 1] == ',') {
        while (out->url_len && out->url[out->url_len - 1] == ',')
            out->url_len--;
    } else {
        while (*c && *c != ',') {
            c += strspn(c, blanks);
            size_t len = strcspn(c, " \t\n\f\r,");
            read_descriptor(c, len, out);
            c += len;
        }
    }
    *at = c;
    return true;
}

static bool is_better(const struct srcset_candidate *a, const struct srcset_candidate *b)
{
    unsigned long enough = a->unit == 'w' ? WIDTH_ENOUGH : DENSITY_ENOUGH;

    if (a->unit != b->unit)
        return a->unit == 'w';
    if (a->size <= enough && b->size <= enough)
        return a->size > b->size;
    return a->size < b->size;
}

bool srcset_best(const char *srcset, struct srcset_candidate *out)
{
    struct srcset_candidate candidate;
    bool found = false;

    while (srcset_next(&srcset, &candidate)) {
        if (!found || is_better(&candidate, out))
            *out = candidate;
        found = true;
    }
    return found;
}
