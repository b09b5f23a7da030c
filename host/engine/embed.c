#include "engine/embed.h"

#include <stdlib.h>
#include <string.h>

#include "engine/feature.h"
#include "engine/guise.h"
#include "engine/habit.h"
#include "engine/lexicon.h"
#include "engine/limits.h"
#include "engine/node.h"
#include "engine/sanitise.h"
#include "rules/vocabulary.h"

/* Posters, and sources of films, that are looked for in one element, in nodes. */
#define SOURCES_MAX 64

/* Buttons to like and boxes to tick are frames, too, of less height. */
#define FRAME_MIN_PX 100

/* An address in the page's arena as it may leave; NULL when it may not. */
static const char *clean(struct page *page, enum grammar_value kind, const char *url)
{
    struct strbuf out;
    const char *copy = NULL;

    if (!url || !*url)
        return NULL;
    strbuf_init(&out, LIMIT_ATTRIBUTE);
    if (sanitise_value(page, kind, url, strlen(url), &out) &&
        strncmp(out.bytes, "http", 4) == 0)
        copy = arena_copy(&page->arena, out.bytes, out.len);
    page->truncated |= strbuf_failed(&out);
    strbuf_release(&out);
    return copy;
}

static int hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static const char *fill(struct page *page, const char *address, const char *value,
                        size_t len)
{
    struct strbuf *out = &page->scratch;
    const char *star = strchr(address, '*');

    if (len == 0)
        return NULL;
    strbuf_clear(out);
    strbuf_add(out, address, (size_t)(star - address));
    if (strcmp(address, "*") != 0) {
        strbuf_add(out, value, len);
    } else { /* an address in an address */
        for (size_t i = 0; i < len; i++) {
            bool coded = value[i] == '%' && i + 2 < len && hex(value[i + 1]) >= 0 &&
                         hex(value[i + 2]) >= 0;

            strbuf_putc(out, coded ? (char)(hex(value[i + 1]) * 16 + hex(value[i + 2]))
                                   : value[i]);
            i += coded ? 2 : 0;
        }
    }
    strbuf_puts(out, star + 1);
    return clean(page, VALUE_LINK, arena_copy(&page->arena, out->bytes, out->len));
}

/* The value of a key in the query of an address. */
static const char *query_value(const char *url, const char *key, size_t *len)
{
    size_t key_len = strlen(key);

    for (const char *at = strchr(url, '?'); at; at = strpbrk(at, "&;")) {
        at++;
        if (strncmp(at, key, key_len) == 0 && at[key_len] == '=') {
            *len = strcspn(at + key_len + 1, "&;#");
            return at + key_len + 1;
        }
    }
    return NULL;
}

/* The rule for an address; *rest is what follows the part it names. */
static const struct embed_rule *rule_for(const char *url, bool is_script,
                                         const char **rest)
{
    const char *at = strstr(url, "//");

    if (!at)
        return NULL;
    at += 2;
    at += strncmp(at, "www.", 4) == 0 ? 4 : 0;
    for (size_t i = 0; i < n_embed_rules; i++) {
        size_t len = strlen(embed_rules[i].lead);

        if (embed_rules[i].is_tag || embed_rules[i].is_script != is_script ||
            strncmp(at, embed_rules[i].lead, len) != 0)
            continue;
        *rest = at + len;
        return &embed_rules[i];
    }
    return NULL;
}

static const char *page_of(struct page *page, const struct embed_rule *rule,
                           const char *url, const char *rest)
{
    size_t len = strcspn(rest, "/?&#");
    const char *value = rest, *found = NULL;

    if (rule->address && rule->key)
        value = query_value(url, rule->key, &len);
    if (rule->address && value)
        found = fill(page, rule->address, value, len);
    return found ? found : url;
}

static bool is_in_figure(const struct page *page, uint32_t n)
{
    return node_closest(page, n, TAG_FIGURE) != NO_NODE;
}

/* What a script shows stands at its address without ".js". */
static const char *script_address(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src"), *rest;
    size_t len;

    if (!src || !rule_for(src, true, &rest))
        return NULL;
    src = clean(page, VALUE_LINK, src);
    len = src ? strcspn(src, "?#") : 0;
    return len > 3 && strncmp(src + len - 3, ".js", 3) == 0
               ? arena_copy(&page->arena, src, len - 3)
               : NULL;
}

