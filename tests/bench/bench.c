/* What each stage costs: nanoseconds a byte of page, over a folder of pages (plain or
 * .gz).
 *
 *     bench FOLDER [ROUNDS]
 *
 * Of every stage the best of ROUNDS counts, page by page; the sums over all pages are
 * printed. It is processor time, of children too, so that a busy machine changes little.
 * The first line is libxml2's parse alone, and every line has its ratio to it: that ratio
 * travels from machine to machine, nanoseconds do not. The stages run in this process, in
 * engine.c's order; `engine_clean` is the same once more by its one door, and `worker` is
 * a page's whole way, with fork, confinement, parcel and verifier.
 *
 * The lines below it say what containment is made of: a child that does nothing; what it
 * takes to confine one; the same parse on the worker's heap; the second look at the
 * answer. */
#include <fts.h>
#include <libxml/HTMLparser.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "engine/access.h"
#include "engine/article.h"
#include "engine/block.h"
#include "engine/engine.h"
#include "engine/feature.h"
#include "engine/layout.h"
#include "engine/limits.h"
#include "engine/meta.h"
#include "engine/naming.h"
#include "engine/overlay.h"
#include "engine/page.h"
#include "engine/sanitise.h"
#include "engine/tidy.h"
#include "render/answer.h"
#include "worker/confine.h"
#include "worker/heap.h"
#include "worker/verify.h"
#include "worker/worker.h"

/* The options of page.c, so that the parse compared with is the one that is done. */
#define PARSE_OPTIONS                                                                    \
    (HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | \
     HTML_PARSE_COMPACT | XML_PARSE_HUGE)

static void stage_choose(struct page *page)
{
    (void)article_choose(page, NULL);
}

/* engine_clean's stages after page_load, in its order. */
static const struct stage {
    const char *name;
    void (*run)(struct page *);
} stages[] = {
    {"layout_attach", layout_attach}, {"naming_read", naming_read},
    {"block_split", block_split},     {"overlay_judge", overlay_judge},
    {"feature_sweep", feature_sweep}, {"article_score", article_score},
    {"tidy_mend", tidy_mend},         {"article_choose", stage_choose},
    {"meta_read", meta_read},         {"tidy_apply", tidy_apply},
    {"article_count", article_count}, {"access_judge", access_judge},
    {"sanitise_mark", sanitise_mark},
};
#define N_STAGES (sizeof stages / sizeof *stages)

enum {
    COST_PARSE,
    COST_LOAD,
    COST_STAGES,
    COST_RENDER = COST_STAGES + N_STAGES,
    COST_ENGINE,
    COST_WORKER,
    COST_FORK,
    COST_CONFINE,
    COST_HEAP,
    COST_VERIFY,
    N_COSTS
};

struct costs {
    uint64_t ns[N_COSTS];
};

static uint64_t in_ns(struct timeval t)
{
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_usec * 1000u;
}

/* Processor time of this process and of the children it has waited for. */
static uint64_t now_ns(void)
{
    struct timespec t;
    struct rusage children;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    getrusage(RUSAGE_CHILDREN, &children);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec +
           in_ns(children.ru_utime) + in_ns(children.ru_stime);
}

static void lap(struct costs *best, size_t which, uint64_t since)
{
    uint64_t took = now_ns() - since;
    if (took < best->ns[which])
        best->ns[which] = took;
}

static void give_up(void *context)
{
    (void)context;
    fputs("bench: out of memory\n", stderr);
    exit(1);
}

/* False when the page escapes: it needs more memory than the limit. */
static bool run_loaded(struct page *page, struct costs *best)
{
    struct arena arena;
    struct answer answer;
    if (setjmp(page->escape) != 0)
        return false;
    for (size_t i = 0; i < N_STAGES; i++) {
        uint64_t t = now_ns();
        stages[i].run(page);
        lap(best, COST_STAGES + i, t);
    }
    arena_init(&arena, LIMIT_ARENA_MAX, give_up, NULL);
    uint64_t t = now_ns();
    (void)answer_make(page, OK, WANT_TEXT, &arena, &answer);
    lap(best, COST_RENDER, t);
    arena_release(&arena);
    return true;
}

static bool run_stages(const struct snapshot *snapshot, struct costs *best)
{
    struct page *page;
    uint64_t t = now_ns();
    if (page_load(snapshot, &page) != OK)
        return false;
    lap(best, COST_LOAD, t);
    bool done = run_loaded(page, best);
    page_free(page);
    return done;
}

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

/* What a child takes for one step of containment, as it sees it: a fork costs so much more
 * that the difference of two would say nothing. */
static uint64_t take_step(const struct snapshot *snapshot, size_t step)
{
    const struct confine_limits limits = {
        .cpu_s = 10,
        .address_bytes = (size_t)4096 * MIB,
    };
    /* Once confined, it may ask for no other time than this. */
    clockid_t clock = step == COST_CONFINE ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID;
    uint64_t t = clock_ns(clock);
    if (step == COST_CONFINE)
        confine_worker(&limits);
    if (step == COST_HEAP && heap_enter(limit_arena(snapshot->html_len)))
        (void)htmlReadMemory(snapshot->html, (int)snapshot->html_len, NULL, "UTF-8",
                             PARSE_OPTIONS);
    return clock_ns(clock) - t;
}

