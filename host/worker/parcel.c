#include "worker/parcel.h"

#include <stdint.h>
#include <string.h>

#include "base/text.h"
#include "engine/limits.h"

/* Layout, in the machine's own order: MAGIC, then the members of struct answer as they
 * stand in write_answer. Numbers are 32 bits. A string is its length, its bytes and a
 * NUL; NONE in place of the length is NULL. An array is its count and its items. */
#define MAGIC 0x31504343u /* CCP1 */
#define NONE UINT32_MAX

/* -- Writing -------------------------------------------------------------- */

struct writer {
    char *bytes;
    size_t cap, len;
    bool full;
};

static void put(struct writer *out, const void *bytes, size_t len)
{
    if (out->full || len > out->cap - out->len) {
        out->full = true;
        return;
    }
    if (len)
        memcpy(out->bytes + out->len, bytes, len);
    out->len += len;
}

static void put_number(struct writer *out, size_t number)
{
    uint32_t wire = (uint32_t)number;
    if (wire != number)
        out->full = true;
    put(out, &wire, sizeof wire);
}

static void put_string(struct writer *out, const char *string)
{
    if (!string) {
        put_number(out, NONE);
        return;
    }
    size_t len = strlen(string);
    put_number(out, len);
    put(out, string, len + 1);
}

/* A string that is always there. */
static void put_text(struct writer *out, const char *text)
{
    put_string(out, text ? text : "");
}

static void put_fact(struct writer *out, const struct fact *fact)
{
    put_string(out, fact->value);
    if (fact->value)
        put_text(out, fact->source);
    else
        put_string(out, NULL);
}

static void put_facts(struct writer *out, const struct fact *facts, size_t n)
{
    put_number(out, n);
    for (size_t i = 0; i < n; i++)
        put_fact(out, &facts[i]);
}

static void put_strings(struct writer *out, const char *const *strings, size_t n)
{
    put_number(out, n);
    for (size_t i = 0; i < n; i++)
        put_text(out, strings[i]);
}

static void put_reasons(struct writer *out, const struct reason *reasons, size_t n)
{
    put_number(out, n);
    for (size_t i = 0; i < n; i++) {
        put_text(out, reasons[i].name);
        put_string(out, reasons[i].detail);
    }
}

static void put_actions(struct writer *out, const struct action *actions, size_t n)
{
    put_number(out, n);
    for (size_t i = 0; i < n; i++) {
        put_text(out, actions[i].kind);
        put_string(out, actions[i].label);
        put_string(out, actions[i].url);
    }
}

static void put_plans(struct writer *out, const struct plan *plans, size_t n)
{
    put_number(out, n);
    for (size_t i = 0; i < n; i++) {
        put_string(out, plans[i].name);
        put_string(out, plans[i].price);
        put_string(out, plans[i].currency);
        put_string(out, plans[i].period);
        put_string(out, plans[i].per_month);
    }
}

static void put_removed(struct writer *out, const struct removed *part)
{
    put_number(out, part->id);
    put_number(out, part->after);
    put_number(out, part->kind);
    put_number(out, part->group);
    put_number(out, part->confidence);
    put_number(out, part->covering);
    put_number(out, part->waiting);
    put_number(out, part->unsure);
    put_text(out, part->text);
    put_text(out, part->html);
    put_string(out, part->outline);
    put_string(out, part->vendor);
    put_string(out, part->frame_host);
    put_string(out, part->lang);
    put_string(out, part->terms);
    put_strings(out, part->placeholders, part->n_placeholders);
    put_strings(out, part->benefits, part->n_benefits);
    put_reasons(out, part->reasons, part->n_reasons);
    put_actions(out, part->actions, part->n_actions);
    put_plans(out, part->plans, part->n_plans);
}

size_t parcel_write(const struct answer *answer, char *bytes, size_t cap)
{
    struct writer writer = {.bytes = bytes, .cap = cap}, *out = &writer;
    put_number(out, MAGIC);
    put_number(out, answer->status);
#define PUT_FACT(name) put_fact(out, &answer->name);
    META_FACTS(PUT_FACT)
#undef PUT_FACT
    put_facts(out, answer->authors, answer->n_authors);
    put_facts(out, answer->tags, answer->n_tags);
    put_string(out, answer->url);
    put_number(out, answer->access);
    put_reasons(out, answer->access_reasons, answer->n_access_reasons);
    put_number(out, answer->concealed);
    put_number(out, answer->truncated);
    put_number(out, answer->n_words);
    put_number(out, answer->n_page_words);
    put_number(out, answer->n_blocks);
    put_number(out, answer->n_minutes);
    put_text(out, answer->html);
    put_string(out, answer->text);
    put_string(out, answer->markdown);
    put_string(out, answer->why);
    put_number(out, answer->n_removed);
    for (size_t i = 0; i < answer->n_removed; i++)
        put_removed(out, &answer->removed[i]);
    return out->full ? 0 : out->len;
}

/* -- Reading -------------------------------------------------------------- */

/* Once `bad`, everything reads as 0, NULL and empty: one check at the end is enough. */
struct reader {
    const char *at, *end;
    struct arena *arena;
    bool bad;
};

static uint32_t take_number(struct reader *in)
{
    uint32_t number;
    if (in->bad || (size_t)(in->end - in->at) < sizeof number) {
        in->bad = true;
        return 0;
    }
    memcpy(&number, in->at, sizeof number);
    in->at += sizeof number;
    return number;
}

static uint32_t take_below(struct reader *in, uint32_t bound)
{
    uint32_t number = take_number(in);
    if (number < bound)
        return number;
    in->bad = true;
    return 0;
}

static bool take_flag(struct reader *in)
{
    return take_below(in, 2);
}

