#include "engine/cue.h"

#include <string.h>

#include "base/text.h"
#include "base/url.h"
#include "engine/block.h"
#include "engine/node.h"
#include "engine/placeholder.h"
#include "engine/plan.h"

enum {
    SHORT_WORDS = 40,    /* a phrase in a block this short is a cue */
    DISTANT_WORDS = 200, /* in one this long it is one beside others only */
    PROSE_WORDS = 15,    /* sentences of a block this long are running text */
    LONG_WORDS = 32,     /* so is anything this long that is not links */
    PRICE_WORDS = 14,
    LABEL_WORDS = 12,
    LABEL_NODES = 64, /* a link around more than this is a card, not a label */
    BLOCK_PHRASES = 24,
};

static bool is_prose(const struct block *b)
{
    if (2 * b->n_link_words > b->n_words)
        return false;
    return b->n_words >= LONG_WORDS || (b->n_words >= PROSE_WORDS && b->n_sentences > 0);
}

static void read_phrases(const struct block *b, const char *lang, struct cue *cue)
{
    struct phrase_hit hits[BLOCK_PHRASES];
    size_t n = 0;

    if (b->n_words <= DISTANT_WORDS)
        n = lexicon_phrases(&gate_phrases, b->folded, b->folded_len, hits, BLOCK_PHRASES);
    for (size_t i = 0; i < n; i++) {
        const struct phrase *phrase = hits[i].phrase;
        uint16_t bit = (uint16_t)(1u << phrase->what);
        bool stronger = !cue->phrase || (phrase->strong && !cue->phrase->strong);
        bool homely = cue->phrase && phrase->strong == cue->phrase->strong && lang &&
                      lexicon_same_lang(phrase->lang, lang) &&
                      !lexicon_same_lang(cue->phrase->lang, lang);

        if (b->n_words > SHORT_WORDS)
            cue->distant |= phrase->strong ? bit : 0;
        else if (phrase->strong)
            cue->strong |= bit;
        else
            cue->weak |= bit;
        if (stronger || homely)
            cue->phrase = phrase;
    }
    cue->weak &= (uint16_t)~cue->strong;
}

static void read_terms(const struct block *b, struct cue *cue)
{
    struct phrase_hit hits[8];
    size_t n = 0;

    if (b->n_words <= SHORT_WORDS)
        n = lexicon_phrases(&term_phrases, b->folded, b->folded_len, hits, 8);
    for (size_t i = 0; i < n; i++)
        cue->terms |= (uint16_t)(1u << hits[i].phrase->what);
}

static void read_block(const struct place *place, const struct block *b, struct cue *cue)
{
    static const uint16_t promo = 1u << KIND_OTHER_PROMO;
    struct price price;
    char period[8];
    bool counted;
    size_t at, end;

    read_phrases(b, place->lang, cue);
    read_terms(b, cue);
    /* A block that speaks to the reader as a gate does is no running text, however long its
     * sentence is. Authors recommend things in theirs. */
    if (is_prose(b)) {
        cue->weak |= cue->strong & promo;
        cue->strong &= (uint16_t)~promo;
        cue->prose = cue->strong == 0;
    }
    if (b->n_words <= PRICE_WORDS) {
        cue->price = price_next(b->text, b->len, 0, place, &price);
        cue->period = price_period(b->text, b->len, place, period, &counted);
    }
    if (b->n_words <= SHORT_WORDS)
        cue->placeholder = placeholder_next(b->text, b->len, 0, &at, &end);
}

/* ---- what stands around blocks: landmarks, headings, code ---- */

struct around {
    uint32_t zone;
    bool heading, item, code;
};

static bool is_landmark(uint16_t tag)
{
    switch (tag) {
    case TAG_ARTICLE:
    case TAG_ASIDE:
    case TAG_BODY:
    case TAG_DIALOG:
    case TAG_FOOTER:
    case TAG_HEADER:
    case TAG_MAIN:
    case TAG_NAV:
        return true;
    default:
        return false;
    }
}

static struct around *around_read(struct page *page)
{
    struct around *around = arena_array(&page->arena, page->n_nodes, sizeof *around);

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];

        if (node->parent != NO_NODE)
            around[n] = around[node->parent];
        if (is_landmark(node->tag))
            around[n].zone = n;
        if (node->tag >= TAG_H1 && node->tag <= TAG_H6)
            around[n].heading = true;
        if (node->tag == TAG_LI)
            around[n].item = true;
        if (node->tag == TAG_PRE || node->tag == TAG_CODE || node->tag == TAG_KBD)
            around[n].code = true;
    }
    return around;
}

