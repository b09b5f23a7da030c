#include "worker/verify.h"

#include <stdint.h>
#include <string.h>

#include "rules/rules.h"

struct cursor {
    const char *at, *end;
};

static bool has(const struct cursor *c, char byte)
{
    return c->at < c->end && *c->at == byte;
}

static bool take(struct cursor *c, const char *literal)
{
    size_t len = strlen(literal);
    if ((size_t)(c->end - c->at) < len || memcmp(c->at, literal, len) != 0)
        return false;
    c->at += len;
    return true;
}

/* One character of UTF-8 (the Unicode standard, table 3-7); false when it is not one, or
 * a control character other than newline and tab: those of two bytes do to a terminal what
 * the old ones do. */
static bool take_character(struct cursor *c)
{
    const unsigned char *b = (const unsigned char *)c->at;
    size_t left = (size_t)(c->end - c->at);
    size_t len = b[0] < 0x80   ? 1
                 : b[0] < 0xC2 ? 0
                 : b[0] < 0xE0 ? 2
                 : b[0] < 0xF0 ? 3
                               : 4;
    if (len == 0 || len > left || b[0] > 0xF4)
        return false;
    if (len == 1 && (b[0] == 0x7F || (b[0] < 0x20 && b[0] != '\n' && b[0] != '\t')))
        return false;
    for (size_t i = 1; i < len; i++)
        if (b[i] < 0x80 || b[i] > 0xBF)
            return false;
    if ((b[0] == 0xE0 && b[1] < 0xA0) || (b[0] == 0xED && b[1] > 0x9F) ||
        (b[0] == 0xF0 && b[1] < 0x90) || (b[0] == 0xF4 && b[1] > 0x8F) ||
        (b[0] == 0xC2 && b[1] < 0xA0))
        return false;
    c->at += len;
    return true;
}

/* Text between tags: `& < >` stand only as references. */
static bool take_text(struct cursor *c)
{
    while (c->at < c->end && *c->at != '<') {
        if (*c->at == '&') {
            if (!take(c, "&amp;") && !take(c, "&lt;") && !take(c, "&gt;"))
                return false;
        } else if (*c->at == '>' || !take_character(c)) {
            return false;
        }
    }
    return true;
}

/* A double-quoted value: `& < > " ' `` stand only as references. */
static bool take_value(struct cursor *c, struct cursor *value)
{
    if (!take(c, "\""))
        return false;
    value->at = c->at;
    while (c->at < c->end && *c->at != '"') {
        if (*c->at == '&') {
            if (!take(c, "&amp;") && !take(c, "&lt;") && !take(c, "&gt;") &&
                !take(c, "&quot;") && !take(c, "&#39;") && !take(c, "&#96;"))
                return false;
        } else if (strchr("<>'`\n\t", *c->at) || !take_character(c)) {
            return false; /* white space in a value is a blank */
        }
    }
    value->end = c->at;
    return take(c, "\"");
}

static bool is_digit(char b)
{
    return b >= '0' && b <= '9';
}

static bool is_letter(char b)
{
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z');
}

/* 1 to `most` bytes, each a letter, a digit or one of `others`. */
static bool is_made_of(struct cursor value, size_t most, bool letters, const char *others)
{
    size_t len = (size_t)(value.end - value.at);
    if (len == 0 || len > most)
        return false;
    for (; value.at < value.end; value.at++)
        if (!is_digit(*value.at) && !(letters && is_letter(*value.at)) &&
            !(*value.at && strchr(others, *value.at)))
            return false;
    return true;
}

static bool is_one_of(struct cursor value, const char *const *words)
{
    for (; *words; words++)
        if (strlen(*words) == (size_t)(value.end - value.at) &&
            memcmp(*words, value.at, strlen(*words)) == 0)
            return true;
    return false;
}

/* "scheme:" of the list, lower case, and after it at least one byte, none of them blank.
 * A hierarchical scheme must have its two slashes and a host: "http:x" is read against
 * the base by a browser, and nothing relative leaves. */
static bool is_address(struct cursor value, const char *const *schemes)
{
    for (; *schemes; schemes++) {
        struct cursor rest = value;
        if (!take(&rest, *schemes) || !take(&rest, ":"))
            continue;
        if (strncmp(*schemes, "http", 4) == 0 &&
            (!take(&rest, "//") || rest.at == rest.end || strchr("/\\?#", *rest.at)))
            return false;
        if (rest.at == rest.end)
            return false;
        for (; rest.at < rest.end; rest.at++)
            if ((unsigned char)*rest.at <= 0x20)
                return false;
        return true;
    }
    return false;
}