static const char *take_string(struct reader *in)
{
    uint32_t len = take_number(in);
    if (in->bad || len == NONE)
        return NULL;
    const char *string = in->at;
    if (len >= (size_t)(in->end - in->at) || string[len] != '\0' ||
        text_valid(string, len) != len || memchr(string, '\0', len)) {
        in->bad = true;
        return NULL;
    }
    in->at += (size_t)len + 1;
    return string;
}

/* A string that is always there. */
static const char *take_text(struct reader *in)
{
    const char *text = take_string(in);
    if (!text)
        in->bad = true;
    return text;
}

static struct fact take_fact(struct reader *in)
{
    struct fact fact;
    fact.value = take_string(in);
    fact.source = take_string(in);
    if (!fact.value != !fact.source)
        in->bad = true;
    return fact;
}

/* A count of items that take at least `least` numbers each. What the bytes can't hold is
 * refused here, before memory is taken for it. */
static size_t take_count(struct reader *in, size_t least)
{
    size_t count = take_number(in);
    if (count <= (size_t)(in->end - in->at) / (least * sizeof(uint32_t)))
        return count;
    in->bad = true;
    return 0;
}

/* Facts of a list are there. */
static const struct fact *take_facts(struct reader *in, size_t *n)
{
    *n = take_count(in, 2);
    struct fact *facts = arena_array(in->arena, *n, sizeof *facts);
    for (size_t i = 0; i < *n; i++) {
        facts[i] = take_fact(in);
        if (!facts[i].value)
            in->bad = true;
    }
    return facts;
}

static const char *const *take_strings(struct reader *in, size_t *n)
{
    *n = take_count(in, 1);
    const char **strings = arena_array(in->arena, *n, sizeof *strings);
    for (size_t i = 0; i < *n; i++)
        strings[i] = take_text(in);
    return strings;
}

static const struct reason *take_reasons(struct reader *in, size_t *n)
{
    *n = take_count(in, 2);
    struct reason *reasons = arena_array(in->arena, *n, sizeof *reasons);
    for (size_t i = 0; i < *n; i++) {
        reasons[i].name = take_text(in);
        reasons[i].detail = take_string(in);
    }
    return reasons;
}

static const struct action *take_actions(struct reader *in, size_t *n)
{
    *n = take_count(in, 3);
    struct action *actions = arena_array(in->arena, *n, sizeof *actions);
    for (size_t i = 0; i < *n; i++) {
        actions[i].kind = take_text(in);
        actions[i].label = take_string(in);
        actions[i].url = take_string(in);
    }
    return actions;
}

static const struct plan *take_plans(struct reader *in, size_t *n)
{
    *n = take_count(in, 5);
    struct plan *plans = arena_array(in->arena, *n, sizeof *plans);
    for (size_t i = 0; i < *n; i++) {
        plans[i].name = take_string(in);
        plans[i].price = take_string(in);
        plans[i].currency = take_string(in);
        plans[i].period = take_string(in);
        plans[i].per_month = take_string(in);
    }
    return plans;
}

/* Numbers and strings of one part, counts included: what put_removed writes at least. */
#define REMOVED_LEAST 20

static void take_removed(struct reader *in, struct removed *part)
{
    part->id = take_number(in);
    part->after = take_number(in);
    part->kind = (enum part_kind)take_below(in, N_PART_KINDS);
    part->group = take_number(in);
    part->confidence = (uint8_t)take_below(in, 101);
    part->covering = take_flag(in);
    part->waiting = take_flag(in);
    part->unsure = take_flag(in);
    part->text = take_text(in);
    part->html = take_text(in);
    part->outline = take_string(in);
    part->vendor = take_string(in);
    part->frame_host = take_string(in);
    part->lang = take_string(in);
    part->terms = take_string(in);
    part->placeholders = take_strings(in, &part->n_placeholders);
    part->benefits = take_strings(in, &part->n_benefits);
    part->reasons = take_reasons(in, &part->n_reasons);
    part->actions = take_actions(in, &part->n_actions);
    part->plans = take_plans(in, &part->n_plans);
}

static void take_answer(struct reader *in, struct answer *answer)
{
    if (take_number(in) != MAGIC)
        in->bad = true;
    answer->status = (enum status)take_below(in, NO_ARTICLE + 1);
#define TAKE_FACT(name) answer->name = take_fact(in);
    META_FACTS(TAKE_FACT)
#undef TAKE_FACT
    answer->authors = take_facts(in, &answer->n_authors);
    answer->tags = take_facts(in, &answer->n_tags);
    answer->url = take_string(in);
    answer->access = (enum access)take_below(in, ACCESS_TEASER + 1);
    answer->access_reasons = take_reasons(in, &answer->n_access_reasons);
    answer->concealed = take_flag(in);
    answer->truncated = take_flag(in);
    answer->n_words = take_number(in);
    answer->n_page_words = take_number(in);
    answer->n_blocks = take_number(in);
    answer->n_minutes = take_number(in);
    answer->html = take_text(in);
    answer->text = take_string(in);
    answer->markdown = take_string(in);
    answer->why = take_string(in);
    answer->n_removed = take_count(in, REMOVED_LEAST);
    struct removed *removed = arena_array(in->arena, answer->n_removed, sizeof *removed);
    for (size_t i = 0; i < answer->n_removed && !in->bad; i++)
        take_removed(in, &removed[i]);
    answer->removed = removed;
}

enum status parcel_read(const char *bytes, size_t len, struct arena *arena,
                        struct answer *out)
{
    struct reader reader = {.at = bytes, .end = bytes + len, .arena = arena};
    struct answer answer = {.status = OK};
    take_answer(&reader, &answer);
    if (reader.bad || reader.at != reader.end)
        return CRASHED;
    *out = answer;
    return OK;
}
