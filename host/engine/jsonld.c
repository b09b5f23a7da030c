#include "engine/jsonld.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "engine/json_text.h"
#include "engine/lexicon.h"
#include "engine/limits.h"
#include "engine/node.h"

/* Kinds that are an article. */
#define ARTICLES (1u << SCHEMA_ARTICLE | 1u << SCHEMA_POSTING)

struct reader {
    struct jsonld *out;
    char *at, *end; /* room for copies: as long as the script, so never too short */
    json_t *objects[LIMIT_OBJECTS]; /* borrowed from the document in hand */
    size_t n;
    bool full; /* there are more */
};

static const char *copy(struct reader *r, const char *text)
{
    size_t len = strlen(text);
    char *start = r->at;

    if (len == 0 || (size_t)(r->end - r->at) < len + 1)
        return NULL;
    memcpy(start, text, len + 1);
    r->at += len + 1;
    return start;
}

static void say(struct reader *r, const char **field, const char *text)
{
    if (!*field && text)
        *field = copy(r, text);
}

/* The string itself, else what an object (the first of an array) names so. */
static const char *string_of(const json_t *value, const char *name)
{
    if (json_is_array(value))
        value = json_array_get(value, 0);
    if (json_is_object(value))
        value = json_object_get(value, name);
    if (json_is_array(value))
        value = json_array_get(value, 0);
    return json_string_value(value);
}

/* What the object speaks of: bit 1 << enum schema_kind. */
static unsigned kinds_of(const json_t *object)
{
    const json_t *type = json_object_get(object, "@type");
    size_t n = json_is_array(type) ? json_array_size(type) : 1;
    unsigned kinds = 0;

    for (size_t i = 0; i < n; i++) {
        const char *name =
            json_string_value(json_is_array(type) ? json_array_get(type, i) : type);
        enum schema_kind kind;

        if (name && lexicon_schema(name, &kind))
            kinds |= 1u << kind;
    }
    return kinds;
}

/* {"@id": "#someone"} stands for the object that says so of itself. */
static const json_t *dereference(const struct reader *r, const json_t *value)
{
    const char *id = json_string_value(json_object_get(value, "@id"));

    if (!id || json_object_get(value, "name") != NULL)
        return value;
    for (size_t i = 0; i < r->n; i++) {
        const char *other = json_string_value(json_object_get(r->objects[i], "@id"));

        if (other && strcmp(id, other) == 0 &&
            json_object_get(r->objects[i], "name") != NULL)
            return r->objects[i];
    }
    return value;
}

/* The names of one value: itself, or what it names so, one or several. */
static void list_one(struct reader *r, const char **names, size_t *n_names,
                     const json_t *value, const char *name)
{
    const json_t *named = json_object_get(value, name);
    size_t n = json_is_array(named) ? json_array_size(named) : 1;

    for (size_t i = 0; i < n && *n_names < JSONLD_MANY; i++) {
        const char *text = json_is_array(named)
                               ? json_string_value(json_array_get(named, i))
                               : string_of(value, name);

        text = text ? copy(r, text) : NULL;
        if (text)
            names[(*n_names)++] = text;
    }
}

/* Names of one value or of each in a list, up to JSONLD_MANY; the first that names any is
 * believed. */
static void list(struct reader *r, const char **names, size_t *n_names,
                 const json_t *values, const char *name)
{
    size_t n = json_is_array(values) ? json_array_size(values) : 1;

    if (*n_names > 0)
        return;
    for (size_t i = 0; i < n && *n_names < JSONLD_MANY; i++) {
        const json_t *value = json_is_array(values) ? json_array_get(values, i) : values;

        list_one(r, names, n_names, dereference(r, value), name);
    }
}

/* true, "False", "http://schema.org/False" */
static int truth(const json_t *value)
{
    const char *text = json_string_value(value);
    const char *slash = text ? strrchr(text, '/') : NULL;

    if (json_is_boolean(value))
        return json_is_true(value);
    if (slash)
        text = slash + 1;
    if (text && text_equal_nocase(text, "true"))
        return 1;
    if (text && text_equal_nocase(text, "false"))
        return 0;
    return -1;
}

static void read_words(struct jsonld *out, const json_t *object)
{
    const json_t *count = json_object_get(object, "wordCount");
    const char *body = json_string_value(json_object_get(object, "articleBody"));
    long long words = 0;

    if (json_is_integer(count))
        words = json_integer_value(count);
    else if (json_is_string(count))
        words = strtoll(json_string_value(count), NULL, 10);
    if (out->stated_words == 0 && words > 0 && words < UINT32_MAX)
        out->stated_words = (uint32_t)words;
    if (out->body_words == 0 && body)
        out->body_words = (uint32_t)text_words(body, strlen(body));
}

/* Google's markup of a paid text: which of its elements only subscribers get. */
static void read_parts(struct reader *r, const json_t *parts)
{
    size_t n = json_is_array(parts) ? json_array_size(parts) : 1;

    for (size_t i = 0; i < n; i++) {
        const json_t *part = json_is_array(parts) ? json_array_get(parts, i) : parts;

        if (truth(json_object_get(part, "isAccessibleForFree")) == 0)
            say(r, &r->out->gated,
                json_string_value(json_object_get(part, "cssSelector")));
    }
}

/* What may be said of the article and of the page around it alike. */
static void read_page(struct reader *r, const json_t *object)
{
    struct jsonld *out = r->out;

    say(r, &out->published,
        string_of(json_object_get(object, "datePublished"), "@value"));
    say(r, &out->published, string_of(json_object_get(object, "dateCreated"), "@value"));
    say(r, &out->modified, string_of(json_object_get(object, "dateModified"), "@value"));
    say(r, &out->lang, string_of(json_object_get(object, "inLanguage"), "name"));
    say(r, &out->excerpt, string_of(json_object_get(object, "description"), "@value"));
    say(r, &out->licence, string_of(json_object_get(object, "license"), "url"));
}

