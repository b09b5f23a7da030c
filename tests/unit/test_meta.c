#include <stdio.h>

#include "base/array.h"
#include "stages.h"

static const struct meta *read_page(const char *html, struct page **page)
{
    *page = split(html, NULL);
    choose(*page, NULL);
    meta_read(*page);
    return (*page)->meta;
}

static void fact_is(struct fact fact, const char *value, const char *source)
{
    if (value == NULL) {
        assert_null(fact.value);
        return;
    }
    assert_non_null(fact.value);
    assert_string_equal(fact.value, value);
    assert_string_equal(fact.source, source);
}

static void title_is(const char *html, const char *value, const char *source)
{
    struct page *page;
    const struct meta *meta = read_page(html, &page);

    fact_is(meta->title, value, source);
    page_free(page);
}

static void the_heading_is_the_title_when_others_agree(void **state)
{
    (void)state;
    title_is("<title>A story - News</title><h1> A  story </h1>", "A story", "element");
    title_is(
        "<title>News</title><meta property=og:title content='A story'><h1>A story</h1>",
        "A story", "element");
    title_is("<title>A story</title><h1>News of the day</h1>", "A story", "title");
}

static void the_site_is_cut_by_evidence_only(void **state)
{
    (void)state;
    title_is("<meta property=og:site_name content=News><title>A story | News</title>",
             "A story", "title");
    title_is("<meta property=og:site_name content=News><meta property=og:title "
             "content='NEWS: A story'>",
             "A story", "open-graph");
    title_is("<meta property=og:site_name content=News><title>A story about News</title>",
             "A story about News", "title");
    title_is("<title>A story - with a dash</title>", "A story - with a dash", "title");
    title_is("<title>  </title>", NULL, NULL);
}

static void the_site_may_stand_in_the_title_alone(void **state)
{
    (void)state;
    struct page *page;
    const struct meta *meta =
        read_page("<title>A story - News</title><h1>A story</h1>", &page);

    fact_is(meta->site, "News", "title");
    page_free(page);
    meta = read_page("<title>A story told</title><h1>A story</h1>", &page);
    fact_is(meta->site, NULL, NULL);
    page_free(page);
}

static void bylines_are_names(void **state)
{
    (void)state;
    struct page *page;
    const struct meta *meta =
        read_page("<meta property=article:author content='https://social.example/one'>"
                  "<body><p itemprop=author><span itemprop=name> A.  One </span></p>",
                  &page);

    fact_is(meta->byline, "A. One", "microdata");
    page_free(page);
    meta = read_page("<meta name=author content='A. One'><body><a rel=author>B. Two</a>",
                     &page);
    fact_is(meta->byline, "A. One", "meta");
    page_free(page);
    meta = read_page("<body><a rel=author href=/two>B. Two</a>", &page);
    fact_is(meta->byline, "B. Two", "element");
    page_free(page);
}

static void published_is(const char *html, const char *value, const char *source)
{
    struct page *page;
    const struct meta *meta = read_page(html, &page);

    fact_is(meta->published, value, source);
    page_free(page);
}

static void dates_are_as_given(void **state)
{
    (void)state;
    published_is(
        "<meta property=article:published_time content='2014-07-26T20:15:00+05:30'>",
        "2014-07-26T20:15:00+05:30", "open-graph");
    published_is("<meta name=date content='20140726'>", "2014-07-26", "meta");
    published_is("<meta name=date content='2014-07-26 20:15:30.5 UTC'>",
                 "2014-07-26T20:15:30.5Z", "meta");
    published_is("<meta name=date content='2014-07-26T20:15:00 +0530'>",
                 "2014-07-26T20:15:00+05:30", "meta");
    published_is("<meta name=date content='2014-07-26 20:75'>", "2014-07-26", "meta");
    published_is("<meta name=date content='2014-07-26 8 pm'>", "2014-07-26", "meta");
    published_is("<meta name=date content='2014-02-29'><body>", "2014-07-27", "url");
    published_is("<meta name=date content='26 July'><body>", "2014-07-27", "url");
    published_is("<meta name=date content='2014-13-26'><body>", "2014-07-27", "url");
    published_is(
        "<script type=application/ld+json>{\"@type\":\"Article\",\"datePublished\":"
        "\"2014-07-25\"}</script><meta name=date content=2014-07-26>",
        "2014-07-25", "json-ld");
}

