#include "engine/site.h"

#include "base/array.h"
#include "stages.h"

/* The address of stages.h is on news.example. */
static void a_segment_is_the_site_by_evidence_only(void **state)
{
    static const struct {
        const char *segment, *site;
        bool is;
    } table[] = {
        {" The Courier ", "The Courier", true},
        {"The Courier", "The Courier - all there is", true},
        {"The Courier", NULL, false},
        {"The Courier Today", "The Courier", false},
        {"News", NULL, true}, /* a label of the host */
        {"example", NULL, false},
        {"", "The Courier", false},
    };
    struct page *page = split("<p>text", NULL);

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        const char *segment = table[i].segment;

        if (site_is(page, segment, segment + strlen(segment), table[i].site) !=
            table[i].is)
            fail_msg("\"%s\" of \"%s\"", segment, table[i].site ? table[i].site : "");
    }
    page_free(page);
}

static void the_name_is_cut_off_either_end(void **state)
{
    static const struct {
        const char *title, *want;
    } table[] = {
        {"A story | The Courier", "A story"},
        {"The Courier: a story", "a story"},
        {"A story [The Courier]", "A story"},
        {"A story - The Times", "A story - The Times"},
        {"A story about The Courier", "A story about The Courier"},
        {"- [The Courier]", NULL},
    };
    struct page *page = split("<p>text", NULL);

    (void)state;
    for (size_t i = 0; i < N_OF(table); i++) {
        const char *cut = site_cut(page, table[i].title, "The Courier");

        if (table[i].want)
            assert_string_equal(cut, table[i].want);
        else
            assert_null(cut);
    }
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_segment_is_the_site_by_evidence_only),
        cmocka_unit_test(the_name_is_cut_off_either_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
