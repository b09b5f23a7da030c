/* Answers as JSON: the shapes of PROTOCOL.md. */
#include "base/json.h"
#include "base/version.h"
#include "render/answer.h"

static void put_text(struct strbuf *out, const char *key, const char *value)
{
    json_put_key(out, key);
    json_put_text(out, value);
}

static void put_number(struct strbuf *out, const char *key, uint32_t value)
{
    json_put_key(out, key);
    strbuf_printf(out, "%u", value);
}

static void put_flag(struct strbuf *out, const char *key, bool value)
{
    json_put_key(out, key);
    strbuf_puts(out, value ? "true" : "false");
}

static void put_fact(struct strbuf *out, const char *key, const struct fact *fact)
{
    json_put_key(out, key);
    if (!fact->value) {
        strbuf_puts(out, "null");
        return;
    }
    strbuf_putc(out, '{');
    put_text(out, "value", fact->value);
    put_text(out, "source", fact->source);
    strbuf_putc(out, '}');
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
        put_text(out, "name", reasons[i].name);
        put_text(out, "detail", reasons[i].detail);
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
        put_text(out, "kind", actions[i].kind);
        put_text(out, "label", actions[i].label);
        put_text(out, "url", actions[i].url);
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
        put_text(out, "name", plans[i].name);
        put_text(out, "price", plans[i].price);
        put_text(out, "currency", plans[i].currency);
        put_text(out, "period", plans[i].period);
        put_text(out, "per_month", plans[i].per_month);
        strbuf_putc(out, '}');
    }
    strbuf_putc(out, ']');
}

static void put_removed(struct strbuf *out, const struct removed *r)
{
    strbuf_putc(out, '{');
    put_number(out, "id", r->id);
    put_number(out, "after", r->after);
    put_text(out, "kind", part_kind_name(r->kind));
    put_number(out, "group", r->group);
    put_number(out, "confidence", r->confidence);
    put_flag(out, "covering", r->covering);
    put_flag(out, "waiting", r->waiting);
    put_flag(out, "unsure", r->unsure);
    put_text(out, "text", r->text);
    put_text(out, "html", r->html);
    put_text(out, "vendor", r->vendor);
    put_text(out, "frame_host", r->frame_host);
    put_text(out, "lang", r->lang);
    put_text(out, "terms", r->terms);
    put_strings(out, "placeholders", r->placeholders, r->n_placeholders);
    put_strings(out, "benefits", r->benefits, r->n_benefits);
    put_reasons(out, r->reasons, r->n_reasons);
    put_actions(out, r->actions, r->n_actions);
    put_plans(out, r->plans, r->n_plans);
    strbuf_putc(out, '}');
}

static void put_facts(struct strbuf *out, const struct answer *a)
{
    put_fact(out, "title", &a->title);
    put_fact(out, "byline", &a->byline);
    put_fact(out, "site", &a->site);
    put_fact(out, "published", &a->published);
    put_fact(out, "modified", &a->modified);
    put_fact(out, "lang", &a->lang);
    put_fact(out, "dir", &a->dir);
    put_fact(out, "canonical", &a->canonical);
    put_fact(out, "image", &a->image);
    put_fact(out, "excerpt", &a->excerpt);
}

void answer_json(const struct answer *a, struct strbuf *out)
{
    strbuf_putc(out, '{');
    put_text(out, "status", status_name(a->status));
    put_facts(out, a);
    put_text(out, "url", a->url);

    json_put_key(out, "access");
    strbuf_putc(out, '{');
    put_text(out, "value", access_name(a->access));
    put_reasons(out, a->access_reasons, a->n_access_reasons);
    put_flag(out, "concealed", a->concealed);
    strbuf_putc(out, '}');

    put_flag(out, "truncated", a->truncated);
    json_put_key(out, "counts");
    strbuf_putc(out, '{');
    put_number(out, "words", a->n_words);
    put_number(out, "page_words", a->n_page_words);
    put_number(out, "blocks", a->n_blocks);
    strbuf_putc(out, '}');

    json_put_key(out, "versions");
    strbuf_putc(out, '{');
    put_number(out, "protocol", PROTOCOL_VERSION);
    put_text(out, "host", engine_version());
    put_text(out, "engine", engine_version());
    put_text(out, "model", engine_model());
    strbuf_putc(out, '}');

    put_text(out, "html", a->html);
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
    put_text(out, "title", a->title.value);
    put_text(out, "byline", a->byline.value);
    put_text(out, "site", a->site.value);
    put_text(out, "published", a->published.value);
    put_text(out, "modified", a->modified.value);
    put_text(out, "lang", a->lang.value);
    put_text(out, "dir", a->dir.value);
    put_text(out, "excerpt", a->excerpt.value);
    put_text(out, "text", a->text ? a->text : "");
    put_text(out, "html", a->html);

    json_put_key(out, "overlays");
    strbuf_putc(out, '[');
    for (size_t i = 0; i < a->n_removed; i++) {
        const struct removed *r = &a->removed[i];

        if (!is_overlay(r))
            continue;
        strbuf_puts(out, first ? "{" : ",{");
        put_text(out, "kind", part_kind_name(r->kind));
        put_text(out, "text", r->text);
        put_reasons(out, r->reasons, r->n_reasons);
        strbuf_putc(out, '}');
        first = false;
    }
    strbuf_putc(out, ']');
    put_text(out, "access", access_name(a->access));
    strbuf_putc(out, '}');
}
