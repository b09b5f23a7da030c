#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/markup.h"

/* What comes of it; NULL: nothing has to. */
struct example {
    const char *before, *after;
};

/* From a buffer of the exact size, so that a step too far is seen. */
static void assert_named(const char *before, size_t len, const char *after)
{
    char *html = malloc(len ? len : 1);
    struct strbuf out;

    memcpy(html, before, len);
    strbuf_init(&out, 1000);
    markup_name_attributes(html, len, &out);
    if (after ? strcmp(out.bytes, after) != 0 : out.len != 0)
        fail_msg("%s\n%s", before, out.bytes);
    strbuf_release(&out);
    free(html);
}

static void check(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct example *e = &examples[i];

        assert_named(e->before, strlen(e->before), e->after);
    }
}

static void names_get_letters_that_are_known(void **state)
{
    static const struct example examples[] = {
        {"<a @click=\"b > c\" class=d>", "<a _click=\"b > c\" class=d>"},
        {"<A\n(input)='x' [class.on] *ngIf=y>", "<A\n_input_='x' _class.on_ _ngIf=y>"},
        {"<a #b><b {{c}}>", "<a _b><b __c__>"},
        {"<a x@y=1 x-on:click.prevent=2>", "<a x_y=1 x-on:click.prevent=2>"},
        {"<a =b=c>", "<a _b=c>"},
        {"<a b=c@d @e>", "<a b=c@d _e>"},
        {"<a \xc3\xa4=1>", "<a __=1>"},
        {"<a 1=2 .b=3 :c=4>", "<a _=2 _b=3 :c=4>"},
        {"<a b = '@' @c = \"'>\" @d>", "<a b = '@' _c = \"'>\" _d>"},
        {"<a/@b/>", "<a/_b/>"},
    };

    (void)state;
    check(examples, N_OF(examples));
}

static void nothing_else_is_touched(void **state)
{
    static const struct example examples[] = {
        {"", NULL},
        {"a@b.example <@a> < @b>", NULL},
        {"<!-- <a @b> --><!doctype @c><?d @e?></a @f>", NULL},
        {"<script>{\"@type\": \"<a @b\"}</script>", NULL},
        {"<style>@media a < b {}</style><title><a @b></title>", NULL},
        {"<textarea><a @b></a></TEXTAREA ><a @c>",
         "<textarea><a @b></a></TEXTAREA ><a _c>"},
        {"<scripted @a>", "<scripted _a>"},
        {"<script @a>@b</script><a @c>", "<script _a>@b</script><a _c>"},
        {"<a b=\"@c", NULL},
        {"<a b='@c>@d", NULL},
        {"<", NULL},
        {"<a", NULL},
        {"<a ", NULL},
        {"<a b", NULL},
        {"<a b=", NULL},
        {"<a b= ", NULL},
        {"<!--", NULL},
        {"<!-", NULL},
        {"<script", NULL},
        {"<script></script", NULL},
        {"<script></", NULL},
    };

    (void)state;
    check(examples, N_OF(examples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_get_letters_that_are_known),
        cmocka_unit_test(nothing_else_is_touched),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
