#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/array.h"
#include "engine/block.h"
#include "engine/overlay.h"
#include "engine/page.h"

/* Four paragraphs of an article. */
#define P1                                                                               \
    "<p>The ferry left the northern pier at six in the morning with two hundred people " \
    "on "                                                                                \
    "board, most of them on their way to the market on the other side.</p>"
#define P2                                                                               \
    "<p>By noon the wind had turned, and the captain decided to wait in the lee of the " \
    "island until the worst of it was over, as he had done many times before.</p>"
#define P3                                                                         \
    "<p>Those who had brought food shared it with the others, and a man from the " \
    "village "                                                                     \
    "played the songs that everybody knew until the light was gone.</p>"
#define P4                                                                            \
    "<p>They reached the harbour at nine, three hours late and in good spirits, and " \
    "the "                                                                            \
    "market stayed open for them, which it had not done since the flood.</p>"

static struct page *load(const char *html, const char *stamp)
{
    struct snapshot *snapshot = malloc(sizeof *snapshot);
    struct page *page = NULL;
    enum status st;

    *snapshot = (struct snapshot){.html = html,
                                  .html_len = strlen(html),
                                  .url = "https://www.news.example/story",
                                  .stamp = stamp};
    st = engine_clean(snapshot, NULL, &page);
    assert_true(st == OK || st == NO_ARTICLE);
    return page;
}

static void unload(struct page *page)
{
    const struct snapshot *snapshot = page->snapshot;

    page_free(page);
    free((void *)snapshot);
}

static bool holds(const struct page *page, const struct overlay *o, const char *text)
{
    for (uint32_t b = 0; b < page->blocks->n; b++) {
        const struct block *block = &page->blocks->items[b];

        if (block->overlay && &page->overlays->items[block->overlay - 1] == o &&
            strstr(block->text, text))
            return true;
    }
    return false;
}

static bool is_out(const struct page *page, const char *text)
{
    for (size_t i = 0; i < page->overlays->n; i++) {
        if (!page->overlays->items[i].unsure &&
            holds(page, &page->overlays->items[i], text))
            return true;
    }
    return false;
}

/* "metered plans" for the overlays that are out, "?consent" for one that is not sure. */
static const char *kinds(const struct page *page)
{
    static char out[512];
    size_t used = 0;

    out[0] = '\0';
    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];

        used += (size_t)snprintf(out + used, sizeof out - used, "%s%s%s", i ? " " : "",
                                 o->unsure ? "?" : "", part_kind_name(o->kind));
    }
    return out;
}

#define NOTICE                                                                       \
    "<p>You’ve reached your limit of {{free_limit}} free articles this month.</p>" \
    "<p>Subscribe now for unlimited access.</p>"                                     \
    "<p>Already subscribed? <a href='/login?next=1'>Log in</a></p>"                  \
    "<a href='/subscribe'>Subscribe to read the full story →</a>"                  \
    "<div><div>Smart Quarterly</div><div>₹900</div><div>3 "                        \
    "Months</div><div>₹300/Month</div></div>"                                      \
    "<div><div>Smart Essential</div><div>₹2,700</div><div>1 "                      \
    "Year</div><div>₹225/Month</div></div>"                                        \
    "<p>Renews automatically, cancel anytime</p>"                                    \
    "<h3>Here’s what’s included in our digital subscription plans</h3>"          \
    "<ul><li><h4>Archives</h4><p>Back to 1997</p></li>"                              \
    "<li><h4>Ad-free Reading</h4><p>Uninterrupted, with no advertisements</p></li></ul>"

