#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "engine/srcset.h"

static void assert_candidate(const char **at, const char *url, unsigned long size,
                             char unit)
{
    struct srcset_candidate c;

    assert_true(srcset_next(at, &c));
    assert_int_equal(c.url_len, strlen(url));
    assert_memory_equal(c.url, url, c.url_len);
    assert_int_equal(c.size, size);
    assert_int_equal(c.unit, unit);
}

static void candidates(void **state)
{
    (void)state;
    const char *at = " a,b.png 320w ,\n c.png 1.5x, d.png, e.png 10w 20h,,";
    struct srcset_candidate c;

    assert_candidate(&at, "a,b.png", 320, 'w');
    assert_candidate(&at, "c.png", 1500, 'x');
    assert_candidate(&at, "d.png", 1000, 'x');
    assert_candidate(&at, "e.png", 10, 'w');
    assert_false(srcset_next(&at, &c));
    assert_false(srcset_next(&at, &c));
}

static void assert_best(const char *srcset, const char *url)
{
    struct srcset_candidate c;

    assert_true(srcset_best(srcset, &c));
    assert_int_equal(c.url_len, strlen(url));
    assert_memory_equal(c.url, url, c.url_len);
}

static void the_one_to_keep(void **state)
{
    (void)state;
    struct srcset_candidate c;

    assert_best("a 320w, b 1280w, c 640w", "b");
    assert_best("a 3000w, b 1280w, c 9000w", "b");
    assert_best("a 9000w, b 3000w", "b");
    assert_best("a, b 2x, c 3x", "b");
    assert_best("a", "a");
    assert_best("a 99999999999999999999w, b 1w", "b");
    assert_false(srcset_best("", &c));
    assert_false(srcset_best(" , ", &c));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(candidates),
        cmocka_unit_test(the_one_to_keep),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