static void names_and_days_in_all_languages(void **state)
{
    static const struct {
        const char *lang, *by, *name, *day;
    } rows[] = {
        {"ar", "بقلم أحمد علي", "أحمد علي", "27 يوليو 2014"},
        {"cs", "Autor: Jan Novák", "Jan Novák", "27. července 2014"},
        {"da", "Af Ann Een", "Ann Een", "27. juli 2014"},
        {"de", "Von Ann Eins", "Ann Eins", "27. Juli 2014"},
        {"el", "του Νίκου Παπά", "Νίκου Παπά", "27 Ιουλίου 2014"},
        {"en", "By Ann One", "Ann One", "July 27, 2014"},
        {"es", "Por Ana Uno", "Ana Uno", "27 de julio de 2014"},
        {"fa", "نویسنده: علی رضایی", "علی رضایی", "27 ژوئیه 2014"},
        {"fi", "Kirjoittaja: Anna Yksi", "Anna Yksi", "27. heinäkuuta 2014"},
        {"fr", "Par Anne Un", "Anne Un", "27 juillet 2014"},
        {"he", "מאת דנה כהן", "דנה כהן", "27 ביולי 2014"},
        {"hi", "लेखक: राम कुमार", "राम कुमार", "27 जुलाई 2014"},
        {"hu", "Szerző: Kovács Anna", "Kovács Anna", "2014. július 27."},
        {"id", "Oleh Ani Satu", "Ani Satu", "27 Juli 2014"},
        {"it", "Di Anna Uno", "Anna Uno", "27 luglio 2014"},
        {"ja", "文：山田太郎", "山田太郎", "2014年7月27日"},
        {"ko", "글 김철수", "김철수", "2014년 7월 27일"},
        {"nl", "Door Anna Een", "Anna Een", "27 juli 2014"},
        {"no", "Av Anna En", "Anna En", "27. juli 2014"},
        {"pl", "Autor: Anna Nowak", "Anna Nowak", "27 lipca 2014"},
        {"pt", "Por Ana Um", "Ana Um", "27 de julho de 2014"},
        {"ro", "De Ana Unu", "Ana Unu", "27 iulie 2014"},
        {"ru", "Автор: Анна Иванова", "Анна Иванова", "27 июля 2014"},
        {"sv", "Av Anna Ett", "Anna Ett", "27 juli 2014"},
        {"th", "โดย สมชาย ใจดี", "สมชาย ใจดี", "27 กรกฎาคม 2557"},
        {"tr", "Yazan: Ayşe Bir", "Ayşe Bir", "27 Temmuz 2014"},
        {"uk", "Автор: Олена Коваль", "Олена Коваль", "27 липня 2014"},
        {"vi", "Tác giả: Nguyễn Văn An", "Nguyễn Văn An", "27 tháng 7, 2014"},
        {"zh-Hans", "作者：张三", "张三", "2014年7月27日"},
        {"zh-Hant", "作者：張三", "張三", "2014年7月27日"},
    };

    (void)state;
    for (size_t i = 0; i < N_OF(rows); i++) {
        char html[1024];
        struct page *page;
        const struct meta *meta;

        snprintf(html, sizeof html,
                 "<html lang=%s><title>On foot</title><body><h1>On foot</h1><p>%s</p>"
                 "<p>%s</p><p>He had waited for the train since the early morning, he "
                 "said, and it had not come, so they went on foot.</p>",
                 rows[i].lang, rows[i].by, rows[i].day);
        meta = read_page(html, &page);
        fact_is(meta->byline, rows[i].name, "text");
        fact_is(meta->published, "2014-07-27", "text");
        page_free(page);
    }
}

static void languages_and_directions(void **state)
{
    (void)state;
    struct page *page;
    const struct meta *meta =
        read_page("<html lang=ar dir=RTL><meta property=og:locale content=en_US>", &page);

    fact_is(meta->lang, "ar", "element");
    fact_is(meta->dir, "rtl", "element");
    page_free(page);
    meta =
        read_page("<html lang='{{lang}}'><meta property=og:locale content=en_US>", &page);
    fact_is(meta->lang, "en-US", "open-graph");
    fact_is(meta->dir, NULL, NULL);
    page_free(page);
}

static void addresses_are_absolute(void **state)
{
    (void)state;
    struct page *page;
    const struct meta *meta = read_page(
        "<link rel=canonical href=/story><meta property=og:image content=a.jpg>", &page);

    fact_is(meta->canonical, "https://news.example/story", "element");
    fact_is(meta->image, "https://news.example/2014/07/27/a.jpg", "open-graph");
    page_free(page);
}

static void nothing_is_guessed(void **state)
{
    (void)state;
    struct page *page;
    const struct meta *meta = read_page("<body><p>Text of the page.</p>", &page);

    fact_is(meta->title, NULL, NULL);
    fact_is(meta->byline, NULL, NULL);
    fact_is(meta->site, NULL, NULL);
    fact_is(meta->modified, NULL, NULL);
    fact_is(meta->image, NULL, NULL);
    fact_is(meta->excerpt, NULL, NULL);
    assert_false(meta->says_article);
    assert_int_equal(meta->free_access, -1);
    page_free(page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_heading_is_the_title_when_others_agree),
        cmocka_unit_test(the_site_is_cut_by_evidence_only),
        cmocka_unit_test(the_site_may_stand_in_the_title_alone),
        cmocka_unit_test(bylines_are_names),
        cmocka_unit_test(dates_are_as_given),
        cmocka_unit_test(names_and_days_in_all_languages),
        cmocka_unit_test(languages_and_directions),
        cmocka_unit_test(addresses_are_absolute),
        cmocka_unit_test(nothing_is_guessed),
    };
    cmocka_set_message_output(CM_OUTPUT_TAP);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