static void a_notice_among_the_articles_own_siblings_is_cut_exactly(void **state)
{
    struct page *page = load("<article>" P1 P2 NOTICE P3 P4 "</article>", NULL);
    const struct overlay *metered, *plans;

    (void)state;
    assert_string_equal(kinds(page), "metered plans");
    metered = &page->overlays->items[0];
    plans = &page->overlays->items[1];
    for (uint32_t b = 0; b < page->blocks->n; b++)
        assert_int_equal(page->blocks->items[b].overlay == 0,
                         page->blocks->items[b].n_words > 20);

    assert_int_equal(metered->group, metered->id);
    assert_int_equal(plans->group, metered->id);
    assert_false(metered->covering || metered->waiting || metered->unsure);
    assert_string_equal(metered->lang, "en");
    assert_int_equal(metered->n_placeholders, 1);
    assert_string_equal(metered->placeholders[0], "{{free_limit}}");
    assert_int_equal(metered->n_actions, 2);
    assert_string_equal(metered->actions[0].kind, "log_in");
    assert_string_equal(metered->actions[0].url, "https://www.news.example/login?next=1");
    assert_string_equal(metered->actions[1].kind, "subscribe");
    assert_string_equal(metered->reasons[0].name, "gate_phrase");
    assert_string_equal(metered->reasons[0].detail,
                        "you've reached your limit of # free articles");

    assert_int_equal(plans->n_plans, 2);
    assert_string_equal(plans->plans[1].name, "Smart Essential");
    assert_string_equal(plans->plans[1].price, "2700");
    assert_string_equal(plans->plans[1].period, "P1Y");
    assert_string_equal(plans->plans[1].per_month, "225");
    assert_string_equal(plans->terms, "Renews automatically, cancel anytime");
    assert_int_equal(plans->n_benefits, 2);
    assert_string_equal(plans->benefits[0], "Archives");
    unload(page);
}

static void the_same_notice_may_lie_over_the_page_as_well(void **state)
{
    struct page *page =
        load("<body><article>" P1 P2 NOTICE P3 P4 "</article>"
             "<div s1='fixed covers' id=sheet><div>" NOTICE "</div></div></body>",
             "s1");
    const struct overlay *items = page->overlays->items;

    (void)state;
    assert_string_equal(kinds(page), "metered plans metered plans");
    assert_false(items[0].covering || items[1].covering);
    assert_true(items[2].covering && items[3].covering);
    assert_int_equal(items[3].group, items[2].id);
    assert_int_not_equal(items[2].group, items[0].group);
    unload(page);
}

