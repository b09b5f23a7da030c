#include "engine/verdict.h"

#include "base/array.h"
#include "engine/cue.h"

/* The kinds of vocabulary are the first kinds of parts. */
#define SAME(name, word) \
    _Static_assert((int)KIND_##name == (int)PART_##name, "kinds in another order");
SAME(PAYWALL, )
SAME(METERED, )
SAME(REGISTRATION, )
SAME(PLANS, )
SAME(NEWSLETTER, )
SAME(CONSENT, )
SAME(ADBLOCK, )
SAME(APP, )
SAME(PUSH, )
SAME(AGE, )
SAME(DONATION, )
SAME(OTHER_PROMO, )

/* What each observation weighs. Tried on labelled pages: two independent cues take a part
 * out, one alone is never enough. */
enum {
    W_STRONG = 40,
    W_STRONG_MORE = 20, /* each further block with one, */
    STRONG_MORE_MAX = 2,
    W_WEAK = 8,
    WEAK_MAX = 2,
    W_DISTANT = 25,
    W_VENDOR = 50,
    W_CLASS = 30,
    W_CLASS_HINT = 10,
    W_DIALOG = 15,
    W_COVERS = 25,
    W_FIXED = 15,
    W_LOCK = 10,
    W_CONCEALED = 15,
    W_REPEATED = 15,
    W_EMAIL = 25,
    W_SIGN_UP = 15,
    W_PASSWORD = 20,
    W_ASKS = 15,
    W_CHOICE = 15,
    W_CHANNEL = 50,
    W_FRAME = 15,
    W_PLANS = 25,
    W_SELLS = 20,
    W_PRICE = 8,
    W_PLACEHOLDER = 40,
    W_PLACEHOLDER_MORE = 15,
    W_APART = 15,
    W_SOME_PROSE = -20,
    W_MUCH_PROSE = -60,

    SOME_PROSE = 60, /* words of running text that an overlay seldom has */
    MUCH_PROSE = 150,

    ARTICLE_WORDS = 150, /* running text of a page that is no shop */

    P_GATE = 6, /* points of a kind that a gate's phrase speaks for */

    MENU_WORDS = 30,
    MENU_TENTHS = 7, /* of them in links */

    POINTS_OUT = 55,
    POINTS_UNSURE = 40,
};

static int at_most(uint32_t n, int max)
{
    return n > (uint32_t)max ? max : (int)n;
}

static int phrase_points(const struct evidence *e)
{
    int points = 0;

    if (e->n_phrases_strong > 0)
        points +=
            W_STRONG + W_STRONG_MORE * at_most(e->n_phrases_strong - 1, STRONG_MORE_MAX);
    points += W_WEAK * at_most(e->n_phrases_weak, WEAK_MAX);
    points += e->repeated ? W_REPEATED : 0;
    /* Consent texts are long; in the flow a long block is the author speaking. */
    if (e->n_phrases_distant > 0 && !e->in_flow)
        points += W_DISTANT;
    return points;
}

static int mark_points(const struct evidence *e)
{
    int points = e->vendor ? W_VENDOR : 0;

    if (e->class_token)
        points += W_CLASS;
    else if (e->class_hint)
        points += W_CLASS_HINT;
    return points;
}

/* What asks for an account beside text that can't be read asks for that text. */
static bool conceals(const struct evidence *e)
{
    for (int kind = 0; kind < N_RULE_KINDS && e->text_concealed; kind++) {
        if (KINDS_ACCOUNT >> kind & 1 && e->points[kind] >= P_GATE)
            return true;
    }
    return false;
}

static int layout_points(const struct evidence *e)
{
    int points = e->dialog_role || e->modal ? W_DIALOG : 0;

    points += conceals(e) ? W_CONCEALED : 0;
    if (e->covers || e->modal)
        points += W_COVERS + (e->scroll_lock ? W_LOCK : 0);
    else if (e->fixed)
        points += W_FIXED;
    return points;
}

static int offer_points(const struct evidence *e)
{
    int named = e->log_in + e->subscribe + e->enrol;
    int asks = named > 0 ? named : e->calls || e->ends_in_call;
    int points = W_ASKS * (asks > 2 ? 2 : asks);

    points += e->email_form ? W_EMAIL : 0;
    points += e->sign_up_form && !e->in_flow ? W_SIGN_UP : 0;
    points += e->password_form ? W_PASSWORD : 0;
    points += e->choice ? W_CHOICE : 0;
    points += e->channel ? W_CHANNEL : 0;
    points += e->frame ? W_FRAME : 0;
    if (e->n_placeholders > 0)
        points += W_PLACEHOLDER + (e->n_placeholders > 1 ? W_PLACEHOLDER_MORE : 0);
    if (e->n_plans >= 2)
        points += W_PLANS + (e->sells ? W_SELLS : 0);
    else if (e->price)
        points += W_PRICE;
    return points;
}

static int prose_points(const struct evidence *e)
{
    if (e->vendor || e->n_sentence_words < SOME_PROSE)
        return 0;
    return e->n_sentence_words < MUCH_PROSE ? W_SOME_PROSE : W_MUCH_PROSE;
}

/* Something that is hardly ever said or built for another purpose. Position, forms and
 * buttons make an overlay likelier; they don't make one. */
static bool has_core(const struct evidence *e)
{
    bool asks = e->log_in || e->subscribe || e->enrol || e->choice;
    bool lies = e->covers || e->modal;

    return e->n_phrases_strong > 0 || e->vendor || e->class_token ||
           e->n_placeholders > 0 || (e->n_phrases_distant > 0 && !e->in_flow) ||
           e->channel || (e->n_plans >= 2 && asks) || (e->sign_up_form && !e->in_flow) ||
           (lies && (asks || e->email_form || e->frame));
}

/* The way about a site holds "Subscribe" among its links and may be called so. */
static bool is_menu(const struct evidence *e)
{
    return e->n_words >= MENU_WORDS && 10 * e->n_link_words >= MENU_TENTHS * e->n_words &&
           e->n_phrases_strong == 0 && !e->vendor && !e->covers && !e->modal;
}

static enum part_kind most_likely(const struct evidence *e)
{
    int best = KIND_OTHER_PROMO;

    /* What asks at a gate is no mere promotion, however much it promotes, nor are one
     * price and its terms a table of plans. */
    for (int kind = 0; kind < N_RULE_KINDS; kind++) {
        bool yields = best == KIND_OTHER_PROMO && e->n_phrases_gate > 0;
        bool stands = kind == KIND_PLANS && e->n_plans == 1 &&
                      KINDS_ACCOUNT >> best & 1 && e->points[best] >= P_GATE;

        if ((e->points[kind] > e->points[best] && !stands) ||
            (yields && e->points[kind] >= P_GATE))
            best = kind;
    }
    return (enum part_kind)best;
}

/* Nothing in it but words: no mark, nothing to press or to fill in, nothing left unfilled. */
static bool only_says(const struct evidence *e)
{
    return !e->apart && !e->acts && !e->sells && !e->ends_in_call && !e->vendor &&
           !e->class_token && !e->class_hint && !e->email_form && !e->frame &&
           e->n_placeholders == 0 && !e->covers && !e->modal && !e->fixed;
}

/* In a paragraph like the others: an article may be about such notices. One about cookies
 * has headings that say so too, but no button; one about subscriptions lists their prices,
 * but no way to buy. */
static bool may_be_spoken_of(const struct evidence *e)
{
    enum part_kind kind = most_likely(e);
    bool lists = e->price && e->n_blocks > 1 &&
                 (kind == PART_PLANS || kind == PART_PAYWALL || kind == PART_METERED ||
                  kind == PART_REGISTRATION);
    bool speaks = !e->price && (e->spoken || kind == PART_CONSENT);

    return (lists || speaks) && only_says(e);
}

/* Plans that no gate speaks of may be what the page is about: a comparison of prices, or,
 * where the page has hardly any text beside them, the shop itself. */
static bool may_be_the_subject(const struct evidence *e)
{
    enum part_kind kind = most_likely(e);
    bool asks = e->log_in || e->subscribe || e->enrol;

    if (e->n_phrases_gate > 0 || e->n_placeholders > 0 || e->vendor || e->covers ||
        e->modal || e->fixed)
        return false;
    if (e->n_phrases_strong == 0 && e->in_flow && e->n_plans > 0)
        return !e->sells || e->n_page_words < ARTICLE_WORDS;
    if (kind != PART_PLANS && (kind != PART_OTHER_PROMO || e->n_plans == 0))
        return false;
    return !(asks || e->sells) || e->n_page_words < ARTICLE_WORDS;
}

struct judgement verdict_give(const struct evidence *e)
{
    struct judgement judgement = {.outcome = OUTCOME_STAYS, .kind = most_likely(e)};
    int points = phrase_points(e) + mark_points(e) + layout_points(e) + offer_points(e) +
                 prose_points(e) + (e->apart ? W_APART : 0);

    if (!has_core(e) || points < POINTS_UNSURE || e->page_share >= SHARE_MAX ||
        is_menu(e))
        return judgement;
    if (e->spoken && points < POINTS_OUT && may_be_spoken_of(e))
        return judgement;
    judgement.outcome =
        points < POINTS_OUT || may_be_the_subject(e) || may_be_spoken_of(e)
            ? OUTCOME_UNSURE
            : OUTCOME_OUT;
    judgement.confidence = (uint8_t)(points > 99 ? 99 : points);
    return judgement;
}

size_t verdict_reasons(const struct evidence *e, const char **names, size_t cap)
{
    const struct {
        bool is;
        const char *name;
    } table[] = {
        {e->n_phrases_strong > 0, "gate_phrase"},
        {e->n_phrases_distant > 0 && !e->in_flow, "long_gate_phrase"},
        {e->vendor, "vendor"},
        {e->n_placeholders > 0, "placeholder"},
        {e->covers || e->modal, "covers_page"},
        {e->fixed && !e->covers && !e->modal, "fixed"},
        {e->dialog_role, "dialog"},
        {e->scroll_lock && (e->covers || e->modal), "scroll_lock"},
        {e->class_token, "class_word"},
        {e->class_hint && !e->class_token, "class_hint"},
        {e->n_plans > 0, "plans"},
        {e->price && e->n_plans == 0, "price"},
        {e->subscribe, "subscribe_action"},
        {e->log_in, "log_in_action"},
        {e->enrol, "register_action"},
        {e->calls && !e->subscribe && !e->log_in && !e->enrol, "gate_action"},
        {e->ends_in_call && !e->subscribe && !e->log_in && !e->enrol && !e->calls,
         "last_line_action"},
        {e->choice, "choice_actions"},
        {e->channel, "channel_link"},
        {e->email_form, "email_form"},
        {e->password_form, "password_form"},
        {e->frame, "frame"},
        {e->n_phrases_weak > 0, "hint_phrase"},
        {e->hidden, "hidden"},
        {e->apart, "apart"},
        {e->text_continues, "text_continues"},
        {conceals(e), "text_concealed"},
        {e->repeated, "repeated"},
        {prose_points(e) < 0, "running_text"},
    };
    size_t n = 0;

    for (size_t i = 0; i < N_OF(table) && n < cap; i++) {
        if (table[i].is)
            names[n++] = table[i].name;
    }
    return n;
}