static bool has_cue(const struct cue *cue)
{
    return cue->strong || cue->weak || cue->distant || cue->terms || cue->price ||
           cue->placeholder;
}

static void read_blocks(struct page *page, struct cues *cues)
{
    const struct around *around = around_read(page);
    struct place place = plan_place(page);
    uint32_t n = page->blocks->n;

    cues->blocks = arena_array(&page->arena, n, sizeof *cues->blocks);
    cues->words = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->words);
    cues->prose = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->prose);
    cues->cued = arena_array(&page->arena, (size_t)n + 1, sizeof *cues->cued);
    for (uint32_t i = 0; i < n; i++) {
        const struct block *b = &page->blocks->items[i];
        struct cue *cue = &cues->blocks[i];

        read_block(&place, b, cue);
        cue->zone = around[b->first].zone;
        cue->heading = around[b->first].heading;
        cue->item = around[b->first].item;
        cue->code = around[b->first].code;
        cues->words[i + 1] = cues->words[i] + b->n_words;
        cues->prose[i + 1] = cues->prose[i] + (cue->prose ? b->n_words : 0);
    }
}

static void add_bits(uint32_t *sums, uint16_t bits)
{
    for (int kind = 0; kind < N_RULE_KINDS; kind++)
        sums[kind] += bits >> kind & 1;
}

static void sum_blocks(struct page *page, struct cues *cues)
{
    uint32_t n = page->blocks->n;

    for (uint32_t i = 0; i < n; i++)
        cues->cued[i + 1] = cues->cued[i] + has_cue(&cues->blocks[i]);
    cues->sums = arena_array(&page->arena, (size_t)cues->cued[n] + 1, sizeof *cues->sums);
    for (uint32_t i = 0; i < n; i++) {
        const struct cue *cue = &cues->blocks[i];
        struct cue_sums *sums = &cues->sums[cues->cued[i + 1]];

        if (!has_cue(cue))
            continue;
        *sums = sums[-1];
        add_bits(sums->strong, cue->strong);
        add_bits(sums->weak, cue->weak);
        add_bits(sums->distant, cue->distant);
        sums->prices += cue->price;
        sums->placeholders += cue->placeholder && !cue->code;
        sums->terms += cue->terms != 0;
    }
}

/* ---- controls ---- */

struct collector {
    struct page *page;
    struct cues *cues;
    size_t marks_cap, controls_cap;
};

static const char *page_host(struct page *page)
{
    struct place place = plan_place(page);

    return place.host;
}

/* The last two labels agree: www.news.example and account.news.example are one site. */
static bool is_same_site(const char *a, const char *b)
{
    size_t a_len = strlen(a), b_len = strlen(b);
    const char *site = strrchr(a, '.');

    while (site && site > a && site[-1] != '.')
        site--;
    site = site ? site : a;
    a_len = strlen(site);
    return b_len >= a_len && strcmp(b + b_len - a_len, site) == 0 &&
           (b_len == a_len || b[b_len - a_len - 1] == '.');
}

static bool leads_away(struct page *page, const struct cues *cues, const char *url)
{
    struct strbuf *scratch = &page->scratch;

    strbuf_clear(scratch);
    return url && cues->host && url_host(url, scratch) &&
           !is_same_site(cues->host, scratch->bytes);
}

static const char *absolute(struct page *page, const char *url)
{
    struct strbuf *scratch = &page->scratch;
    char scheme[16];

    strbuf_clear(scratch);
    if (!url || !*url || !url_resolve(url, strlen(url), page->base_url, scratch))
        return NULL;
    if (!url_scheme(scratch->bytes, scratch->len, scheme) ||
        (strcmp(scheme, "http") != 0 && strcmp(scheme, "https") != 0))
        return NULL;
    return arena_copy(&page->arena, scratch->bytes, scratch->len);
}

/* What a reader would call it: its text, else the name its attributes give. */
static const char *label_of(struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    const char *text = NULL;
    static const char *const names[] = {"aria-label", "value", "title", "alt"};

    if (node->end - n > LABEL_NODES)
        return NULL;
    if (node->tag != TAG_INPUT)
        text = node_text_copy(page, n, node->end);
    for (size_t i = 0; (!text || !*text) && i < sizeof(names) / sizeof(*names); i++)
        text = node_attr(page, n, names[i]);
    return text && *text ? text : NULL;
}