static void run_child(const struct snapshot *snapshot, size_t step, struct costs *best)
{
    static uint64_t *took; /* by the child, shared with it */
    if (!took)
        took = mmap(NULL, sizeof *took, PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (took == MAP_FAILED)
        give_up(NULL);
    uint64_t t = now_ns();
    pid_t pid = fork();
    if (pid == 0) {
        *took = take_step(snapshot, step);
        _exit(0);
    }
    waitpid(pid, NULL, 0);
    if (step == COST_FORK)
        lap(best, step, t);
    else if (*took < best->ns[step])
        best->ns[step] = *took;
}

static void run_children(const struct snapshot *snapshot, struct costs *best)
{
    for (size_t step = COST_FORK; step <= COST_HEAP; step++)
        run_child(snapshot, step, best);
}

static bool run_whole(const struct snapshot *snapshot, struct costs *best)
{
    struct worker worker;
    struct page *page = NULL;
    struct arena arena;
    struct answer answer;
    uint64_t t = now_ns();
    enum status st = engine_clean(snapshot, NULL, &page);
    lap(best, COST_ENGINE, t);
    page_free(page);
    if (st != OK)
        return false;
    arena_init(&arena, LIMIT_ARENA_MAX, give_up, NULL);
    t = now_ns();
    st = worker_run(&worker, snapshot, NULL, WANT_TEXT, &arena, &answer);
    lap(best, COST_WORKER, t);
    if (st == OK) {
        t = now_ns();
        (void)verify_answer(&answer);
        lap(best, COST_VERIFY, t);
    }
    worker_release(&worker);
    arena_release(&arena);
    return st == OK;
}

/* False for a page that has no article: it does not go the whole way. */
static bool measure(const char *html, size_t len, int rounds, struct costs *sum)
{
    struct snapshot snapshot = {.html = html, .html_len = len};
    struct costs best;
    memset(&best, 0xff, sizeof best);
    for (int round = 0; round < rounds; round++) {
        uint64_t t = now_ns();
        xmlFreeDoc(htmlReadMemory(html, (int)len, NULL, "UTF-8", PARSE_OPTIONS));
        lap(&best, COST_PARSE, t);
        if (!run_stages(&snapshot, &best) || !run_whole(&snapshot, &best))
            return false;
        run_children(&snapshot, &best);
    }
    for (size_t i = 0; i < N_COSTS; i++)
        sum->ns[i] += best.ns[i];
    return true;
}

/* gzip hands on what is not packed. The name goes by the environment, past the shell. */
static bool read_page(const char *path, struct strbuf *out)
{
    char chunk[65536];
    size_t n;
    setenv("PAGE", path, 1);
    FILE *pipe = popen("gzip -dcf -- \"$PAGE\"", "r");
    if (!pipe)
        return false;
    while ((n = fread(chunk, 1, sizeof chunk, pipe)) > 0)
        strbuf_add(out, chunk, n);
    return pclose(pipe) == 0;
}

static bool is_page(const char *name)
{
    size_t len = strlen(name);
    return (len > 5 && !strcmp(name + len - 5, ".html")) ||
           (len > 8 && !strcmp(name + len - 8, ".html.gz"));
}

static void print_costs(const struct costs *sum, size_t bytes)
{
    static const char *const first[] = {"libxml2 alone", "page_load"};
    static const char *const last[] = {"answer_make", "engine_clean", "worker",
                                       "  fork",      "  confine",    "  parse on heap",
                                       "  verify"};
    printf("%-16s %10s %10s\n", "stage", "ns/byte", "of parse");
    for (size_t i = 0; i < N_COSTS; i++) {
        const char *name = i < COST_STAGES   ? first[i]
                           : i < COST_RENDER ? stages[i - COST_STAGES].name
                                             : last[i - COST_RENDER];
        printf("%-16s %10.3f %10.3f\n", name, (double)sum->ns[i] / (double)bytes,
               (double)sum->ns[i] / (double)sum->ns[COST_PARSE]);
    }
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: bench FOLDER [ROUNDS]\n", stderr);
        return 64;
    }
    char *folders[] = {argv[1], NULL};
    int rounds = argc > 2 ? (int)strtol(argv[2], NULL, 10) : 5;
    size_t n_pages = 0, n_left_out = 0, bytes = 0;
    struct costs sum = {{0}};
    struct strbuf html;
    strbuf_init(&html, LIMIT_SNAPSHOT);

    FTS *tree = fts_open(folders, FTS_LOGICAL | FTS_NOCHDIR, NULL);
    for (FTSENT *entry; tree && (entry = fts_read(tree));) {
        if (entry->fts_info != FTS_F || !is_page(entry->fts_name))
            continue;
        strbuf_clear(&html);
        if (read_page(entry->fts_path, &html) && html.len > 0 &&
            measure(html.bytes, html.len, rounds, &sum)) {
            n_pages++;
            bytes += html.len;
        } else {
            n_left_out++;
        }
    }
    if (tree)
        fts_close(tree);
    strbuf_release(&html);
    if (n_pages == 0) {
        fprintf(stderr, "bench: no page with an article in %s\n", argv[1]);
        return 1;
    }
    printf("%zu pages, %.1f MB, best of %d; %zu left out (no article, or not readable)\n",
           n_pages, (double)bytes / 1e6, rounds, n_left_out);
    print_costs(&sum, bytes);
    return 0;
}
