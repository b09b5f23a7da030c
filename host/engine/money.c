#include "engine/money.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { SIGN_MAX = 16 }; /* bytes of the longest sign */

static bool is_letter_at(const char *text, size_t len, size_t at)
{
    const char *next = text + at;
    uint32_t code;

    if (at >= len)
        return false;
    code = text_next(&next, text + len);
    return text_is_word(code) && !text_is_unspaced(code) && !text_is_digit(text[at]);
}

static bool is_letter_before(const char *text, size_t len, size_t at)
{
    return at > 0 && is_letter_at(text, len, text_start(text, at - 1));
}

/* Lines of a sign; they stand together. */
static const struct money_sign *sign_exact(const char *sign, size_t len)
{
    size_t low = 0, high = n_money_signs;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(money_signs[middle].sign, sign, len);

        if (order == 0 && money_signs[middle].sign[len] != '\0')
            order = 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < n_money_signs && strncmp(money_signs[low].sign, sign, len) == 0 &&
        money_signs[low].sign[len] == '\0')
        return &money_signs[low];
    return NULL;
}

const struct money_sign *money_at(const char *text, size_t len, size_t at, size_t *end)
{
    size_t most = len - at < SIGN_MAX ? len - at : SIGN_MAX;

    if (most == 0 || !sieve_begins(&money_sieve, text + at, most))
        return NULL;
    for (size_t n = most; n > 0; n--) {
        const struct money_sign *sign = sign_exact(text + at, n);

        if (!sign)
            continue;
        if (is_letter_at(text, len, at) && is_letter_before(text, len, at))
            continue;
        if (is_letter_before(text, len, at + n) && is_letter_at(text, len, at + n))
            continue;
        *end = at + n;
        return sign;
    }
    return NULL;
}

const struct money_sign *money_before(const char *text, size_t len, size_t end,
                                      size_t *at)
{
    size_t most = end < SIGN_MAX ? end : SIGN_MAX;

    if (most == 0 || !money_ends[(unsigned char)text[end - 1]])
        return NULL;
    for (size_t n = most; n > 0; n--) {
        size_t reached;
        const struct money_sign *sign = money_at(text, len, end - n, &reached);

        if (sign && reached == end) {
            *at = end - n;
            return sign;
        }
    }
    return NULL;
}

static bool has_tag(const char *tags, const char *tag, size_t tag_len)
{
    while (*tags) {
        size_t len = strcspn(tags, " ");

        if (len == tag_len && strncasecmp(tags, tag, len) == 0)
            return true;
        tags += len + strspn(tags + len, " ");
    }
    return false;
}

/* A country or language of the sign's line is the page's. What the page states comes
 * first, then the country in its language tag, the host's last label, the country it
 * tells others, and the language. */
static bool is_at_home(const struct money_sign *sign, const char *tag, size_t len)
{
    return tag && len > 0 && has_tag(sign->places, tag, len);
}

static const char *code_by_tag(const struct money_sign *sign, const char *tag, size_t len)
{
    const char *name = sign->sign;

    for (; sign < money_signs + n_money_signs && strcmp(sign->sign, name) == 0; sign++) {
        if (is_at_home(sign, tag, len))
            return sign->code;
    }
    return NULL;
}

/* By the country in a tag: "en-CA", "en_CA". */
static const char *code_by_country(const struct money_sign *sign, const char *tag)
{
    const char *code = NULL;

    for (tag = tag ? strpbrk(tag, "-_") : NULL; tag && !code; tag = strpbrk(tag, "-_")) {
        tag++;
        code = code_by_tag(sign, tag, strcspn(tag, "-_"));
    }
    return code;
}

/* The currency that the page states, where the sign can mean it. */
static const char *code_stated(const struct money_sign *sign, const char *currency)
{
    const char *name = sign->sign;

    for (;
         currency && sign < money_signs + n_money_signs && strcmp(sign->sign, name) == 0;
         sign++) {
        if (strcmp(sign->code, currency) == 0)
            return sign->code;
    }
    return NULL;
}

const char *money_code(const struct money_sign *sign, const struct place *place)
{
    const char *label = place->host ? strrchr(place->host, '.') : NULL;
    const char *code;

    if (*sign->places == '\0')
        return sign->code;
    code = code_stated(sign, place->currency);
    if (!code)
        code = code_by_country(sign, place->lang);
    if (!code && label)
        code = code_by_tag(sign, label + 1, strlen(label + 1));
    if (!code)
        code = code_by_country(sign, place->locale);
    if (!code && place->lang)
        code = code_by_tag(sign, place->lang, strcspn(place->lang, "-_"));
    return code;
}

const char *money_better(const char *code, const struct money_sign *other,
                         const struct place *place)
{
    if (!other)
        return code;
    return *other->places == '\0' || !code ? money_code(other, place) : code;
}