static struct control *control_add(struct collector *c, uint32_t n,
                                   enum control_kind kind)
{
    struct cues *cues = c->cues;
    struct control *control;

    cues->controls = arena_grow(&c->page->arena, cues->controls, &c->controls_cap,
                                cues->n_controls + 1, sizeof *cues->controls);
    control = &cues->controls[cues->n_controls++];
    *control = (struct control){
        .node = n, .kind = (uint8_t)kind, .action = (uint8_t)N_ACTION_KINDS};
    return control;
}

/* Links side by side run together in the block's text ("Start your SiteGet the app"): a label
 * is read for itself. */
static uint16_t strong_kinds(const struct strbuf *folded)
{
    struct phrase_hit hits[8];
    size_t n = lexicon_phrases(&gate_phrases, folded->bytes, folded->len, hits, 8);
    uint16_t kinds = 0;

    for (size_t i = 0; i < n; i++)
        kinds |= hits[i].phrase->strong ? (uint16_t)(1u << hits[i].phrase->what) : 0;
    return kinds;
}

static void read_action(struct collector *c, uint32_t n, bool is_button)
{
    struct page *page = c->page;
    const char *label = label_of(page, n);
    enum action_kind action = N_ACTION_KINDS;
    struct control *control;
    uint16_t kinds;
    bool named;

    if (!label || text_words(label, strlen(label)) > LABEL_WORDS)
        return;
    strbuf_clear(&page->scratch);
    text_fold(label, strlen(label), &page->scratch);
    named = lexicon_action(page->scratch.bytes, page->scratch.len, &action);
    kinds = strong_kinds(&page->scratch);
    if (!named && !kinds && !is_button && strcmp(label, "×") != 0)
        return;
    control = control_add(c, n, CONTROL_ACTION);
    control->action = (uint8_t)(named ? action : N_ACTION_KINDS);
    control->says = kinds;
    control->label = label;
    control->url =
        page->nodes[n].tag == TAG_A ? absolute(page, node_attr(page, n, "href")) : NULL;
    control->away = leads_away(page, c->cues, control->url);
}

/* A field for an address to write to; search and comment forms have other names for
 * theirs. */
static bool is_email_field(const struct page *page, uint32_t n, const char *type)
{
    const char *name = node_attr(page, n, "name");
    const char *hint = node_attr(page, n, "placeholder");

    if (type && strcasecmp(type, "email") == 0)
        return true;
    if (type && strcasecmp(type, "text") != 0)
        return false;
    return (name && strcasestr(name, "email")) || (hint && strcasestr(hint, "email")) ||
           (hint && strcasestr(hint, "e-mail"));
}

static void read_input(struct collector *c, uint32_t n)
{
    const char *type = node_attr(c->page, n, "type");

    if (type && strcasecmp(type, "hidden") == 0)
        return;
    if (type && strcasecmp(type, "password") == 0)
        control_add(c, n, CONTROL_PASSWORD);
    else if (type && (strcasecmp(type, "submit") == 0 || strcasecmp(type, "button") == 0))
        read_action(c, n, true);
    else if (is_email_field(c->page, n, type))
        control_add(c, n, CONTROL_EMAIL)->label = node_attr(c->page, n, "placeholder");
}

static void read_control(struct collector *c, uint32_t n)
{
    const struct node *node = &c->page->nodes[n];
    const char *role;

    switch (node->tag) {
    case TAG_A:
        role = node_attr(c->page, n, "role");
        read_action(c, n, role && strcasecmp(role, "button") == 0);
        break;
    case TAG_BUTTON:
        read_action(c, n, true);
        break;
    case TAG_INPUT:
        read_input(c, n);
        break;
    case TAG_IFRAME:
        control_add(c, n, CONTROL_FRAME)->url =
            absolute(c->page, node_attr(c->page, n, "src"));
        break;
    default:
        role = node_attr(c->page, n, "role");
        if (role && strcasecmp(role, "button") == 0)
            read_action(c, n, true);
    }
}

static void sum_controls(struct page *page, struct cues *cues)
{
    cues->control_sums =
        arena_array(&page->arena, cues->n_controls + 1, sizeof *cues->control_sums);
    for (size_t i = 0; i < cues->n_controls; i++) {
        const struct control *control = &cues->controls[i];
        struct control_sums *sums = &cues->control_sums[i + 1];

        *sums = sums[-1];
        sums->kinds[control->kind]++;
        if (control->kind == CONTROL_ACTION && !control->away)
            sums->actions[control->action]++;
    }
}

