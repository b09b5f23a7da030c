#include "engine/jsonld.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/text.h"
#include "engine/limits.h"
#include "engine/node.h"

#define AUTHORS_MAX 16

/* Types of schema.org that are an article. */
static const char *const article_types[] = {
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Posting",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "BackgroundNewsArticle",
    "ReviewNewsArticle",
    "AskPublicNewsArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "MedicalScholarlyArticle",
    "SatiricalArticle",
    "AdvertiserContentArticle",
    "APIReference",
    "AmpStory",
};
static const char *const page_types[] = {"WebPage",       "ItemPage", "AboutPage",
                                         "FAQPage",       "QAPage",   "MedicalWebPage",
                                         "CollectionPage"};
static const char *const site_types[] = {"WebSite", "NewsMediaOrganization",
                                         "Organization"};

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

static bool type_is(const json_t *object, const char *const *types, size_t n_types)
{
    const json_t *type = json_object_get(object, "@type");
    size_t n = json_is_array(type) ? json_array_size(type) : 1;

    for (size_t i = 0; i < n; i++) {
        const char *name =
            json_string_value(json_is_array(type) ? json_array_get(type, i) : type);
        const char *slash = name ? strrchr(name, '/') : NULL;

        for (size_t t = 0; name && t < n_types; t++)
            if (strcmp(slash ? slash + 1 : name, types[t]) == 0)
                return true;
    }
    return false;
}
#define TYPE_IS(object, types) type_is(object, types, N_OF(types))

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

static void read_authors(struct reader *r, const json_t *authors)
{
    size_t n = json_is_array(authors) ? json_array_size(authors) : 1;
    char *start = r->at;

    if (r->out->author)
        return;
    for (size_t i = 0; i < n && i < AUTHORS_MAX; i++) {
        const json_t *author =
            json_is_array(authors) ? json_array_get(authors, i) : authors;
        const char *name = string_of(dereference(r, author), "name");
        size_t len = name ? strlen(name) : 0;

        if (len == 0 || (size_t)(r->end - r->at) < len + 3)
            continue;
        if (r->at > start) {
            memcpy(r->at, ", ", 2);
            r->at += 2;
        }
        memcpy(r->at, name, len);
        r->at += len;
    }
    if (r->at > start) {
        *r->at++ = '\0';
        r->out->author = start;
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

static void read_article(struct reader *r, const json_t *object)
{
    struct jsonld *out = r->out;

    say(r, &out->headline, string_of(json_object_get(object, "headline"), "@value"));
    say(r, &out->headline, string_of(json_object_get(object, "name"), "@value"));
    read_authors(r, json_object_get(object, "author"));
    read_authors(r, json_object_get(object, "creator"));
    say(r, &out->site,
        string_of(dereference(r, json_object_get(object, "publisher")), "name"));
    say(r, &out->published,
        string_of(json_object_get(object, "datePublished"), "@value"));
    say(r, &out->modified, string_of(json_object_get(object, "dateModified"), "@value"));
    say(r, &out->lang, string_of(json_object_get(object, "inLanguage"), "name"));
    say(r, &out->image, string_of(json_object_get(object, "image"), "url"));
    say(r, &out->excerpt, string_of(json_object_get(object, "description"), "@value"));
    say(r, &out->canonical,
        string_of(json_object_get(object, "mainEntityOfPage"), "@id"));
    if (out->free_access < 0)
        out->free_access = truth(json_object_get(object, "isAccessibleForFree"));
    read_parts(r, json_object_get(object, "hasPart"));
    read_words(out, object);
}

static void read_page(struct reader *r, const json_t *object)
{
    struct jsonld *out = r->out;

    say(r, &out->published,
        string_of(json_object_get(object, "datePublished"), "@value"));
    say(r, &out->modified, string_of(json_object_get(object, "dateModified"), "@value"));
    say(r, &out->lang, string_of(json_object_get(object, "inLanguage"), "name"));
    say(r, &out->excerpt, string_of(json_object_get(object, "description"), "@value"));
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

static void read_document(struct reader *r, json_t *root)
{
    r->n = 0;
    push(r, root);
    for (size_t i = 0; i < r->n; i++) {
        push(r, json_object_get(r->objects[i], "@graph"));
        push(r, json_object_get(r->objects[i], "mainEntity"));
        push(r, json_object_get(r->objects[i], "mainEntityOfPage"));
    }

    for (size_t i = 0; i < r->n; i++)
        if (TYPE_IS(r->objects[i], article_types)) {
            r->out->says_article = true;
            read_article(r, r->objects[i]);
        }
    for (size_t i = 0; i < r->n; i++)
        if (TYPE_IS(r->objects[i], page_types))
            read_page(r, r->objects[i]);
    for (size_t i = 0; i < r->n; i++)
        if (TYPE_IS(r->objects[i], site_types))
            say(r, &r->out->site,
                string_of(json_object_get(r->objects[i], "name"), "@value"));
}

/* Where the JSON begins, past what scripts are wrapped in for old browsers. */
static char *start_of(char *text)
{
    static const char wrapper[] = "<![CDATA[";
    char *wrapped = strstr(text, wrapper);

    if (wrapped && wrapped < text + strcspn(text, "{"))
        text = wrapped + strlen(wrapper);
    return text + strcspn(text, "{[");
}

/* What templates get wrong most: bare newlines and tabs in strings, a comma before the
 * end of a list. In place. */
static void mend(char *text)
{
    char *out = text;
    bool in_string = false;

    for (char *in = text; *in != '\0'; in++) {
        if (in_string && *in == '\\' && in[1] != '\0') {
            *out++ = *in++;
        } else if (*in == '"') {
            in_string = !in_string;
        } else if (!in_string && *in == ',') {
            char next = in[1 + strspn(in + 1, " \t\r\n")];

            if (next == '}' || next == ']')
                continue;
        }
        *out++ = (unsigned char)*in < ' ' ? ' ' : *in;
    }
    *out = '\0';
}

static json_t *parse(char *text)
{
    char *start = start_of(text);
    json_t *root = json_loads(start, JSON_DISABLE_EOF_CHECK, NULL);

    if (!root) {
        mend(start);
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
    text = at = arena_alloc(&page->arena, len + 1);
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