static bool is_anchor(struct cursor value)
{
    return take(&value, grammar_anchor) && is_made_of(value, 6, false, "");
}

static bool is_inner_link(struct cursor value)
{
    return take(&value, "#") && is_anchor(value);
}

static bool is_language(struct cursor value)
{
    return take(&value, "language-") && is_made_of(value, 20, true, "-+.#_");
}

static bool is_data_picture(struct cursor value)
{
    for (const char *const *type = grammar_data_types; *type; type++) {
        struct cursor rest = value;
        if (take(&rest, "data:") && take(&rest, *type) && take(&rest, ";base64,"))
            return is_made_of(rest, SIZE_MAX, true, "+/=");
    }
    return false;
}

static bool is_picture(struct cursor value)
{
    return is_address(value, grammar_image_schemes) || is_data_picture(value);
}

/* "ADDRESS 320w, ADDRESS 2x": candidates, each an address with at most one descriptor. */
static bool is_srcset(struct cursor value)
{
    while (value.at < value.end) {
        struct cursor address = {value.at, value.at};
        while (address.end < value.end && *address.end != ' ')
            address.end++;
        bool comma = address.end > address.at && address.end[-1] == ',';
        value.at = address.end;
        address.end -= comma;
        if (!is_address(address, grammar_image_schemes))
            return false;
        if (!comma && take(&value, " ")) {
            struct cursor number = {value.at, value.at};
            while (number.end < value.end &&
                   (is_digit(*number.end) || *number.end == '.'))
                number.end++;
            value.at = number.end;
            if (!is_made_of(number, 8, false, ".") ||
                (!take(&value, "w") && !take(&value, "x")))
                return false;
            comma = take(&value, ",");
        }
        if (value.at == value.end)
            return !comma;
        if (!comma || !take(&value, " "))
            return false;
    }
    return false;
}

/* Lower-case letters, digits and what stands in a media query. */
static bool is_media(struct cursor value)
{
    for (const char *at = value.at; at < value.end; at++)
        if (*at >= 'A' && *at <= 'Z')
            return false;
    return is_made_of(value, 120, true, " ():,.-");
}

static bool is_of_kind(struct cursor value, const struct grammar_attr *attr)
{
    static const char *const directions[] = {"ltr", "rtl", "auto", NULL};
    static const char *const scopes[] = {"row", "col", "rowgroup", "colgroup", NULL};
    static const char *const numberings[] = {"1", "a", "A", "i", "I", NULL};

    switch (attr->value) {
    case VALUE_TEXT:
        return true; /* take_value has looked at every byte */
    case VALUE_LANG:
        return is_made_of(value, 35, true, "-");
    case VALUE_DIR:
        return is_one_of(value, directions);
    case VALUE_NUMBER:
        return is_made_of(value, 6, false, "");
    case VALUE_FLAG:
        return value.at == value.end;
    case VALUE_SCOPE:
        return is_one_of(value, scopes);
    case VALUE_NUMBERING:
        return is_one_of(value, numberings);
    case VALUE_DATETIME:
        return is_made_of(value, 40, true, "-:.+ ");
    case VALUE_LINK:
        return is_inner_link(value) || is_address(value, grammar_link_schemes);
    case VALUE_IMAGE:
        return is_picture(value);
    case VALUE_SRCSET:
        return is_srcset(value);
    case VALUE_TYPE:
        return is_one_of(value, grammar_data_types);
    case VALUE_MEDIA:
        return is_media(value);
    case VALUE_MEASURE:
        return is_made_of(value, 20, true, "-+.%");
    case VALUE_LANGUAGE:
        return is_language(value);
    case VALUE_ANCHOR:
        return is_anchor(value);
    case VALUE_FIXED:
        return is_one_of(value, (const char *const[]){attr->fixed, NULL});
    }
    return false;
}

/* A tag name of the language at the cursor, or TAG_UNKNOWN. */
static enum tag take_name(struct cursor *c)
{
    char name[16];
    size_t len = 0;
    while (c->at < c->end && ((*c->at >= 'a' && *c->at <= 'z') || is_digit(*c->at))) {
        if (len == sizeof name - 1)
            return TAG_UNKNOWN;
        name[len++] = *c->at++;
    }
    name[len] = '\0';
    enum tag tag = tag_from_name(name);
    return grammar[tag].verb == GRAMMAR_KEEP ? tag : TAG_UNKNOWN;
}