/* ---- marks ---- */

static const struct vendor *vendor_of_names(enum vendor_place place, const char *names)
{
    static const char blanks[] = " \t\n\r\f";
    const struct vendor *vendor = NULL;

    for (names += strspn(names, blanks); *names && !vendor;
         names += strspn(names, blanks)) {
        size_t len = strcspn(names, blanks);

        vendor = lexicon_vendor(place, names, len);
        names += len;
    }
    return vendor;
}

static const struct vendor *vendor_of_address(struct page *page, const char *url)
{
    struct strbuf *scratch = &page->scratch;
    const char *address = absolute(page, url);

    strbuf_clear(scratch);
    return address && url_host(address, scratch)
               ? lexicon_vendor(PLACE_HOST, scratch->bytes, scratch->len)
               : NULL;
}

/* The vendor an element's own name and attributes give away. */
static const struct vendor *vendor_of(struct page *page, uint32_t n)
{
    const struct node *node = &page->nodes[n];
    const struct vendor *vendor =
        lexicon_vendor(PLACE_TAG, node->name, strlen(node->name));

    for (uint32_t i = 0; i < node->len && !vendor; i++) {
        const struct attr *attr = &node->attrs[i];

        if (strcmp(attr->name, "id") == 0)
            vendor = lexicon_vendor(PLACE_ID, attr->value, strlen(attr->value));
        else if (strcmp(attr->name, "class") == 0)
            vendor = vendor_of_names(PLACE_CLASS, attr->value);
        if (!vendor)
            vendor = lexicon_vendor_attr(attr->name, attr->value);
    }
    if (!vendor && node->tag == TAG_IFRAME)
        vendor = vendor_of_address(page, node_attr(page, n, "src"));
    if (!vendor && node->tag == TAG_FORM)
        vendor = vendor_of_address(page, node_attr(page, n, "action"));
    return vendor;
}

static void read_mark(struct collector *c, uint32_t n)
{
    static const uint32_t lies = SAW_FIXED | SAW_STICKY | SAW_COVERS | SAW_MODAL;
    struct page *page = c->page;
    struct cues *cues = c->cues;
    struct mark mark = {.node = n};
    const char *value;
    enum role_kind role;

    if ((value = node_attr(page, n, "class")))
        lexicon_classes(value, &mark.classes);
    if ((value = node_attr(page, n, "id")))
        lexicon_classes(value, &mark.classes);
    if ((value = node_attr(page, n, "role")) && lexicon_role(value, &role))
        mark.dialog = role == ROLE_DIALOG;
    if (page->nodes[n].tag == TAG_DIALOG)
        mark.dialog = true;
    mark.vendor = vendor_of(page, n);
    if (!mark.classes.strong && !mark.classes.weak && !mark.vendor && !mark.dialog &&
        !(page->nodes[n].saw & lies))
        return;
    cues->marks = arena_grow(&page->arena, cues->marks, &c->marks_cap, cues->n_marks + 1,
                             sizeof *cues->marks);
    cues->marks[cues->n_marks++] = mark;
}

/* Vendors tell the page to hold still by a class on its root. */
static bool is_locked(const struct page *page, uint32_t n)
{
    const char *value = n != NO_NODE ? node_attr(page, n, "class") : NULL;

    return value && vendor_of_names(PLACE_ROOT, value);
}

static void read_elements(struct page *page, struct cues *cues)
{
    struct collector c = {.page = page, .cues = cues};

    for (uint32_t n = 0; n < page->n_nodes; n++) {
        if (node_is_text(page, n) || n == page->html || n == page->body)
            continue;
        if (page->head != NO_NODE && n == page->head) {
            n = page->nodes[n].end - 1;
            continue;
        }
        read_control(&c, n);
        read_mark(&c, n);
    }
}

/* ---- how nodes lie ---- */

enum { SHARE_OF_A_PAGE = 333 };

static uint8_t own_lies(const struct node *node)
{
    uint8_t lies = 0;

    lies |= node->saw & (SAW_FIXED | SAW_STICKY) ? LIES_FIXED : 0;
    lies |= node->saw & SAW_COVERS ? LIES_COVERING : 0;
    lies |= node->saw & SAW_MODAL ? LIES_MODAL : 0;
    return lies;
}

static bool is_media(uint16_t tag)
{
    return tag == TAG_IMG || tag == TAG_PICTURE || tag == TAG_FIGURE ||
           tag == TAG_VIDEO || tag == TAG_TABLE || tag == TAG_IFRAME;
}

