#include "render/language.h"

#include <string.h>

#include "base/array.h"
#include "engine/node.h"

/* Wrappers of highlighters hold the class one or two levels above the code. */
#define LEVELS_ABOVE 2

/* What highlighters put before the language's name: Prism and highlight.js, GitHub,
 * SyntaxHighlighter. */
static const char *const prefixes[] = {"language-", "lang-", "highlight-source-",
                                       "brush:"};
static const char *const attributes[] = {"data-lang", "data-language"};

#define NAME_MAX_LEN 20

static const char *const name_bytes =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+#-_.";

static bool add_name(const char *name, struct strbuf *out)
{
    size_t len = strspn(name, name_bytes);

    if (len == 0 || len > NAME_MAX_LEN)
        return false;
    strbuf_add(out, name, len);
    return true;
}

static bool add_from_class(const char *class, struct strbuf *out)
{
    while (*class) {
        class += strspn(class, " \t\n\r\f");
        for (size_t i = 0; i < N_OF(prefixes); i++) {
            size_t len = strlen(prefixes[i]);

            if (strncmp(class, prefixes[i], len) == 0)
                return add_name(class + len + strspn(class + len, " "), out);
        }
        class += strcspn(class, " \t\n\r\f");
    }
    return false;
}

static bool add_from_node(const struct page *page, uint32_t n, struct strbuf *out)
{
    const char *class = node_attr(page, n, "class");

    if (class && add_from_class(class, out))
        return true;
    for (size_t i = 0; i < N_OF(attributes); i++) {
        const char *value = node_attr(page, n, attributes[i]);
        if (value && add_name(value, out))
            return true;
    }
    return false;
}

void language_of_code(const struct page *page, uint32_t pre, struct strbuf *out)
{
    uint32_t code = node_find(page, pre, pre, TAG_CODE), n = pre;

    if (code != NO_NODE && add_from_node(page, code, out))
        return;
    for (int i = 0; i <= LEVELS_ABOVE && n != NO_NODE; i++, n = page->nodes[n].parent)
        if (add_from_node(page, n, out))
            return;
}
