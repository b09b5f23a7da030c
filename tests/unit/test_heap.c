#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <libxml/HTMLparser.h>

#include "base/status.h"
#include "worker/heap.h"

/* The heap is for a process that ends soon: each test has a child of its own, which exits
 * 0 when all held. */
static int exit_of(void (*child)(void))
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        child();
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void hold(int condition)
{
    if (!condition)
        _exit(1);
}

static void allocate(void)
{
    hold(heap_enter(1 << 20));
    for (size_t size = 0; size < 200; size++) {
        char *piece = xmlMalloc(size);
        hold(piece && (uintptr_t)piece % _Alignof(max_align_t) == 0);
        memset(piece, (int)size, size);
        char *other = xmlMalloc(2000); /* not the last any more */
        char *moved = xmlRealloc(piece, size + 300);
        hold(moved != piece && moved != other);
        hold(xmlRealloc(piece = moved, 8) == moved); /* smaller is the same */
        for (size_t i = 0; i < size; i++)
            hold(moved[i] == (char)size);
        xmlFree(other);
        xmlFree(moved);
    }
    char *grown = xmlMalloc(2000);
    hold(xmlRealloc(grown, 4000) == grown); /* the last grows in place */
    hold(strcmp((char *)xmlMemStrdup("text"), "text") == 0);
    size_t used = heap_used();
    char *last = xmlMalloc(1000);
    hold(heap_used() > used + 999);
    xmlFree(last);
    hold(heap_used() == used);
    xmlFree(NULL);
}

static void pieces_are_whole_and_the_last_is_given_back(void **state)
{
    (void)state;
    assert_int_equal(exit_of(allocate), 0);
}

/* What libxml2 does for every mistake in a page: the message, grown once; a copy of it;
 * and the two before freed. */
static void complain(void)
{
    hold(heap_enter(1 << 20));
    char *message = NULL, *copy = NULL;
    for (size_t i = 0; i < 100000; i++) {
        char *next = xmlMalloc(150);
        next = xmlRealloc(next, 151 + i % 120);
        memset(next, 'x', 151 + i % 120);
        xmlFree(message);
        char *other = xmlMalloc(1 + i % 120);
        xmlFree(copy);
        message = next;
        copy = other;
    }
    hold(heap_used() < 16 * 1024);
}

static void what_is_freed_is_used_again(void **state)
{
    (void)state;
    assert_int_equal(exit_of(complain), 0);
}

static void overrun(void)
{
    hold(heap_enter(1 << 20));
    for (;;)
        hold(xmlMalloc(1000) != NULL);
}

/* Room for what is wanted, and not for its size before it. */
static void overrun_by_a_header(void)
{
    hold(heap_enter(1 << 20));
    hold(xmlMalloc(17) != NULL);
    for (;;)
        hold(xmlMalloc(1) != NULL);
}

/* The last piece grows where it is, and no further than there is room. */
static void overrun_in_place(void)
{
    hold(heap_enter(1 << 20));
    char *last = xmlMalloc(1 << 19);
    hold(xmlRealloc(last, (1 << 20) - 64) == last);
    (void)xmlRealloc(last, 1 << 20);
}

static void overrun_at_once(void)
{
    hold(heap_enter(1 << 20));
    volatile size_t absurd =
        SIZE_MAX - 8; /* the compiler knows better than to ask this */
    (void)xmlMalloc(absurd);
}

static void ends_over_budget(void **state)
{
    (void)state;
    assert_int_equal(exit_of(overrun), status_exit(TOO_COMPLEX));
    assert_int_equal(exit_of(overrun_by_a_header), status_exit(TOO_COMPLEX));
    assert_int_equal(exit_of(overrun_in_place), status_exit(TOO_COMPLEX));
    assert_int_equal(exit_of(overrun_at_once), status_exit(TOO_COMPLEX));
}

static void parse(void)
{
    static const char html[] = "<p>One <b>two</b><table><tr><td>three</table>";
    hold(heap_enter(16 << 20));
    for (int i = 0; i < 50; i++) {
        htmlDocPtr doc =
            htmlReadMemory(html, sizeof html - 1, NULL, "UTF-8", HTML_PARSE_RECOVER);
        hold(doc != NULL);
        xmlChar *text = xmlNodeGetContent(xmlDocGetRootElement(doc));
        hold(strcmp((char *)text, "One twothree") == 0);
        xmlFree(text);
        xmlFreeDoc(doc);
    }
}

static void carries_a_parse(void **state)
{
    (void)state;
    assert_int_equal(exit_of(parse), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_whole_and_the_last_is_given_back),
        cmocka_unit_test(what_is_freed_is_used_again),
        cmocka_unit_test(ends_over_budget),
        cmocka_unit_test(carries_a_parse),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
