#include "engine/sanitise.h"

#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/srcset.h"

#define LANG_MAX 35
#define NUMBER_MAX 6
#define DATETIME_MAX 40
#define MEASURE_MAX 20
#define LANGUAGE_MAX 20
#define MEDIA_MAX 120
#define ANCHOR_MAX 6

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static void trim(const char **value, size_t *len)
{
    while (*len && is_blank(**value)) {
        (*value)++;
        (*len)--;
    }
    while (*len && is_blank((*value)[*len - 1]))
        (*len)--;
}

/* 1 to `max` characters, each a digit, a letter where allowed, or one of `others`. */
static bool add_if_made_of(const char *value, size_t len, size_t max, bool letters,
                           const char *others, struct strbuf *out)
{
    if (len == 0 || len > max)
        return false;
    for (size_t i = 0; i < len; i++)
        if (!text_is_digit(value[i]) && !(letters && is_letter(value[i])) &&
            !(value[i] && strchr(others, value[i])))
            return false;
    strbuf_add(out, value, len);
    return true;
}

static bool add_if_word(const char *value, size_t len, const char *const *words,
                        struct strbuf *out)
{
    for (; *words; words++) {
        size_t i = 0;

        while (i < len && (*words)[i] && lower(value[i]) == (*words)[i])
            i++;
        if (i == len && !(*words)[i]) {
            strbuf_puts(out, *words);
            return true;
        }
    }
    return false;
}

/* Text on one line, without control characters. */
static bool add_text(const char *value, size_t len, struct strbuf *out)
{
    for (size_t i = 0, start = 0; i <= len; i++) {
        unsigned char c = i < len ? (unsigned char)value[i] : 0;

        if (i < len && c >= 0x20 && c != 0x7f)
            continue;
        strbuf_add(out, value + start, i - start);
        if (i < len && is_blank((char)c))
            strbuf_putc(out, ' ');
        start = i + 1;
    }
    return true;
}

static bool is_listed(const char *word, const char *const *list)
{
    for (; *list; list++)
        if (strcmp(*list, word) == 0)
            return true;
    return false;
}

/* A browser reads "http:x" against the page, and "http:///x" as a host: neither is
 * absolute. */
static bool has_host(const char *url, const char *scheme)
{
    if (strncmp(scheme, "http", 4) != 0)
        return true;
    const char *rest = url + strlen(scheme);
    return strncmp(rest, "://", 3) == 0 && rest[3] && !strchr("/\\?#", rest[3]);
}

/* Resolves first and looks at the scheme of what came out, so that nothing between the
 * two can read the address otherwise. */
static bool add_address(const struct page *page, const char *value, size_t len,
                        const char *const *schemes, struct strbuf *out)
{
    char scheme[16];
    struct strbuf url;
    bool good;

    strbuf_init(&url, LIMIT_ATTRIBUTE);
    good = url_resolve(value, len, page->base_url, &url) && !strbuf_failed(&url) &&
           url_scheme(url.bytes, url.len, scheme) && is_listed(scheme, schemes) &&
           strncmp(url.bytes, scheme, strlen(scheme)) == 0 &&
           url.len > strlen(scheme) + 1 && has_host(url.bytes, scheme);
    for (size_t i = 0; good && i < url.len; i++)
        good = (unsigned char)url.bytes[i] > 0x20 && url.bytes[i] != 0x7f;
    out->failed |= strbuf_failed(&url);
    if (good)
        strbuf_add(out, url.bytes, url.len);
    strbuf_release(&url);
    return good;
}

/* "data:image/png;base64,..." of a listed type, and nothing but base64 after it. */
static bool add_data_picture(const char *value, size_t len, struct strbuf *out)
{
    static const char *const lead = "data:", *const encoding = ";base64,";

    for (const char *const *type = grammar_data_types; *type; type++) {
        size_t type_len = strlen(*type), head = 5 + type_len + 8;

        if (len <= head || strncasecmp(value, lead, 5) != 0 ||
            strncasecmp(value + 5, *type, type_len) != 0 ||
            strncasecmp(value + 5 + type_len, encoding, 8) != 0)
            continue;
        for (size_t i = head; i < len; i++)
            if (!text_is_digit(value[i]) && !is_letter(value[i]) && !is_blank(value[i]) &&
                !(value[i] && strchr("+/=", value[i])))
                return false;
        strbuf_puts(out, lead);
        strbuf_puts(out, *type);
        strbuf_puts(out, encoding);
        for (size_t i = head; i < len; i++)
            if (!is_blank(value[i]))
                strbuf_putc(out, value[i]);
        return true;
    }
    return false;
}