/* What one snippet between paragraphs is taken for. */
static void small_overlays_are_known_by_kind(void **state)
{
    static const struct {
        const char *html, *kinds;
    } cases[] = {
        {"<div class=newsletter-box><h3>The Morning Brief</h3><p>Sign up for our "
         "newsletter</p>"
         "<form><input type=email><button>Sign up</button></form></div>",
         "newsletter"},
        {"<p>Want more from us? <a href='/nl'>Sign up for our newsletter</a>.</p>",
         "newsletter"},
        {"<div class='cookie-banner'><p>We use cookies.</p><button>Accept all</button>"
         "<button>Reject all</button></div>",
         "consent"},
        {"<div id=onetrust-banner-sdk><p>Your privacy matters.</p><button>Accept "
         "all</button></div>",
         "consent"},
        {"<div class=regwall><h2>Create a free account to continue reading</h2>"
         "<button>Continue with Google</button><p>Already have an account? <a "
         "href='/in'>Log in</a>"
         "</p></div>",
         "registration"},
        {"<div class=fc-ab-root><div class=fc-dialog><h1>Allow ads on News</h1>"
         "<button>Continue without supporting us</button></div></div>",
         "adblock"},
        {"<div class=age-gate role=dialog><h2>Are you 18 or older?</h2><button>Yes, I "
         "am</button>"
         "<button>No</button></div>",
         "age"},
        {"<div class=contributions__epic><p>Support independent journalism</p>"
         "<a href='/give'>Make a contribution</a></div>",
         "donation"},
        {"<div id=onesignal-slidedown-container><p>We'd like to send you "
         "notifications</p>"
         "<button>Allow</button><button>Later</button></div>",
         "push"},
        {"<p>Dieser Artikel ist <b>exklusiv für Abonnenten</b>. <a href='/abo'>Jetzt "
         "abonnieren</a>"
         "</p>",
         "paywall"},
        {"<p>この記事は有料会員限定です。</p><p><a href='/login'>ログイン</a></p>",
         "paywall"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(cases); i++) {
        char html[8192];
        struct page *page;

        snprintf(html, sizeof html, "<article>%s%s%s%s%s</article>", P1, P2,
                 cases[i].html, P3, P4);
        page = load(html, NULL);
        if (strcmp(kinds(page), cases[i].kinds) != 0)
            fail_msg("%s\n is \"%s\"", cases[i].html, kinds(page));
        assert_false(is_out(page, "ferry") || is_out(page, "captain") ||
                     is_out(page, "songs") || is_out(page, "harbour"));
        unload(page);
    }
}

/* Nothing of these pages may go. */
static void articles_are_left_alone(void **state)
{
    static const char *const pages[] = {
        /* Classes and roles around the article's own text. */
        "<div class='paywall gated newsletter'>" P1 P2 P3 P4 "</div>",
        "<div role=dialog aria-modal=true class=modal>" P1 P2 P3 P4 "</div>",
        "<div aria-hidden=true id=app>" P1 P2 P3 P4 "</div>",
        "<article>" P1 "<p class='paywall' aria-hidden=true>" P2
        "</p><div class=paywall>" P3 "</div>" P4 "</article>",
        /* A vendor's mark, or a wall's class, on every paragraph. */
        "<article><div class=age-gate>" P1 "</div><div class=age-gate>" P2
        "</div><div class=age-gate>" P3 "</div>" P4 "</article>",
        "<article class=paywall-login><div class=paywall-login>" P1
        "</div><div class=paywall-login>" P2 "</div><div class=paywall-login>" P3
        "</div><div class=paywall-login>" P4 "</div></article>",
        /* A third of the text in an element that calls itself an overlay. */
        "<article>" P1 P2
        "<div class=newsletter-modal role=dialog><h2>Sign up for our newsletter"
        "</h2>" P3 P4 "</div></article>",
        /* An article about cookies, and one about newsletters. */
        "<article>" P1 "<h2>Manage cookies</h2>" P2 "<h2>Accept all cookies</h2>" P3
        "<p>The banner says that we use cookies, and most people click on it without a "
        "thought "
        "of what comes after, as the study shows in detail.</p>" P4 "</article>",
        "<article>" P1 "<h2>Get our newsletter</h2>" P2 P3 P4 "</article>",
        "<article><ul><li>Get our newsletter<li>The ferry</ul>" P1 "<h2>Get our "
        "newsletter</h2>" P2 P3 "<h2>The ferry</h2>" P4 "</article>",
        /* Prices that are compared: other sites' plans. */
        "<article>" P1 P2
        "<div><h3>Streamer One</h3><p>€9.99 per month</p><p>Cancel anytime</p>"
        "<a href='https://one.example/'>Subscribe</a></div><div><h3>Streamer Two</h3>"
        "<p>€7.99 per month</p><p>Free trial</p><a "
        "href='https://two.example/'>Subscribe</a></div>" P3 P4 "</article>",
        "<article>" P1
        "<table><tr><th>Plan<th>Price<tr><td>Basic<td>€4.90 a month<tr><td>Plus"
        "<td>€9.90 a month</table>" P2 P3 P4 "</article>",
        /* Code that quotes templates. */
        "<article>" P1 P2
        "<pre>{{ name }} ${total}</pre><p><code>{{ item }}</code></p>" P3 P4 "</article>",
    };

    (void)state;
    for (size_t i = 0; i < N_OF(pages); i++) {
        struct page *page = load(pages[i], NULL);

        for (uint32_t b = 0; b < page->blocks->n; b++) {
            if (is_out(page, page->blocks->items[b].text))
                fail_msg("page %zu: \"%s\" is %s", i, page->blocks->items[b].text,
                         kinds(page));
        }
        unload(page);
    }
}

static void a_consent_text_longer_than_the_article_is_not_the_pages(void **state)
{
    struct page *page = load(
        "<body><div id=onetrust-consent-sdk><h2>We value your privacy</h2>" P1 P2 P3 P4
        "<button>Accept all</button></div><main>" P1 P2 P3 "</main></body>",
        NULL);

    (void)state;
    assert_string_equal(kinds(page), "consent");
    assert_string_equal(page->overlays->items[0].vendor, "onetrust");
    unload(page);
}

/* Several boxes of one product may say more than the article, and are boxes still. */
static void boxes_that_ask_are_known_by_their_name_however_many(void **state)
{
#define BOX "<div class=elementor-popup-modal>" P4 "<button>Subscribe now</button></div>"
    struct page *page =
        load("<body><main>" P1 P2 P3 "</main>" BOX BOX BOX "</body>", NULL);

    (void)state;
    assert_string_equal(kinds(page), "other-promo other-promo other-promo");
    unload(page);
}

static void what_leads_elsewhere_beside_a_prompt_is_none_of_it(void **state)
{
    struct page *page = load(
        "<main><article>" P1 P2 P3 P4 "</article></main><aside><div class=newsletter>"
        "<h3>The Morning Courier</h3><p>Five stories in your inbox at seven.</p><form>"
        "<input type=email><button>Sign up</button></form></div><div><h3>Most read</h3>"
        "<ol><li><a href='/1'>Closing bell: exporters lead a quiet session</a>"
        "<li><a href='/2'>Tea auction opens above last year's price</a>"
        "<li><a href='/3'>On patience, and other forms of policy</a></ol></div></aside>",
        NULL);

    (void)state;
    assert_string_equal(kinds(page), "newsletter");
    assert_true(is_out(page, "in your inbox"));
    assert_false(is_out(page, "Tea auction"));
    unload(page);
}

static void a_third_of_the_running_text_stays_whatever_it_is_called(void **state)
{
    struct page *page =
        load("<body><div role=dialog class=cookie-banner>"
             "<h2>We value your privacy</h2>" P1 P2 P3 P4
             "<button>Accept all</button></div><main>" P1 P2 P3 "</main></body>",
             NULL);

    (void)state;
    for (uint32_t b = 0; b < page->blocks->n; b++) {
        const struct block *block = &page->blocks->items[b];

        if (block->n_words > 15)
            assert_int_equal(page->nodes[block->first].marks & NODE_OVERLAY, 0);
    }
    unload(page);
}

static void what_is_paid_later_is_a_term(void **state)
{
    struct page *page = load("<article>" P1 P2 P3
                             "<div class=paywall><p>Subscribe to continue reading</p>"
                             "<p>Digital</p><p>€1 for 3 months, then €9 a month</p>"
                             "<a href='/s'>Subscribe</a></div></article>",
                             NULL);

    (void)state;
    assert_string_equal(kinds(page), "paywall");
    assert_string_equal(page->overlays->items[0].terms,
                        "€1 for 3 months, then €9 a month");
    assert_string_equal(page->overlays->items[0].plans[0].price, "1");
    assert_string_equal(page->overlays->items[0].plans[0].period, "P3M");
    assert_null(page->overlays->items[0].plans[0].per_month);
    unload(page);
}

static void split_evidence_is_named_and_the_text_stays(void **state)
{
    struct page *page =
        load("<article>" P1 P2 "<p>Members-only content</p>" P3 P4 "</article>", NULL);

    (void)state;
    assert_string_equal(kinds(page), "?paywall");
    assert_false(is_out(page, "Members"));
    for (uint32_t n = 0; n < page->n_nodes; n++)
        assert_int_equal(page->nodes[n].marks & NODE_OVERLAY, 0);
    unload(page);
}

static void a_doubt_is_named_once(void **state)
{
    struct page *page = load(
        "<article>" P1 P2 "<div class=modal-verbs><p>You must be 18 to vote in a "
        "general election, and you may join a party when you are younger.</p></div>" P3 P4
        "</article>",
        NULL);

    (void)state;
    assert_string_equal(kinds(page), "?age");
    assert_false(is_out(page, "You must be 18"));
    unload(page);
}

static void a_frame_that_can_not_be_read_is_reported(void **state)
{
    struct page *page = load("<body><article>" P1 P2 P3 P4
                             "</article><div class='tp-modal' s1='fixed modal covers'>"
                             "<div class=tp-container-inner><iframe "
                             "src='https://buy.tinypass.com/x'></iframe></div>"
                             "</div></body>",
                             "s1");
    const struct overlay *o = page->overlays->items;

    (void)state;
    assert_int_equal(page->overlays->n, 1);
    assert_string_equal(o->vendor, "piano");
    assert_string_equal(o->frame_host, "buy.tinypass.com");
    assert_true(o->covering);
    assert_int_equal(o->n_ranges, 1);
    unload(page);
}

static void a_frame_without_an_address_holds_nothing(void **state)
{
    struct page *page = load("<body><article>" P1 P2 P3 P4
                             "</article><div s1='fixed covers'><iframe></iframe></div>"
                             "</body>",
                             "s1");

    (void)state;
    assert_int_equal(page->overlays->n, 0);
    unload(page);
}

static void walls_that_wait_say_so(void **state)
{
    struct page *page = load(
        "<body><article>" P1 P2 P3 P4 "</article><div class=paywall-modal hidden>"
        "<p>Subscribe to continue reading</p><a href='/s'>Subscribe now</a></div></body>",
        NULL);

    (void)state;
    assert_string_equal(kinds(page), "paywall");
    assert_true(page->overlays->items[0].waiting);
    unload(page);
}

static void pictures_of_the_article_stay(void **state)
{
    struct page *page =
        load("<article>" P1 P2 "<div><img src=a.jpg><p>Want more? "
             "<a href='/nl'>Sign up for our newsletter</a></p></div>" P3 P4 "</article>",
             NULL);

    (void)state;
    assert_string_equal(kinds(page), "newsletter");
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (page->nodes[n].tag == TAG_IMG)
            assert_int_equal(page->nodes[n].marks & NODE_OVERLAY, 0);
    }
    unload(page);
}

