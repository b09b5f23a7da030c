/* Days as people write them: "27 July 2014", "Jul 27th, 2014", "27.07.2014", "2014年7月27日". The
 * words are those of rules/dates.txt. A day without its year is none, nor is one whose order
 * of day and month nobody could tell. */
#ifndef CLEANCOPY_ENGINE_DAY_H
#define CLEANCOPY_ENGINE_DAY_H

#include <stdbool.h>
#include <stddef.h>

enum day_role {
    DAY_UNSAID,
    DAY_PUBLISHED, /* a word before it says so */
    DAY_UPDATED,
};

struct day {
    char iso[sizeof "2014-07-27"];
    enum day_role role;
};

/* The days in folded text (text_fold), in order, at most `cap`; returns how many. `lang` (or
 * NULL) is the page's: it says what 03/04/2014 means. */
size_t day_read(const char *folded, size_t len, const char *lang, struct day *days,
                size_t cap);

/* What the last word of folded text that stands before dates says of them. */
enum day_role day_role(const char *folded, size_t len);

/* Whether a calendar has the day of eight digits: "20140727". */
bool day_exists(const char *digits);

#endif