static bool add_picture(const struct page *page, const char *value, size_t len,
                        struct strbuf *out)
{
    trim(&value, &len);
    if (len == 0)
        return false; /* an empty address is the page itself, which is no picture */
    if (len > 5 && strncasecmp(value, "data:", 5) == 0)
        return add_data_picture(value, len, out);
    return add_address(page, value, len, grammar_image_schemes, out);
}

/* No screen is wider, or denser; browsers take no candidate of nothing. */
static bool is_sensible(const struct srcset_candidate *candidate)
{
    return candidate->size > 0 && candidate->size < 100000;
}

/* "ADDRESS 320w, ADDRESS 2.000x": those that may leave. */
static bool add_srcset(const struct page *page, const char *value, struct strbuf *out)
{
    struct srcset_candidate candidate;
    struct strbuf all;
    bool good;

    strbuf_init(&all, LIMIT_ATTRIBUTE);
    while (!strbuf_failed(&all) && srcset_next(&value, &candidate)) {
        size_t start = all.len;

        if (start)
            strbuf_puts(&all, ", ");
        if (!is_sensible(&candidate) ||
            !add_address(page, candidate.url, candidate.url_len, grammar_image_schemes,
                         &all))
            strbuf_truncate(&all, start);
        else if (candidate.unit == 'w')
            strbuf_printf(&all, " %luw", candidate.size);
        else if (candidate.size != 1000)
            strbuf_printf(&all, " %lu.%03lux", candidate.size / 1000,
                          candidate.size % 1000);
    }
    good = all.len && !strbuf_failed(&all);
    out->failed |= strbuf_failed(&all);
    if (good)
        strbuf_add(out, all.bytes, all.len);
    strbuf_release(&all);
    return good;
}

/* A media query in few signs: none that could begin anything else. Blanks are one. */
static bool add_media(const char *value, size_t len, struct strbuf *out)
{
    size_t start = out->len;

    if (len == 0 || len > MEDIA_MAX)
        return false;
    for (size_t i = 0; i < len; i++) {
        char c = is_blank(value[i]) ? ' ' : lower(value[i]);

        if (!text_is_digit(c) && !is_letter(c) && !(c && strchr(" ():,.-", c))) {
            strbuf_truncate(out, start);
            return false;
        }
        if (c != ' ' || value[i - 1] != ' ')
            strbuf_putc(out, c);
    }
    return true;
}

/* A known beginning, and then what is made of digits and so on. */
static bool add_after(const char *lead, const char *value, size_t len, size_t max,
                      bool letters, const char *others, struct strbuf *out)
{
    size_t lead_len = strlen(lead), start = out->len;

    if (len <= lead_len || memcmp(value, lead, lead_len) != 0)
        return false;
    strbuf_puts(out, lead);
    if (add_if_made_of(value + lead_len, len - lead_len, max, letters, others, out))
        return true;
    strbuf_truncate(out, start);
    return false;
}

static bool add_anchor(const char *value, size_t len, struct strbuf *out)
{
    return add_after(grammar_anchor, value, len, ANCHOR_MAX, false, "", out);
}

/* To another part of what is printed: "#" and one of our ids. */
static bool add_inner_link(const char *value, size_t len, struct strbuf *out)
{
    size_t start = out->len;

    if (len == 0 || *value != '#')
        return false;
    strbuf_putc(out, '#');
    if (add_anchor(value + 1, len - 1, out))
        return true;
    strbuf_truncate(out, start);
    return false;
}