/* What follows the name of a start tag: attributes in the grammar's order, each at most
 * once. Those we write ourselves stand exactly where the address before them stands. */
static bool take_attributes(struct cursor *c, enum tag tag)
{
    bool address = false;
    for (size_t i = 0; i < grammar[tag].n_attrs; i++) {
        const struct grammar_attr *attr = &grammar[tag].attrs[i];
        struct cursor ahead = *c, value;
        bool stands = take(&ahead, " ") && take(&ahead, attr->name) && take(&ahead, "=");
        if (attr->value == VALUE_FIXED && stands != address)
            return false;
        if (attr->value == VALUE_LINK || attr->value == VALUE_IMAGE ||
            attr->value == VALUE_SRCSET)
            address = stands;
        if (!stands)
            continue;
        if (!take_value(&ahead, &value) || !is_of_kind(value, attr))
            return false;
        *c = ahead;
    }
    if ((tag == TAG_IMG || tag == TAG_SOURCE) && !address)
        return false;
    return take(c, ">");
}

/* Formulas hold their own elements and are held by none of them; in them text stands where
 * it is the element. A browser reads what else stood there as HTML, or moves it. A picture
 * holds its sources and its img. */
static bool may_hold(enum tag outer, enum tag inner)
{
    bool in_formula = tag_rules[outer].formula || tag_rules[outer].math;

    if (outer == TAG_PICTURE || inner == TAG_SOURCE)
        return outer == TAG_PICTURE && (inner == TAG_SOURCE || inner == TAG_IMG);
    if (inner == TAG_TEXT)
        return !in_formula || tag_rules[outer].token;
    return tag_rules[inner].math == in_formula && !tag_rules[outer].token;
}

static bool take_markup(struct cursor *c)
{
    uint16_t open[VERIFY_DEPTH];
    size_t depth = 0;

    while (c->at < c->end) {
        const char *text = c->at;
        if (!take_text(c))
            return false;
        if (c->at > text && depth && !may_hold((enum tag)open[depth - 1], TAG_TEXT))
            return false;
        if (c->at == c->end)
            break;
        const char *tag_start = c->at++;
        bool closes = has(c, '/');
        c->at += closes;
        enum tag tag = take_name(c);
        bool good = tag != TAG_UNKNOWN;
        if (good && closes) {
            good = depth > 0 && open[depth - 1] == tag && take(c, ">");
            depth -= good;
        } else if (good) {
            good = take_attributes(c, tag) &&
                   may_hold(depth ? (enum tag)open[depth - 1] : TAG_UNKNOWN, tag) &&
                   (tag_rules[tag].is_void || depth < VERIFY_DEPTH);
            if (good && !tag_rules[tag].is_void)
                open[depth++] = (uint16_t)tag;
        }
        if (!good) {
            c->at = tag_start;
            return false;
        }
    }
    return depth == 0;
}

bool verify_html(const char *html, size_t len, size_t *at)
{
    struct cursor c = {html, html + len};
    bool good = take_markup(&c);
    if (at)
        *at = (size_t)(c.at - html);
    return good;
}

static bool is_plain(struct cursor value)
{
    while (value.at < value.end)
        if (!take_character(&value))
            return false;
    return true;
}

bool verify_link(const char *url)
{
    struct cursor value = {url, url + strlen(url)};
    return is_plain(value) && is_address(value, grammar_link_schemes) &&
           !strpbrk(url, "\"<>`");
}

static bool is_good_fact(const struct fact *address)
{
    return !address->value || verify_link(address->value);
}

/* The command line prints it, to a terminal for one, which obeys control characters. */
static bool is_good_text(const char *text)
{
    return !text || is_plain((struct cursor){text, text + strlen(text)});
}

bool verify_answer(const struct answer *answer)
{
    if (!is_good_text(answer->text) || !is_good_text(answer->markdown) ||
        !is_good_text(answer->why))
        return false;
    if (!verify_html(answer->html, strlen(answer->html), NULL))
        return false;
    if (!is_good_fact(&answer->canonical) || !is_good_fact(&answer->image))
        return false;
    for (size_t i = 0; i < answer->n_removed; i++) {
        const struct removed *part = &answer->removed[i];
        if (!verify_html(part->html, strlen(part->html), NULL))
            return false;
        for (size_t k = 0; k < part->n_actions; k++)
            if (part->actions[k].url && !verify_link(part->actions[k].url))
                return false;
    }
    return true;
}
