/* Time that only goes forward, whatever is done to the calendar: for deadlines. */
#ifndef CLEANCOPY_BASE_CLOCK_H
#define CLEANCOPY_BASE_CLOCK_H

#include <stdint.h>

/* Milliseconds since some moment in the past. */
uint64_t clock_ms(void);

#endif
