#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/block.h"
#include "engine/control.h"
#include "engine/cue.h"
#include "engine/naming.h"

/* The page's first control is copied; false where it has none. */
static bool first_control(const char *host, const char *body, struct control *first)
{
    char html[1024];
    struct snapshot snapshot = {.html = html, .url = "https://www.news.example/"};
    struct page *page;
    struct controls controls;
    bool found;

    snapshot.html_len = (size_t)snprintf(html, sizeof html, "<body>%s", body);
    assert_true(snapshot.html_len < sizeof html);
    assert_int_equal(page_load(&snapshot, &page), OK);
    naming_read(page);
    block_split(page);
    control_read(page, cue_read(page)->blocks, host, &controls);
    found = controls.n > 0;
    if (found)
        *first = controls.items[0];
    page_free(page);
    return found;
}

static void a_link_leads_away_when_somebody_else_registered_the_name(void **state)
{
    static const struct {
        const char *page, *link;
        bool away;
    } cases[] = {
        {"www.news.example", "account.news.example", false},
        {"news.example", "other.example", true},
        {"www.news.co.uk", "account.news.co.uk", false},
        {"www.news.co.uk", "www.shop.co.uk", true},
        {"news.com.br", "loja.com.br", true},
        {"noticias.news.com.br", "conta.news.com.br", false},
        {"www.bt.dk", "login.bt.dk", false},
        {"co.uk", "shop.co.uk", true},
        {"localhost", "localhost", false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        struct control control;
        char body[256];

        snprintf(body, sizeof body, "<a href='https://%s/s'>Subscribe</a>",
                 cases[i].link);
        assert_true(first_control(cases[i].page, body, &control));
        if (control.away != cases[i].away)
            fail_msg("%s -> %s", cases[i].page, cases[i].link);
    }
}

static void a_field_for_an_address_says_so_in_any_language(void **state)
{
    static const struct {
        const char *field;
        bool is;
    } cases[] = {
        {"<input type='email'>", true},
        {"<input name='EMAIL'>", true},
        {"<input name='user_email'>", true},
        {"<input name='emailaddress'>", true},
        {"<input autocomplete='email'>", true},
        {"<input placeholder='Ihre E-Mail-Adresse'>", true},
        {"<input placeholder='Votre adresse mail'>", true},
        {"<input placeholder='メールアドレスを入力'>", true},
        {"<input placeholder='Введите вашу почту'>", true},
        {"<input placeholder='Search'>", false},
        {"<input name='mailing-code'>", false},
        {"<input type='checkbox' name='email'>", false},
        {"<input type='hidden' name='email'>", false},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        struct control control;
        bool is = first_control(NULL, cases[i].field, &control) &&
                  control.kind == CONTROL_EMAIL;

        if (is != cases[i].is)
            fail_msg("%s", cases[i].field);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_leads_away_when_somebody_else_registered_the_name),
        cmocka_unit_test(a_field_for_an_address_says_so_in_any_language),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
