#include "stages.h"

#include "base/array.h"

#define LONG \
    "a sentence that is long enough to be read as one, with a comma and a full stop."

static void code_between_kept_blocks_stays(void **state)
{
    (void)state;
    struct page *page =
        split("<body><div><p>First, " LONG "</p><pre>int main(void)</pre>"
              "<p>int words(void)</p><p>Second, " LONG "</p><pre>after(it)</pre></div>",
              NULL);
    const uint16_t scores[] = {950, 50, 50, 950, 50};

    choose_by(page, scores, N_OF(scores));
    is_kept(page, "int main", true);
    is_kept(page, "int words", false);
    is_kept(page, "after(it)", false);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_between_kept_blocks_stays),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
