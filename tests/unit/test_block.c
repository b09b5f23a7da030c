#include "stages.h"

static void texts_are(const char *html, size_t n, const char *const *expected)
{
    struct page *page = split(html, NULL);

    for (size_t i = 0; i < n && i < page->blocks->n; i++)
        assert_string_equal(page->blocks->items[i].text, expected[i]);
    assert_int_equal(page->blocks->n, n);
    page_free(page);
}
#define TEXTS_ARE(html, ...)                                                      \
    texts_are(html, sizeof((const char *[]){__VA_ARGS__}) / sizeof(const char *), \
              (const char *const[]){__VA_ARGS__})

static void splits_at_block_elements(void **state)
{
    (void)state;
    TEXTS_ARE("<body>before<p>one <b>bold</b> two</p>after<ul><li>a<li>b</ul>", "before",
              "one bold two", "after", "a", "b");
}

static void text_after_a_child_is_a_block_of_its_own(void **state)
{
    (void)state;
    struct page *page = split("<body><div id=d>a<p>b</p>c</div>d", NULL);

    assert_int_equal(page->blocks->n, 4);
    assert_int_equal(page->blocks->items[0].owner, page->blocks->items[2].owner);
    assert_int_not_equal(page->blocks->items[2].owner, page->blocks->items[3].owner);
    page_free(page);
}

static void splits_at_rules_and_double_breaks(void **state)
{
    (void)state;
    TEXTS_ARE("<body><div>a<br>b<br> <br><i>c</i><hr>d</div>", "a b", "c", "d");
}

static void leaves_out_what_is_no_text(void **state)
{
    (void)state;
    TEXTS_ARE("<head><title>t</title></head><body><script>s</script><style>s</style>"
              "<p>text<script>x</script> more<select><option>o</select></p>"
              "<textarea>t</textarea><svg><text>v</text></svg><iframe>f</iframe>"
              "<template><p>t</p></template>",
              "text more");
}

static void drops_a_small_noscript(void **state)
{
    (void)state;
    TEXTS_ARE(
        "<body><noscript><p>Turn on scripts.</p></noscript><p>The text of the page.</p>",
        "The text of the page.");
}

static void takes_a_noscript_that_outweighs_the_page(void **state)
{
    (void)state;
    TEXTS_ARE(
        "<body><noscript><p>The whole thread stands here.</p></noscript><p>Menu</p>",
        "The whole thread stands here.", "Menu");
}

static void counts_words_and_links(void **state)
{
    (void)state;
    struct page *page = split(
        "<body><p>One two <a href=x>three four</a> <a name=y>five.</a> Six!</p>", NULL);
    const struct block *b = &page->blocks->items[0];

    assert_int_equal(b->n_words, 6);
    assert_int_equal(b->n_link_words, 2);
    assert_int_equal(b->n_sentences, 2);
    assert_string_equal(b->folded, "one two three four five. six!");
    assert_int_equal(b->folded_len, strlen(b->folded));
    page_free(page);
}

static void keeps_hidden_text_with_its_bit(void **state)
{
    (void)state;
    struct page *page =
        split("<body><div hidden><p>a</p></div><p>b <span hidden>c</span></p>"
              "<p aria-hidden=true>d</p>",
              NULL);

    assert_int_equal(page->blocks->n, 3);
    assert_true(page->blocks->items[0].hidden);
    assert_false(page->blocks->items[1].hidden);
    assert_false(page->blocks->items[2].hidden);
    page_free(page);
}

static void finds_blocks_by_node(void **state)
{
    (void)state;
    struct page *page = split("<body><p>a</p><div><p>b</p><p>c</p></div><p>d</p>", NULL);
    uint32_t div = node_closest(page, block_with(page, "b")->owner, TAG_DIV);

    assert_int_equal(block_at(page, 0), 0);
    assert_int_equal(block_at(page, div), 1);
    assert_int_equal(block_at(page, page->nodes[div].end), 3);
    assert_int_equal(block_at(page, page->n_nodes), 4);
    page_free(page);
}

static void an_element_before_the_text_is_the_first_node(void **state)
{
    (void)state;
    struct page *page = split("<body><p><b>bold</b> text</p>", NULL);
    const struct block *b = &page->blocks->items[0];

    assert_int_equal(page->nodes[b->first].tag, TAG_B);
    assert_int_equal(b->end, page->nodes[b->owner].end);
    page_free(page);
}

static void a_page_without_text_has_no_blocks(void **state)
{
    (void)state;
    struct page *page = split("<body><div> \n </div><img src=x>", NULL);

    assert_int_equal(page->blocks->n, 0);
    assert_int_equal(block_at(page, 0), 0);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_at_block_elements),
        cmocka_unit_test(text_after_a_child_is_a_block_of_its_own),
        cmocka_unit_test(splits_at_rules_and_double_breaks),
        cmocka_unit_test(leaves_out_what_is_no_text),
        cmocka_unit_test(drops_a_small_noscript),
        cmocka_unit_test(takes_a_noscript_that_outweighs_the_page),
        cmocka_unit_test(counts_words_and_links),
        cmocka_unit_test(keeps_hidden_text_with_its_bit),
        cmocka_unit_test(finds_blocks_by_node),
        cmocka_unit_test(an_element_before_the_text_is_the_first_node),
        cmocka_unit_test(a_page_without_text_has_no_blocks),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
