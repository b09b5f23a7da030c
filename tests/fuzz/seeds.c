/* Writes the seeds of all targets, from what the other tests already hold:
 *
 *     seeds FOLDER PROTOCOL.md PAGE.html ... SPEC.txt ...
 *
 * FOLDER/page and FOLDER/sanitise have whole pages and the examples of the spec files,
 * FOLDER/verify and FOLDER/parcel what the engine makes of them, FOLDER/request the
 * requests of the protocol, FOLDER/frame each of them twice as a browser writes it. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/engine.h"
#include "render/answer.h"
#include "wire/frame.h"
#include "worker/parcel.h"

static const char *folder;
static unsigned n_written;

static void write_seed(const char *target, const char *bytes, size_t len)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, target);
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
        perror(path);
        exit(1);
    }
    snprintf(path, sizeof path, "%s/%s/%04u", folder, target, n_written++);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0) {
        perror(path);
        exit(1);
    }
}

/* The page, and what becomes of it. */
static void seed_page(const char *html, size_t len)
{
    static char parcel[1 << 20];
    const struct snapshot snapshot = {
        .html = html, .html_len = len, .url = "https://a.example/"};
    struct page *page = NULL;
    struct arena arena;
    struct answer answer;
    write_seed("page", html, len);
    write_seed("sanitise", html, len);
    enum status st = engine_clean(&snapshot, NULL, &page);
    if (st != OK && st != NO_ARTICLE)
        return;
    arena_init(&arena, (size_t)1 << 30, NULL, NULL);
    if (answer_make(page, st, WANT_TEXT, &arena, &answer) == OK) {
        write_seed("verify", answer.html, strlen(answer.html));
        len = parcel_write(&answer, parcel, sizeof parcel);
        if (len)
            write_seed("parcel", parcel, len);
    }
    arena_release(&arena);
    page_free(page);
}

/* Hands each part of the text that stands between a line `from` and a line that begins
 * with `to` to `seed`. */
static void for_parts(const char *text, const char *from, const char *to,
                      void (*seed)(const char *, size_t))
{
    size_t from_len = strlen(from);
    while ((text = strstr(text, from))) {
        text += from_len;
        const char *end = strstr(text, to);
        if (!end)
            end = text + strlen(text);
        seed(text, (size_t)(end - text));
        text = end;
    }
}

static void seed_request(const char *json, size_t len)
{
    struct strbuf frames;
    write_seed("request", json, len);
    strbuf_init(&frames, 1 << 20);
    strbuf_putc(&frames, (char)(n_written % 2 ? 1 : 200)); /* small pieces, or large */
    frame_put(&frames, json, len);
    frame_put(&frames, json, len);
    write_seed("frame", frames.bytes, frames.len);
    strbuf_release(&frames);
}

static bool ends_with(const char *path, const char *end)
{
    size_t len = strlen(path), end_len = strlen(end);
    return len >= end_len && strcmp(path + len - end_len, end) == 0;
}

int main(int argc, char **argv)
{
    static char text[1 << 20];
    if (argc < 3) {
        fputs("usage: seeds FOLDER FILE ...\n", stderr);
        return 64;
    }
    folder = argv[1];
    for (int i = 2; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        if (!file) {
            perror(argv[i]);
            return 1;
        }
        size_t len = fread(text, 1, sizeof text - 1, file);
        text[len] = '\0';
        fclose(file);
        if (ends_with(argv[i], ".md"))
            for_parts(text, "```json request\n", "\n```", seed_request);
        else if (ends_with(argv[i], ".txt"))
            for_parts(text, "-- html\n", "\n-- ", seed_page);
        else
            seed_page(text, len);
    }
    return 0;
}