/* A dialog or a fixed element may be the whole page: then it says nothing of its parts.
 */
static void read_lies(struct page *page, struct cues *cues)
{
    size_t mark = 0;

    cues->lies = arena_array(&page->arena, page->n_nodes, sizeof *cues->lies);
    cues->media =
        arena_array(&page->arena, (size_t)page->n_nodes + 1, sizeof *cues->media);
    for (uint32_t n = 0; n < page->n_nodes; n++) {
        const struct node *node = &page->nodes[n];
        uint8_t lies = own_lies(node);

        if (mark < cues->n_marks && cues->marks[mark].node == n)
            lies |= cues->marks[mark++].dialog ? LIES_DIALOG : 0;
        if (lies && cue_share(cues, page, block_at(page, n), block_at(page, node->end)) >=
                        SHARE_OF_A_PAGE)
            lies = 0;
        lies |= node->saw & SAW_HIDDEN ? LIES_HIDDEN : 0;
        cues->lies[n] = lies | (node->parent != NO_NODE ? cues->lies[node->parent] : 0);
        cues->media[n + 1] = cues->media[n] + is_media(node->tag);
    }
}

uint32_t cue_share(const struct cues *cues, const struct page *page, uint32_t first,
                   uint32_t end)
{
    uint64_t prose = cues->prose[end] - cues->prose[first];
    uint64_t all = cues->prose[page->blocks->n];

    return all ? (uint32_t)(prose * 1000 / all) : 0;
}

/* Down from the root while one child holds four fifths of the running text. */
static uint32_t find_core(const struct page *page, const struct cues *cues)
{
    enum { MOST = 800 };
    uint32_t core = 0;

    for (uint32_t n = 1; n < page->nodes[core].end;) {
        uint32_t end = page->nodes[n].end;

        if (!node_is_text(page, n) &&
            cue_share(cues, page, block_at(page, n), block_at(page, end)) >= MOST) {
            core = n;
            n++;
        } else {
            n = end;
        }
    }
    return core;
}

/* A block is told when a control stands in it, or it in a control. */
static void tell_blocks(struct page *page, struct cues *cues)
{
    for (size_t i = 0; i < cues->n_controls; i++) {
        const struct control *control = &cues->controls[i];
        uint32_t b = block_at(page, control->node);
        struct cue *cue;

        if (b > 0 && page->blocks->items[b - 1].end > control->node)
            b--;
        if (control->kind != CONTROL_ACTION || b >= page->blocks->n ||
            page->blocks->items[b].first >= page->nodes[control->node].end)
            continue;
        cue = &cues->blocks[b];
        cue->control |= control->action != N_ACTION_KINDS;
        if (page->blocks->items[b].n_words <= SHORT_WORDS && !cue->prose)
            cue->strong |= control->says;
    }
}

struct cues *cue_read(struct page *page)
{
    struct cues *cues = arena_alloc(&page->arena, sizeof *cues);

    cues->host = page_host(page);
    cues->scroll_lock = page->snapshot->facts.scroll_locked ||
                        is_locked(page, page->html) || is_locked(page, page->body);
    read_blocks(page, cues);
    read_elements(page, cues);
    tell_blocks(page, cues);
    sum_blocks(page, cues);
    sum_controls(page, cues);
    read_lies(page, cues);
    cues->core = find_core(page, cues);
    return cues;
}

static void subtract(uint32_t *sums, const uint32_t *less, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sums[i] -= less[i];
}

struct cue_sums cue_sum(const struct cues *cues, uint32_t first, uint32_t end)
{
    struct cue_sums sums = cues->sums[cues->cued[end]];

    subtract((uint32_t *)&sums, (const uint32_t *)&cues->sums[cues->cued[first]],
             sizeof sums / sizeof(uint32_t));
    return sums;
}

size_t cue_control_at(const struct cues *cues, uint32_t n)
{
    size_t low = 0, high = cues->n_controls;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (cues->controls[middle].node < n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t cue_mark_at(const struct cues *cues, uint32_t n)
{
    size_t low = 0, high = cues->n_marks;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (cues->marks[middle].node < n)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct control_sums cue_controls(const struct cues *cues, uint32_t first, uint32_t end)
{
    struct control_sums sums = cues->control_sums[cue_control_at(cues, end)];

    subtract((uint32_t *)&sums,
             (const uint32_t *)&cues->control_sums[cue_control_at(cues, first)],
             sizeof sums / sizeof(uint32_t));
    return sums;
}