static void read_article(struct reader *r, const json_t *object)
{
    struct jsonld *out = r->out;

    say(r, &out->headline, string_of(json_object_get(object, "headline"), "@value"));
    say(r, &out->headline, string_of(json_object_get(object, "name"), "@value"));
    say(r, &out->subtitle,
        string_of(json_object_get(object, "alternativeHeadline"), "@value"));
    list(r, out->authors, &out->n_authors, json_object_get(object, "author"), "name");
    list(r, out->authors, &out->n_authors, json_object_get(object, "creator"), "name");
    list(r, out->tags, &out->n_tags, json_object_get(object, "keywords"), "name");
    say(r, &out->section, string_of(json_object_get(object, "articleSection"), "name"));
    say(r, &out->site,
        string_of(dereference(r, json_object_get(object, "publisher")), "name"));
    say(r, &out->image, string_of(json_object_get(object, "image"), "url"));
    say(r, &out->canonical,
        string_of(json_object_get(object, "mainEntityOfPage"), "@id"));
    if (out->free_access < 0)
        out->free_access = truth(json_object_get(object, "isAccessibleForFree"));
    read_parts(r, json_object_get(object, "hasPart"));
    read_words(out, object);
    read_page(r, object);
}

static void push_one(struct reader *r, json_t *value)
{
    if (!json_is_object(value))
        return;
    if (r->n < LIMIT_OBJECTS)
        r->objects[r->n++] = value;
    else
        r->full = true;
}

static void push(struct reader *r, json_t *value)
{
    push_one(r, value);
    for (size_t i = 0; i < json_array_size(value) && !r->full; i++)
        push_one(r, json_array_get(value, i));
}

/* What a page of one question and its answers is about; of the many of a list of frequent
 * questions none is. */
static const json_t *only_question(const struct reader *r)
{
    const json_t *only = NULL;

    for (size_t i = 0; i < r->n; i++)
        if (kinds_of(r->objects[i]) & 1u << SCHEMA_QUESTION) {
            if (only)
                return NULL;
            only = r->objects[i];
        }
    return only;
}

static void read_document(struct reader *r, json_t *root)
{
    const json_t *question;

    r->n = 0;
    push(r, root);
    for (size_t i = 0; i < r->n; i++) {
        push(r, json_object_get(r->objects[i], "@graph"));
        push(r, json_object_get(r->objects[i], "mainEntity"));
        push(r, json_object_get(r->objects[i], "mainEntityOfPage"));
    }

    for (size_t i = 0; i < r->n; i++)
        if (kinds_of(r->objects[i]) & ARTICLES) {
            r->out->says_article = true;
            r->out->is_thread |= (kinds_of(r->objects[i]) & 1u << SCHEMA_POSTING) != 0;
            read_article(r, r->objects[i]);
        }
    question = only_question(r);
    if (question) {
        r->out->is_thread = true;
        read_article(r, question);
    }
    for (size_t i = 0; i < r->n; i++)
        if (kinds_of(r->objects[i]) & 1u << SCHEMA_PAGE)
            read_page(r, r->objects[i]);
    for (size_t i = 0; i < r->n; i++)
        if (kinds_of(r->objects[i]) & 1u << SCHEMA_SITE)
            say(r, &r->out->site,
                string_of(json_object_get(r->objects[i], "name"), "@value"));
}

static json_t *parse(char *text)
{
    char *start = json_text_start(text);
    json_t *root = json_loads(start, JSON_DISABLE_EOF_CHECK, NULL);

    if (!root) {
        json_text_mend(start);
        root = json_loads(start, JSON_DISABLE_EOF_CHECK, NULL);
    }
    if (!root) {
        json_text_close(start);
        root = json_loads(start, JSON_DISABLE_EOF_CHECK, NULL);
    }
    return root;
}

static bool is_jsonld(const struct page *page, uint32_t n)
{
    const char *type = node_attr(page, n, "type");
    static const char name[] = "application/ld+json";

    return type && strncasecmp(type + strspn(type, " "), name, strlen(name)) == 0;
}

static void read_script(struct page *page, uint32_t n, struct jsonld *out)
{
    const struct node *nodes = page->nodes;
    size_t len = 0;
    struct reader r = {.out = out};
    json_t *root;
    char *text, *at;

    for (uint32_t i = n + 1; i < nodes[n].end; i++)
        if (node_is_text(page, i))
            len += nodes[i].len;
    if (len > LIMIT_JSON_LD)
        page->truncated = true;
    if (len == 0 || len > LIMIT_JSON_LD)
        return;

    /* All memory is taken before jansson takes its own: once it has, nothing may leave
     * through the arena's escape. The strings that are kept are parts of the text, and a
     * separator takes no more room than the quotes and commas did. */
    text = at = arena_alloc(&page->arena, len + 1 + JSON_TEXT_ROOM);
    r.at = arena_alloc(&page->arena, len + 1);
    r.end = r.at + len + 1;
    for (uint32_t i = n + 1; i < nodes[n].end; i++)
        if (node_is_text(page, i)) {
            memcpy(at, nodes[i].text, nodes[i].len);
            at += nodes[i].len;
        }

    root = parse(text);
    if (root)
        read_document(&r, root);
    page->truncated |= r.full;
    json_decref(root);
}

void jsonld_read(struct page *page, struct jsonld *out)
{
    *out = (struct jsonld){.free_access = -1};
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag == TAG_SCRIPT && is_jsonld(page, n))
            read_script(page, n, out);
}

void jsonld_prepare(void)
{
    json_object_seed(0);
}