static void ranges_are_disjoint_and_in_order(void **state)
{
    struct page *page = load("<body><article>" P1 NOTICE P2 NOTICE P3 P4 "</article>"
                             "<div role=dialog>" NOTICE "</div></body>",
                             NULL);
    uint32_t at = 0;

    (void)state;
    assert_true(page->overlays->n >= 4);
    for (size_t i = 0; i < page->overlays->n; i++) {
        const struct overlay *o = &page->overlays->items[i];

        assert_int_equal(o->id, o->ranges[0].first);
        at = i > 0 && page->overlays->items[i - 1].id > at
                 ? page->overlays->items[i - 1].id
                 : at;
        assert_true(o->id >= at);
        for (size_t r = 1; r < o->n_ranges; r++)
            assert_true(o->ranges[r].first >= o->ranges[r - 1].end);
    }
    unload(page);
}

/* Elements in elements, every one a candidate, would cost their square if each were
 * judged from the beginning. */
static void work_grows_with_the_page_only(void **state)
{
    enum { DEPTH = 400, WIDTH = 400 };
    size_t cap = 64 + (size_t)WIDTH * DEPTH * 48;
    char *html = malloc(cap);
    size_t len = (size_t)sprintf(html, "<body>");
    clock_t begun = clock();
    struct page *page;

    (void)state;
    for (int w = 0; w < WIDTH; w++) {
        for (int d = 0; d < DEPTH; d++)
            len += (size_t)sprintf(html + len, "<div class=modal>our plans ");
        for (int d = 0; d < DEPTH; d++)
            len += (size_t)sprintf(html + len, "</div>");
    }
    page = load(html, NULL);
    assert_true((clock() - begun) / CLOCKS_PER_SEC < 20);
    unload(page);
    free(html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_notice_among_the_articles_own_siblings_is_cut_exactly),
        cmocka_unit_test(the_same_notice_may_lie_over_the_page_as_well),
        cmocka_unit_test(small_overlays_are_known_by_kind),
        cmocka_unit_test(articles_are_left_alone),
        cmocka_unit_test(a_consent_text_longer_than_the_article_is_not_the_pages),
        cmocka_unit_test(boxes_that_ask_are_known_by_their_name_however_many),
        cmocka_unit_test(what_leads_elsewhere_beside_a_prompt_is_none_of_it),
        cmocka_unit_test(a_third_of_the_running_text_stays_whatever_it_is_called),
        cmocka_unit_test(what_is_paid_later_is_a_term),
        cmocka_unit_test(split_evidence_is_named_and_the_text_stays),
        cmocka_unit_test(a_doubt_is_named_once),
        cmocka_unit_test(a_frame_that_can_not_be_read_is_reported),
        cmocka_unit_test(a_frame_without_an_address_holds_nothing),
        cmocka_unit_test(walls_that_wait_say_so),
        cmocka_unit_test(pictures_of_the_article_stay),
        cmocka_unit_test(ranges_are_disjoint_and_in_order),
        cmocka_unit_test(work_grows_with_the_page_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