bool sanitise_value(const struct page *page, enum grammar_value kind, const char *value,
                    size_t len, struct strbuf *out)
{
    static const char *const directions[] = {"ltr", "rtl", "auto", NULL};
    static const char *const scopes[] = {"row", "col", "rowgroup", "colgroup", NULL};

    if (kind != VALUE_TEXT)
        trim(&value, &len);
    switch (kind) {
    case VALUE_TEXT:
        return add_text(value, len, out);
    case VALUE_LANG:
        return add_if_made_of(value, len, LANG_MAX, true, "-", out);
    case VALUE_DIR:
        return add_if_word(value, len, directions, out);
    case VALUE_NUMBER:
        return add_if_made_of(value, len, NUMBER_MAX, false, "", out);
    case VALUE_FLAG:
        return true;
    case VALUE_SCOPE:
        return add_if_word(value, len, scopes, out);
    case VALUE_NUMBERING: /* as written: a and A are two */
        if (len != 1 || !strchr("1aAiI", *value))
            return false;
        strbuf_putc(out, *value);
        return true;
    case VALUE_DATETIME:
        return add_if_made_of(value, len, DATETIME_MAX, true, "-:.+ ", out);
    case VALUE_LINK:
        return add_inner_link(value, len, out) ||
               (len && add_address(page, value, len, grammar_link_schemes, out));
    case VALUE_IMAGE:
        return add_picture(page, value, len, out);
    case VALUE_SRCSET:
        return add_srcset(page, value, out);
    case VALUE_TYPE:
        return add_if_word(value, len, grammar_data_types, out);
    case VALUE_MEDIA:
        return add_media(value, len, out);
    case VALUE_MEASURE:
        return add_if_made_of(value, len, MEASURE_MAX, true, "-+.%", out);
    case VALUE_LANGUAGE:
        return add_after("language-", value, len, LANGUAGE_MAX, true, "-+.#_", out);
    case VALUE_ANCHOR:
        return add_anchor(value, len, out);
    case VALUE_FIXED:
        return false; /* never taken from the page */
    }
    return false;
}

bool sanitise_attr(const struct page *page, uint32_t n, const struct attr *attr,
                   struct strbuf *out)
{
    const struct grammar_element *element = &grammar[page->nodes[n].tag];

    for (size_t i = 0; i < element->n_attrs; i++)
        if (strcmp(element->attrs[i].name, attr->name) == 0)
            return sanitise_value(page, element->attrs[i].value, attr->value,
                                  attr->value_len, out);
    return false;
}

/* The attribute may leave, and says something; `name` NULL: any of them does. */
static bool has_clean_attr(struct page *page, uint32_t n, const char *name)
{
    const struct node *node = &page->nodes[n];
    struct strbuf value;
    bool found = false;

    strbuf_init(&value, LIMIT_ATTRIBUTE);
    for (uint32_t i = 0; i < node->len && !found; i++)
        if (!name || strcmp(node->attrs[i].name, name) == 0)
            found = sanitise_attr(page, n, &node->attrs[i], &value) && value.len;
    page->truncated |= strbuf_failed(&value);
    strbuf_release(&value);
    return found;
}

/* One that says for which screens or browsers it is must say so as it leaves: else it would
 * be for all. */
static bool is_source(struct page *page, uint32_t n)
{
    return has_clean_attr(page, n, "srcset") &&
           (!node_attr(page, n, "type") || has_clean_attr(page, n, "type")) &&
           (!node_attr(page, n, "media") || has_clean_attr(page, n, "media"));
}

static uint32_t verdict(struct page *page, uint32_t n)
{
    switch (grammar[page->nodes[n].tag].verb) {
    case GRAMMAR_DROP:
        return NODE_DROP;
    case GRAMMAR_UNWRAP:
        return NODE_UNWRAP;
    case GRAMMAR_KEEP:
        break;
    }
    switch (page->nodes[n].tag) {
    case TAG_IMG:
        return has_clean_attr(page, n, "src") ? 0 : NODE_DROP;
    case TAG_SOURCE:
        return is_source(page, n) ? 0 : NODE_DROP;
    case TAG_A:
        return has_clean_attr(page, n, "href") ? 0 : NODE_UNWRAP;
    case TAG_SPAN:
        return has_clean_attr(page, n, NULL) ? 0 : NODE_UNWRAP;
    default:
        return 0;
    }
}

void sanitise_mark(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++)
        if (page->nodes[n].tag != TAG_TEXT)
            page->nodes[n].marks |= verdict(page, n);
}

const char *sanitise_address(struct page *page, const char *url)
{
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    if (!url || !*url)
        return NULL;
    bool good = sanitise_value(page, VALUE_LINK, url, strlen(url), scratch);
    page->truncated |= strbuf_failed(scratch);
    if (!good || strncmp(scratch->bytes, "http", 4) != 0)
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}
