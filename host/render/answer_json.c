/* Answers as JSON: the shapes of PROTOCOL.md. */
#include "base/json.h"
#include "base/version.h"
#include "render/answer.h"

static void put_fact(const struct fact *fact, struct strbuf *out)
{
    strbuf_putc(out, '{');
    json_put_member(out, "value", fact->value);
    json_put_member(out, "source", fact->source);
    strbuf_putc(out, '}');
}

void answer_put_fact(const char *key, const struct fact *fact, struct strbuf *out)
{
    json_put_key(out, key);
    if (fact->value)
        put_fact(fact, out);
    else
        strbuf_puts(out, "null");
}

static void put_list(const char *key, const struct fact *facts, size_t n,
                     struct strbuf *out)
{
    json_put_key(out, key);
    strbuf_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            strbuf_putc(out, ',');
        put_fact(&facts[i], out);
    }
    strbuf_putc(out, ']');
}

static void put_strings(struct strbuf *out, const char *key, const char *const *items,
                        size_t n)
{
    json_put_key(out, key);
    strbuf_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            strbuf_putc(out, ',');
        json_put_text(out, items[i]);
    }
    strbuf_putc(out, ']');
}

static void put_reasons(struct strbuf *out, const struct reason *reasons, size_t n)
{
    json_put_key(out, "reasons");
    strbuf_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        strbuf_puts(out, i > 0 ? ",{" : "{");
        json_put_member(out, "name", reasons[i].name);
        json_put_member(out, "detail", reasons[i].detail);
        strbuf_putc(out, '}');
    }
    strbuf_putc(out, ']');
}

static void put_actions(struct strbuf *out, const struct action *actions, size_t n)
{
    json_put_key(out, "actions");
    strbuf_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        strbuf_puts(out, i > 0 ? ",{" : "{");
        json_put_member(out, "kind", actions[i].kind);
        json_put_member(out, "label", actions[i].label);
        json_put_member(out, "url", actions[i].url);
        strbuf_putc(out, '}');
    }
    strbuf_putc(out, ']');
}

static void put_plans(struct strbuf *out, const struct plan *plans, size_t n)
{
    json_put_key(out, "plans");
    strbuf_putc(out, '[');
    for (size_t i = 0; i < n; i++) {
        strbuf_puts(out, i > 0 ? ",{" : "{");
        json_put_member(out, "name", plans[i].name);
        json_put_member(out, "price", plans[i].price);
        json_put_member(out, "currency", plans[i].currency);
        json_put_member(out, "period", plans[i].period);
        json_put_member(out, "per_month", plans[i].per_month);
        strbuf_putc(out, '}');
    }
    strbuf_putc(out, ']');
}

static void put_removed(struct strbuf *out, const struct removed *r)
{
    strbuf_putc(out, '{');
    json_put_number(out, "id", r->id);
    json_put_number(out, "after", r->after);
    json_put_member(out, "kind", part_kind_name(r->kind));
    json_put_number(out, "group", r->group);
    json_put_number(out, "confidence", r->confidence);
    json_put_flag(out, "covering", r->covering);
    json_put_flag(out, "waiting", r->waiting);
    json_put_flag(out, "unsure", r->unsure);
    json_put_member(out, "text", r->text);
    json_put_member(out, "html", r->html);
    json_put_member(out, "outline", r->outline);
    json_put_member(out, "vendor", r->vendor);
    json_put_member(out, "frame_host", r->frame_host);
    json_put_member(out, "lang", r->lang);
    json_put_member(out, "terms", r->terms);
    put_strings(out, "placeholders", r->placeholders, r->n_placeholders);
    put_strings(out, "benefits", r->benefits, r->n_benefits);
    put_reasons(out, r->reasons, r->n_reasons);
    put_actions(out, r->actions, r->n_actions);
    put_plans(out, r->plans, r->n_plans);
    strbuf_putc(out, '}');
}

static void put_facts(struct strbuf *out, const struct answer *a)
{
#define PUT_FACT(name) answer_put_fact(#name, &a->name, out);
    META_FACTS(PUT_FACT)
#undef PUT_FACT
    put_list("authors", a->authors, a->n_authors, out);
    put_list("tags", a->tags, a->n_tags, out);
}

void answer_json(const struct answer *a, struct strbuf *out)
{
    strbuf_putc(out, '{');
    json_put_member(out, "status", status_name(a->status));
    put_facts(out, a);
    json_put_member(out, "url", a->url);

    json_put_key(out, "access");
    strbuf_putc(out, '{');
    json_put_member(out, "value", access_name(a->access));
    put_reasons(out, a->access_reasons, a->n_access_reasons);
    json_put_flag(out, "concealed", a->concealed);
    strbuf_putc(out, '}');

    json_put_flag(out, "truncated", a->truncated);
    json_put_key(out, "counts");
    strbuf_putc(out, '{');
    json_put_number(out, "words", a->n_words);
    json_put_number(out, "page_words", a->n_page_words);
    json_put_number(out, "blocks", a->n_blocks);
    json_put_number(out, "minutes", a->n_minutes);
    strbuf_putc(out, '}');

    json_put_key(out, "versions");
    strbuf_putc(out, '{');
    json_put_number(out, "protocol", PROTOCOL_VERSION);
    json_put_member(out, "host", engine_version());
    json_put_member(out, "engine", engine_version());
    json_put_member(out, "model", engine_model());
    strbuf_putc(out, '}');

    json_put_member(out, "html", a->html);
    json_put_key(out, "removed");
    strbuf_putc(out, '[');
    for (size_t i = 0; i < a->n_removed; i++) {
        if (i > 0)
            strbuf_putc(out, ',');
        put_removed(out, &a->removed[i]);
    }
    strbuf_puts(out, "]}");
}

static bool is_overlay(const struct removed *r)
{
    return r->kind != PART_BOILERPLATE && r->kind != PART_READER && !r->unsure;
}

/* Plain values, and of the parts only the overlays that were taken out. */
void answer_line(const struct answer *a, const char *id_json, struct strbuf *out)
{
    bool first = true;

    strbuf_puts(out, "{\"id\":");
    strbuf_puts(out, id_json);
    json_put_member(out, "title", a->title.value);
    json_put_member(out, "byline", a->byline.value);
    json_put_member(out, "site", a->site.value);
    json_put_member(out, "published", a->published.value);
    json_put_member(out, "modified", a->modified.value);
    json_put_member(out, "lang", a->lang.value);
    json_put_member(out, "dir", a->dir.value);
    json_put_member(out, "excerpt", a->excerpt.value);
    json_put_member(out, "text", a->text ? a->text : "");
    json_put_member(out, "html", a->html);

    json_put_key(out, "overlays");
    strbuf_putc(out, '[');
    for (size_t i = 0; i < a->n_removed; i++) {
        const struct removed *r = &a->removed[i];

        if (!is_overlay(r))
            continue;
        strbuf_puts(out, first ? "{" : ",{");
        json_put_member(out, "kind", part_kind_name(r->kind));
        json_put_member(out, "text", r->text);
        put_reasons(out, r->reasons, r->n_reasons);
        strbuf_putc(out, '}');
        first = false;
    }
    strbuf_putc(out, ']');
    json_put_member(out, "access", access_name(a->access));
    strbuf_putc(out, '}');
}