static bool has_room(const struct page *page, uint32_t n)
{
    static const char *const names[] = {"width", "height"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = node_attr(page, n, names[i]);
        char *end;
        unsigned long px = value ? strtoul(value, &end, 10) : FRAME_MIN_PX;

        if (px < FRAME_MIN_PX && *end != '%')
            return false;
    }
    return true;
}

static const char *name_of(const struct page *page, uint32_t n)
{
    static const char *const names[] = {"title", "aria-label", "playlabel", "alt"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *name = node_attr(page, n, names[i]);

        if (name && strspn(name, " \t\n\r\f") < strlen(name))
            return name;
    }
    return NULL;
}

/* A chart or a map from anywhere, which its page has given a name and room. Advertisements have
 * names that say so. */
static bool is_named_content(const struct page *page, uint32_t n)
{
    const char *name = name_of(page, n);
    struct class_hits overlays = {0}, zones = {0};

    if (!name || !has_room(page, n) ||
        (page->features && page->features->zones[n] & ZONE_AD))
        return false;
    lexicon_names(name, &overlays, &zones);
    return !((zones.strong | zones.weak) & 1u << ZONE_KIND_AD);
}

/* What a browser shows in a reader or player of its own. */
static bool is_document(const struct page *page, uint32_t n)
{
    const char *type = node_attr(page, n, "type");

    return type &&
           (strcasecmp(type, "application/pdf") == 0 ||
            strncasecmp(type, "video/", 6) == 0 || strncasecmp(type, "audio/", 6) == 0);
}

/* Where a frame's content can be opened; NULL for a frame that is no content. */
static const char *frame_address(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src"), *rest = NULL;
    const struct embed_rule *rule;

    if (node_attr(page, n, "srcdoc") && is_named_content(page, n))
        return clean(page, VALUE_LINK, page->snapshot->url); /* it is there alone */
    if (!src || strncmp(src, "about:", 6) == 0 || !*src)
        src = habit_attr(page, n, HABIT_LATE_SRC);
    if (!src)
        src = node_attr(page, n, "data");
    src = clean(page, VALUE_LINK, src);
    if (!src || page->nodes[n].saw & SAW_HIDDEN)
        return NULL;
    rule = rule_for(src, false, &rest);
    if (rule)
        return page_of(page, rule, src, rest);
    return node_attr(page, n, "allowfullscreen") || is_in_figure(page, n) ||
                   is_document(page, n) || is_named_content(page, n)
               ? src
               : NULL;
}

static const char *source_address(struct page *page, uint32_t n)
{
    const char *src = clean(page, VALUE_LINK, node_attr(page, n, "src"));

    return src ? src : clean(page, VALUE_LINK, habit_attr(page, n, HABIT_LATE_SRC));
}

/* A film's own address, or that of its first source; where a script feeds it, the film can be
 * seen on the page it stands on. */
static const char *media_address(struct page *page, uint32_t n)
{
    const char *own = node_attr(page, n, "src"), *src = source_address(page, n);
    bool is_fed = !own || strncmp(own, "blob:", 5) == 0;
    uint32_t end = page->nodes[n].end;

    for (uint32_t i = n + 1; i < end && i - n < SOURCES_MAX && !src; i++)
        if (page->nodes[i].tag == TAG_SOURCE) {
            src = source_address(page, i);
            is_fed = false;
        }
    return !src && is_fed ? clean(page, VALUE_LINK, page->snapshot->url) : src;
}

static const char *element_address(struct page *page, uint32_t n)
{
    const char *name = page->nodes[n].name;

    for (size_t i = 0; i < n_embed_rules; i++) {
        const char *value =
            embed_rules[i].is_tag && strcmp(embed_rules[i].lead, name) == 0
                ? node_attr(page, n, embed_rules[i].key)
                : NULL;

        if (value)
            return fill(page, embed_rules[i].address, value, strlen(value));
    }
    return NULL;
}

/* A film that a reader may start, or that has a name or a caption: what plays by itself is
 * a background, or dresses a product. */
static bool is_content(const struct page *page, uint32_t n)
{
    return node_attr(page, n, "controls") || node_attr(page, n, "title") ||
           is_in_figure(page, n) ||
           (habit_attr(page, n, HABIT_POSTER) && !node_attr(page, n, "autoplay"));
}

/* Where a quoted post can be read, if the page holds nothing of it but that. */
static const char *post_address(struct page *page, uint32_t n)
{
    static const char *const names[] = {"data-instgrm-permalink", "data-href",
                                        "data-text-post-permalink", "cite"};
    const char *address = NULL;
    uint32_t end = page->nodes[n].end;

    page->nodes[n].marks |= NODE_POST;
    for (uint32_t i = n + 1; i < end; i++)
        if (node_is_text(page, i) && node_closest(page, i, TAG_A) == NO_NODE &&
            strspn(page->nodes[i].text, " \t\n\r\f") < page->nodes[i].len)
            return NULL;
    for (size_t i = 0; i < sizeof names / sizeof *names && !address; i++)
        address = clean(page, VALUE_LINK, node_attr(page, n, names[i]));
    for (uint32_t i = n + 1; i < end && !address; i++)
        if (page->nodes[i].tag == TAG_A)
            address = clean(page, VALUE_LINK, node_attr(page, i, "href"));
    return address;
}

/* A drawing or photograph that is embedded as a thing is a picture. */
static bool is_still(const struct page *page, uint32_t n)
{
    const char *type = node_attr(page, n, "type");

    return (page->nodes[n].tag == TAG_OBJECT || page->nodes[n].tag == TAG_EMBED) &&
           type && strncasecmp(type, "image/", 6) == 0;
}

static bool mend_still(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "data"),
               *label = node_attr(page, n, "aria-label");

    if (!src)
        src = node_attr(page, n, "src");
    if (!clean(page, VALUE_IMAGE, src))
        return false;
    guise_set(page, n, TAG_IMG, (const char *const[]){"width", "height", "alt", NULL});
    guise_attr(page, n, "src", src);
    if (label)
        guise_attr(page, n, "alt", label);
    return true;
}

/* The picture that a player's service keeps of a film, in its place until somebody presses
 * it. */
static const char *still_address(struct page *page, uint32_t n)
{
    const char *src = node_attr(page, n, "src"), *rest = NULL;
    const struct embed_rule *rule = src ? rule_for(src, false, &rest) : NULL;

    return rule && rule->address && node_closest(page, n, TAG_A) == NO_NODE
               ? page_of(page, rule, src, rest)
               : NULL;
}

static const char *address_of(struct page *page, uint32_t n)
{
    switch (page->nodes[n].tag) {
    case TAG_IFRAME:
    case TAG_EMBED:
    case TAG_OBJECT:
        return frame_address(page, n);
    case TAG_VIDEO:
    case TAG_AUDIO:
        return is_content(page, n) ? media_address(page, n) : NULL;
    case TAG_UNKNOWN:
        return habit_is(page, n, HABIT_PLAYER) ? element_address(page, n) : NULL;
    case TAG_SCRIPT: /* writes what it embeds where it stands */
        return script_address(page, n);
    case TAG_IMG:
        return page->nodes[n].marks & NODE_DROP ? NULL : still_address(page, n);
    case TAG_BLOCKQUOTE:
    case TAG_DIV:
        return habit_is(page, n, HABIT_POST) ? post_address(page, n) : NULL;
    default:
        return NULL;
    }
}

/* What the link says: what the page calls it, or the address itself. */
static const char *label_of(struct page *page, uint32_t n, const char *address)
{
    const char *name = name_of(page, n);
    const char *said =
        page->nodes[n].marks & NODE_POST ? node_text(page, n, page->nodes[n].end) : NULL;

    if (said && *said)
        return said;
    return name ? name : address;
}

static void mend(struct page *page, uint32_t n, const char *address)
{
    const char *label = label_of(page, n, address);
    bool is_img = page->nodes[n].tag == TAG_IMG;
    const char *poster =
        clean(page, VALUE_IMAGE,
              is_img ? node_attr(page, n, "src") : habit_attr(page, n, HABIT_POSTER));

    guise_set(page, n, TAG_A, NULL);
    guise_attr(page, n, "title", "");
    guise_attr(page, n, "href", address);
    guise_attr(page, n, "label", label);
    if (poster) {
        guise_attr(page, n, "src", poster);
        guise_attr(page, n, "alt", "");
    }
    page->nodes[n].marks |= NODE_EMBED;
}

void embed_mend(struct page *page)
{
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const char *address;

        if (page->nodes[n].tag == TAG_TEXT || (is_still(page, n) && mend_still(page, n)))
            continue;
        address = address_of(page, n);
        if (!address)
            continue;
        mend(page, n, address);
        n = page->nodes[n].end - 1;
    }
}
